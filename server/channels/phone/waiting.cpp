// While somebody waits: their place and how long it may take are said again and again, and never
// delay the connection, since whoever answers interrupts them.
#include <algorithm>

#include "channels/phone/phone.h"

namespace centralino::phone {
namespace routing = engine::routing;
namespace {

constexpr std::int64_t long_line = 50;
constexpr Duration estimate_kept = seconds(5);

constexpr Duration first_pause = seconds(20);
constexpr Duration pause = seconds(45);

struct PlaceTimer {
  ConversationId conversation;
  std::int64_t position = 0;  // said last
  std::int64_t times = 0;     // how often it was looked
};
BOOST_DESCRIBE_STRUCT(PlaceTimer, (), (conversation, position, times))

}  // namespace

// In a long line all are estimated at once and kept for a moment: one by one, whoever waits would
// cost as much as the line is long. Who is not among them yet stands about where somebody stood.
const routing::Estimate& Phone::told_lately(const queues::FloorNow& floor,
                                            const routing::WorkRow& work) {
  LongLine& line = long_lines_[work.queue];
  if (line.waits.empty() || floor.cell.now() >= line.at + estimate_kept) {
    line.at = floor.cell.now();
    line.waits = routing::estimate_queue(floor.cell, work.queue, floor.quick_estimate_settings(),
                                         static_cast<std::uint64_t>(work.queue.value));
  }
  const auto found = std::find_if(line.waits.begin(), line.waits.end(),
                                  [&](const auto& one) { return one.work == work.work; });
  if (found != line.waits.end()) return found->estimate;
  const auto last = static_cast<std::int64_t>(line.waits.size()) - 1;
  const auto place = std::clamp<std::int64_t>(work.position - 1, 0, last);
  return line.waits[static_cast<std::size_t>(place)].estimate;
}

// Half of those in this place wait less. None when nobody could take the call, or it is too far
// away to be told.
std::optional<std::int64_t> Phone::wait_minutes(loop::Tx& tx, const Call& call,
                                                const routing::WorkRow& work) {
  const auto& floor = queues::floor(tx).of(call.tenant);
  const auto told = work.position > long_line
                        ? told_lately(floor, work)
                        : routing::estimate(floor.cell, work.work, floor.quick_estimate_settings(),
                                            static_cast<std::uint64_t>(work.work.value));
  return shell::wait_minutes(told);
}

void Phone::announce_later(loop::Tx& tx, const Call& call, std::int64_t position) {
  tx.wake(call.tenant, tx.now() + first_pause, "queue_place",
          json::to_string(PlaceTimer{call.conversation, position, 1}));
}

void Phone::announce(loop::Tx& tx, const loop::Timer& timer) {
  auto due = json::from_text<PlaceTimer>(timer.data);
  if (!due.ok()) return;
  const Call* call = calls_.find(due->conversation);
  if (call == nullptr || !call->flow_state || call->flow_state->phase != flow::Phase::queued)
    return;
  const auto row = conversations::find_row(tx, call->tenant, due->conversation);
  const auto work = row ? queues::floor(tx).of(call->tenant).cell.work(row->work) : std::nullopt;
  if (!work) return;
  // The same place is told every other time only: music rests the ear.
  const bool news = work->position != due->position || due->times % 2 == 0;
  const std::int64_t position = std::max<std::int64_t>(work->position, 1);
  tx.wake(call->tenant, tx.now() + pause, "queue_place",
          json::to_string(PlaceTimer{due->conversation, position, due->times + 1}));
  if (news && !call->saying.going_on)
    flow_happens(tx, due->conversation,
                 flow::QueuePosition{position, wait_minutes(tx, *call, *work)});
}

}  // namespace centralino::phone
