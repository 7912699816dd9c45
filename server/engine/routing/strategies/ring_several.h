// The first `ring_count` agents by longest_idle at once. Whoever accepts first has it; the other
// offers are withdrawn in the same step, before a second answer can be seen.
#pragma once

#include "engine/routing/strategies/longest_idle.h"

namespace centralino::engine::routing::strategies {

inline constexpr Strategy ring_several{
    .name = StrategyName::ring_several,
    .rank = idle_first,
    .fit = nullptr,
    .rings_several = true,
    .english = "longest time without work, several at once",
    .italian = "tempo più lungo senza lavoro, più persone insieme"};

}  // namespace centralino::engine::routing::strategies
