// Silence: a visitor who does not answer the agent any more is warned, then let go, so that nobody
// sits in front of an empty chair and no slot is lost.
//
// One durable timer watches a conversation from its answer on, whatever is said: when it fires it
// looks at the last words and sleeps until they would be too old. So talking costs nothing. It
// belongs to one epoch: after a transfer it finds itself out of date and is gone.
#include "subjects/conversations/conversations.h"

namespace centralino::conversations {
namespace {

struct Watch {
  ConversationId conversation;
  std::int64_t epoch = 0;
  std::optional<Instant> warned_at;
};
BOOST_DESCRIBE_STRUCT(Watch, (), (conversation, epoch, warned_at))

queues::IdleSettings settings_of(const queues::FloorNow& floor, QueueId queue) {
  const auto it = floor.queues.find(queue);
  if (it == floor.queues.end()) return {};  // retired meanwhile
  return it->second.settings.idle.value_or(queues::IdleSettings{});
}

void wake_at(loop::Tx& tx, TenantId tenant, Instant due, const Watch& watch) {
  tx.wake(tenant, due, "conversation_idle", json::to_string(watch));
}

// When the agent said the last words, and is not answered; else nothing.
std::optional<Instant> unanswered_since(store::Db& db, TenantId tenant, ConversationId id) {
  const auto row = db.one(
      "SELECT last_at FROM conversation WHERE id = $1 AND tenant = $2 AND last_author = 'agent'",
      {id, tenant});
  return row ? row->maybe_instant(0) : std::nullopt;
}

void warn(loop::Tx& tx, Row& row) {
  add_message(tx, system_actor(row.tenant), row,
              {{AuthorKind::system, std::nullopt, ""}, MessageKind::event, "visitor_idle", {}});
}

}  // namespace

void watch_silence(loop::Tx& tx, TenantId tenant, ConversationId id, QueueId queue,
                   std::int64_t epoch) {
  const auto settings = settings_of(queues::floor(tx).of(tenant), queue);
  if (settings.warn_after_s == 0) return;
  wake_at(tx, tenant, tx.now() + seconds(settings.warn_after_s), {id, epoch, std::nullopt});
}

void conversation_idle(loop::Tx& tx, const loop::Timer& timer) {
  const auto watch = json::from_text<Watch>(timer.data);
  if (!watch.ok()) return;
  auto row = find_row(tx.db(), timer.tenant, watch->conversation);
  if (!row || row->state != State::active || row->epoch != watch->epoch) return;
  const auto settings = settings_of(queues::floor(tx).of(timer.tenant), row->queue);
  if (settings.warn_after_s == 0) return;  // switched off meanwhile
  const auto since = unanswered_since(tx.db(), timer.tenant, row->id);
  const Instant too_old = since.value_or(tx.now()) + seconds(settings.warn_after_s);
  const bool still_silent = since && watch->warned_at && *since < *watch->warned_at;
  if (still_silent) {
    (void)route(tx, system_actor(timer.tenant),
                routing::WorkEnds{row->work, routing::EndedBy::system});
    return;
  }
  Watch next{row->id, row->epoch, std::nullopt};
  if (too_old > tx.now()) return wake_at(tx, timer.tenant, too_old, next);
  warn(tx, *row);
  if (settings.end_after_s == 0) return;
  next.warned_at = tx.now();
  wake_at(tx, timer.tenant, tx.now() + seconds(settings.end_after_s), next);
}

}  // namespace centralino::conversations
