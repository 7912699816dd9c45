#include "channels/flow/waits.h"

#include <algorithm>

namespace centralino::shell {
namespace {

namespace routing = engine::routing;

constexpr std::int64_t minutes_max = 60;
constexpr std::int64_t long_line = 50;
constexpr Duration kept_for = seconds(5);

}  // namespace

routing::Estimate Waits::estimate(const queues::FloorNow& floor, const routing::WorkRow& work) {
  if (work.position <= long_line)
    return routing::estimate(floor.cell, work.work, floor.quick_estimate_settings(),
                             static_cast<std::uint64_t>(work.work.value));
  LongLine& line = long_lines_[work.queue];
  if (line.waits.empty() || floor.cell.now() >= line.at + kept_for) {
    line.at = floor.cell.now();
    line.waits = routing::estimate_queue(floor.cell, work.queue, floor.quick_estimate_settings(),
                                         static_cast<std::uint64_t>(work.queue.value));
  }
  if (line.waits.empty()) return {};
  const auto found = std::find_if(line.waits.begin(), line.waits.end(),
                                  [&](const auto& one) { return one.work == work.work; });
  if (found != line.waits.end()) return found->estimate;
  // Who came since stands about where somebody stood.
  const auto last = static_cast<std::int64_t>(line.waits.size()) - 1;
  const auto place = std::clamp<std::int64_t>(work.position - 1, 0, last);
  return line.waits[static_cast<std::size_t>(place)].estimate;
}

std::optional<std::int64_t> Waits::minutes(const queues::FloorNow& floor,
                                           const routing::WorkRow& work) {
  const auto told = estimate(floor, work);
  if (told.nobody_available || told.position == 0) return std::nullopt;
  const std::int64_t wait = (told.wait_ms_median + 59'999) / 60'000;
  return wait > minutes_max ? std::nullopt : std::optional(std::max<std::int64_t>(wait, 1));
}

}  // namespace centralino::shell
