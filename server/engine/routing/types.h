// What goes into the routing engine (Input) and what comes out (Event, Why, rows of queries).
//
// All of it is described for base/json: a journal of steps and events replays bit by bit. Durations in
// settings are seconds (`_s`), instants are UTC milliseconds. Every event carries `at` and everything
// the facts need, so that a fold never has to ask the engine.
#pragma once

#include <map>
#include <variant>

#include "engine/routing/settings.h"

namespace centralino::engine::routing {

enum class Presence : std::uint8_t { offline, away, available };
BOOST_DESCRIBE_ENUM(Presence, offline, away, available)

// What the floor shows. An agent who holds something shows that, whatever the presence says:
// busy before wrapup before offered; else the presence.
enum class AgentState : std::uint8_t { offline, away, available, offered, busy, wrapup };
BOOST_DESCRIBE_ENUM(AgentState, offline, away, available, offered, busy, wrapup)

enum class Exit : std::uint8_t {
  answered,
  abandoned,
  flow_out_timeout,
  flow_out_overflow,
  flow_out_key,
  flow_out_callback,
  flow_out_voicemail,
  flow_out_admin,
  rejected_full,
  rejected_closed,
  error
};
BOOST_DESCRIBE_ENUM(Exit, answered, abandoned, flow_out_timeout, flow_out_overflow, flow_out_key,
                    flow_out_callback, flow_out_voicemail, flow_out_admin, rejected_full,
                    rejected_closed, error)

enum class OfferOutcome : std::uint8_t { accepted, declined, timed_out, withdrawn };
BOOST_DESCRIBE_ENUM(OfferOutcome, accepted, declined, timed_out, withdrawn)
enum class Cause : std::uint8_t { intent, policy, work };  // who moved the agent's state
BOOST_DESCRIBE_ENUM(Cause, intent, policy, work)
enum class EndedBy : std::uint8_t { customer, agent, system };
BOOST_DESCRIBE_ENUM(EndedBy, customer, agent, system)
enum class Move : std::uint8_t { relaxed, overflowed, transferred, released };
BOOST_DESCRIBE_ENUM(Move, relaxed, overflowed, transferred, released)
enum class WrapUpOutcome : std::uint8_t { completed, timed_out };
BOOST_DESCRIBE_ENUM(WrapUpOutcome, completed, timed_out)

// ---- inputs ----------------------------------------------------------------------------------------

// New settings. Agents keep their state by id; an agent no longer listed goes offline and is forgotten
// once nothing is held; waiting work of a removed queue leaves with flow_out_admin.
struct Configure {
  static constexpr std::string_view type_name = "configure";
  Settings settings;
};
BOOST_DESCRIBE_STRUCT(Configure, (), (settings))

// `after_current`: away or offline once nothing is held any more; no new offers from now on.
struct SetPresence {
  static constexpr std::string_view type_name = "set_presence";
  AgentId agent;
  Presence intent = Presence::available;
  std::string reason;
  bool after_current = false;
};
BOOST_DESCRIBE_STRUCT(SetPresence, (), (agent, intent, reason, after_current))

struct WorkArrives {
  static constexpr std::string_view type_name = "work_arrives";
  WorkId work;
  QueueId queue;
  Channel channel = Channel::chat;
  std::int64_t priority_s = 0;             // head start in seconds; may be negative
  std::vector<SkillLevel> requirements;    // beyond the queue's own
  std::string language;                    // "it", "en"…; "" = any
  AgentId preferred_agent;                 // owner of the case, last agent; may be none
  std::int64_t hold_s = 0;                 // wait this long for the preferred agent alone
  CustomerId customer;
  ConversationId conversation;
  Instant arrived_at;                      // first ring, before any menu; ≤ now
  std::optional<Instant> place_from;       // keep an earlier place (dropped call, callback); ≤ now
};
BOOST_DESCRIBE_STRUCT(WorkArrives, (),
                      (work, queue, channel, priority_s, requirements, language, preferred_agent, hold_s,
                       customer, conversation, arrived_at, place_from))

// The customer is gone, or leaves the queue otherwise, before being answered.
struct WorkLeaves {
  static constexpr std::string_view type_name = "work_leaves";
  WorkId work;
  Exit exit = Exit::abandoned;
};
BOOST_DESCRIBE_STRUCT(WorkLeaves, (), (work, exit))

struct AcceptOffer {
  static constexpr std::string_view type_name = "accept_offer";
  OfferId offer;
  AgentId agent;
};
BOOST_DESCRIBE_STRUCT(AcceptOffer, (), (offer, agent))

struct DeclineOffer {
  static constexpr std::string_view type_name = "decline_offer";
  OfferId offer;
  AgentId agent;
  std::string reason;  // for people; not checked
};
BOOST_DESCRIBE_STRUCT(DeclineOffer, (), (offer, agent, reason))

// The conversation is over; the slot is freed as the queue's wrap-up settings say.
struct WorkEnds {
  static constexpr std::string_view type_name = "work_ends";
  WorkId work;
  EndedBy by = EndedBy::agent;
};
BOOST_DESCRIBE_STRUCT(WorkEnds, (), (work, by))

// Transfer by an agent or a supervisor, of waiting, offered or active work. `queue` none: the queue it
// is in. `agent` set: held for that agent for hold_s (0 = the queue's transfer_hold_s), then anybody.
// The agent who had it is not offered it again while the exclusion lasts.
struct MoveWork {
  static constexpr std::string_view type_name = "move_work";
  WorkId work;
  QueueId queue;
  AgentId agent;
  std::int64_t hold_s = 0;
  std::string reason;
  bool keep_place = true;  // false: the place counts from now
};
BOOST_DESCRIBE_STRUCT(MoveWork, (), (work, queue, agent, hold_s, reason, keep_place))

struct WrapUpExtend {
  static constexpr std::string_view type_name = "wrapup_extend";
  WrapUpId wrapup;
  AgentId agent;
};
BOOST_DESCRIBE_STRUCT(WrapUpExtend, (), (wrapup, agent))

struct WrapUpComplete {
  static constexpr std::string_view type_name = "wrapup_complete";
  WrapUpId wrapup;
  AgentId agent;
};
BOOST_DESCRIBE_STRUCT(WrapUpComplete, (), (wrapup, agent))

// Fires every deadline that is due, in the order (time, kind, id).
struct Tick {
  static constexpr std::string_view type_name = "tick";
};
BOOST_DESCRIBE_STRUCT(Tick, (), ())

using Input = std::variant<Configure, SetPresence, WorkArrives, WorkLeaves, AcceptOffer, DeclineOffer,
                           WorkEnds, MoveWork, WrapUpExtend, WrapUpComplete, Tick>;

// One input at one instant. Offers and wrap-ups are given the ids first_id, first_id + 1, …;
// a step uses at most `ids_per_step_max` of them.
struct Step {
  Instant now;
  std::int64_t first_id = 0;
  Input input;
};
BOOST_DESCRIBE_STRUCT(Step, (), (now, first_id, input))
inline constexpr std::int64_t ids_per_step_max = 1000;

// ---- why -------------------------------------------------------------------------------------------

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
  std::int64_t waited_ms = 0;   // the work's time in this queue
};
BOOST_DESCRIBE_STRUCT(OfferReason, (),
                      (code, strategy, candidates, idle_ms, load, skill_sum, handled, waited_ms))

