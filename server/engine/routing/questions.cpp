// Rows: copies of the state for those who ask.
#include "engine/routing/state.h"

namespace centralino::engine::routing {

std::vector<const Work*> State::line(Slot queue) const {
  std::vector<const Work*> out;
  for (Slot slot = 0; slot < works_.end(); ++slot) {
    if (!works_.live(slot)) continue;
    const Work& work = works_[slot];
    if (work.phase != WorkPhase::active && work.queue == queue) out.push_back(&work);
  }
  std::sort(out.begin(), out.end(),
            [](const Work* a, const Work* b) { return a->entry(0) < b->entry(0); });
  return out;
}

WorkRow State::row(const Work& work) const {
  WorkRow row;
  row.work = work.id;
  row.phase = work.phase;
  row.queue = work.queue_id;
  row.channel = work.channel;
  row.customer = work.customer;
  row.conversation = work.conversation;
  row.language = work.language;
  row.priority_s = work.priority_s;
  row.arrived_at = work.arrived_at;
  row.enqueued_at = work.enqueued_at;
  row.held_for = work.held_for;
  if (work.also != no_slot) row.also = settings_.queues[work.also].id;
  if (work.phase == WorkPhase::active) {
    row.agent = agents_[work.agent].id;
    row.answered_at = work.answered_at;
  }
  return row;
}

AgentRow State::row(const Agent& agent) const {
  AgentRow row;
  row.agent = agent.id;
  row.state = agent.told_state;
  row.state_since = agent.state_since;
  row.presence = agent.presence;
  row.reason = agent.reason;
  row.presence_since = agent.presence_since;
  row.after_current = agent.leaving;
  row.unreachable = agent.unreachable.value_or(0);
  for (std::size_t c = 0; c < channel_count; ++c)
    row.load.of(static_cast<Channel>(c)) = agent.load[c];
  row.capacity = agent.capacity;
  row.handled = agent.handled;
  row.queues = agent.queues;
  for (const Slot slot : agent.active) row.active.push_back(works_[slot].id);
  for (const Slot slot : agent.offers) row.offers.push_back(offers_[slot].id);
  for (const Slot slot : agent.wrapups) row.wrapups.push_back(wrapups_[slot].id);
  std::sort(row.active.begin(), row.active.end());
  return row;
}

OfferRow State::row(const Offer& offer) const {
  const Work& work = works_[offer.work];
  return {offer.id,          work.id,       agents_[offer.agent].id, offer.queue,
          work.conversation, offer.made_at, offer.expires_at,        offer.why};
}

WrapUpRow State::row(const WrapUp& wrapup) const {
  return {wrapup.id,          wrapup.work,         agents_[wrapup.agent].id,
          wrapup.queue,       wrapup.conversation, wrapup.started_at,
          wrapup.deadline_at, wrapup.extended,     wrapup.extend_times_max};
}

void State::count_works(std::vector<QueueRow>& rows) const {
  for (Slot slot = 0; slot < works_.end(); ++slot) {
    if (!works_.live(slot) || works_[slot].queue == no_slot) continue;
    const Work& work = works_[slot];
    QueueRow& row = rows[work.queue];
    if (work.phase == WorkPhase::active) {
      ++row.active;
      continue;
    }
    ++(work.phase == WorkPhase::offered ? row.offered : row.waiting);
    row.longest_wait_ms = std::max(row.longest_wait_ms, (now_ - work.enqueued_at).ms);
  }
}

std::vector<QueueRow> State::queue_rows() const {
  std::vector<QueueRow> rows(settings_.queues.size());
  for (Slot slot = 0; slot < rows.size(); ++slot) {
    rows[slot].queue = settings_.queues[slot].id;
    rows[slot].open = is_open(slot, now_);
  }
  count_works(rows);
  for (const Agent& agent : agents_) {
    for (const QueueId id : agent.queues) {
      QueueRow& row = rows[find_queue(id)];
      switch (agent.told_state) {
        case AgentState::available:
          ++row.agents_available;
          break;
        case AgentState::offered:
          ++row.agents_offered;
          break;
        case AgentState::busy:
          ++row.agents_busy;
          break;
        case AgentState::wrapup:
          ++row.agents_wrapup;
          break;
        case AgentState::away:
          ++row.agents_away;
          break;
        case AgentState::offline:
          break;
      }
    }
  }
  return rows;
}

bool State::is_open(Slot queue, Instant at) const {
  const Slot calendar = calendar_of_queue_[queue];
  return calendar == no_slot || hours::is_open(settings_.calendars[calendar].calendar, at);
}

}  // namespace centralino::engine::routing
