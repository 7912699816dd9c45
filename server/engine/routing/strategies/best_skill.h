// The highest sum of levels in the required skills; among equals as longest_idle.
#pragma once

#include "engine/routing/strategies/longest_idle.h"

namespace centralino::engine::routing::strategies {

inline constexpr Strategy best_skill{.name = StrategyName::best_skill,
                                     .rank = idle_first,
                                     .fit = skill_sum,
                                     .english = "highest level in the required skills",
                                     .italian = "livello più alto nelle competenze richieste"};

}  // namespace centralino::engine::routing::strategies
