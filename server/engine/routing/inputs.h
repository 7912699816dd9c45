// What goes into the routing engine. Described for base/json, so that a journal of steps replays
// bit by bit. Durations in settings are seconds (`_s`), instants are UTC milliseconds.
#pragma once

#include <variant>

#include "engine/routing/settings.h"
#include "engine/routing/words.h"

namespace centralino::engine::routing {

// New settings. Agents keep their state by id; an agent no longer listed goes offline and is
// forgotten once nothing is held; waiting work of a removed queue leaves with flow_out_admin.
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

// Whether an agent can be reached on a channel at all: a telephone or a browser's audio that is
// there. Until this is said, they can. What is being offered there is withdrawn; what they have
// goes on.
struct SetReach {
  static constexpr std::string_view type_name = "set_reach";
  AgentId agent;
  Channel channel = Channel::voice;
  bool reachable = true;
};
BOOST_DESCRIBE_STRUCT(SetReach, (), (agent, channel, reachable))

struct WorkArrives {
  static constexpr std::string_view type_name = "work_arrives";
  WorkId work;
  QueueId queue;
  Channel channel = Channel::chat;
  std::int64_t priority_s = 0;           // head start in seconds; may be negative
  std::vector<SkillLevel> requirements;  // beyond the queue's own
  std::string language;                  // "it", "en"…; "" = any
  AgentId preferred_agent;               // owner of the case, last agent; may be none
  std::int64_t hold_s = 0;               // wait this long for the preferred agent alone
  CustomerId customer;
  ConversationId conversation;
  Instant arrived_at;                 // first ring, before any menu; ≤ now
  std::optional<Instant> place_from;  // keep an earlier place (dropped call, callback); ≤ now
  std::optional<bool> outbound;       // the agent called: no queue is closed or full for it
};
BOOST_DESCRIBE_STRUCT(WorkArrives, (),
                      (work, queue, channel, priority_s, requirements, language, preferred_agent,
                       hold_s, customer, conversation, arrived_at, place_from, outbound))

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

// Transfer by an agent or a supervisor, of waiting, offered or active work. `queue` none: the queue
// it is in. `agent` set: held for that agent for hold_s (0 = the queue's transfer_hold_s), then
// anybody. The agent who had it is not offered it again while the exclusion lasts.
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

// Forward or back in line: this head start instead of the one it came with. Whatever else its place
// counts from stays.
struct ChangePriority {
  static constexpr std::string_view type_name = "change_priority";
  WorkId work;
  std::int64_t priority_s = 0;  // as in WorkArrives
};
BOOST_DESCRIBE_STRUCT(ChangePriority, (), (work, priority_s))

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

using Input =
    std::variant<Configure, SetPresence, WorkArrives, WorkLeaves, AcceptOffer, DeclineOffer,
                 WorkEnds, MoveWork, ChangePriority, WrapUpExtend, WrapUpComplete, SetReach, Tick>;

// One input at one instant. Offers and wrap-ups are given the ids first_id, first_id + 1, …;
// a step uses at most `ids_per_step_max` of them.
struct Step {
  Instant now;
  std::int64_t first_id = 0;
  Input input;
};
BOOST_DESCRIBE_STRUCT(Step, (), (now, first_id, input))
inline constexpr std::int64_t ids_per_step_max = 1000;
// What is stored may not be later than the year 9000: deadlines that follow can still be written.
inline constexpr Instant stored_latest{221'845'392'000'000};

}  // namespace centralino::engine::routing
