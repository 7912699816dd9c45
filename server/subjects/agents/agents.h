// Agents: users with a place on the floor, and their presence.
//
// What an agent wants (available, away with a reason, offline) is presence; what the floor shows
// (offered, busy, wrap-up) follows from the work held and is the engine's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "engine/routing/cell.h"
#include "platform/api/schema_name.h"
#include "platform/loop/tx.h"
#include "subjects/queues/floor.h"

namespace centralino::agents {

namespace routing = engine::routing;

struct Presence {
  routing::Presence state = routing::Presence::offline;
  std::optional<std::string> reason;
  Instant since;
  std::int64_t busy = 0;  // conversations held
};
BOOST_DESCRIBE_STRUCT(Presence, (), (state, reason, since, busy))

struct AgentLive {
  UserId id;
  std::string name;
  Presence presence;
  routing::AgentState state_now = routing::AgentState::offline;
  Instant state_since;
  std::int64_t conversations = 0;
  std::int64_t capacity = 0;
  std::vector<QueueId> queues;
  std::int64_t handled_today = 0;
  bool connected = false;
};
BOOST_DESCRIBE_STRUCT(AgentLive, (),
                      (id, name, presence, state_now, state_since, conversations, capacity, queues,
                       handled_today, connected))

struct PresenceWish {
  routing::Presence state = routing::Presence::available;
  std::optional<std::string> reason;
  std::optional<bool> after_current;  // once what is held is finished
};
BOOST_DESCRIBE_STRUCT(PresenceWish, (), (state, reason, after_current))

Presence presence_of(const routing::AgentRow& row);
AgentLive live(const queues::FloorNow& floor, const routing::AgentRow& row, Instant now);

// `not_found` for a user who is no agent of this tenant (a supervisor without a place).
Result<Presence> set_presence(loop::Tx& tx, const Actor& actor, UserId agent,
                              const PresenceWish& wish);

}  // namespace centralino::agents

template <>
inline constexpr std::string_view
    centralino::api::schema_name_override<centralino::engine::routing::Presence> = "PresenceState";
