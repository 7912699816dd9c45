#include "engine/hours/calendar.h"

#include <algorithm>

namespace centralino::engine::hours {
namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t minute_ms = 60'000;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Half-open and never empty.
struct Span {
  Instant from;
  Instant to;
};

std::int64_t local_day(const Zone& zone, Instant at) {
  return floor_div(at.ms + std::int64_t{offset_s(zone, at)} * 1000, day_ms);
}

// The openings that start on a local day, as instants, merged and ascending.
std::vector<Span> spans_of_day(const Calendar& calendar, std::int64_t day) {
  const CivilDate date = civil_from_days(day);
  const auto exception = std::find_if(
      calendar.exceptions.begin(), calendar.exceptions.end(), [&](const Exception& item) {
        return item.year == date.year && item.month == date.month && item.day == date.day;
      });
  std::vector<Span> spans;
  const auto open = [&](int from_minute, int to_minute) {
    const Instant from = from_local(calendar.zone, day * day_ms + from_minute * minute_ms);
    const Instant to = from_local(calendar.zone, day * day_ms + to_minute * minute_ms);
    if (from < to) spans.push_back({from, to});
  };
  if (exception != calendar.exceptions.end()) {
    for (const Opening& item : exception->openings) open(item.from_minute, item.to_minute);
  } else {
    const int weekday = static_cast<int>(day + 3 - floor_div(day + 3, 7) * 7) + 1;
    for (const WeeklyOpening& item : calendar.weekly)
      if (item.weekday == weekday) open(item.from_minute, item.to_minute);
  }
  return spans;
}

// The openings that touch local day `day`: those of the day before may run into it. Merged,
// ascending.
std::vector<Span> spans_around(const Calendar& calendar, std::int64_t day) {
  std::vector<Span> spans;
  for (std::int64_t d = day - 2; d <= day + 1; ++d)
    for (const Span& span : spans_of_day(calendar, d)) spans.push_back(span);
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.from < b.from; });
  std::vector<Span> merged;
  for (const Span& span : spans) {
    if (!merged.empty() && span.from <= merged.back().to) {
      merged.back().to = std::max(merged.back().to, span.to);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

// Walks the day's part [begin, end) that begins at `at`: where this local day ends.
Instant end_of_day(const Zone& zone, std::int64_t day) {
  return from_local(zone, (day + 1) * day_ms);
}

Duration open_within(const Calendar& calendar, std::int64_t day, Instant from, Instant to) {
  Duration sum;
  for (const Span& span : spans_around(calendar, day)) {
    const Instant low = std::max(span.from, from);
    const Instant high = std::min(span.to, to);
    if (low < high) sum = sum + (high - low);
  }
  return sum;
}

}  // namespace

int offset_s(const Zone& zone, Instant at) {
  const auto after =
      std::upper_bound(zone.transitions.begin(), zone.transitions.end(), at.ms,
                       [](std::int64_t ms, const Transition& item) { return ms < item.utc_ms; });
  return after == zone.transitions.begin() ? zone.offset_s : std::prev(after)->offset_s;
}

Instant from_local(const Zone& zone, std::int64_t local_ms) {
  // Each offset in force near the wall time gives a candidate; the earliest that reads back is it.
  const Instant guess{local_ms};
  int before = offset_s(zone, guess - days(2));
  const auto first =
      std::upper_bound(zone.transitions.begin(), zone.transitions.end(), (guess - days(2)).ms,
                       [](std::int64_t ms, const Transition& item) { return ms < item.utc_ms; });
  for (auto next = first;; ++next) {
    const bool last = next == zone.transitions.end() || next->utc_ms > (guess + days(2)).ms;
    const Instant candidate{local_ms - std::int64_t{before} * 1000};
    if (last || candidate.ms < next->utc_ms) return candidate;
    // Skipped wall times lie between the two readings of the jump's instant: they mean the jump.
    if (local_ms - std::int64_t{next->offset_s} * 1000 < next->utc_ms) return {next->utc_ms};
    before = next->offset_s;
  }
}

Result<Done> validate(const Calendar& calendar) {
  const auto opening_ok = [](int from, int to) {
    return from >= 0 && from < 1440 && to > from && to <= 2880;
  };
  for (const WeeklyOpening& item : calendar.weekly)
    if (item.weekday < 1 || item.weekday > 7 || !opening_ok(item.from_minute, item.to_minute))
      return refuse_field("weekly", "must be weekday 1–7 and 0 ≤ from < 1440, from < to ≤ 2880");
  for (const Exception& item : calendar.exceptions) {
    const CivilDate date{item.year, item.month, item.day};
    if (item.year < 0 || item.year > 9999 || item.month < 1 || item.month > 12 || item.day < 1 ||
        item.day > 31)
      return refuse_field("exceptions", "must name a date that exists");
    if (civil_from_days(days_from_civil(item.year, item.month, item.day)) != date)
      return refuse_field("exceptions", "must name a date that exists");
    for (const Opening& opening : item.openings)
      if (!opening_ok(opening.from_minute, opening.to_minute))
        return refuse_field("exceptions", "must have 0 ≤ from < 1440, from < to ≤ 2880");
  }
  const auto& transitions = calendar.zone.transitions;
  const auto not_ascending = [](const Transition& a, const Transition& b) {
    return a.utc_ms >= b.utc_ms;
  };
  if (std::adjacent_find(transitions.begin(), transitions.end(), not_ascending) !=
      transitions.end())
    return refuse_field("zone", "transitions must ascend");
  return Done{};
}

bool is_open(const Calendar& calendar, Instant at) {
  for (const Span& span : spans_around(calendar, local_day(calendar.zone, at)))
    if (span.from <= at && at < span.to) return true;
  return false;
}

std::optional<Instant> next_open(const Calendar& calendar, Instant at) {
  return is_open(calendar, at) ? std::optional(at) : next_change(calendar, at);
}

std::optional<Instant> next_change(const Calendar& calendar, Instant at) {
  const std::int64_t today = local_day(calendar.zone, at);
  const bool now_open = is_open(calendar, at);
  for (std::int64_t day = today; day <= today + search_days_max; ++day) {
    for (const Span& span : spans_around(calendar, day)) {
      const Instant edge = now_open ? span.to : span.from;
      if (edge > at && is_open(calendar, edge) != now_open) return edge;
    }
  }
  return std::nullopt;
}

Duration elapsed(const Calendar& calendar, Instant a, Instant b) {
  if (b < a) return Duration{} - elapsed(calendar, b, a);
  Duration sum;
  std::int64_t day = local_day(calendar.zone, a);
  for (Instant from = a; from < b; ++day) {
    const Instant to = std::min(b, end_of_day(calendar.zone, day));
    if (from < to) {
      sum = sum + open_within(calendar, day, from, to);
      from = to;
    }
  }
  return sum;
}

std::optional<Instant> add(const Calendar& calendar, Instant from, Duration d) {
  if (d.ms <= 0) return from;
  Duration left = d;
  int closed_days = 0;
  for (std::int64_t day = local_day(calendar.zone, from); closed_days <= search_days_max; ++day) {
    const Instant to = end_of_day(calendar.zone, day);
    const Duration before = left;
    for (const Span& span : spans_around(calendar, day)) {
      const Instant low = std::max(span.from, from);
      const Instant high = std::min(span.to, to);
      if (low >= high) continue;
      if (left <= high - low) return low + left;
      left = left - (high - low);
    }
    closed_days = left == before ? closed_days + 1 : 0;
    from = std::max(from, to);
  }
  return std::nullopt;
}

}  // namespace centralino::engine::hours
