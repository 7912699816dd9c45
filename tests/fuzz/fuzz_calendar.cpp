// Opening hours as they are stored: refused, or every question about any instant has an answer that
// fits the others.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json.h"
#include "engine/hours/calendar.h"

using namespace centralino;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void ask(const engine::hours::Calendar& calendar, Instant at) {
  namespace hours = engine::hours;
  const bool open = hours::is_open(calendar, at);
  const auto next = hours::next_open(calendar, at);
  if (open) require(next == at);
  if (next) require(*next >= at && hours::is_open(calendar, *next));
  if (const auto change = hours::next_change(calendar, at))
    require(*change > at && hours::is_open(calendar, *change) != open);
  const auto week = hours::elapsed(calendar, at, at + days(7));
  require(week.ms >= 0 && week <= days(7));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto calendar = json::from_text<engine::hours::Calendar>(text);
  if (!calendar.ok() || !engine::hours::validate(*calendar).ok()) return 0;
  ask(*calendar, Instant{1'772'438'400'000});  // a Monday
  ask(*calendar, Instant{-62'167'219'200'000});
  ask(*calendar, Instant{253'402'300'799'999});
  for (const auto& change : calendar->zone.transitions)
    if (change.utc_ms > -62'167'219'200'000 && change.utc_ms < 253'402'300'799'999)
      ask(*calendar, Instant{change.utc_ms});
  return 0;
}
