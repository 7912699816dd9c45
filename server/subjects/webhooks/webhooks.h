// Webhooks: telling the tenant's own programs what happened, by signed requests to their addresses.
//
// An event says what happened to which thing, when and by whose hand, and nothing a customer wrote:
// the receiver asks for the rest with its API key, so a wrong address learns nothing. Signed as
// Standard Webhooks 1.0 (webhook-id, webhook-timestamp, webhook-signature: "v1," + base 64 of
// HMAC-SHA-256 over "id.timestamp.body"). An answer 2xx is the receipt; anything else is tried
// again with growing pauses for about a day and a half, then the webhook is paused. Receivers see
// each event at least once, the same event always with the same id.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/json.h"
#include "platform/loop/outbox.h"
#include "platform/loop/tx.h"
#include "platform/web/web_client.h"

namespace centralino::webhooks {

// The journal's types that can be told; `test` is sent on demand only.
enum class WebhookEvent {
  test,
  conversation_started,
  conversation_ended,
  message_added,
  person_wanted,
  wrapup_completed,
  survey_answered,
  case_opened,
  case_changed,
  case_closed,
  customer_created,
  lead_created,
};
BOOST_DESCRIBE_ENUM(WebhookEvent, test, conversation_started, conversation_ended, message_added,
                    person_wanted, wrapup_completed, survey_answered, case_opened, case_changed,
                    case_closed, customer_created, lead_created)

enum class WebhookState {
  active,
  paused,  // told nothing; by a person, or because deliveries were given up
};
BOOST_DESCRIBE_ENUM(WebhookState, active, paused)

struct NewWebhook {
  std::string name;
  std::string url;
  std::vector<WebhookEvent> events;
};
BOOST_DESCRIBE_STRUCT(NewWebhook, (), (name, url, events))

struct WebhookChange {
  std::optional<std::string> name;
  std::optional<std::string> url;
  std::optional<std::vector<WebhookEvent>> events;
  std::optional<WebhookState> state;
};
BOOST_DESCRIBE_STRUCT(WebhookChange, (), (name, url, events, state))

struct Webhook {
  WebhookId id;
  std::string name;
  std::string url;
  std::vector<WebhookEvent> events;
  WebhookState state = WebhookState::active;
  Instant created_at;
  std::optional<std::string> secret;  // shown once, when created
};
BOOST_DESCRIBE_STRUCT(Webhook, (), (id, name, url, events, state, created_at, secret))

enum class DeliveryState { pending, done, failed };
BOOST_DESCRIBE_ENUM(DeliveryState, pending, done, failed)

struct WebhookDelivery {
  EffectId id;
  WebhookEvent event = WebhookEvent::test;
  DeliveryState state = DeliveryState::pending;
  std::int64_t attempts = 0;
  std::optional<Instant> next_at;  // pending
  std::optional<Instant> over_at;
  std::optional<std::string> problem;  // what the last attempt met
};
BOOST_DESCRIBE_STRUCT(WebhookDelivery, (), (id, event, state, attempts, next_at, over_at, problem))

// `secret`: 32 random bytes as url-safe base 64 without padding.
Result<Webhook> create(loop::Tx& tx, const Actor& actor, const NewWebhook& wanted,
                       const std::string& secret);
Result<Webhook> change(loop::Tx& tx, const Actor& actor, WebhookId id, const WebhookChange& wanted);
Result<Done> remove(loop::Tx& tx, const Actor& actor, WebhookId id);
std::vector<Webhook> list(store::Db& db, TenantId tenant);

// Sends a test event, whatever the webhook listens to.
Result<WebhookDelivery> send_test(loop::Tx& tx, const Actor& actor, WebhookId id);
// Delivers once more what was delivered or given up.
Result<WebhookDelivery> redeliver(loop::Tx& tx, const Actor& actor, WebhookId id,
                                  EffectId delivery);
// Newest first, at most `limit`, only those older than `before` if given.
Result<std::vector<WebhookDelivery>> list_deliveries(store::Db& db, TenantId tenant, WebhookId id,
                                                     std::optional<EffectId> before,
                                                     std::size_t limit);

// Queues a delivery for each webhook that listens to what was just journalled.
void observe(loop::Tx& tx, const loop::Journalled& row);

constexpr std::string_view effect_kind = "webhook";
// Carries out deliveries.
loop::Outbox::Executor deliver(web::WebClient& client, std::string user_agent);
void given_up(loop::Tx& tx, const loop::Effect& effect, const loop::Attempt& attempt);

}  // namespace centralino::webhooks

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::webhooks::NewWebhook::name> = {.min_length = 1,
                                                                        .max_length = 100};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::webhooks::NewWebhook::url> = {
        .text = "https, or http to a network that outgoing.private_networks allows",
        .min_length = 1,
        .max_length = 2000};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::webhooks::NewWebhook::events> = {.min_length = 1,
                                                                          .max_length = 20};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::webhooks::WebhookChange::name> = {.min_length = 1,
                                                                           .max_length = 100};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::webhooks::WebhookChange::url> = {.min_length = 1,
                                                                          .max_length = 2000};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::webhooks::WebhookChange::events> = {.min_length = 1,
                                                                             .max_length = 20};
