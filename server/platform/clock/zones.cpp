#include "platform/clock/zones.h"

#include <date/tz.h>

#include <chrono>

namespace centralino::clock {
namespace {

date::sys_seconds to_sys(Instant at) {
  return date::sys_seconds(std::chrono::seconds(at.ms / 1000));
}

}  // namespace

std::optional<ZoneData> load_zone(const std::string& name, Instant from, Instant to) {
  try {
    const auto* zone = date::locate_zone(name);
    ZoneData data;
    data.name = name;
    auto info = zone->get_info(to_sys(from));
    data.offset_s = static_cast<int>(info.offset.count());
    while (info.end < to_sys(to)) {
      const auto change = info.end;
      info = zone->get_info(change);
      data.changes.push_back({Instant{change.time_since_epoch().count() * 1000},
                              static_cast<int>(info.offset.count())});
    }
    return data;
  } catch (const std::exception&) {
    return std::nullopt;  // not a name in the database
  }
}

}  // namespace centralino::clock
