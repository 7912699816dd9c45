#include "engine/routing/replay.h"

#include "base/json.h"

namespace centralino::engine::routing {

std::optional<Difference> replay(Cell& cell, const std::vector<RecordedStep>& steps) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto events = cell.apply(steps[i].step);
    std::string actual = events.ok() ? json::to_string(*events)
                                     : "refused: " + std::string(info(events.refusal().code).name);
    std::string expected = json::to_string(steps[i].events);
    if (actual != expected) return Difference{i, std::move(expected), std::move(actual)};
  }
  return std::nullopt;
}

}  // namespace centralino::engine::routing
