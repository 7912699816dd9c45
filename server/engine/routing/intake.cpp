// Work comes, moves and goes.
#include "engine/routing/state.h"

namespace centralino::engine::routing {

std::int64_t State::key_of(const Work& work) const {
  return work.place_from.ms - (work.priority_s + settings_.queues[work.queue].priority_s) * 1000;
}

// Where somebody who asks for `queue` may go: there, or (closed, full) as its settings say.
// Overflow is followed once; the queue it leads to takes everybody it does not refuse or reject.
Result<State::Entry> State::entry_for(Slot queue) const {
  Entry entry{queue, no_slot, {}};
  for (int hop = 0; hop < 2; ++hop) {
    const QueueSettings& settings = settings_.queues[entry.queue];
    const bool closed = settings.when_closed != WhenClosed::wait && !is_open(entry.queue, now_);
    const bool full =
        settings.waiting_max > 0 && waiting_in_queue_[entry.queue] >= settings.waiting_max;
    if (!closed && !full) return entry;
    const bool overflows =
        settings.overflow && (closed ? settings.when_closed == WhenClosed::overflow
                                     : settings.when_full == WhenFull::overflow);
    if (overflows && hop == 0) {
      entry.via = entry.queue;
      entry.queue = find_queue(settings.overflow->to);
      continue;
    }
    if (closed && settings.when_closed == WhenClosed::refuse) return refuse(Code::unavailable);
    if (!closed && settings.when_full == WhenFull::refuse) return refuse(Code::queue_full);
    entry.rejected = closed ? Exit::rejected_closed : Exit::rejected_full;
    return entry;
  }
  return entry;
}

Result<Done> State::handle(const ChangePriority& input) {
  const Slot slot = work_index_.find(input.work.value);
  if (slot == no_slot) return refuse(Code::not_found);
  Work& work = works_[slot];
  if (work.phase == WorkPhase::active) return refuse(Code::invalid_transition);
  if (input.priority_s > seconds_max || input.priority_s < -seconds_max)
    return refuse_field("priority_s", "is more than a year");
  if (input.priority_s == work.priority_s) return Done{};
  // No one is free for it (I1), so nothing is matched; what is being offered takes its place later.
  const bool in_line = work.in_line;
  leave_line(slot);
  work.key -= (input.priority_s - work.priority_s) * 1000;
  work.priority_s = input.priority_s;
  if (in_line) join_line(slot);
  auto& event = emit<PriorityChanged>();
  event.work = work.id;
  event.queue = work.queue_id;
  event.enqueued_at = work.enqueued_at;
  event.priority_s = work.priority_s + settings_.queues[work.queue].priority_s;
  return Done{};
}

Result<Done> State::handle(const WorkArrives& input) {
  const Slot wanted = find_queue(input.queue);
  if (wanted == no_slot || !input.work) return refuse(Code::not_found);
  if (work_index_.find(input.work.value) != no_slot) return refuse(Code::already_done);
  if (input.priority_s > seconds_max || input.priority_s < -seconds_max)
    return refuse_field("priority_s", "is more than a year");
  if (input.hold_s > seconds_max) return refuse_field("hold_s", "is more than a year");
  for (const SkillLevel& item : input.requirements)
    if (item.level < 1 || item.level > 10)
      return refuse_field("requirements", "levels are between 1 and 10");
  const bool outbound = input.outbound.value_or(false);
  Entry entry{wanted, no_slot, {}};
  if (!outbound) {
    TRY(allowed, entry_for(wanted));
    entry = allowed;
  }
  const Slot slot = works_.add();
  Work& work = works_[slot];
  work.id = input.work;
  work.channel = input.channel;
  work.customer = input.customer;
  work.conversation = input.conversation;
  work.language = input.language;
  work.requirements = input.requirements;
  work.preferred = input.preferred_agent;
  work.priority_s = input.priority_s;
  work.arrived_at = std::min(input.arrived_at, now_);
  work.place_from = std::min(input.place_from.value_or(now_), now_);
  work_index_.insert(work.id.value, slot);
  if (entry.rejected) {
    tell_left(work, settings_.queues[entry.queue].id, *entry.rejected);
    remove_work(slot);
    return Done{};
  }
  admit(slot, input.hold_s, entry, outbound);
  return Done{};
}

void State::admit(Slot slot, std::int64_t hold_s, const Entry& entry, bool outbound) {
  Work& work = works_[slot];
  const Slot asked = entry.via != no_slot ? entry.via : entry.queue;
  const QueueSettings& settings = settings_.queues[asked];
  const Slot preferred = find_agent(work.preferred);
  if (hold_s <= 0 && settings.strategy == StrategyName::sticky_owner)
    hold_s = settings.owner_hold_s;
  const bool hold = hold_s > 0 && preferred != no_slot && agents_[preferred].listed &&
                    agents_[preferred].presence != Presence::offline;
  enqueue(slot, asked, hold ? work.preferred : AgentId{}, hold_s);
  auto& event = emit<WorkQueued>();
  event.work = work.id;
  event.queue = work.queue_id;
  event.channel = work.channel;
  event.customer = work.customer;
  event.conversation = work.conversation;
  event.language = work.language;
  event.priority_s = work.priority_s + settings.priority_s;
  event.arrived_at = work.arrived_at;
  event.held_for = work.held_for;
  if (outbound) event.outbound = true;
  if (entry.via != no_slot) {
    auto& move = moved(work, Move::overflowed);
    move.to_queue = settings_.queues[entry.queue].id;
    --waiting_in_queue_[asked];
    const std::int64_t key = work.key;
    enqueue(slot, entry.queue, work.held_for, 0);
    work.key = key;
  }
  wait(slot);
}

// A new segment in `queue` begins. hold_s = 0 leaves the end of a hold as it is.
void State::enqueue(Slot slot, Slot queue, AgentId held_for, std::int64_t hold_s) {
  Work& work = works_[slot];
  work.queue = queue;
  work.queue_id = settings_.queues[queue].id;
  work.also = no_slot;
  work.enqueued_at = now_;
  work.relaxed = 0;
  work.overflowed = false;
  work.held_for = held_for;
  if (hold_s > 0) work.hold_until = now_ + seconds(hold_s);
  work.key = key_of(work);
  ++waiting_in_queue_[queue];
}

void State::tell_left(const Work& work, QueueId queue, Exit exit) {
  auto& event = emit<WorkLeft>();
  event.work = work.id;
  event.queue = queue;
  event.enqueued_at = work.enqueued_at;
  event.exit = exit;
  event.channel = work.channel;
  event.customer = work.customer;
  event.conversation = work.conversation;
  event.arrived_at = work.arrived_at;
}

void State::remove_work(Slot slot) {
  Work& work = works_[slot];
  leave_line(slot);
  drop_classes(work);
  timers_.clear(TimerKind::work, slot);
  work_index_.erase(work.id.value);
  works_.remove(slot);
}

void State::leave_with(Slot slot, Exit exit) {
  withdraw_offers(slot);
  const Work& work = works_[slot];
  if (work.queue != no_slot) --waiting_in_queue_[work.queue];
  tell_left(work, work.queue_id, exit);
  remove_work(slot);
}

Result<Done> State::handle(const WorkLeaves& input) {
  const Slot slot = work_index_.find(input.work.value);
  if (slot == no_slot) return refuse(Code::not_found);
  if (works_[slot].phase == WorkPhase::active || input.exit == Exit::answered)
    return refuse(Code::invalid_transition);
  leave_with(slot, input.exit);
  return Done{};
}

Result<Done> State::handle(const WorkEnds& input) {
  const Slot slot = work_index_.find(input.work.value);
  if (slot == no_slot) return refuse(Code::not_found);
  const Work& work = works_[slot];
  if (work.phase != WorkPhase::active) return refuse(Code::invalid_transition);
  auto& event = emit<WorkEnded>();
  event.work = work.id;
  event.agent = agents_[work.agent].id;
  event.queue = work.answered_queue;
  event.answered_at = work.answered_at;
  event.by = input.by;
  free_agent_of(slot);
  remove_work(slot);
  return Done{};
}

// The agent gives active work back; wrap-up, if the queue has one, takes over the slot.
void State::free_agent_of(Slot slot) {
  Work& work = works_[slot];
  const Slot agent_slot = std::exchange(work.agent, no_slot);
  Agent& agent = agents_[agent_slot];
  std::erase(agent.active, slot);
  agent.idle_since = now_;
  const Slot queue = find_queue(work.answered_queue);
  if (queue != no_slot && settings_.queues[queue].wrap_up.seconds > 0) {
    start_wrapup(work, agent_slot);
  } else {
    free_slot(agent_slot, work.channel);
  }
}

Result<Done> State::handle(const MoveWork& input) {
  const Slot slot = work_index_.find(input.work.value);
  if (slot == no_slot) return refuse(Code::not_found);
  Work& work = works_[slot];
  const Slot queue = input.queue ? find_queue(input.queue) : work.queue;
  if (queue == no_slot) return refuse(Code::not_found);
  if (input.hold_s > seconds_max) return refuse_field("hold_s", "is more than a year");
  const Slot target = input.agent ? find_agent(input.agent) : no_slot;
  if (input.agent && (target == no_slot || !agents_[target].listed)) return refuse(Code::not_found);
  if (target != no_slot && agents_[target].presence == Presence::offline)
    return refuse(Code::invalid_transition);
  const bool was_active = work.phase == WorkPhase::active;
  if (was_active && input.agent == agents_[work.agent].id) return refuse(Code::already_done);
  const QueueSettings& settings = settings_.queues[queue];
  const std::int64_t hold_s =
      std::max<std::int64_t>(1, input.hold_s > 0 ? input.hold_s : settings.transfer_hold_s);
  withdraw_offers(slot);
  leave_line(slot);
  drop_classes(work);
  auto& event = moved(work, Move::transferred);
  event.to_queue = settings.id;
  event.to_agent = input.agent;
  event.reason = input.reason;
  if (was_active) {
    event.from_agent = agents_[work.agent].id;
    event.answered_at = work.answered_at;
    exclude(work, event.from_agent, settings);
    work.phase = WorkPhase::waiting;
    free_agent_of(slot);
  } else {
    --waiting_in_queue_[work.queue];
  }
  std::erase_if(work.exclusions, [&](const Exclusion& item) { return item.agent == input.agent; });
  if (!input.keep_place) work.place_from = now_;
  enqueue(slot, queue, input.agent, hold_s);
  wait(slot);
  return Done{};
}

}  // namespace centralino::engine::routing
