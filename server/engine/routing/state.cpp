#include "engine/routing/state.h"

namespace centralino::engine::routing {

Result<Done> State::apply(const Step& step, std::vector<Event>& events) {
  CHECK(step.now >= now_, "steps come in the order of time");
  const Instant before = now_;
  now_ = step.now;
  next_id_ = step.first_id;
  ids_left_ = ids_per_step_max;
  out_ = &events;
  const std::size_t first_event = events.size();
  Result<Done> done = std::visit([&](const auto& input) { return handle(input); }, step.input);
  if (done.ok()) {
    settle();
    if (!std::holds_alternative<Tick>(step.input)) check_touched(first_event);
    publish();
    if (next_id_ > step.first_id) newest_id_ = next_id_ - 1;
  } else {
    now_ = before;
  }
  out_ = nullptr;
  return done;
}

std::optional<Instant> State::next_deadline() const {
  if (!dirty_works_.empty() || !dirty_agents_.empty()) return now_;
  const Timer* first = timers_.first();
  return first ? std::optional(first->at) : std::nullopt;
}

Result<Done> State::handle(const Tick&) {
  settle();
  while (const Timer* first = timers_.first()) {
    if (first->at > now_ || !dirty_works_.empty() || !dirty_agents_.empty()) break;
    const Timer due = *first;
    const std::size_t first_event = out_->size();
    fire(due);
    settle();
    check_touched(first_event);
  }
  return Done{};
}

void State::fire(const Timer& timer) {
  switch (timer.kind) {
    case TimerKind::offer:
      return miss(timer.slot, OfferOutcome::timed_out, {});
    case TimerKind::wrapup:
      return end_wrapup(timer.slot, WrapUpOutcome::timed_out);
    case TimerKind::work: {
      lapse_exclusions(works_[timer.slot]);
      if (works_[timer.slot].phase == WorkPhase::waiting) return wait(timer.slot);
      return schedule(timer.slot);
    }
  }
}

// Agents' states are told once per step, by id, as they are at its end.
void State::publish() {
  std::sort(touched_.begin(), touched_.end());
  for (const Slot slot : touched_) publish(agents_[slot]);
  touched_.clear();
}

void State::publish(Agent& agent) {
  agent.touched = false;
  const AgentState state = state_of(agent);
  const Cause cause = std::exchange(agent.cause, Cause::work);
  const bool new_state = state != agent.told_state;
  if (!new_state && agent.presence == agent.told_presence && agent.reason == agent.told_reason &&
      agent.leaving == agent.told_leaving)
    return;
  if (new_state) agent.state_since = now_;
  agent.told_state = state;
  agent.told_presence = agent.presence;
  agent.told_reason = agent.reason;
  agent.told_leaving = agent.leaving;
  auto& event = emit<AgentStateChanged>();
  event.agent = agent.id;
  event.state = state;
  event.presence = agent.presence;
  event.reason = agent.reason;
  event.after_current = agent.leaving;
  event.cause = cause;
}

}  // namespace centralino::engine::routing
