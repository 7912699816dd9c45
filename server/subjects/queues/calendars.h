// Opening hours by key: a weekly plan in the tenant's time zone, and days that differ from it.
#pragma once

#include <string>
#include <vector>

#include "engine/hours/calendar.h"
#include "subjects/queues/queues.h"

namespace centralino::queues {

// A date with hours of its own; none: closed all day.
struct SpecialDay {
  std::string date;  // YYYY-MM-DD
  std::string name;
  std::vector<engine::hours::Opening> openings;
};
BOOST_DESCRIBE_STRUCT(SpecialDay, (), (date, name, openings))

struct OpeningHours {
  std::string name;
  std::vector<engine::hours::WeeklyOpening> weekly;
  std::vector<SpecialDay> special_days;
};
BOOST_DESCRIBE_STRUCT(OpeningHours, (), (name, weekly, special_days))

struct KeyedHours {
  std::string key;
  OpeningHours hours;
};
BOOST_DESCRIBE_STRUCT(KeyedHours, (), (key, hours))

std::vector<KeyedHours> list_calendars(store::Db& db, TenantId tenant);
bool has_calendar(store::Db& db, TenantId tenant, const std::string& key);
// Makes or replaces the calendar of that key.
Result<KeyedHours> save_calendar(loop::Tx& tx, const Actor& actor, const std::string& key,
                                 const OpeningHours& wanted);
// `in_use` while a queue follows it.
Result<Done> remove_calendar(loop::Tx& tx, const Actor& actor, const std::string& key);

}  // namespace centralino::queues

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::queues::OpeningHours::name> = {.min_length = 1,
                                                                        .max_length = 80};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::queues::OpeningHours::weekly> = {.max_length = 100};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::queues::OpeningHours::special_days> = {.max_length = 1000};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::queues::SpecialDay::name> = {.max_length = 80};
