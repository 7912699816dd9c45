// While somebody waits: their place and how long it may take are said again and again, and never
// delay the connection, since whoever answers interrupts them.
#include "channels/phone/phone.h"

namespace centralino::phone {
namespace {

constexpr Duration first_pause = seconds(20);
constexpr Duration pause = seconds(45);

struct PlaceTimer {
  ConversationId conversation;
  std::int64_t position = 0;  // said last
  std::int64_t times = 0;     // how often it was looked
};
BOOST_DESCRIBE_STRUCT(PlaceTimer, (), (conversation, position, times))

}  // namespace

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
  const std::int64_t position = shell::told_place(work->position);
  const bool news = position != due->position || due->times % 2 == 0;
  tx.wake(call->tenant, tx.now() + pause, "queue_place",
          json::to_string(PlaceTimer{due->conversation, position, due->times + 1}));
  if (call->saying.going_on) return;
  if (const auto own = news ? std::nullopt : announcement(tx, *call, due->times / 2))
    return edit(tx, due->conversation, [&](Call& changed) {
      say(tx, changed, *own);
      play_next(tx, changed);
    });
  if (news)
    flow_happens(
        tx, due->conversation,
        flow::QueuePosition{position, waits_.minutes(queues::floor(tx).of(call->tenant), *work)});
}

}  // namespace centralino::phone
