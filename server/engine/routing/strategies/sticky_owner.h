// The preferred agent (owner of the case, last agent) when eligible; else as longest_idle. With
// `owner_hold_s` the work first waits a while for the owner alone.
#pragma once

#include "engine/routing/strategies/longest_idle.h"

namespace centralino::engine::routing::strategies {

inline constexpr Strategy sticky_owner{
    .name = StrategyName::sticky_owner,
    .rank = idle_first,
    .fit = nullptr,
    .owner_first = true,
    .english = "who knows the customer, then longest without work",
    .italian = "chi conosce il cliente, poi tempo senza lavoro"};

}  // namespace centralino::engine::routing::strategies
