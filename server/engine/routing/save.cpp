// The whole state as JSON and back. Order is kept wherever it could reach an output (who is
// withdrawn first); indexes and links are built again.
#include "base/json.h"
#include "engine/routing/saved.h"
#include "engine/routing/state.h"

namespace centralino::engine::routing {
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

namespace {

Refusal contradicts(const std::string& what) {
  return refuse(Code::internal, "The saved routing state contradicts itself: " + what + ".");
}

}  // namespace

Result<Done> State::load(std::string_view text) {
  TRY(saved, json::from_text<Saved>(text));
  TRY_DONE(validate(saved.settings));
  if (const auto problem = check_saved(saved)) return contradicts(*problem);
  now_ = saved.now;
  turn_ = saved.turn;
  adopt(normalised(std::move(saved.settings)));
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
    if (work.phase != WorkPhase::active) ++waiting_in_queue_[work.queue];
  }
  load_leases(saved);
  build_tables();
  for (const Slot slot : works_by_id()) {
    if (works_[slot].phase == WorkPhase::waiting) join_line(slot);
    schedule(slot);
  }
  load_unsettled(saved);
  if (const auto problem = check_loaded()) return contradicts(*problem);
  return Done{};
}

// What only the built tables can tell; without the pairs of check_invariants(), so that a start
// with thousands of agents and thousands who wait stays quick.
std::optional<std::string> State::check_loaded() const {
  for (Slot slot = 0; slot < works_.end(); ++slot)
    if (auto broken = check_work(slot)) return broken;
  for (const Agent& agent : agents_)
    if (auto broken = check_agent(agent)) return broken;
  for (Slot slot = 0; slot < agents_.size(); ++slot) {
    if (agents_[slot].ready_mask == 0 || agents_[slot].dirty) continue;
    const Slot work = work_for(slot).work;
    if (work != no_slot && !works_[work].dirty)
      return "an agent is free for work that waits: " + agents_[slot].id.str();
  }
  return std::nullopt;
}

// Offers, wrap-ups and who holds them.
void State::load_leases(const Saved& saved) {
  for (const SavedOffer& item : saved.offers) {
    const Slot slot = offers_.add();
    Offer& offer = offers_[slot];
    static_cast<OfferCore&>(offer) = item;
    offer.work = work_index_.find(item.work.value);
    offer.agent = find_agent(item.agent);
    offer_index_.insert(item.id.value, slot);
    newest_id_ = std::max(newest_id_, item.id.value);
    timers_.set({item.expires_at, TimerKind::offer, item.id.value, slot});
  }
  for (const SavedWrapUp& item : saved.wrapups) {
    const Slot slot = wrapups_.add();
    static_cast<WrapUpCore&>(wrapups_[slot]) = item;
    wrapups_[slot].agent = find_agent(item.agent);
    wrapup_index_.insert(item.id.value, slot);
    newest_id_ = std::max(newest_id_, item.id.value);
    timers_.set({item.deadline_at, TimerKind::wrapup, item.id.value, slot});
  }
  for (const SavedWork& item : saved.works) {
    Slot* link = &works_[work_index_.find(item.id.value)].first_offer;
    for (const OfferId id : item.offers) {
      *link = offer_index_.find(id.value);
      link = &offers_[*link].next_of_work;
    }
  }
  for (const SavedAgent& item : saved.agents)
    load_holdings(item.id, item.offers, item.active, item.wrapups);
}

void State::load_holdings(AgentId id, const std::vector<OfferId>& offers,
                          const std::vector<WorkId>& active, const std::vector<WrapUpId>& wrapups) {
  const Slot agent_slot = find_agent(id);
  Agent& agent = agents_[agent_slot];
  const auto hold = [&](Channel channel) { ++agent.load[static_cast<std::size_t>(channel)]; };
  for (const OfferId offer : offers) {
    agent.offers.push_back(offer_index_.find(offer.value));
    hold(works_[offers_[agent.offers.back()].work].channel);
  }
  for (const WorkId work : active) {
    agent.active.push_back(work_index_.find(work.value));
    works_[agent.active.back()].agent = agent_slot;
    hold(works_[agent.active.back()].channel);
  }
  for (const WrapUpId wrapup : wrapups) {
    agent.wrapups.push_back(wrapup_index_.find(wrapup.value));
    const WrapUp& held = wrapups_[agent.wrapups.back()];
    hold(held.channel);
    if (held.blocks == WrapUpBlocks::all) ++agent.blocking;
  }
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
