// What comes out of the routing engine. Every event carries `at` and everything the facts need, so
// that a fold never has to ask the engine. Described for base/json.
#pragma once

#include <map>
#include <optional>
#include <variant>

#include "engine/routing/settings.h"
#include "engine/routing/words.h"

namespace centralino::engine::routing {

// ---- why
// -------------------------------------------------------------------------------------------

struct BilingualText {
  std::string it;
  std::string en;
};
BOOST_DESCRIBE_STRUCT(BilingualText, (), (it, en))

// An explanation, ready to show, with the numbers behind it.
struct Why {
  std::string code;
  BilingualText text;
  std::map<std::string, std::int64_t> facts;
};
BOOST_DESCRIBE_STRUCT(Why, (), (code, text, facts))

enum class OfferCode : std::uint8_t {
  best_agent,   // work looked for an agent: first by the queue's strategy
  next_work,    // an agent became free: the first in line of what this agent can do
  held_for_you  // preferred agent or named by a transfer
};
BOOST_DESCRIBE_ENUM(OfferCode, best_agent, next_work, held_for_you)

// Why this agent got this offer; explain() makes it readable.
struct OfferReason {
  OfferCode code = OfferCode::best_agent;
  StrategyName strategy = StrategyName::longest_idle;
  std::int64_t candidates = 1;  // agents eligible at that moment (next_work, held_for_you: 1)
  std::int64_t idle_ms = 0;     // since this agent last gave back or took something
  std::int64_t load = 0;        // items this agent held already
  std::int64_t skill_sum = 0;   // levels in the required skills
  std::int64_t handled = 0;
  std::int64_t waited_ms = 0;  // the work's time in this queue
};
BOOST_DESCRIBE_STRUCT(OfferReason, (),
                      (code, strategy, candidates, idle_ms, load, skill_sum, handled, waited_ms))

Why explain(const OfferReason& reason);

// ---- events
// ----------------------------------------------------------------------------------------

// `enqueued_at`, in this and all events: when the segment in `queue` (WorkMoved: `from_queue`)
// began. Together with the queue it names the segment.
struct WorkQueued {
  static constexpr std::string_view type_name = "work_queued";
  Instant at;
  WorkId work;
  QueueId queue;
  Channel channel = Channel::chat;
  CustomerId customer;
  ConversationId conversation;
  std::string language;
  std::int64_t priority_s = 0;  // own and the queue's
  Instant arrived_at;
  AgentId held_for;
  std::optional<bool> outbound;
};
BOOST_DESCRIBE_STRUCT(WorkQueued, (),
                      (at, work, queue, channel, customer, conversation, language, priority_s,
                       arrived_at, held_for, outbound))

// relaxed: requirements fell. overflowed: now also (`also`) or only in to_queue. transferred:
// MoveWork. released: no longer held for one agent. A new segment begins when from_queue ≠ to_queue
// and not `also`, and whenever transferred; it begins at `at`.
struct WorkMoved {
  static constexpr std::string_view type_name = "work_moved";
  Instant at;
  WorkId work;
  Move how = Move::relaxed;
  QueueId from_queue;
  QueueId to_queue;
  Instant enqueued_at;
  bool also = false;
  AgentId from_agent;  // who had it (transfer of active work), since answered_at
  Instant answered_at;
  AgentId to_agent;  // held for
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(WorkMoved, (),
                      (at, work, how, from_queue, to_queue, enqueued_at, also, from_agent,
                       answered_at, to_agent, reason))

// Its place in line is another from now on.
struct PriorityChanged {
  static constexpr std::string_view type_name = "priority_changed";
  Instant at;
  WorkId work;
  QueueId queue;
  Instant enqueued_at;
  std::int64_t priority_s = 0;  // own and the queue's
};
BOOST_DESCRIBE_STRUCT(PriorityChanged, (), (at, work, queue, enqueued_at, priority_s))

struct OfferMade {
  static constexpr std::string_view type_name = "offer_made";
  Instant at;
  OfferId offer;
  WorkId work;
  AgentId agent;
  QueueId queue;
  Instant expires_at;
  OfferReason why;
};
BOOST_DESCRIBE_STRUCT(OfferMade, (), (at, offer, work, agent, queue, expires_at, why))

struct OfferEnded {
  static constexpr std::string_view type_name = "offer_ended";
  Instant at;
  OfferId offer;
  WorkId work;
  AgentId agent;
  QueueId queue;
  Instant made_at;
  OfferOutcome outcome = OfferOutcome::withdrawn;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(OfferEnded, (), (at, offer, work, agent, queue, made_at, outcome, reason))

// `queue` is the one whose agent answered; `segment_queue` differs when work that waited also
// elsewhere was answered there.
struct WorkAnswered {
  static constexpr std::string_view type_name = "work_answered";
  Instant at;
  WorkId work;
  AgentId agent;
  OfferId offer;
  QueueId queue;
  QueueId segment_queue;
  Instant enqueued_at;
};
BOOST_DESCRIBE_STRUCT(WorkAnswered, (), (at, work, agent, offer, queue, segment_queue, enqueued_at))

// An answered piece of work is over for this agent (the conversation ended).
struct WorkEnded {
  static constexpr std::string_view type_name = "work_ended";
  Instant at;
  WorkId work;
  AgentId agent;
  QueueId queue;
  Instant answered_at;
  EndedBy by = EndedBy::agent;
};
BOOST_DESCRIBE_STRUCT(WorkEnded, (), (at, work, agent, queue, answered_at, by))

// Left without an answer. Rejected work has no segment: it never queued.
struct WorkLeft {
  static constexpr std::string_view type_name = "work_left";
  Instant at;
  WorkId work;
  QueueId queue;
  Instant enqueued_at;
  Exit exit = Exit::abandoned;
  Channel channel = Channel::chat;
  CustomerId customer;
  ConversationId conversation;
  Instant arrived_at;
};
BOOST_DESCRIBE_STRUCT(WorkLeft, (),
                      (at, work, queue, enqueued_at, exit, channel, customer, conversation,
                       arrived_at))

// At most one per agent and step, after everything else the step did.
struct AgentStateChanged {
  static constexpr std::string_view type_name = "agent_state_changed";
  Instant at;
  AgentId agent;
  AgentState state = AgentState::offline;
  Presence presence = Presence::offline;
  std::string reason;  // of the presence
  bool after_current = false;
  Cause cause = Cause::work;
};
BOOST_DESCRIBE_STRUCT(AgentStateChanged, (),
                      (at, agent, state, presence, reason, after_current, cause))

struct WrapUpStarted {
  static constexpr std::string_view type_name = "wrapup_started";
  Instant at;
  WrapUpId wrapup;
  WorkId work;
  AgentId agent;
  QueueId queue;
  ConversationId conversation;
  Instant deadline_at;
};
BOOST_DESCRIBE_STRUCT(WrapUpStarted, (),
                      (at, wrapup, work, agent, queue, conversation, deadline_at))

struct WrapUpExtended {
  static constexpr std::string_view type_name = "wrapup_extended";
  Instant at;
  WrapUpId wrapup;
  WorkId work;
  AgentId agent;
  Instant deadline_at;
  int times = 0;
};
BOOST_DESCRIBE_STRUCT(WrapUpExtended, (), (at, wrapup, work, agent, deadline_at, times))

struct WrapUpEnded {
  static constexpr std::string_view type_name = "wrapup_ended";
  Instant at;
  WrapUpId wrapup;
  WorkId work;
  AgentId agent;
  QueueId queue;
  Instant started_at;
  WrapUpOutcome outcome = WrapUpOutcome::completed;
};
BOOST_DESCRIBE_STRUCT(WrapUpEnded, (), (at, wrapup, work, agent, queue, started_at, outcome))

using Event = std::variant<WorkQueued, WorkMoved, PriorityChanged, OfferMade, OfferEnded,
                           WorkAnswered, WorkEnded, WorkLeft, AgentStateChanged, WrapUpStarted,
                           WrapUpExtended, WrapUpEnded>;

}  // namespace centralino::engine::routing
