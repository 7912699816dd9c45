// Free for the longest time. Agents who hold something (a chat, say) come after wholly idle ones,
// or a second chat would go to whoever has typed the longest while others do nothing.
#pragma once

#include "engine/routing/strategy.h"

namespace centralino::engine::routing::strategies {

inline std::int64_t idle_first(const AgentFacts& agent) { return agent.held > 0 ? 1 : 0; }

inline constexpr Strategy longest_idle{.name = StrategyName::longest_idle,
                                       .rank = idle_first,
                                       .fit = nullptr,
                                       .english = "longest time without work",
                                       .italian = "tempo più lungo senza lavoro"};

}  // namespace centralino::engine::routing::strategies
