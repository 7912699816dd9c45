// Least work answered since signing in. Who signs in late is favoured until level with the others.
#pragma once

#include "engine/routing/strategy.h"

namespace centralino::engine::routing::strategies {

inline std::int64_t handled(const AgentFacts& agent) { return agent.handled; }

inline constexpr Strategy fewest_handled{.name = StrategyName::fewest_handled,
                                         .rank = handled,
                                         .fit = nullptr,
                                         .english = "fewest items answered",
                                         .italian = "minor numero di contatti gestiti"};

}  // namespace centralino::engine::routing::strategies
