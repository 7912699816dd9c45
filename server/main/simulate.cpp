#include "main/simulate.h"

#include <iostream>
#include <map>

#include "engine/routing/replay.h"
#include "engine/routing/simulation.h"
#include "subjects/queues/floor.h"

namespace centralino {
namespace {

namespace routing = engine::routing;

// Scales the example's demand to about that many contacts.
void scale(routing::DaySettings& day, std::int64_t contacts) {
  std::int64_t total = 0;
  for (const auto& demand : day.demand)
    for (const auto hour : demand.arrivals_per_hour) total += hour;
  if (contacts <= 0 || total == 0) return;
  for (auto& demand : day.demand)
    for (auto& hour : demand.arrivals_per_hour) hour = (hour * contacts + total / 2) / total;
}

}  // namespace

int simulate(const SimulateOptions& options) {
  auto settings = routing::example_day(options.agents, *from_rfc3339("2026-03-02T08:00:00Z"));
  scale(settings, options.contacts);
  settings.check_invariants = true;
  const auto day = routing::simulate_day(settings, options.seed);
  if (options.json) {
    std::cout << json::to_string(day.summary) << "\n";
  } else {
    std::cout << "A day with " << options.agents << " agents, seed " << options.seed << "\n\n"
              << routing::to_text(day.summary);
  }
  if (day.summary.broken.empty()) return 0;
  std::cout << "An invariant does not hold: " << day.summary.broken
            << "\nRun it again with: centralino simulate --seed " << options.seed << " --agents "
            << options.agents << "\n";
  return 1;
}

int replay(const store::Location& location) {
  const auto db = store::open(location, store::Access::read_only);
  std::map<TenantId, routing::Cell> cells;
  std::int64_t steps = 0;
  for (const auto& row : db->query(
           "SELECT seq, tenant, data FROM journal WHERE subject_kind = 'routing' ORDER BY seq")) {
    auto& cell = cells[row.id<TenantId>(1)];
    const auto record = routing::read_step(row.text(2), cell);
    if (!record.ok()) {
      std::cout << "Journal row " << row.integer(0)
                << " cannot be read: " << in_words(record.refusal()) << "\n";
      return 1;
    }
    ++steps;
    const auto difference = routing::replay(cell, {*record});
    if (!difference) continue;
    std::cout << "Journal row " << row.integer(0)
              << " is decided otherwise.\n  then: " << difference->expected
              << "\n  now:  " << difference->actual << "\n";
    return 1;
  }
  std::cout << steps << " routing steps decided again, none differently.\n";
  return 0;
}

}  // namespace centralino
