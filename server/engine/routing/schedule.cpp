// Waiting work over time: holds end, requirements fall, the line overflows, patience of the house
// ends.
#include "engine/routing/state.h"

namespace centralino::engine::routing {
namespace {

void require(std::vector<SkillLevel>& skills, const SkillLevel& wanted) {
  const auto at = std::lower_bound(skills.begin(), skills.end(), wanted.skill,
                                   [](const SkillLevel& a, SkillId b) { return a.skill < b; });
  if (at == skills.end() || at->skill != wanted.skill) {
    skills.insert(at, wanted);
  } else {
    at->level = std::max(at->level, wanted.level);
  }
}

}  // namespace

Requirement State::requirement_of(const Work& work, Slot queue, int relaxed) {
  const QueueSettings& settings = settings_.queues[queue];
  Requirement out;
  out.queue = queue;
  out.channel = work.channel;
  for (const SkillLevel& item : settings.requirements) require(out.skills, item);
  for (const SkillLevel& item : work.requirements) require(out.skills, item);
  bool language = settings.match_language && !work.language.empty();
  for (int i = 0; i < relaxed; ++i) {
    const Relaxation& step = settings.relaxations[static_cast<std::size_t>(i)];
    for (SkillLevel& item : out.skills)
      if (!step.skill || step.skill == item.skill) item.level = std::min(item.level, step.to_level);
    language = language && !step.drop_language;
  }
  std::erase_if(out.skills, [](const SkillLevel& item) { return item.level <= 0; });
  if (language) out.language = intern(work.language);
  return out;
}

void State::join_line(Slot slot) {
  Work& work = works_[slot];
  CHECK(!work.in_line, "in line once");
  work.in_line = true;
  if (work.held_for) {
    agents_[find_agent(work.held_for)].held.insert(work.entry(slot));
    return;
  }
  if (work.class_slot == no_slot)
    work.class_slot = eligibility_.acquire(requirement_of(work, work.queue, work.relaxed));
  eligibility_.join(work.class_slot, work.entry(slot));
  if (work.also == no_slot) return;
  if (work.also_class == no_slot)
    work.also_class = eligibility_.acquire(requirement_of(work, work.also, 0));
  eligibility_.join(work.also_class, work.entry(slot));
}

void State::leave_line(Slot slot) {
  Work& work = works_[slot];
  if (!work.in_line) return;
  work.in_line = false;
  if (work.held_for) {
    agents_[find_agent(work.held_for)].held.erase(work.entry(slot));
    return;
  }
  eligibility_.leave(work.class_slot, work.entry(slot));
  if (work.also_class != no_slot) eligibility_.leave(work.also_class, work.entry(slot));
}

void State::drop_classes(Work& work) {
  CHECK(!work.in_line, "leave the line first");
  if (work.class_slot != no_slot) eligibility_.release(work.class_slot);
  if (work.also_class != no_slot) eligibility_.release(work.also_class);
  work.class_slot = work.also_class = no_slot;
}

// Puts work into its line, wherever it was before; what fell due meanwhile happens first, which may
// mean that it leaves.
void State::wait(Slot slot) {
  leave_line(slot);
  works_[slot].phase = WorkPhase::waiting;
  if (!advance(slot)) return;
  join_line(slot);
  schedule(slot);
  mark(slot);
}

// Applies what is due, in order of time; false when the work has left.
bool State::advance(Slot slot) {
  while (true) {
    const Work& work = works_[slot];
    const QueueSettings& queue = settings_.queues[work.queue];
    const auto due = [&](bool applies, Instant at) { return applies ? at : Instant{INT64_MAX}; };
    const auto next = static_cast<std::size_t>(work.relaxed);
    const bool relaxes = next < queue.relaxations.size();
    const std::array<Instant, 4> times = {
        due(bool(work.held_for), work.hold_until),
        due(relaxes, work.enqueued_at + seconds(relaxes ? queue.relaxations[next].after_s : 0)),
        due(queue.overflow && !work.overflowed,
            work.enqueued_at + seconds(queue.overflow ? queue.overflow->after_s : 0)),
        due(queue.max_wait_s > 0, work.enqueued_at + seconds(queue.max_wait_s))};
    const auto first = std::min_element(times.begin(), times.end());
    if (*first > now_) return true;
    switch (first - times.begin()) {
      case 0:
        release_hold(slot);
        break;
      case 1:
        relax(slot);
        break;
      case 2:
        overflow(slot);
        break;
      default:
        leave_with(slot, Exit::flow_out_timeout);
        return false;
    }
  }
}

WorkMoved& State::moved(const Work& work, Move how) {
  auto& event = emit<WorkMoved>();
  event.work = work.id;
  event.how = how;
  event.from_queue = event.to_queue = work.queue_id;
  event.enqueued_at = work.enqueued_at;
  return event;
}

void State::relax(Slot slot) {
  Work& work = works_[slot];
  drop_classes(work);
  ++work.relaxed;
  moved(work, Move::relaxed);
}

void State::overflow(Slot slot) {
  Work& work = works_[slot];
  const Overflow& to = *settings_.queues[work.queue].overflow;
  auto& event = moved(work, Move::overflowed);
  event.to_queue = to.to;
  event.also = to.also;
  drop_classes(work);
  work.overflowed = true;
  if (to.also) {
    work.also = find_queue(to.to);
    return;
  }
  const std::int64_t key = work.key;
  --waiting_in_queue_[work.queue];
  enqueue(slot, find_queue(to.to), work.held_for, 0);
  works_[slot].key = key;
}

// From the agent's private line to everybody's; the caller puts it in line again.
void State::release_hold(Slot slot) {
  leave_line(slot);
  Work& work = works_[slot];
  moved(work, Move::released);
  work.held_for = {};
  work.hold_until = {};
}

void State::exclude(Work& work, AgentId agent, const QueueSettings& queue) {
  if (queue.exclusion_s <= 0) return;
  auto found = std::find_if(work.exclusions.begin(), work.exclusions.end(),
                            [&](const Exclusion& item) { return item.agent == agent; });
  if (found == work.exclusions.end())
    found = work.exclusions.insert(found, Exclusion{agent, {}, 0, true});
  std::int64_t length_s = queue.exclusion_s;
  for (int i = 0; i < found->times && length_s < queue.exclusion_max_s; ++i) length_s *= 2;
  ++found->times;
  found->in_force = true;
  found->until =
      now_ + seconds(std::min(length_s, std::max(queue.exclusion_s, queue.exclusion_max_s)));
}

void State::lapse_exclusions(Work& work) {
  for (Exclusion& item : work.exclusions)
    if (item.until <= now_) item.in_force = false;
}

std::optional<Instant> State::next_due(const Work& work) const {
  std::optional<Instant> first;
  const auto consider = [&](Instant at) { first = first ? std::min(*first, at) : at; };
  if (work.phase == WorkPhase::active) return first;
  for (const Exclusion& item : work.exclusions)
    if (item.in_force) consider(item.until);
  if (work.phase != WorkPhase::waiting) return first;
  const QueueSettings& queue = settings_.queues[work.queue];
  const auto next = static_cast<std::size_t>(work.relaxed);
  if (work.held_for) consider(work.hold_until);
  if (next < queue.relaxations.size())
    consider(work.enqueued_at + seconds(queue.relaxations[next].after_s));
  if (queue.overflow && !work.overflowed)
    consider(work.enqueued_at + seconds(queue.overflow->after_s));
  if (queue.max_wait_s > 0) consider(work.enqueued_at + seconds(queue.max_wait_s));
  return first;
}

void State::schedule(Slot slot) {
  const Work& work = works_[slot];
  if (const auto due = next_due(work)) {
    timers_.set({*due, TimerKind::work, work.id.value, slot});
  } else {
    timers_.clear(TimerKind::work, slot);
  }
}

}  // namespace centralino::engine::routing
