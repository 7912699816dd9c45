#include "subjects/webhooks/webhooks.h"

#include <algorithm>

#include "platform/crypto/crypto.h"
#include "subjects/queues/floor.h"

namespace centralino::webhooks {
namespace {

constexpr std::size_t webhooks_max = 50;  // per tenant
constexpr std::string_view columns = "SELECT id, name, url, events, state, created_at FROM webhook";

Webhook webhook_of(const store::Row& row) {
  Webhook webhook;
  webhook.id = row.id<WebhookId>(0);
  webhook.name = row.text(1);
  webhook.url = row.text(2);
  webhook.events = json::from_text<std::vector<WebhookEvent>>(row.text(3)).value();
  webhook.state = json::enum_from<WebhookState>(row.text(4)).value();
  webhook.created_at = row.instant(5);
  return webhook;
}

std::optional<Webhook> find(store::Db& db, TenantId tenant, WebhookId id) {
  const auto row = db.one(std::string(columns) + " WHERE id = $1 AND tenant = $2", {id, tenant});
  if (!row) return std::nullopt;
  return webhook_of(*row);
}

void write(loop::Tx& tx, TenantId tenant, const Webhook& webhook) {
  tx.db().exec(
      "UPDATE webhook SET name = $1, url = $2, events = $3, state = $4 WHERE id = $5 AND tenant = "
      "$6",
      {webhook.name, webhook.url, json::to_string(webhook.events), json::enum_name(webhook.state),
       webhook.id, tenant});
}

// The listeners in memory follow the rows.
void take_up(loop::Tx& tx, TenantId tenant) {
  tx.touch();
  queues::floor(tx).refresh(tx.db(), tenant, tx.now());
}

// As Standard Webhooks writes secrets: "whsec_" and padded base 64 of RFC 4648 §4.
std::string written_secret(std::string secret) {
  std::replace(secret.begin(), secret.end(), '-', '+');
  std::replace(secret.begin(), secret.end(), '_', '/');
  return "whsec_" + secret + "=";
}

std::string subject_id(std::string_view kind, std::int64_t id) {
  if (kind == "conversation") return ConversationId{id}.str();
  if (kind == "case") return CaseId{id}.str();
  if (kind == "customer") return CustomerId{id}.str();
  return WebhookId{id}.str();
}

// What is sent. Without `id`, which the delivery's own is.
struct Told {
  WebhookEvent type = WebhookEvent::test;
  Instant at;
  std::int64_t seq = 0;  // of the journal
  std::string subject;
  std::string actor;
};
BOOST_DESCRIBE_STRUCT(Told, (), (type, at, seq, subject, actor))

WebhookDelivery queue(loop::Tx& tx, TenantId tenant, WebhookId webhook, const Told& told) {
  WebhookDelivery delivery;
  delivery.id = tx.effect(tenant, std::string(effect_kind), webhook.value, json::to_string(told));
  delivery.event = told.type;
  delivery.next_at = tx.now();
  return delivery;
}

WebhookDelivery delivery_of(const store::Row& row) {
  WebhookDelivery delivery;
  delivery.id = row.id<EffectId>(0);
  delivery.event = json::from_text<Told>(row.text(1)).value().type;
  delivery.state = json::enum_from<DeliveryState>(row.text(2)).value();
  delivery.attempts = row.integer(3);
  if (delivery.state == DeliveryState::pending) delivery.next_at = row.instant(4);
  delivery.over_at = row.maybe_instant(5);
  if (!row.text(6).empty()) delivery.problem = row.text(6);
  return delivery;
}
constexpr std::string_view delivery_columns =
    "SELECT id, data, state, attempts, due_at, done_at, last_error FROM outbox ";

}  // namespace

Result<Webhook> create(loop::Tx& tx, const Actor& actor, const NewWebhook& wanted,
                       const std::string& secret) {
  TRY_DONE(web::check_url("url", wanted.url));
  if (list(tx.db(), actor.tenant).size() >= webhooks_max)
    return refuse_field("name", "there are 50 webhooks already; remove one first");
  Webhook webhook{tx.fresh<WebhookId>(), wanted.name,          wanted.url,
                  wanted.events,         WebhookState::active, tx.now(),
                  written_secret(secret)};
  tx.db().exec(
      "INSERT INTO webhook (id, tenant, name, url, secret, events, state, created_at) VALUES "
      "($1, $2, $3, $4, $5, $6, 'active', $7)",
      {webhook.id, actor.tenant, webhook.name, webhook.url, *webhook.secret,
       json::to_string(webhook.events), webhook.created_at});
  tx.journal(actor, "webhook", webhook.id.value, "webhook_created", json::to_string(wanted));
  take_up(tx, actor.tenant);
  return webhook;
}

Result<Webhook> change(loop::Tx& tx, const Actor& actor, WebhookId id,
                       const WebhookChange& wanted) {
  auto webhook = find(tx.db(), actor.tenant, id);
  if (!webhook) return refuse(Code::not_found);
  if (wanted.url) TRY_DONE(web::check_url("url", *wanted.url));
  if (wanted.name) webhook->name = *wanted.name;
  if (wanted.url) webhook->url = *wanted.url;
  if (wanted.events) webhook->events = *wanted.events;
  if (wanted.state) webhook->state = *wanted.state;
  write(tx, actor.tenant, *webhook);
  tx.journal(actor, "webhook", id.value, "webhook_changed", json::to_string(wanted));
  take_up(tx, actor.tenant);
  return *webhook;
}

Result<Done> remove(loop::Tx& tx, const Actor& actor, WebhookId id) {
  if (!find(tx.db(), actor.tenant, id)) return refuse(Code::not_found);
  tx.db().exec("DELETE FROM outbox WHERE tenant = $1 AND kind = $2 AND subject = $3",
               {actor.tenant, effect_kind, id.value});
  tx.db().exec("DELETE FROM webhook WHERE id = $1 AND tenant = $2", {id, actor.tenant});
  tx.journal(actor, "webhook", id.value, "webhook_removed", "{}");
  take_up(tx, actor.tenant);
  return Done{};
}

std::vector<Webhook> list(store::Db& db, TenantId tenant) {
  std::vector<Webhook> webhooks;
  for (const auto& row :
       db.query(std::string(columns) + " WHERE tenant = $1 ORDER BY id", {tenant}))
    webhooks.push_back(webhook_of(row));
  return webhooks;
}

Result<WebhookDelivery> send_test(loop::Tx& tx, const Actor& actor, WebhookId id) {
  if (!find(tx.db(), actor.tenant, id)) return refuse(Code::not_found);
  const auto seq = tx.journal(actor, "webhook", id.value, "webhook_tested", "{}");
  return queue(tx, actor.tenant, id, {WebhookEvent::test, tx.now(), seq, id.str(), actor.str()});
}

Result<WebhookDelivery> redeliver(loop::Tx& tx, const Actor& actor, WebhookId id,
                                  EffectId delivery) {
  const auto row = tx.db().one(std::string(delivery_columns) +
                                   "WHERE id = $1 AND tenant = $2 AND kind = $3 AND subject = $4",
                               {delivery, actor.tenant, effect_kind, id.value});
  if (!row) return refuse(Code::not_found);
  auto found = delivery_of(*row);
  if (found.state == DeliveryState::pending)
    return refuse(Code::invalid_transition, "It is still being delivered.");
  tx.effect_again(
      {delivery, actor.tenant, std::string(effect_kind), id.value, row->text(1), {}, 0});
  tx.journal(actor, "webhook", id.value, "webhook_redelivered",
             json::to_string(std::map<std::string, EffectId>{{"delivery", delivery}}));
  found.state = DeliveryState::pending;
  found.attempts = 0;
  found.next_at = tx.now();
  found.over_at.reset();
  return found;
}

Result<std::vector<WebhookDelivery>> list_deliveries(store::Db& db, TenantId tenant, WebhookId id,
                                                     std::optional<EffectId> before,
                                                     std::size_t limit) {
  if (!find(db, tenant, id)) return refuse(Code::not_found);
  std::vector<WebhookDelivery> deliveries;
  const EffectId newest{std::numeric_limits<std::int64_t>::max()};
  for (const auto& row :
       db.query(std::string(delivery_columns) +
                    "WHERE tenant = $1 AND kind = $2 AND subject = $3 AND id < $4 ORDER BY id DESC "
                    "LIMIT $5",
                {tenant, effect_kind, id.value, before.value_or(newest), limit}))
    deliveries.push_back(delivery_of(row));
  return deliveries;
}

void observe(loop::Tx& tx, const loop::Journalled& row) {
  auto& floor = queues::floor(tx);
  if (!floor.has(row.actor.tenant)) return;
  const auto& listeners = floor.of(row.actor.tenant).listeners;
  if (listeners.empty()) return;
  const auto type = json::enum_from<WebhookEvent>(row.type);
  if (!type) return;
  for (const auto& listener : listeners)
    if (std::find(listener.events.begin(), listener.events.end(), row.type) !=
        listener.events.end())
      queue(tx, row.actor.tenant, listener.webhook,
            {*type, tx.now(), row.seq, subject_id(row.subject_kind, row.subject), row.actor.str()});
}

void given_up(loop::Tx& tx, const loop::Effect& effect, const loop::Attempt&) {
  const WebhookId id{effect.subject};
  auto webhook = find(tx.db(), effect.tenant, id);
  if (!webhook || webhook->state == WebhookState::paused) return;
  webhook->state = WebhookState::paused;
  write(tx, effect.tenant, *webhook);
  tx.journal(system_actor(effect.tenant), "webhook", id.value, "webhook_paused",
             json::to_string(std::map<std::string, EffectId>{{"delivery", effect.id}}));
  take_up(tx, effect.tenant);
}

namespace {

loop::Attempt judge(const web::WebAnswer& answer) {
  using Outcome = loop::Attempt::Outcome;
  if (answer.status >= 200 && answer.status < 300) return {Outcome::done, {}};
  if (answer.status == 410) return {Outcome::failed, "the receiver answered 410: gone for good"};
  if (answer.status != 0)
    return {Outcome::again, "the receiver answered " + std::to_string(answer.status)};
  return {Outcome::again, answer.failure};
}

}  // namespace

loop::Outbox::Executor deliver(web::WebClient& client, std::string user_agent) {
  return [&client, agent = std::move(user_agent)](loop::Loop& loop, const loop::Effect& effect,
                                                  loop::Outbox::Report report) {
    const auto row = loop.db().one("SELECT url, secret FROM webhook WHERE id = $1 AND tenant = $2",
                                   {effect.subject, effect.tenant});
    if (!row) return report({loop::Attempt::Outcome::failed, "the webhook was removed"});
    web::WebRequest request;
    request.method = "POST";
    request.url = row->text(0);
    request.body = "{\"id\":\"" + effect.id.str() + "\"," + effect.data.substr(1);
    const std::string timestamp = std::to_string(loop.now().ms / 1000);
    const std::string key = crypto::from_base64(row->text(1).substr(6));
    request.headers = {
        {"Content-Type", "application/json"},
        {"User-Agent", agent},
        {"webhook-id", effect.id.str()},
        {"webhook-timestamp", timestamp},
        {"webhook-signature",
         "v1," + crypto::hmac_sha256(key, effect.id.str() + "." + timestamp + "." + request.body)}};
    client.send(std::move(request),
                [report](const web::WebAnswer& answer) { report(judge(answer)); });
  };
}

}  // namespace centralino::webhooks
