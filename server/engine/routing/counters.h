// Counters as a fold of events, to be compared with the state itself (I5) and to start dashboards
// from.
#pragma once

#include <map>

#include "engine/routing/types.h"

namespace centralino::engine::routing {

struct QueueCounters {
  std::int64_t queued = 0;   // segments begun
  std::int64_t waiting = 0;  // waiting or offered now
  std::int64_t active = 0;   // answered here and not ended
  std::int64_t answered = 0;
  std::int64_t left = 0;
  bool operator==(const QueueCounters&) const = default;
};

struct AgentCounters {
  std::int64_t offers = 0;
  std::int64_t active = 0;
  std::int64_t wrapups = 0;
  AgentState state = AgentState::offline;
  bool operator==(const AgentCounters&) const = default;
};

struct Counters {
  std::map<QueueId, QueueCounters> queues;
  std::map<AgentId, AgentCounters> agents;
};

void count(Counters& counters, const Event& event);

}  // namespace centralino::engine::routing
