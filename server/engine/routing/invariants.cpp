// The invariants of cell.h, checked against their plain definitions, without the indexes.
#include "engine/routing/state.h"

namespace centralino::engine::routing {

bool State::qualified(const Agent& agent, const Work& work, Slot queue, int relaxed) const {
  const QueueSettings& settings = settings_.queues[queue];
  if (!agent.listed ||
      std::find(agent.queues.begin(), agent.queues.end(), settings.id) == agent.queues.end())
    return false;
  const auto has = std::lower_bound(settings_.agents.begin(), settings_.agents.end(), agent.id,
                                    [](const AgentSettings& a, AgentId b) { return a.id < b; });
  bool language = settings.match_language && !work.language.empty();
  const auto enough = [&](const SkillLevel& item) {
    int level = item.level;
    for (int i = 0; i < relaxed; ++i) {
      const Relaxation& step = settings.relaxations[static_cast<std::size_t>(i)];
      if (!step.skill || step.skill == item.skill) level = std::min(level, step.to_level);
    }
    return level_of(has->skills, item.skill) >= level;
  };
  for (int i = 0; i < relaxed; ++i)
    language = language && !settings.relaxations[static_cast<std::size_t>(i)].drop_language;
  const auto& spoken = has->languages;
  if (language && std::find(spoken.begin(), spoken.end(), work.language) == spoken.end())
    return false;
  return std::all_of(settings.requirements.begin(), settings.requirements.end(), enough) &&
         std::all_of(work.requirements.begin(), work.requirements.end(), enough);
}

bool State::eligible(const Agent& agent, const Work& work) const {
  if (agent.presence != Presence::available || agent.leaving || agent.blocking > 0) return false;
  if (!has_room(agent, work.channel) || work.excludes(agent.id)) return false;
  if (work.held_for) return work.held_for == agent.id;
  return qualified(agent, work, work.queue, work.relaxed) ||
         (work.also != no_slot && qualified(agent, work, work.also, 0));
}

namespace {

std::string about(const char* rule, const Work& work) {
  return std::string(rule) + ": " + work.id.str();
}

}  // namespace

// I1: nobody is idle while somebody waits whom they could serve.
std::optional<std::string> State::check_no_missed_match() const {
  if (!dirty_agents_.empty() || !dirty_works_.empty()) return std::nullopt;
  for (Slot slot = 0; slot < works_.end(); ++slot) {
    if (!works_.live(slot) || works_[slot].phase != WorkPhase::waiting) continue;
    for (const Agent& agent : agents_)
      if (eligible(agent, works_[slot]))
        return about("I1 an eligible agent coexists with waiting work", works_[slot]) + ", " +
               agent.id.str();
  }
  return std::nullopt;
}

// I2 and I4, for one piece of work.
std::optional<std::string> State::check_work(Slot slot) const {
  const Work& work = works_[slot];
  std::size_t live = 0;
  for (Slot offer = work.first_offer; offer != no_slot; offer = offers_[offer].next_of_work) {
    ++live;
    if (!offers_.live(offer) || offers_[offer].work != slot)
      return about("I2 a foreign offer", work);
    if (!timers_.find(TimerKind::offer, offer))
      return about("I4 an offer without a deadline", work);
  }
  if (live > (several_allowed(work) ? ring_count_max : 1))
    return about("I2 more live offers than allowed", work);
  if ((work.phase == WorkPhase::offered) != (live > 0))
    return about("I2 phase and offers disagree", work);
  if ((work.phase == WorkPhase::waiting) != work.in_line)
    return about("waiting is being in line", work);
  if ((work.phase == WorkPhase::active) != (work.agent != no_slot))
    return about("active has an agent", work);
  const auto due = next_due(work);
  const Timer* timer = timers_.find(TimerKind::work, slot);
  if (due.has_value() != (timer != nullptr) || (due && timer->at != *due))
    return about("I4 deadline missing or wrong", work);
  return std::nullopt;
}

// I2 and I5 for one agent: loads equal what is held, and fit the capacity while it was not lowered.
std::optional<std::string> State::check_agent(const Agent& agent) const {
  std::array<int, channel_count> held{};
  int blocking = 0;
  const auto count = [&](Channel channel) { ++held[static_cast<std::size_t>(channel)]; };
  for (const Slot slot : agent.offers) count(works_[offers_[slot].work].channel);
  for (const Slot slot : agent.active) count(works_[slot].channel);
  for (const Slot slot : agent.wrapups) {
    count(wrapups_[slot].channel);
    blocking += wrapups_[slot].blocks == WrapUpBlocks::all ? 1 : 0;
    if (!timers_.find(TimerKind::wrapup, slot))
      return "I4 wrap-up without a deadline: " + agent.id.str();
  }
  if (held != agent.load || blocking != agent.blocking) return "I5 load differs: " + agent.id.str();
  if (agent.presence != Presence::available && !agent.offers.empty())
    return "I2 an offer to somebody who is not available: " + agent.id.str();
  const std::uint32_t mask = agent.signature == no_slot ? 0 : free_channels(agent);
  if (mask != agent.ready_mask) return "ready list differs: " + agent.id.str();
  return std::nullopt;
}

std::optional<std::string> State::check_invariants() const {
  std::vector<std::int64_t> waiting(settings_.queues.size(), 0);
  for (Slot slot = 0; slot < works_.end(); ++slot) {
    if (!works_.live(slot)) continue;
    if (auto broken = check_work(slot)) return broken;
    if (works_[slot].phase != WorkPhase::active) ++waiting[works_[slot].queue];
  }
  if (waiting != waiting_in_queue_) return "I5 a queue's count differs";
  for (const Agent& agent : agents_)
    if (auto broken = check_agent(agent)) return broken;
  return check_no_missed_match();
}

// In release builds, after every step: what it touched, in O(1) each.
void State::check_touched(std::size_t first_event) const {
  for (std::size_t i = first_event; i < out_->size(); ++i) {
    const auto* made = std::get_if<OfferMade>(&(*out_)[i]);
    if (!made) continue;
    const Slot slot = offer_index_.find(made->offer.value);
    if (slot == no_slot) continue;
    const Offer& offer = offers_[slot];
    const Work& work = works_[offer.work];
    const Agent& agent = agents_[offer.agent];
    CHECK(work.phase == WorkPhase::offered && !work.in_line, "offered work is in no line");
    CHECK((work.first_offer == slot && offer.next_of_work == no_slot) || several_allowed(work),
          "I2: one live offer per work");
    CHECK(agent.presence == Presence::available, "I2: only the available are offered work");
    CHECK(agent.load[static_cast<std::size_t>(work.channel)] <= agent.capacity.of(work.channel),
          "I2: no more than the slots there are");
    CHECK(timers_.find(TimerKind::offer, slot), "I4: an offer has a deadline");
    if (made->why.code != OfferCode::held_for_you)
      CHECK(nobody_overtaken(offer), "I3: no later key first within a class, unless excluded");
  }
}

bool State::nobody_overtaken(const Offer& offer) const {
  const Work& work = works_[offer.work];
  for (const Slot at : {work.class_slot, work.also_class}) {
    if (at == no_slot) continue;
    const Class& own = eligibility_.class_at(at);
    if (settings_.queues[own.requirement.queue].id != offer.queue) continue;
    for (const InLine& entry : own.line) {
      if (!(entry < work.entry(offer.work))) break;
      if (!works_[entry.slot].excludes(agents_[offer.agent].id)) return false;
    }
  }
  return true;
}

bool State::several_allowed(const Work& work) const {
  const auto rings = [&](Slot queue) {
    return queue != no_slot && strategy(settings_.queues[queue].strategy).rings_several;
  };
  return rings(work.queue) || rings(work.also);
}

}  // namespace centralino::engine::routing
