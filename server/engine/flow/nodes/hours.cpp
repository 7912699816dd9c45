#include "engine/flow/nodes/hours.h"

#include "engine/flow/run.h"

namespace centralino::engine::flow {
namespace {

constexpr std::int64_t deadline_ms = 5'000;

}  // namespace

void enter(const HoursNode& node, Run& run) {
  run.emit(AskHours{run.ask(deadline_ms), node.calendar});
}

void hear(const HoursNode& node, const Happening& what, Run& run) {
  if (std::holds_alternative<Resumed>(what)) return enter(node, run);
  if (const auto* answer = std::get_if<HoursAnswered>(&what)) {
    if (answer->question != run.state.question) return;
    run.set("opens_date", answer->opens_date.value_or(""));
    run.set("opens_time", answer->opens_time.value_or(""));
    return run.go(answer->open ? node.open : node.closed);
  }
  if (!std::holds_alternative<TimedOut>(what)) return;
  // Nobody knows whether it is open: the way of open hours leads to people.
  run.fact(FactKind::failed, "hours");
  run.set("opens_date", "");
  run.set("opens_time", "");
  run.go(node.open);
}

Parts parts(const HoursNode& node) {
  Parts out;
  if (!node.calendar.empty()) out.calendars = {{"calendar", node.calendar}};
  const std::vector<std::string> known = {"opens_date", "opens_time"};
  out.edges = {{"open", node.open.value_or(""), EdgeKind::automatic, known},
               {"closed", node.closed.value_or(""), EdgeKind::automatic, known}};
  return out;
}

}  // namespace centralino::engine::flow
