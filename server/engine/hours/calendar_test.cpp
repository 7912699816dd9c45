// Opening hours against a second by second reading of the plan, across daylight saving.
#include "engine/hours/calendar.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/prng.h"

namespace centralino::engine::hours {
namespace {

Instant utc(int year, int month, int day, int hour, int minute = 0) {
  return {days_from_civil(year, month, day) * 86'400'000 + hour * 3'600'000 + minute * 60'000};
}

// Rome in 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC.
Zone rome() {
  return {"Europe/Rome", 3600, {{utc(2026, 3, 29, 1).ms, 7200}, {utc(2026, 10, 25, 1).ms, 3600}}};
}

Calendar office() {
  Calendar out{rome(), {}, {}};
  for (int weekday = 1; weekday <= 5; ++weekday) {
    out.weekly.push_back({weekday, 9 * 60, 13 * 60});
    out.weekly.push_back({weekday, 14 * 60, 18 * 60});
  }
  out.exceptions.push_back({2026, 4, 6, {}, "Lunedì dell'Angelo"});
  out.exceptions.push_back({2026, 12, 24, {{9 * 60, 12 * 60}}, "Vigilia"});
  return out;
}

TEST(Calendar, FollowsTheWallClockThroughTheYear) {
  const Calendar calendar = office();
  EXPECT_FALSE(is_open(calendar, utc(2026, 3, 2, 7, 59)));
  EXPECT_TRUE(is_open(calendar, utc(2026, 3, 2, 8)));                       // 9:00 in winter
  EXPECT_TRUE(is_open(calendar, utc(2026, 3, 30, 7)));                      // 9:00 in summer
  EXPECT_FALSE(is_open(calendar, utc(2026, 3, 30, 16)));                    // 18:00
  EXPECT_FALSE(is_open(calendar, utc(2026, 4, 6, 10)));                     // holiday
  EXPECT_EQ(next_open(calendar, utc(2026, 4, 3, 17)), utc(2026, 4, 7, 7));  // over Easter
  EXPECT_EQ(next_change(calendar, utc(2026, 3, 2, 8)), utc(2026, 3, 2, 12));
  EXPECT_EQ(next_change(calendar, utc(2026, 12, 24, 9)), utc(2026, 12, 24, 11));
}

TEST(Calendar, NightsAndNeverAndAlways) {
  Calendar night{rome(), {{6, 22 * 60, 30 * 60}}, {}};  // Saturday 22:00 to Sunday 6:00
  // The night of the change to summer time is an hour shorter.
  EXPECT_EQ(elapsed(night, utc(2026, 3, 28, 12), utc(2026, 3, 29, 12)), minutes(7 * 60));
  EXPECT_EQ(elapsed(night, utc(2026, 10, 24, 12), utc(2026, 10, 25, 12)), minutes(9 * 60));
  EXPECT_EQ(elapsed(night, utc(2026, 3, 21, 12), utc(2026, 3, 22, 12)), minutes(8 * 60));
  const Calendar never{rome(), {}, {}};
  EXPECT_EQ(next_open(never, utc(2026, 1, 1, 0)), std::nullopt);
  EXPECT_EQ(add(never, utc(2026, 1, 1, 0), minutes(1)), std::nullopt);
  Calendar always{rome(), {}, {}};
  for (int weekday = 1; weekday <= 7; ++weekday) always.weekly.push_back({weekday, 0, 1440});
  EXPECT_EQ(next_change(always, utc(2026, 3, 1, 0)), std::nullopt);
  EXPECT_EQ(elapsed(always, utc(2026, 3, 1, 0), utc(2026, 4, 1, 0)), days(31));
}

TEST(Calendar, SkippedAndDoubledWallTimes) {
  const auto local = [](int y, int m, int d, int h, int min) { return utc(y, m, d, h, min).ms; };
  EXPECT_EQ(from_local(rome(), local(2026, 3, 29, 2, 30)), utc(2026, 3, 29, 1));        // skipped
  EXPECT_EQ(from_local(rome(), local(2026, 10, 25, 2, 30)), utc(2026, 10, 25, 0, 30));  // the first
  EXPECT_EQ(from_local(rome(), local(2026, 7, 1, 12, 0)), utc(2026, 7, 1, 10));
}

TEST(Calendar, RefusesNonsense) {
  Calendar calendar = office();
  EXPECT_TRUE(validate(calendar).ok());
  calendar.weekly.push_back({8, 0, 60});
  EXPECT_FALSE(validate(calendar).ok());
  calendar = office();
  calendar.exceptions.push_back({2026, 2, 30, {}, ""});
  EXPECT_FALSE(validate(calendar).ok());
  calendar = office();
  std::swap(calendar.zone.transitions[0], calendar.zone.transitions[1]);
  EXPECT_FALSE(validate(calendar).ok());
}

Calendar random_calendar(std::uint64_t seed) {
  Prng prng(seed);
  Calendar out{rome(), {}, {}};
  for (std::uint64_t i = prng.below(8); i > 0; --i) {
    const int from = static_cast<int>(prng.below(96)) * 15;
    const int length = static_cast<int>(prng.between(1, 60)) * 15;
    out.weekly.push_back(
        {static_cast<int>(prng.between(1, 7)), from, std::min(2880, from + length)});
  }
  for (std::uint64_t i = prng.below(4); i > 0; --i) {
    Exception item{2026, 3, static_cast<int>(prng.between(20, 31)), {}, ""};
    if (prng.below(2) == 0) item.openings.push_back({60, static_cast<int>(prng.between(61, 2880))});
    out.exceptions.push_back(item);
  }
  return out;
}

Instant near_the_change(Prng& prng) {
  return utc(2026, 3, 20, 0) + minutes(prng.between(0, 14 * 24 * 60));
}

RC_GTEST_PROP(CalendarProperty, ElapsedCountsTheOpenMinutes, (std::uint64_t seed)) {
  const Calendar calendar = random_calendar(seed);
  Prng prng(seed + 1);
  const Instant a = near_the_change(prng);
  const Instant b = a + minutes(prng.between(0, 3 * 24 * 60));
  std::int64_t open = 0;
  for (Instant t = a; t < b; t = t + minutes(1)) open += is_open(calendar, t) ? 1 : 0;
  RC_ASSERT(elapsed(calendar, a, b) == minutes(open));
  RC_ASSERT(elapsed(calendar, b, a) == minutes(-open));
}

RC_GTEST_PROP(CalendarProperty, AddIsTheInverseOfElapsed, (std::uint64_t seed)) {
  const Calendar calendar = random_calendar(seed);
  Prng prng(seed + 1);
  const Instant a = near_the_change(prng);
  const Duration d = milliseconds(prng.between(0, 3 * 86'400'000));
  const auto t = add(calendar, a, d);
  if (!t) return RC_ASSERT(calendar.weekly.empty());
  RC_ASSERT(elapsed(calendar, a, *t) == d);
  if (d.ms > 0) RC_ASSERT(elapsed(calendar, a, *t - milliseconds(1)) < d);
}

RC_GTEST_PROP(CalendarProperty, NextChangeIsTheFirst, (std::uint64_t seed)) {
  const Calendar calendar = random_calendar(seed);
  Prng prng(seed + 1);
  const Instant a = near_the_change(prng);
  const bool open = is_open(calendar, a);
  const auto change = next_change(calendar, a);
  const Instant end = std::min(change.value_or(a + days(8)), a + days(8));
  for (Instant t = a; t < end; t = t + minutes(5)) RC_ASSERT(is_open(calendar, t) == open);
  if (change) RC_ASSERT(is_open(calendar, *change) != open);
  if (change) RC_ASSERT(next_open(calendar, a) == (open ? a : *change));
}

}  // namespace
}  // namespace centralino::engine::hours
