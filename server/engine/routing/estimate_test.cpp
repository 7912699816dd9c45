// Expected waits: sane in small cases, bounded in big ones.
#include "engine/routing/estimate.h"

#include <gtest/gtest.h>

#include "engine/routing/testing.h"

namespace centralino::engine::routing::testing {
namespace {

EstimateSettings two_minutes() {
  EstimateSettings out;
  HandlingTimes times;
  times.queue = queue_id(1);
  times.samples_ms.assign(50, 120'000);
  times.prior_ms = 120'000;
  out.queues.push_back(times);
  return out;
}

Driver busy(int agents, int waiting) {
  Settings settings;
  settings.queues = {queue(1)};
  for (int a = 1; a <= agents; ++a) settings.agents.push_back(agent(a, {1}));
  Driver driver(settings);
  driver.check = false;
  for (int a = 1; a <= agents; ++a) driver.available(a);
  for (int w = 1; w <= agents + waiting; ++w) driver.must(arrival(w));
  for (int a = 1; a <= agents; ++a) driver.must(AcceptOffer{driver.offer_to(a), agent_id(a)});
  return driver;
}

TEST(Estimate, NobodySignedInIsSaidSo) {
  Settings settings;
  settings.queues = {queue(1)};
  settings.agents = {agent(1, {1})};
  Driver driver(settings);
  driver.must(arrival(1));
  const Estimate one = estimate(driver.cell, work_id(1), {}, 1);
  EXPECT_TRUE(one.nobody_available);
  EXPECT_EQ(one.wait_ms_high, EstimateSettings{}.wait_ms_max);
  EXPECT_TRUE(estimate_queue(driver.cell, queue_id(1), {}, 1).front().estimate.nobody_available);
}

TEST(Estimate, FreeAgentMeansNoWait) {
  Settings settings;
  settings.queues = {queue(1)};
  settings.agents = {agent(1, {1})};
  Driver driver(settings);
  driver.available(1);
  const Estimate newcomer = estimate_newcomer(driver.cell, arrival(1), two_minutes(), 1);
  EXPECT_FALSE(newcomer.nobody_available);
  EXPECT_EQ(newcomer.position, 1);
  EXPECT_LE(newcomer.wait_ms_high, 3'000);
  EXPECT_TRUE(driver.cell.waiting(queue_id(1)).empty()) << "asking changes nothing";
}

TEST(Estimate, GrowsWithThePlaceInLine) {
  const Driver driver = busy(2, 10);
  const auto all = estimate_queue(driver.cell, queue_id(1), two_minutes(), 7);
  ASSERT_EQ(all.size(), 10u);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Estimate& e = all[i].estimate;
    EXPECT_EQ(e.position, static_cast<std::int64_t>(i + 1));
    EXPECT_LE(e.wait_ms_low, e.wait_ms_median);
    EXPECT_LE(e.wait_ms_median, e.wait_ms_high);
  }
  // The tenth waits for five rounds of two agents, two minutes each.
  EXPECT_GT(all[9].estimate.wait_ms_median, 400'000);
  EXPECT_LT(all[9].estimate.wait_ms_median, 900'000);
  EXPECT_LT(all[0].estimate.wait_ms_median, all[9].estimate.wait_ms_low);
}

TEST(Estimate, SameSeedSameAnswer) {
  const Driver driver = busy(3, 20);
  const auto a = estimate_queue(driver.cell, queue_id(1), two_minutes(), 42);
  const auto b = estimate_queue(driver.cell, queue_id(1), two_minutes(), 42);
  EXPECT_EQ(json::to_string(a), json::to_string(b));
}

TEST(Estimate, LongLinesAreExtrapolated) {
  const Driver driver = busy(20, 2000);
  const auto all = estimate_queue(driver.cell, queue_id(1), two_minutes(), 3);
  ASSERT_EQ(all.size(), 2000u);
  // 2,000 people, 20 agents, 2 minutes: a hundred rounds, three hours twenty.
  EXPECT_NEAR(static_cast<double>(all[1999].estimate.wait_ms_median), 12'000'000.0, 2'000'000.0);
}

}  // namespace
}  // namespace centralino::engine::routing::testing
