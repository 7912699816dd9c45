#include "engine/facts/topics.h"

#include <gtest/gtest.h>

namespace centralino::engine::facts {
namespace {

constexpr Instant start{1'772'000'000'000};
constexpr Interval day{start, start + days(1)};
constexpr Duration week = days(7);
constexpr Instant much_later = start + days(60);
constexpr AgentId anna{1}, bruno{2};
constexpr CustomerId ada{1}, bea{2};

// Handled by one agent for so many minutes.
TopicContact contact(CustomerId customer, Instant at, AgentId agent, std::int64_t length_min,
                     std::optional<bool> solved = true, std::string topic = "bill") {
  Contact out;
  out.customer = customer;
  out.segments.push_back({QueueId{1}, at, at, Exit::answered});
  out.handlings.push_back({agent, QueueId{1}, at, at + minutes(length_min), EndedBy::agent});
  return {out, std::move(topic), solved};
}

TEST(Topics, CountsThePeriodAndTheOneBefore) {
  const auto found =
      topics({contact(ada, start, anna, 5), contact(bea, start - minutes(60), anna, 5),
              contact(bea, start - days(2), anna, 5), contact(bea, start + days(1), anna, 5)},
             day, week, much_later);
  EXPECT_EQ(found.at("bill").contacts, 1);
  EXPECT_EQ(found.at("bill").before, 1);
}

TEST(Topics, TimeOfSeveralAtOnceIsShared) {
  // Anna has two for ten minutes, of which one goes on for ten more; Bruno one by himself.
  const auto found =
      topics({contact(ada, start, anna, 10, {}, "short"), contact(bea, start, anna, 20, {}, "long"),
              contact(ada, start, bruno, 10, {}, "alone")},
             day, week, much_later);
  EXPECT_EQ(found.at("short").work_ms, minutes(5).ms);
  EXPECT_EQ(found.at("long").work_ms, minutes(15).ms);
  EXPECT_EQ(found.at("long").handle_ms, minutes(20).ms);
  EXPECT_EQ(found.at("alone").work_ms, minutes(10).ms);
}

TEST(Topics, WrapUpIsWork) {
  auto one = contact(ada, start, anna, 10);
  const Instant end = start + minutes(10);
  one.contact.wrapups.push_back({WrapUpId{1}, anna, QueueId{1}, end, end + minutes(2), {}});
  const auto found = topics({one}, day, week, much_later);
  EXPECT_EQ(found.at("bill").handle_ms, minutes(12).ms);
  EXPECT_EQ(found.at("bill").work_ms, minutes(12).ms);
}

TEST(Topics, OneIsEnoughWhenSolvedAndNobodyComesAgain) {
  const auto once = topics({contact(ada, start, anna, 5)}, day, week, much_later);
  EXPECT_EQ(once.at("bill").judged, 1);
  EXPECT_EQ(once.at("bill").enough, 1);
  const auto again =
      topics({contact(ada, start, anna, 5), contact(ada, start + days(3), bruno, 5, {}, "other")},
             day, week, much_later);
  EXPECT_EQ(again.at("bill").judged, 1);
  EXPECT_EQ(again.at("bill").enough, 0);
  const auto unsolved = topics({contact(ada, start, anna, 5, false)}, day, week, much_later);
  EXPECT_EQ(unsolved.at("bill").enough, 0);
  const auto unsaid = topics({contact(ada, start, anna, 5, {})}, day, week, much_later);
  EXPECT_EQ(unsaid.at("bill").judged, 0);
}

TEST(Topics, WhoMayStillComeAgainIsNotCounted) {
  const auto found = topics({contact(ada, start, anna, 5)}, day, week, start + days(2));
  EXPECT_EQ(found.at("bill").judged, 0);
  EXPECT_EQ(found.at("bill").too_early, 1);
  // Who came again already was not helped, whatever comes later.
  const auto again =
      topics({contact(ada, start, anna, 5), contact(ada, start + minutes(180), anna, 5, {})}, day,
             week, start + days(2));
  EXPECT_EQ(again.at("bill").judged, 1);
  EXPECT_EQ(again.at("bill").enough, 0);
}

}  // namespace
}  // namespace centralino::engine::facts
