// Opening hours: when a queue, a desk or a promise is "in business hours". Pure: the time zone
// arrives as data (platform/clock reads the zone database), instants arrive as arguments.
//
// A calendar is a weekly plan in local wall time, dated exceptions that replace a whole local day,
// and a zone. Intervals belong to the day they start on and may end after midnight (up to 48:00).
// From them follows one set of half-open UTC intervals; everything below is defined on that set, so
// daylight saving needs no rule of its own. A wall time that a zone skips means the instant of the
// jump; a wall time that happens twice means its first occurrence for an opening and for a closing.
//
// Costs: each question walks local days, at most `search_days_max` of them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace centralino::engine::hours {

// From `utc_ms` on, local time is UTC + offset_s, until the next transition.
struct Transition {
  std::int64_t utc_ms = 0;
  int offset_s = 0;
};
BOOST_DESCRIBE_STRUCT(Transition, (), (utc_ms, offset_s))

// A time zone as data. `transitions` ascend strictly; before the first one, `offset_s` holds.
struct Zone {
  std::string name;  // IANA name, for people only
  int offset_s = 0;
  std::vector<Transition> transitions;
};
BOOST_DESCRIBE_STRUCT(Zone, (), (name, offset_s, transitions))

// Minutes of local wall time since the day's midnight: 0 ≤ from < 1440, from < to ≤ 2880.
struct Opening {
  int from_minute = 0;
  int to_minute = 0;
};
BOOST_DESCRIBE_STRUCT(Opening, (), (from_minute, to_minute))

struct WeeklyOpening {
  int weekday = 1;  // ISO: 1 = Monday … 7 = Sunday
  int from_minute = 0;
  int to_minute = 0;
};
BOOST_DESCRIBE_STRUCT(WeeklyOpening, (), (weekday, from_minute, to_minute))

// Replaces the weekly plan on one local date; no openings = closed all day (a holiday).
struct Exception {
  int year = 1970;
  int month = 1;
  int day = 1;
  std::vector<Opening> openings;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Exception, (), (year, month, day, openings, name))

struct Calendar {
  Zone zone;
  std::vector<WeeklyOpening> weekly;
  std::vector<Exception> exceptions;
};
BOOST_DESCRIBE_STRUCT(Calendar, (), (zone, weekly, exceptions))

// How far ahead (or back) a question looks before it answers "never": one leap year and a week.
inline constexpr int search_days_max = 373;

// Refuses with invalid_field what the comments above forbid.
Result<Done> validate(const Calendar& calendar);

// UTC offset in force at `at`.
int offset_s(const Zone& zone, Instant at);

// The instant a local wall time names (see above for skipped and doubled times).
Instant from_local(const Zone& zone, std::int64_t local_ms);

bool is_open(const Calendar& calendar, Instant at);

// `at` itself when open; else the next opening; nullopt when there is none within search_days_max.
std::optional<Instant> next_open(const Calendar& calendar, Instant at);

// The next instant after `at` at which is_open() changes; nullopt as above (also: always open).
std::optional<Instant> next_change(const Calendar& calendar, Instant at);

// Open time between two instants; negative when b < a. elapsed(a, c) = elapsed(a, b) + elapsed(b,
// c).
Duration elapsed(const Calendar& calendar, Instant a, Instant b);

// The earliest instant t ≥ `from` with elapsed(from, t) = d, for d ≥ 0: the inverse of elapsed().
// nullopt when the calendar does not open for that long within `search_days_max` closed days in a
// row.
std::optional<Instant> add(const Calendar& calendar, Instant from, Duration d);

}  // namespace centralino::engine::hours
