// In turn: whose last offer is the oldest, whatever came of it.
#pragma once

#include "engine/routing/strategy.h"

namespace centralino::engine::routing::strategies {

inline std::int64_t last_turn(const AgentFacts& agent) { return agent.turn; }

inline constexpr Strategy round_robin{.name = StrategyName::round_robin,
                                      .rank = last_turn,
                                      .fit = nullptr,
                                      .english = "turn",
                                      .italian = "turno"};

}  // namespace centralino::engine::routing::strategies
