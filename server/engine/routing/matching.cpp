// Who gets what. After a step's moves, agents with new room choose the first work in line; work that
// came into line is given to the best agent by its queue's strategy.
#include "engine/routing/state.h"

namespace centralino::engine::routing {

void State::mark(Slot slot) {
  Work& work = works_[slot];
  if (work.dirty) return;
  work.dirty = true;
  dirty_works_.push_back(work.entry(slot));
}

// Agents first: when the first in line is itself new, it still goes to its best agent, so neither
// order of events can hand it to the wrong one. What does not fit into the step's ids waits for the next.
void State::settle() {
  std::size_t done = 0;
  while (done < dirty_agents_.size() && settle_agent(dirty_agents_[done])) ++done;
  dirty_agents_.erase(dirty_agents_.begin(), dirty_agents_.begin() + static_cast<std::ptrdiff_t>(done));
  if (!dirty_agents_.empty() || dirty_works_.empty()) return;
  std::sort(dirty_works_.begin(), dirty_works_.end());
  done = 0;
  while (done < dirty_works_.size() && settle_work(dirty_works_[done])) ++done;
  dirty_works_.erase(dirty_works_.begin(), dirty_works_.begin() + static_cast<std::ptrdiff_t>(done));
}

bool State::settle_agent(Slot slot) {
  while (agents_[slot].ready_mask != 0) {
    const Choice choice = work_for(slot);
    if (choice.work == no_slot) break;
    if (ids_left_ < static_cast<std::int64_t>(ring_count_max)) return false;
    const Work& work = works_[choice.work];
    if (work.dirty && !work.held_for) {
      CHECK(offer_to_best(choice.work), "at least this agent is eligible");
    } else {
      make_offer(choice.work, slot, choice.queue, choice.why);
    }
  }
  agents_[slot].dirty = false;
  return true;
}

bool State::settle_work(const InLine& entry) {
  if (!works_.live(entry.slot) || works_[entry.slot].id.value != entry.work) return true;
  Work& work = works_[entry.slot];
  if (ids_left_ < static_cast<std::int64_t>(ring_count_max)) return false;
  work.dirty = false;
  if (work.phase != WorkPhase::waiting) return true;
  if (!work.held_for) {
    offer_to_best(entry.slot);
    return true;
  }
  const Slot slot = find_agent(work.held_for);
  const Agent& agent = agents_[slot];
  if ((agent.ready_mask & mask_of(work.channel)) != 0 && !work.excludes(agent.id))
    make_offer(entry.slot, slot, work.queue,
               reason_for(OfferCode::held_for_you, work, agent, work.queue));
  return true;
}

// The first in line of all this agent can do now; work held for this agent before any other.
State::Choice State::work_for(Slot slot) const {
  const Agent& agent = agents_[slot];
  Choice choice;
  choice.agent = slot;
  choice.work = held_work_for(agent);
  if (choice.work != no_slot) {
    const Work& work = works_[choice.work];
    choice.queue = work.queue;
    choice.why = reason_for(OfferCode::held_for_you, work, agent, work.queue);
    return choice;
  }
  InLine best{INT64_MAX, INT64_MAX, no_slot};
  Slot best_class = no_slot;
  eligibility_.for_each_line(agent.signature, agent.ready_mask, [&](Slot at, const InLine& head) {
    if (!(head < best)) return;
    for (const InLine& entry : eligibility_.class_at(at).line) {
      if (!(entry < best)) return;
      if (works_[entry.slot].excludes(agent.id)) continue;
      best = entry;
      best_class = at;
      return;
    }
  });
  if (best_class == no_slot) return choice;
  choice.work = best.slot;
  choice.queue = eligibility_.class_at(best_class).requirement.queue;
  choice.why = reason_for(OfferCode::next_work, works_[best.slot], agent, choice.queue);
  return choice;
}

Slot State::held_work_for(const Agent& agent) const {
  for (const InLine& entry : agent.held) {
    const Work& work = works_[entry.slot];
    if ((agent.ready_mask & mask_of(work.channel)) != 0 && !work.excludes(agent.id)) return entry.slot;
  }
  return no_slot;
}

void State::Picked::offer(const Item& item, std::size_t wanted) {
  std::size_t at = count;
  const auto before = [](const Item& a, const Item& b) {
    return a.fit != b.fit ? a.fit > b.fit : a.ready < b.ready;
  };
  while (at > 0 && before(item, items[at - 1])) --at;
  if (at >= wanted) return;
  if (count < wanted) ++count;
  for (std::size_t i = count - 1; i > at; --i) items[i] = items[i - 1];
  items[at] = item;
}

State::Picked State::agents_for(const Work& work, Slot class_slot) const {
  const Requirement& requirement = eligibility_.class_at(class_slot).requirement;
  const QueueSettings& queue = settings_.queues[requirement.queue];
  const Strategy& chosen = strategy(queue.strategy);
  const std::size_t wanted = chosen.rings_several ? static_cast<std::size_t>(queue.ring_count) : 1;
  const std::size_t order = order_of_queue_[requirement.queue];
  Picked picked;
  eligibility_.for_each_ready(class_slot, [&](Slot at) {
    const auto& ready = eligibility_.ready(at, order, work.channel);
    picked.candidates += static_cast<std::int64_t>(ready.size());
    const std::int64_t fit =
        chosen.fit ? chosen.fit(requirement.skills, eligibility_.signature(at).skills) : 0;
    std::size_t taken = 0;
    for (const Ready& entry : ready) {
      if (taken == wanted) break;
      if (work.excludes({entry.agent})) continue;
      picked.offer({fit, entry}, wanted);
      ++taken;
    }
  });
  if (!chosen.owner_first || picked.count == 0) return picked;
  const Slot owner = find_agent(work.preferred);
  if (owner == no_slot || (agents_[owner].ready_mask & mask_of(work.channel)) == 0) return picked;
  if (!eligibility_.fits(agents_[owner].signature, class_slot) || work.excludes(work.preferred))
    return picked;
  picked.items[0].ready.slot = owner;
  return picked;
}

bool State::offer_to_best(Slot slot) {
  const Work& work = works_[slot];
  return offer_from(slot, work.class_slot) ||
         (work.also_class != no_slot && offer_from(slot, work.also_class));
}

bool State::offer_from(Slot slot, Slot class_slot) {
  const Work& work = works_[slot];
  const Picked picked = agents_for(work, class_slot);
  const Slot queue = eligibility_.class_at(class_slot).requirement.queue;
  for (std::size_t i = 0; i < picked.count; ++i) {
    const Slot agent = picked.items[i].ready.slot;
    OfferReason why = reason_for(OfferCode::best_agent, work, agents_[agent], queue);
    why.candidates = picked.candidates;
    why.skill_sum = skill_sum(eligibility_.class_at(class_slot).requirement.skills,
                              eligibility_.signature(agents_[agent].signature).skills);
    make_offer(slot, agent, queue, why);
  }
  return picked.count > 0;
}

OfferReason State::reason_for(OfferCode code, const Work& work, const Agent& agent, Slot queue) const {
  OfferReason why;
  why.code = code;
  why.strategy = settings_.queues[queue].strategy;
  why.idle_ms = (now_ - agent.idle_since).ms;
  why.load = agent.held_items();
  why.handled = agent.handled;
  why.waited_ms = (now_ - work.enqueued_at).ms;
  return why;
}

}  // namespace centralino::engine::routing