Why explain(const OfferReason& reason);

// ---- events ----------------------------------------------------------------------------------------

// `enqueued_at`, in this and all events: when the segment in `queue` (WorkMoved: `from_queue`) began.
// Together with the queue it names the segment.
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
};
BOOST_DESCRIBE_STRUCT(WorkQueued, (),
                      (at, work, queue, channel, customer, conversation, language, priority_s, arrived_at,
                       held_for))

// relaxed: requirements fell. overflowed: now also (`also`) or only in to_queue. transferred: MoveWork.
// released: no longer held for one agent. A new segment begins when from_queue ≠ to_queue and not
// `also`, and whenever transferred; it begins at `at`.
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
  AgentId to_agent;    // held for
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(WorkMoved, (),
                      (at, work, how, from_queue, to_queue, enqueued_at, also, from_agent, answered_at,
                       to_agent, reason))

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

// `queue` is the one whose agent answered; `segment_queue` differs when work that waited also elsewhere
// was answered there.
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
                      (at, work, queue, enqueued_at, exit, channel, customer, conversation, arrived_at))

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
BOOST_DESCRIBE_STRUCT(AgentStateChanged, (), (at, agent, state, presence, reason, after_current, cause))

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
BOOST_DESCRIBE_STRUCT(WrapUpStarted, (), (at, wrapup, work, agent, queue, conversation, deadline_at))

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

using Event = std::variant<WorkQueued, WorkMoved, OfferMade, OfferEnded, WorkAnswered, WorkEnded, WorkLeft,
                           AgentStateChanged, WrapUpStarted, WrapUpExtended, WrapUpEnded>;

}  // namespace centralino::engine::routing
