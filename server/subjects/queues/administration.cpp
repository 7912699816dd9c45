#include "subjects/queues/administration.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "subjects/conversations/conversations.h"
#include "subjects/queues/keys.h"
#include "subjects/queues/widgets.h"

namespace centralino::queues {
namespace {

constexpr std::int64_t day_s = 86'400;

Result<Done> in_range(std::int64_t value, std::int64_t low, std::int64_t high,
                      const std::string& field) {
  if (value >= low && value <= high) return Done{};
  return refuse_field(field,
                      "must be between " + std::to_string(low) + " and " + std::to_string(high));
}

// What the engine does not look at; it checks the rest itself.
Result<Done> check(const QueueConfig& settings) {
  const auto& level = settings.service_level;
  TRY_DONE(in_range(level.threshold_s, 1, day_s, "settings.service_level.threshold_s"));
  TRY_DONE(in_range(level.target_pct, 1, 100, "settings.service_level.target_pct"));
  TRY_DONE(in_range(level.short_abandon_s, 0, day_s, "settings.service_level.short_abandon_s"));
  if (settings.revenue) {
    TRY_DONE(in_range(settings.revenue->lead_value_minor, 0, 1'000'000'000'000,
                      "settings.revenue.lead_value_minor"));
    if (!is_currency_code(settings.revenue->currency))
      return refuse_field("settings.revenue.currency", "must be three letters such as EUR");
  }
  if (settings.idle) {
    TRY_DONE(in_range(settings.idle->warn_after_s, 0, 7 * day_s, "settings.idle.warn_after_s"));
    TRY_DONE(in_range(settings.idle->end_after_s, 0, 7 * day_s, "settings.idle.end_after_s"));
  }
  return Done{};
}

bool is_waited_in(loop::Tx& tx, TenantId tenant, QueueId id) {
  const auto row = floor(tx).of(tenant).cell.queue(id);
  return row && row->waiting + row->offered > 0;
}

// Why the queue cannot go, for people; empty: it can.
std::string needed_by(loop::Tx& tx, TenantId tenant, QueueId id) {
  if (is_waited_in(tx, tenant, id)) return "Somebody waits in it.";
  if (tx.db().one("SELECT 1 FROM widget WHERE tenant = $1 AND queue = $2", {tenant, id}))
    return "A widget leads to it.";
  for (const auto& widget : list_widgets(tx.db(), tenant))
    if (widget.look.call_to && widget.look.call_to->queue_id == id)
      return "Calls from the widget " + widget.name + " lead to it.";
  for (const auto& other : list_queues(tx.db(), tenant))
    if (other.settings.routing.overflow && other.settings.routing.overflow->to == id)
      return "The queue " + other.name + " overflows into it.";
  return {};
}

void take_agents_out(loop::Tx& tx, TenantId tenant, QueueId id) {
  for (const auto& row :
       tx.db().query("SELECT user_id, settings FROM agent WHERE tenant = $1", {tenant})) {
    auto settings = json::from_text<routing::AgentSettings>(row.text(1));
    CHECK(settings.ok(), "an agent's stored settings cannot be read");
    if (std::erase(settings->queues, id) == 0) continue;
    tx.db().exec("UPDATE agent SET settings = $1 WHERE tenant = $2 AND user_id = $3",
                 {json::to_string(*settings), tenant, row.id<UserId>(0)});
  }
}

}  // namespace

QueueConfig sensible_settings() {
  QueueConfig settings;
  settings.routing.wrap_up = {60, 60, 2, routing::WrapUpBlocks::slot};
  return settings;
}

Result<Queue> create_queue(loop::Tx& tx, const Actor& actor, const NewQueue& wanted) {
  TRY_DONE(check_key("key", wanted.key));
  TRY_DONE(check_name("name", wanted.name));
  Queue queue{tx.fresh<QueueId>(), wanted.key, wanted.name,
              wanted.settings.value_or(sensible_settings())};
  TRY_DONE(check(queue.settings));
  queue.settings.routing.id = queue.id;
  const auto made = tx.db().query(
      "INSERT INTO queue (id, tenant, key, name, settings) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (tenant, key) DO NOTHING RETURNING id",
      {queue.id, actor.tenant, queue.key, queue.name, json::to_string(queue.settings)});
  if (made.empty()) return refuse_field("key", "is in use already");
  tx.journal(actor, "queue", queue.id.value, "queue_created", json::to_string(queue));
  TRY_DONE(conversations::configure(tx, actor, {"queues", queue.id.value, "settings.routing."}));
  return queue;
}

Result<Queue> change_queue(loop::Tx& tx, const Actor& actor, QueueId id,
                           const QueueChange& wanted) {
  const auto before = find_queue(tx.db(), actor.tenant, id);
  if (!before || before->retired_at) return refuse(Code::not_found);
  TRY_DONE(check_name("name", wanted.name));
  TRY_DONE(check(wanted.settings));
  Queue now{id, before->key, wanted.name, wanted.settings};
  now.settings.routing.id = id;
  tx.db().exec("UPDATE queue SET name = $1, settings = $2 WHERE id = $3 AND tenant = $4",
               {now.name, json::to_string(now.settings), id, actor.tenant});
  tx.journal(actor, "queue", id.value, "queue_changed",
             "{\"old\":" + json::to_string(*before) + ",\"new\":" + json::to_string(now) + "}");
  TRY_DONE(conversations::configure(tx, actor, {"queues", id.value, "settings.routing."}));
  return now;
}

Result<Done> retire_queue(loop::Tx& tx, const Actor& actor, QueueId id) {
  const auto queue = find_queue(tx.db(), actor.tenant, id);
  if (!queue || queue->retired_at) return refuse(Code::not_found);
  if (auto why = needed_by(tx, actor.tenant, id); !why.empty())
    return refuse(Code::in_use, std::move(why));
  take_agents_out(tx, actor.tenant, id);
  // Its key is free again; the row stays for the past.
  tx.db().exec("UPDATE queue SET retired_at = $1, key = $2 WHERE id = $3 AND tenant = $4",
               {tx.now(), queue->key + "@" + id.str(), id, actor.tenant});
  tx.journal(actor, "queue", id.value, "queue_retired", json::to_string(*queue));
  return conversations::configure(tx, actor);
}

}  // namespace centralino::queues
