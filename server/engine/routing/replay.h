// Replays recorded steps and says where the engine first answers otherwise: yesterday bit by bit,
// or with other settings as a what-if.
#pragma once

#include "engine/routing/simulation.h"

namespace centralino::engine::routing {

struct Difference {
  std::size_t step = 0;  // index of the first step whose events differ
  std::string expected;  // JSON of the events; "refused: <code>" when refused
  std::string actual;
};

// nullopt: every step gave exactly the recorded events. `cell` ends in the state after the last
// step, or after the first difference.
std::optional<Difference> replay(Cell& cell, const std::vector<RecordedStep>& steps);

}  // namespace centralino::engine::routing
