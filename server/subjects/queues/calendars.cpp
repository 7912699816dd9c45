#include "subjects/queues/calendars.h"

#include <cstdio>

#include "base/check.h"
#include "subjects/conversations/conversations.h"
#include "subjects/queues/keys.h"

namespace centralino::queues {
namespace {

namespace hours = engine::hours;

std::string date_of(const hours::Exception& day) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", day.year, day.month, day.day);
  return text;
}

Result<hours::Calendar> calendar_of(const OpeningHours& wanted) {
  hours::Calendar calendar;
  for (std::size_t i = 0; i < wanted.weekly.size(); ++i) {
    calendar.weekly.push_back(wanted.weekly[i]);
    const hours::Calendar alone{{}, {wanted.weekly[i]}, {}};
    if (!hours::validate(alone).ok())
      return refuse_field("weekly[" + std::to_string(i) + "]",
                          "must be a weekday from 1 to 7, from minute 0 to 1439, and end after it");
  }
  for (std::size_t i = 0; i < wanted.special_days.size(); ++i) {
    const auto& day = wanted.special_days[i];
    const std::string at = "special_days[" + std::to_string(i) + "]";
    hours::Exception exception;
    int end = 0;
    const int read = std::sscanf(day.date.c_str(), "%4d-%2d-%2d%n", &exception.year,
                                 &exception.month, &exception.day, &end);
    if (read != 3 || static_cast<std::size_t>(end) != day.date.size() || day.date.size() != 10)
      return refuse_field(at + ".date", "must be a date such as 2026-12-25");
    exception.openings = day.openings;
    exception.name = day.name;
    const hours::Calendar alone{{}, {}, {exception}};
    if (!hours::validate(alone).ok())
      return refuse_field(at, "must be a real date, with hours that end after they begin");
    calendar.exceptions.push_back(std::move(exception));
  }
  if (!hours::validate(calendar).ok())
    return refuse_field("weekly", "has hours that overlap, or a date stands there twice");
  return calendar;
}

KeyedHours read_calendar(const store::Row& row) {
  const auto calendar = json::from_text<hours::Calendar>(row.text(2));
  CHECK(calendar.ok(), "a stored calendar cannot be read");
  KeyedHours view{row.text(0), {row.text(1), calendar->weekly, {}}};
  if (view.hours.name.empty()) view.hours.name = view.key;
  for (const auto& day : calendar->exceptions)
    view.hours.special_days.push_back({date_of(day), day.name, day.openings});
  return view;
}

std::optional<KeyedHours> find_calendar(store::Db& db, TenantId tenant, const std::string& key) {
  const auto row = db.one("SELECT key, name, settings FROM calendar WHERE tenant = $1 AND key = $2",
                          {tenant, key});
  return row ? std::optional(read_calendar(*row)) : std::nullopt;
}

}  // namespace

bool has_calendar(store::Db& db, TenantId tenant, const std::string& key) {
  return find_calendar(db, tenant, key).has_value();
}

std::vector<KeyedHours> list_calendars(store::Db& db, TenantId tenant) {
  std::vector<KeyedHours> calendars;
  for (const auto& row : db.query(
           "SELECT key, name, settings FROM calendar WHERE tenant = $1 ORDER BY key", {tenant}))
    calendars.push_back(read_calendar(row));
  return calendars;
}

Result<KeyedHours> save_calendar(loop::Tx& tx, const Actor& actor, const std::string& key,
                                 const OpeningHours& wanted) {
  TRY_DONE(check_key("key", key));
  TRY_DONE(check_name("name", wanted.name));
  TRY(calendar, calendar_of(wanted));
  const auto before = find_calendar(tx.db(), actor.tenant, key);
  tx.db().exec(
      "INSERT INTO calendar (tenant, key, name, settings) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (tenant, key) DO UPDATE SET name = excluded.name, settings = excluded.settings",
      {actor.tenant, key, wanted.name, json::to_string(calendar)});
  const KeyedHours now = *find_calendar(tx.db(), actor.tenant, key);
  tx.journal(actor, "tenant", actor.tenant.value, "calendar_changed",
             (before ? "{\"old\":" + json::to_string(*before) + "," : "{") +
                 "\"new\":" + json::to_string(now) + "}");
  TRY_DONE(conversations::configure(tx, actor));
  return now;
}

Result<Done> remove_calendar(loop::Tx& tx, const Actor& actor, const std::string& key) {
  const auto before = find_calendar(tx.db(), actor.tenant, key);
  if (!before) return refuse(Code::not_found);
  for (const auto& queue : list_queues(tx.db(), actor.tenant))
    if (queue.settings.routing.calendar == key)
      return refuse(Code::in_use, "The queue " + queue.name + " follows these hours.");
  if (const auto number =
          tx.db().one("SELECT number FROM phone_number WHERE tenant = $1 AND calendar = $2 LIMIT 1",
                      {actor.tenant, key}))
    return refuse(Code::in_use, "The number " + number->text(0) + " follows these hours.");
  tx.db().exec("DELETE FROM calendar WHERE tenant = $1 AND key = $2", {actor.tenant, key});
  tx.journal(actor, "tenant", actor.tenant.value, "calendar_removed",
             "{\"old\":" + json::to_string(*before) + "}");
  return conversations::configure(tx, actor);
}

}  // namespace centralino::queues
