// The system's time zone database, read once at the edge: engine and subjects get zones as data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace centralino::clock {

struct ZoneChange {
  Instant at;        // from here on…
  int offset_s = 0;  // …local time is UTC plus this
};

struct ZoneData {
  std::string name;
  int offset_s = 0;  // before the first change
  std::vector<ZoneChange> changes;
};

// The zone's offsets from `from` to `to`; nullopt for an unknown IANA name.
std::optional<ZoneData> load_zone(const std::string& name, Instant from, Instant to);

}  // namespace centralino::clock
