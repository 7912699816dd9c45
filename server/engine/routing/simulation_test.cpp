// Whole days on the real engine, recorded and replayed.
#include "engine/routing/simulation.h"

#include <gtest/gtest.h>

#include "engine/routing/replay.h"
#include "engine/routing/testing.h"

namespace centralino::engine::routing::testing {
namespace {

TEST(Simulation, InvariantsHoldAllDayAndEverybodyIsAccountedFor) {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    DaySettings settings = example_day(8, start);
    settings.check_invariants = true;
    const Day day = simulate_day(settings, seed);
    EXPECT_EQ(day.summary.broken, "") << "seed " << seed;
    EXPECT_GT(day.summary.answered, 300);
    EXPECT_EQ(day.summary.arrived, day.summary.answered + day.summary.abandoned +
                                       day.summary.other_exits + day.summary.waiting_at_end)
        << "seed " << seed;
  }
}

TEST(Simulation, SameSeedSameDayAndReplayAgrees) {
  const DaySettings settings = example_day(5, start);
  const Day day = simulate_day(settings, 11);
  EXPECT_EQ(json::to_string(day.summary), json::to_string(simulate_day(settings, 11).summary));
  Cell cell;
  EXPECT_FALSE(replay(cell, day.steps).has_value());
}

TEST(Simulation, ReplayNamesTheFirstDifference) {
  Day day = simulate_day(example_day(3, start), 5);
  day.steps[40].events.clear();
  Cell cell;
  const auto difference = replay(cell, day.steps);
  ASSERT_TRUE(difference.has_value());
  EXPECT_LE(difference->step, 40u);
}

}  // namespace
}  // namespace centralino::engine::routing::testing
