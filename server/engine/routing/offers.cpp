// Offers are leases: made here, ended here, never inferred from a device.
#include "engine/routing/state.h"

namespace centralino::engine::routing {

void State::make_offer(Slot work_slot, Slot agent_slot, Slot queue, const OfferReason& why) {
  CHECK(ids_left_ > 0, "ids were counted before");
  leave_line(work_slot);
  Work& work = works_[work_slot];
  Agent& agent = agents_[agent_slot];
  const Slot slot = offers_.add();
  Offer& offer = offers_[slot];
  offer.id = {next_id_++};
  --ids_left_;
  offer.work = work_slot;
  offer.agent = agent_slot;
  offer.queue = settings_.queues[queue].id;
  offer.made_at = now_;
  offer.expires_at = now_ + seconds(settings_.queues[queue].ring_s);
  offer.why = why;
  offer.next_of_work = std::exchange(work.first_offer, slot);
  offer_index_.insert(offer.id.value, slot);
  timers_.set({offer.expires_at, TimerKind::offer, offer.id.value, slot});
  if (work.phase != WorkPhase::offered) {
    work.phase = WorkPhase::offered;
    schedule(work_slot);
  }
  agent.offers.push_back(slot);
  agent.turn = ++turn_;
  hold_slot(agent_slot, work.channel);
  auto& event = emit<OfferMade>();
  event.offer = offer.id;
  event.work = work.id;
  event.agent = agent.id;
  event.queue = offer.queue;
  event.expires_at = offer.expires_at;
  event.why = why;
}

// Unlinks the offer and frees its slot, unless accepted: then the slot is the active work's.
void State::end_offer(Slot slot, OfferOutcome outcome, const std::string& reason) {
  const Offer offer = offers_[slot];
  Work& work = works_[offer.work];
  Agent& agent = agents_[offer.agent];
  Slot* link = &work.first_offer;
  while (*link != slot) link = &offers_[*link].next_of_work;
  *link = offer.next_of_work;
  std::erase(agent.offers, slot);
  timers_.clear(TimerKind::offer, slot);
  offer_index_.erase(offer.id.value);
  offers_.remove(slot);
  auto& event = emit<OfferEnded>();
  event.offer = offer.id;
  event.work = work.id;
  event.agent = agent.id;
  event.queue = offer.queue;
  event.made_at = offer.made_at;
  event.outcome = outcome;
  event.reason = reason;
  if (outcome != OfferOutcome::accepted) free_slot(offer.agent, work.channel);
}

void State::withdraw_offers(Slot work_slot) {
  while (works_[work_slot].first_offer != no_slot)
    end_offer(works_[work_slot].first_offer, OfferOutcome::withdrawn, {});
}

Result<Done> State::handle(const AcceptOffer& input) {
  const Slot slot = offer_index_.find(input.offer.value);
  if (slot == no_slot) return refuse(Code::offer_gone);
  if (agents_[offers_[slot].agent].id != input.agent) return refuse(Code::not_found);
  answer(slot);
  return Done{};
}

void State::answer(Slot slot) {
  const Offer offer = offers_[slot];
  end_offer(slot, OfferOutcome::accepted, {});
  withdraw_offers(offer.work);
  Work& work = works_[offer.work];
  Agent& agent = agents_[offer.agent];
  drop_classes(work);
  --waiting_in_queue_[work.queue];
  auto& event = emit<WorkAnswered>();
  event.work = work.id;
  event.agent = agent.id;
  event.offer = offer.id;
  event.queue = offer.queue;
  event.segment_queue = work.queue_id;
  event.enqueued_at = work.enqueued_at;
  work.phase = WorkPhase::active;
  work.queue_id = work.answered_queue = offer.queue;
  work.queue = find_queue(offer.queue);
  work.also = no_slot;
  work.held_for = {};
  work.hold_until = {};
  work.exclusions.clear();
  work.answered_at = now_;
  work.agent = offer.agent;
  schedule(offer.work);
  agent.active.push_back(offer.work);
  ++agent.handled;
  agent.idle_since = now_;
  relist(offer.agent);
  touch(offer.agent);
}

Result<Done> State::handle(const DeclineOffer& input) {
  const Slot slot = offer_index_.find(input.offer.value);
  if (slot == no_slot) return refuse(Code::offer_gone);
  if (agents_[offers_[slot].agent].id != input.agent) return refuse(Code::not_found);
  miss(slot, OfferOutcome::declined, input.reason);
  return Done{};
}

// Declined or timed out: the agent is excluded for a while, the work gets its old place back.
void State::miss(Slot slot, OfferOutcome outcome, const std::string& reason) {
  const Offer offer = offers_[slot];
  const QueueSettings& queue = settings_.queues[find_queue(offer.queue)];
  end_offer(slot, outcome, reason);
  const AgentId agent = agents_[offer.agent].id;
  exclude(works_[offer.work], agent, queue);
  if (works_[offer.work].held_for == agent) release_hold(offer.work);
  const bool declined = outcome == OfferOutcome::declined;
  const AfterMiss after = declined ? queue.after_decline : queue.after_no_answer;
  if (after == AfterMiss::away && agents_[offer.agent].presence == Presence::available)
    set_presence(offer.agent, Presence::away, declined ? reason_declined : reason_no_answer,
                 Cause::policy);
  if (works_[offer.work].first_offer == no_slot) {
    wait(offer.work);
  } else {
    schedule(offer.work);
  }
}

}  // namespace centralino::engine::routing
