// Who gets what. After a step's moves, agents with new room choose the first work in line; work
// that came into line is given to the best agent by its queue's strategy.
#include "engine/routing/state.h"

namespace centralino::engine::routing {

void State::mark(Slot slot) {
  Work& work = works_[slot];
  if (work.dirty) return;
  work.dirty = true;
  dirty_works_.push_back(work.entry(slot));
}

// Always the smallest key next: among work that came into line and the first choices of agents with
// new room. So nobody is overtaken, whichever of the two an input touched first. Work goes to its
// best agent unless only one can have gained room for it. What does not fit into the step's ids
// waits for the next.
void State::settle() {
  if (dirty_agents_.empty() && dirty_works_.empty()) return;
  for (InLine& entry : dirty_works_)  // a move may have changed the place since
    if (works_.live(entry.slot) && works_[entry.slot].id.value == entry.work)
      entry = entry_of(entry.slot);
  std::sort(dirty_works_.begin(), dirty_works_.end());
  std::size_t next = 0;
  while (true) {
    while (next < dirty_works_.size() && !still_waits(dirty_works_[next])) ++next;
    const Choice choice = first_choice();
    const bool has_work = next < dirty_works_.size();
    if (choice.work == no_slot && !has_work) break;
    if (ids_left_ < static_cast<std::int64_t>(ring_count_max)) break;
    if (choice.work == no_slot || (has_work && dirty_works_[next] < entry_of(choice.work))) {
      settle_work(dirty_works_[next++].slot);
    } else if (choice.why.code == OfferCode::held_for_you ||
               (dirty_agents_.size() == 1 && !works_[choice.work].dirty)) {
      make_offer(choice.work, choice.agent, choice.queue, choice.why);
    } else {
      CHECK(offer_to_best(choice.work), "at least the agent who chose it is eligible");
    }
  }
  dirty_works_.erase(dirty_works_.begin(),
                     dirty_works_.begin() + static_cast<std::ptrdiff_t>(next));
}

// The best of the dirty agents' choices; agents who find nothing are not dirty any more.
State::Choice State::first_choice() {
  Choice best;
  std::size_t kept = 0;
  for (const Slot slot : dirty_agents_) {
    const Choice choice = agents_[slot].ready_mask == 0 ? Choice{} : work_for(slot);
    if (choice.work == no_slot) {
      agents_[slot].dirty = false;
      continue;
    }
    dirty_agents_[kept++] = slot;
    const auto held = [](const Choice& c) { return c.why.code == OfferCode::held_for_you; };
    if (best.work == no_slot || (held(choice) && !held(best)) ||
        (held(choice) == held(best) && entry_of(choice.work) < entry_of(best.work)))
      best = choice;
  }
  dirty_agents_.resize(kept);
  return best;
}

// Whether a dirty entry still means waiting work; if not, it is done with.
bool State::still_waits(const InLine& entry) {
  if (!works_.live(entry.slot) || works_[entry.slot].id.value != entry.work) return false;
  Work& work = works_[entry.slot];
  if (work.phase != WorkPhase::waiting) work.dirty = false;
  return work.dirty;
}

void State::settle_work(Slot slot) {
  Work& work = works_[slot];
  work.dirty = false;
  if (!work.held_for) {
    offer_to_best(slot);
    return;
  }
  const Slot holder = find_agent(work.held_for);
  const Agent& agent = agents_[holder];
  if ((agent.ready_mask & mask_of(work.channel)) != 0 && !work.excludes(agent.id))
    make_offer(slot, holder, work.queue,
               reason_for(OfferCode::held_for_you, work, agent, work.queue));
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
  const Slot own = works_[best.slot].class_slot;  // in line twice: its own queue comes first
  if (eligibility_.fits(agent.signature, own)) best_class = own;
  choice.work = best.slot;
  choice.queue = eligibility_.class_at(best_class).requirement.queue;
  choice.why = reason_for(OfferCode::next_work, works_[best.slot], agent, choice.queue);
  return choice;
}

Slot State::held_work_for(const Agent& agent) const {
  for (const InLine& entry : agent.held) {
    const Work& work = works_[entry.slot];
    if ((agent.ready_mask & mask_of(work.channel)) != 0 && !work.excludes(agent.id))
      return entry.slot;
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

OfferReason State::reason_for(OfferCode code, const Work& work, const Agent& agent,
                              Slot queue) const {
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
