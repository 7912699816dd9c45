// The smallest share of capacity in use: one chat of four counts less than one call of one.
#pragma once

#include "engine/routing/strategy.h"

namespace centralino::engine::routing::strategies {

inline std::int64_t occupancy(const AgentFacts& agent) { return agent.occupancy_permille; }

inline constexpr Strategy least_occupied{.name = StrategyName::least_occupied,
                                         .rank = occupancy,
                                         .fit = nullptr,
                                         .english = "smallest share of capacity in use",
                                         .italian = "minor quota di capacità occupata"};

}  // namespace centralino::engine::routing::strategies
