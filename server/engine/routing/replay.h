// Steps as the journal keeps them. Replays recorded steps and says where the engine first answers
// otherwise: yesterday bit by bit, or with other settings as a what-if.
#pragma once

#include "engine/routing/cell.h"

namespace centralino::engine::routing {

// An input with what it decided.
struct RecordedStep {
  Step step;
  std::vector<Event> events;
};
BOOST_DESCRIBE_STRUCT(RecordedStep, (), (step, events))

// Reads a stored step that `cell` is to go on with. What is stored may have been damaged: refuses
// text that is no step, and steps that cannot follow (earlier than the cell, or with ids it has
// given away).
Result<RecordedStep> read_step(std::string_view text, const Cell& cell);

struct Difference {
  std::size_t step = 0;  // index of the first step whose events differ
  std::string expected;  // JSON of the events; "refused: <code>" when refused
  std::string actual;
};

// nullopt: every step gave exactly the recorded events. `cell` ends in the state after the last
// step, or after the first difference.
std::optional<Difference> replay(Cell& cell, const std::vector<RecordedStep>& steps);

}  // namespace centralino::engine::routing
