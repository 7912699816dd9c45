// The routing engine: one tenant's queues and agents as a single-threaded state machine.
//
// An agent is reserved inside the engine; the telephone or browser is only told. Every input goes
// through apply(), which either refuses (and has changed nothing) or returns what happened, in
// order. The same steps give the same events on every machine.
//
// Eligible. Agent a is eligible for waiting work w when all of these hold:
//   1. a's presence is available, a has not asked to leave after the current work, and none of a's
//      wrap-ups blocks everything;
//   2. a has room on w's channel: items held there (offers, active work, wrap-ups that keep a slot)
//   are
//      fewer than the capacity, and every other channel a holds something on lets w's channel
//      interrupt;
//   3. w is held for a; or w is held for nobody and, for one of the queues w waits in, a is a
//   member,
//      has every required skill (the queue's and w's own, as relaxed so far) at the required level,
//      and speaks w's language if the queue asks for it;
//   4. no exclusion of a for w is in force. Exclusions end when their deadline is fired by a Tick.
// Work is waiting when it has neither a live offer nor an agent.
//
// Place in line. key = place_from − (own priority + queue's priority) seconds; ties by work id. It
// is kept by refusals, time-outs, relaxation, overflow and transfers that keep the place. An agent
// who becomes free gets work held for that agent first, then the smallest key among all eligible
// work.
//
// Invariants, after every step (check_invariants, on all tests; touched parts also in release
// builds):
//   I1 no eligible agent coexists with waiting work, unless ids ran out (next_deadline() is then
//   past); I2 work has at most one live offer (ring_several: ring_count), an agent no more offers
//   than slots; I3 within a class (same queue, channel, requirements) no later key is offered first
//   unless excluded; I4 every offer, wrap-up, hold and exclusion has a deadline in the future or
//   due; I5 the state equals the fold of the events (counters.h).
//
// Threads: none. A Cell is a value: copying it clones the whole state (estimate.h lives from that).
// Costs: O(log n) comparisons a step plus, per match, one pass over a bitset of signatures or
// classes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/routing/rows.h"
#include "engine/routing/types.h"

namespace centralino::engine::routing {

class State;

class Cell {
 public:
  Cell();  // no queues, no agents: Configure comes first
  ~Cell();
  Cell(const Cell& other);
  Cell& operator=(const Cell& other);
  Cell(Cell&&) noexcept;
  Cell& operator=(Cell&&) noexcept;

  // Applies one input at step.now, which is never earlier than that of the previous step (CHECKed).
  // A refusal changes nothing. The second form appends to `events`, for callers that reuse the
  // buffer.
  //
  // Deadlines fire only by Tick: an offer may still be accepted until a Tick has timed it out.
  Result<std::vector<Event>> apply(const Step& step);
  Result<Done> apply(const Step& step, std::vector<Event>& events);

  // When a Tick must be applied at the latest; may be in the past when a step ran out of ids.
  std::optional<Instant> next_deadline() const;

  // The whole state as JSON text, and back. restore(save()) answers and behaves identically. Text
  // from elsewhere is refused, with what is wrong, or gives a cell that keeps the invariants.
  std::string save() const;
  static Result<Cell> restore(std::string_view saved);

  // ---- questions; they change nothing. Unknown ids answer nullopt or empty.
  // -------------------------

  const Settings& settings() const;
  Instant now() const;             // of the last step
  std::int64_t newest_id() const;  // the largest given to an offer or wrap-up; 0: none yet

  std::vector<WorkRow> waiting(QueueId queue) const;  // waiting and offered, in order of place
  std::optional<WorkRow> work(WorkId work) const;     // position filled in; O(works)
  std::vector<WorkRow> works() const;                 // all, by id; positions filled in

  std::optional<AgentRow> agent(AgentId agent) const;
  std::vector<AgentRow> agents() const;  // by id

  std::optional<OfferRow> offer(OfferId offer) const;
  std::vector<OfferRow> offers() const;  // by id
  std::vector<OfferRow> offers_of(AgentId agent) const;

  std::optional<WrapUpRow> wrapup(WrapUpId wrapup) const;
  std::vector<WrapUpRow> wrapups() const;  // by id

  std::optional<QueueRow> queue(QueueId queue) const;  // `open` as of the last step
  std::vector<QueueRow> queues() const;                // in the order of the settings
  bool is_open(QueueId queue, Instant at) const;

  // What this work waits for, readable. not_found for unknown or answered work.
  Result<Why> why_waiting(WorkId work) const;

  // The first violated invariant in words, or nullopt. O(agents × works): for tests and alarms.
  std::optional<std::string> check_invariants() const;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace centralino::engine::routing
