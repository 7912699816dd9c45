// The invariants of cell.h over random settings and random inputs. A red run names the seed and the
// number of steps; rapidcheck shrinks both.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/routing/testing.h"

namespace centralino::engine::routing::testing {
namespace {

// One random life of a cell. Deadlines are fired now and then late, as a slow shell would.
void live(Driver& driver, std::uint64_t seed, int steps) {
  Prng prng(seed);
  int next_work = 1;
  driver.must(Configure{random_settings(prng.next())});
  for (int i = 0; i < steps && driver.broken.empty(); ++i) {
    const auto due = driver.cell.next_deadline();
    if (due && prng.below(3) == 0) {
      driver.now = std::max(driver.now, *due);
      driver.must(Tick{});
    } else {
      driver.now = driver.now + milliseconds(prng.between(0, 3000));
    }
    (void)driver.apply(random_input(driver.cell, prng, next_work));
  }
}

RC_GTEST_PROP(RoutingProperty, InvariantsHoldAfterEveryStep, (std::uint64_t seed)) {
  const int steps = *rc::gen::inRange(1, 400);
  Driver driver;
  live(driver, seed, steps);
  RC_ASSERT(driver.broken.empty());
}

// Saved at any moment and restored, a cell answers and behaves exactly as the one that went on.
RC_GTEST_PROP(RoutingProperty, RestoredCellBehavesIdentically, (std::uint64_t seed)) {
  Driver driver;
  driver.check = false;
  live(driver, seed, *rc::gen::inRange(1, 150));
  auto restored = Cell::restore(driver.cell.save());
  RC_ASSERT(restored.ok());
  RC_ASSERT(restored->save() == driver.cell.save());
  RC_ASSERT(restored->next_deadline() == driver.cell.next_deadline());
  Prng prng(seed + 1);
  int next_work = 5000;
  for (int i = 0; i < 50; ++i) {
    driver.now = driver.now + milliseconds(prng.between(0, 3000));
    const Step step{driver.now, driver.next_id += ids_per_step_max,
                    random_input(driver.cell, prng, next_work)};
    const auto a = driver.cell.apply(step);
    const auto b = restored->apply(step);
    RC_ASSERT(a.ok() == b.ok());
    if (a.ok()) RC_ASSERT(json::to_string(*a) == json::to_string(*b));
  }
  RC_ASSERT(restored->save() == driver.cell.save());
}

// A journal of steps, written and read as JSON, gives the same events again.
RC_GTEST_PROP(RoutingProperty, ReplayGivesTheSameEvents, (std::uint64_t seed)) {
  Driver driver;
  driver.check = false;
  live(driver, seed, 100);
  Cell again;
  std::vector<Event> log;
  for (const Step& step : driver.steps) {
    const auto read = json::from_text<Step>(json::to_string(step));
    RC_ASSERT(read.ok());
    RC_ASSERT(again.apply(*read, log).ok());
  }
  RC_ASSERT(json::to_string(log) == json::to_string(driver.log));
}

// Whatever happened, when deadlines are all fired nothing is left that waits for one in the past.
RC_GTEST_PROP(RoutingProperty, TimeAlwaysMovesOn, (std::uint64_t seed)) {
  Driver driver;
  live(driver, seed, 100);
  driver.pass(minutes(120));
  RC_ASSERT(driver.broken.empty());
  for (const OfferRow& offer : driver.cell.offers()) RC_ASSERT(offer.expires_at > driver.now);
  for (const WrapUpRow& wrapup : driver.cell.wrapups()) RC_ASSERT(wrapup.deadline_at > driver.now);
}

}  // namespace
}  // namespace centralino::engine::routing::testing
