// The whole state as JSON and back. Order is kept wherever it could reach an output (who is
// withdrawn first); indexes and links are built again.
#include "base/json.h"
#include "engine/routing/state.h"

namespace centralino::engine::routing {
namespace {

struct SavedAgent : AgentCore {
  std::vector<OfferId> offers;
  std::vector<WorkId> active;
  std::vector<WrapUpId> wrapups;
};
BOOST_DESCRIBE_STRUCT(SavedAgent, (AgentCore), (offers, active, wrapups))

struct SavedWork : WorkCore {
  QueueId also;
  std::vector<OfferId> offers;
};
BOOST_DESCRIBE_STRUCT(SavedWork, (WorkCore), (also, offers))

struct SavedOffer : OfferCore {
  WorkId work;
  AgentId agent;
};
BOOST_DESCRIBE_STRUCT(SavedOffer, (OfferCore), (work, agent))

struct SavedWrapUp : WrapUpCore {
  AgentId agent;
};
BOOST_DESCRIBE_STRUCT(SavedWrapUp, (WrapUpCore), (agent))

}  // namespace

struct Saved {
  int version = 1;
  Instant now;
  std::int64_t turn = 0;
  Settings settings;
  std::vector<SavedAgent> agents;
  std::vector<SavedWork> works;
  std::vector<SavedOffer> offers;
  std::vector<SavedWrapUp> wrapups;
  std::vector<AgentId> dirty_agents;
  std::vector<WorkId> dirty_works;
};
BOOST_DESCRIBE_STRUCT(Saved, (),
                      (version, now, turn, settings, agents, works, offers, wrapups, dirty_agents,
                       dirty_works))

std::string State::save() const {
  Saved out;
  out.now = now_;
  out.turn = turn_;
  out.settings = settings_;
  for (const Agent& agent : agents_) {
    SavedAgent saved{agent, {}, {}, {}};
    for (const Slot slot : agent.offers) saved.offers.push_back(offers_[slot].id);
    for (const Slot slot : agent.active) saved.active.push_back(works_[slot].id);
    for (const Slot slot : agent.wrapups) {
      saved.wrapups.push_back(wrapups_[slot].id);
      out.wrapups.push_back({wrapups_[slot], agent.id});
    }
    out.agents.push_back(std::move(saved));
  }
  for (const Slot slot : works_by_id()) {
    const Work& work = works_[slot];
    SavedWork saved{work, work.also == no_slot ? QueueId{} : settings_.queues[work.also].id, {}};
    for (Slot offer = work.first_offer; offer != no_slot; offer = offers_[offer].next_of_work) {
      saved.offers.push_back(offers_[offer].id);
      out.offers.push_back({offers_[offer], work.id, agents_[offers_[offer].agent].id});
    }
    out.works.push_back(std::move(saved));
  }
  for (const Slot slot : dirty_agents_) out.dirty_agents.push_back(agents_[slot].id);
  for (const InLine& entry : dirty_works_)
    if (works_.live(entry.slot) && works_[entry.slot].id.value == entry.work)
      out.dirty_works.push_back({entry.work});
  return json::to_string(out);
}

Result<Done> State::load(std::string_view text) {
  TRY(saved, json::from_text<Saved>(text));
  TRY_DONE(validate(saved.settings));
  now_ = saved.now;
  turn_ = saved.turn;
  adopt(std::move(saved.settings));
  for (const SavedAgent& item : saved.agents) {
    agent_index_.insert(item.id.value, static_cast<Slot>(agents_.size()));
    static_cast<AgentCore&>(agents_.emplace_back()) = item;
  }
  for (const SavedWork& item : saved.works) {
    const Slot slot = works_.add();
    Work& work = works_[slot];
    static_cast<WorkCore&>(work) = item;
    work.queue = find_queue(item.queue_id);
    work.also = find_queue(item.also);
    work_index_.insert(item.id.value, slot);
    if (work.phase != WorkPhase::active && work.queue == no_slot) return refuse(Code::internal);
    if (work.phase != WorkPhase::active) ++waiting_in_queue_[work.queue];
  }
  if (!load_leases(saved))
    return refuse(Code::internal, "The saved routing state contradicts itself.");
  build_tables();
  for (const Slot slot : works_by_id()) {
    if (works_[slot].phase == WorkPhase::waiting) join_line(slot);
    schedule(slot);
  }
  load_unsettled(saved);
  return Done{};
}

// Offers, wrap-ups and who holds them; false when an id leads nowhere.
bool State::load_leases(const Saved& saved) {
  for (const SavedOffer& item : saved.offers) {
    const Slot slot = offers_.add();
    Offer& offer = offers_[slot];
    static_cast<OfferCore&>(offer) = item;
    offer.work = work_index_.find(item.work.value);
    offer.agent = find_agent(item.agent);
    if (offer.work == no_slot || offer.agent == no_slot) return false;
    offer_index_.insert(item.id.value, slot);
    timers_.set({item.expires_at, TimerKind::offer, item.id.value, slot});
  }
  for (const SavedWrapUp& item : saved.wrapups) {
    const Slot slot = wrapups_.add();
    static_cast<WrapUpCore&>(wrapups_[slot]) = item;
    wrapups_[slot].agent = find_agent(item.agent);
    wrapup_index_.insert(item.id.value, slot);
    timers_.set({item.deadline_at, TimerKind::wrapup, item.id.value, slot});
  }
  for (const SavedWork& item : saved.works) {
    Slot* link = &works_[work_index_.find(item.id.value)].first_offer;
    for (const OfferId id : item.offers) {
      *link = offer_index_.find(id.value);
      if (*link == no_slot) return false;
      link = &offers_[*link].next_of_work;
    }
  }
  for (const SavedAgent& item : saved.agents)
    if (!load_holdings(item.id, item.offers, item.active, item.wrapups)) return false;
  return true;
}

bool State::load_holdings(AgentId id, const std::vector<OfferId>& offers,
                          const std::vector<WorkId>& active, const std::vector<WrapUpId>& wrapups) {
  const Slot agent_slot = find_agent(id);
  Agent& agent = agents_[agent_slot];
  const auto hold = [&](Channel channel) { ++agent.load[static_cast<std::size_t>(channel)]; };
  for (const OfferId offer : offers) {
    agent.offers.push_back(offer_index_.find(offer.value));
    if (agent.offers.back() == no_slot) return false;
    hold(works_[offers_[agent.offers.back()].work].channel);
  }
  for (const WorkId work : active) {
    agent.active.push_back(work_index_.find(work.value));
    if (agent.active.back() == no_slot) return false;
    works_[agent.active.back()].agent = agent_slot;
    hold(works_[agent.active.back()].channel);
  }
  for (const WrapUpId wrapup : wrapups) {
    agent.wrapups.push_back(wrapup_index_.find(wrapup.value));
    if (agent.wrapups.back() == no_slot) return false;
    const WrapUp& held = wrapups_[agent.wrapups.back()];
    hold(held.channel);
    if (held.blocks == WrapUpBlocks::all) ++agent.blocking;
  }
  return true;
}

// Building the tables made everybody dirty who has room; only what was unsettled stays so.
void State::load_unsettled(const Saved& saved) {
  for (const Slot slot : dirty_agents_) agents_[slot].dirty = false;
  dirty_agents_.clear();
  for (const AgentId id : saved.dirty_agents) {
    const Slot slot = find_agent(id);
    if (slot == no_slot) continue;
    agents_[slot].dirty = true;
    dirty_agents_.push_back(slot);
  }
  for (const WorkId id : saved.dirty_works) {
    const Slot slot = work_index_.find(id.value);
    if (slot != no_slot) mark(slot);
  }
}

}  // namespace centralino::engine::routing
