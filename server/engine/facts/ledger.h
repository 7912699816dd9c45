// Agents' time: where each minute of an agent went, folded from AgentStateChanged events.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/routing/types.h"

namespace centralino::engine::facts {

// The state an agent entered at `at`; it lasts until the next mark.
struct StateMark {
  Instant at;
  routing::AgentState state = routing::AgentState::offline;
  std::string reason;
  auto operator<=>(const StateMark&) const = default;
};
BOOST_DESCRIBE_STRUCT(StateMark, (), (at, state, reason))

// One agent's marks, by time; applying an event twice or late gives the same ledger. (A step tells
// at most one state per agent; of marks of the same instant the last in the order of StateMark
// counts.)
struct Ledger {
  AgentId agent;
  std::vector<StateMark> marks;
};
BOOST_DESCRIBE_STRUCT(Ledger, (), (agent, marks))

void apply(Ledger& ledger, const routing::Event& event);  // events about others are ignored

// Time by state within an interval; sums merge by adding.
struct AgentTime {
  std::int64_t available_ms = 0;
  std::int64_t offered_ms = 0;
  std::int64_t busy_ms = 0;
  std::int64_t wrapup_ms = 0;
  std::int64_t away_ms = 0;
  std::int64_t offline_ms = 0;
  std::map<std::string, std::int64_t> away_by_reason_ms;
  bool operator==(const AgentTime&) const = default;
};
BOOST_DESCRIBE_STRUCT(AgentTime, (),
                      (available_ms, offered_ms, busy_ms, wrapup_ms, away_ms, offline_ms,
                       away_by_reason_ms))

// Before the first mark the agent is offline; the last mark lasts until `to`.
AgentTime time_by_state(const Ledger& ledger, Instant from, Instant to);
AgentTime merge(const AgentTime& a, const AgentTime& b);

// Drops marks that cannot matter from `from` on (the last one before it is kept).
void forget_before(Ledger& ledger, Instant from);

}  // namespace centralino::engine::facts
