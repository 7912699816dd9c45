// Time as values. Nothing here reads a clock: instants come in as arguments (platform/clock and
// main own the real ones).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace centralino {

// A length of time in milliseconds.
struct Duration {
  std::int64_t ms = 0;
  auto operator<=>(const Duration&) const = default;
  double seconds() const { return static_cast<double>(ms) / 1000.0; }
};

constexpr Duration milliseconds(std::int64_t n) { return {n}; }
constexpr Duration seconds(std::int64_t n) { return {n * 1000}; }
constexpr Duration minutes(std::int64_t n) { return {n * 60'000}; }
constexpr Duration hours(std::int64_t n) { return {n * 3'600'000}; }
constexpr Duration days(std::int64_t n) { return {n * 86'400'000}; }

// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
};

constexpr Instant operator+(Instant t, Duration d) { return {t.ms + d.ms}; }
constexpr Instant operator-(Instant t, Duration d) { return {t.ms - d.ms}; }
constexpr Duration operator-(Instant a, Instant b) { return {a.ms - b.ms}; }
constexpr Duration operator+(Duration a, Duration b) { return {a.ms + b.ms}; }
constexpr Duration operator-(Duration a, Duration b) { return {a.ms - b.ms}; }
constexpr Duration operator*(Duration a, std::int64_t n) { return {a.ms * n}; }

// "2026-03-02T09:00:00.000Z" (RFC 3339, always UTC, always milliseconds).
std::string to_rfc3339(Instant t);

// Accepts any RFC 3339 date-time with offset or Z, fraction optional; nullopt for anything else,
// also for what its offset moves out of the years 0000–9999, which could not be written again.
std::optional<Instant> from_rfc3339(std::string_view text);

// Days since 1970-01-01 of a proleptic Gregorian date, and back (H. Hinnant's civil-day algorithm).
std::int64_t days_from_civil(int year, int month, int day);
struct CivilDate {
  int year, month, day;
  auto operator<=>(const CivilDate&) const = default;
};
CivilDate civil_from_days(std::int64_t days);

}  // namespace centralino
