#include "engine/routing/replay.h"

#include <limits>

#include "base/json.h"

namespace centralino::engine::routing {

Result<RecordedStep> read_step(std::string_view text, const Cell& cell) {
  TRY(record, json::from_text<RecordedStep>(text));
  const Step& step = record.step;
  if (step.now < cell.now()) return refuse_field("step.now", "is earlier than the step before");
  if (step.now > stored_latest) return refuse_field("step.now", "is too late");
  if (step.first_id <= cell.newest_id() ||
      step.first_id > std::numeric_limits<std::int64_t>::max() - ids_per_step_max)
    return refuse_field("step.first_id", "is not fresh");
  return record;
}

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
