// Wrap-up: a state with a deadline, not a subtraction of timestamps.
#include "engine/routing/state.h"

namespace centralino::engine::routing {

// Called instead of freeing the slot, which the wrap-up takes over.
void State::start_wrapup(const Work& work, Slot agent_slot) {
  const WrapUpSettings& wanted = settings_.queues[find_queue(work.answered_queue)].wrap_up;
  const Slot slot = wrapups_.add();
  WrapUp& wrapup = wrapups_[slot];
  wrapup.id = {next_id_++};
  --ids_left_;
  wrapup.work = work.id;
  wrapup.agent = agent_slot;
  wrapup.queue = work.answered_queue;
  wrapup.conversation = work.conversation;
  wrapup.channel = work.channel;
  wrapup.started_at = now_;
  wrapup.deadline_at = now_ + seconds(wanted.seconds);
  wrapup.extend_times_max = wanted.extend_times_max;
  wrapup.extend_s = wanted.extend_s;
  wrapup.blocks = wanted.blocks;
  wrapup_index_.insert(wrapup.id.value, slot);
  timers_.set({wrapup.deadline_at, TimerKind::wrapup, wrapup.id.value, slot});
  Agent& agent = agents_[agent_slot];
  agent.wrapups.push_back(slot);
  if (wrapup.blocks == WrapUpBlocks::all) ++agent.blocking;
  relist(agent_slot);
  touch(agent_slot);
  auto& event = emit<WrapUpStarted>();
  event.wrapup = wrapup.id;
  event.work = wrapup.work;
  event.agent = agent.id;
  event.queue = wrapup.queue;
  event.conversation = wrapup.conversation;
  event.deadline_at = wrapup.deadline_at;
}

Result<Done> State::handle(const WrapUpExtend& input) {
  const Slot slot = wrapup_index_.find(input.wrapup.value);
  if (slot == no_slot || agents_[wrapups_[slot].agent].id != input.agent)
    return refuse(Code::not_found);
  WrapUp& wrapup = wrapups_[slot];
  if (wrapup.extended >= wrapup.extend_times_max) return refuse(Code::invalid_transition);
  ++wrapup.extended;
  wrapup.deadline_at = wrapup.deadline_at + seconds(wrapup.extend_s);
  timers_.set({wrapup.deadline_at, TimerKind::wrapup, wrapup.id.value, slot});
  auto& event = emit<WrapUpExtended>();
  event.wrapup = wrapup.id;
  event.work = wrapup.work;
  event.agent = input.agent;
  event.deadline_at = wrapup.deadline_at;
  event.times = wrapup.extended;
  return Done{};
}

Result<Done> State::handle(const WrapUpComplete& input) {
  const Slot slot = wrapup_index_.find(input.wrapup.value);
  if (slot == no_slot || agents_[wrapups_[slot].agent].id != input.agent)
    return refuse(Code::not_found);
  end_wrapup(slot, WrapUpOutcome::completed);
  return Done{};
}

void State::end_wrapup(Slot slot, WrapUpOutcome outcome) {
  const WrapUp wrapup = wrapups_[slot];
  Agent& agent = agents_[wrapup.agent];
  timers_.clear(TimerKind::wrapup, slot);
  wrapup_index_.erase(wrapup.id.value);
  std::erase(agent.wrapups, slot);
  wrapups_.remove(slot);
  if (wrapup.blocks == WrapUpBlocks::all) --agent.blocking;
  agent.idle_since = now_;
  auto& event = emit<WrapUpEnded>();
  event.wrapup = wrapup.id;
  event.work = wrapup.work;
  event.agent = agent.id;
  event.queue = wrapup.queue;
  event.started_at = wrapup.started_at;
  event.outcome = outcome;
  free_slot(wrapup.agent, wrapup.channel);
}

}  // namespace centralino::engine::routing
