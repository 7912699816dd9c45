#include "subjects/webhooks/api.h"

#include "subjects/webhooks/webhooks.h"

namespace centralino::webhooks {
namespace {

using api::Auth;
using api::Nothing;

constexpr std::size_t page_size = 50;

struct WebhookList {
  std::vector<Webhook> items;
};
BOOST_DESCRIBE_STRUCT(WebhookList, (), (items))

struct DeliveryList {
  std::vector<WebhookDelivery> items;
  std::optional<EffectId> next;  // `before` of the page that follows
};
BOOST_DESCRIBE_STRUCT(DeliveryList, (), (items, next))

Result<DeliveryList> page_of_deliveries(store::Db& db, const api::Ask& ask) {
  TRY(id, ask.id<WebhookId>("id"));
  std::optional<EffectId> before;
  if (const auto text = ask.query_value("before")) {
    before = EffectId::parse(*text);
    if (!before) return refuse_field("before", "is not a valid id");
  }
  TRY(items, list_deliveries(db, ask.actor.tenant, id, before, page_size));
  DeliveryList page;
  if (items.size() == page_size) page.next = items.back().id;
  page.items = std::move(items);
  return page;
}

}  // namespace

void add_routes(api::Routes& routes) {
  routes.query<WebhookList>({.method = "GET",
                             .pattern = "/api/v1/webhooks",
                             .auth = Auth::admin,
                             .tag = "webhooks",
                             .summary = "Webhooks"},
                            [](store::Db& db, const api::Ask& ask) -> Result<WebhookList> {
                              return WebhookList{list(db, ask.actor.tenant)};
                            });
  routes.command<NewWebhook, Webhook>(
      {.method = "POST",
       .pattern = "/api/v1/webhooks",
       .auth = Auth::admin,
       .tag = "webhooks",
       .summary = "Create a webhook; its secret is shown this once",
       .success = 201},
      [](loop::Tx& tx, const api::Ask& ask, const NewWebhook& wanted) {
        return create(tx, ask.actor, wanted, ask.token);
      });
  routes.command<WebhookChange, Webhook>(
      {.method = "PATCH",
       .pattern = "/api/v1/webhooks/{id}",
       .auth = Auth::admin,
       .tag = "webhooks",
       .summary = "Change a webhook, pause it or make it active"},
      [](loop::Tx& tx, const api::Ask& ask, const WebhookChange& wanted) -> Result<Webhook> {
        TRY(id, ask.id<WebhookId>("id"));
        return change(tx, ask.actor, id, wanted);
      });
  routes.command<Nothing, Nothing>(
      {.method = "DELETE",
       .pattern = "/api/v1/webhooks/{id}",
       .auth = Auth::admin,
       .tag = "webhooks",
       .summary = "Remove a webhook with its deliveries"},
      [](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<Nothing> {
        TRY(id, ask.id<WebhookId>("id"));
        TRY_DONE(remove(tx, ask.actor, id));
        return Nothing{};
      });
  routes.command<Nothing, WebhookDelivery>(
      {.method = "POST",
       .pattern = "/api/v1/webhooks/{id}/test",
       .auth = Auth::admin,
       .tag = "webhooks",
       .summary = "Send a test event",
       .success = 202},
      [](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<WebhookDelivery> {
        TRY(id, ask.id<WebhookId>("id"));
        return send_test(tx, ask.actor, id);
      });
  routes.query<DeliveryList>({.method = "GET",
                              .pattern = "/api/v1/webhooks/{id}/deliveries",
                              .auth = Auth::admin,
                              .tag = "webhooks",
                              .summary = "What a webhook was told, newest first; kept for a week",
                              .query = {{"before", "the `next` of the page before"}}},
                             page_of_deliveries);
  routes.command<Nothing, WebhookDelivery>(
      {.method = "POST",
       .pattern = "/api/v1/webhooks/{id}/deliveries/{delivery}/again",
       .auth = Auth::admin,
       .tag = "webhooks",
       .summary = "Deliver once more",
       .success = 202},
      [](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<WebhookDelivery> {
        TRY(id, ask.id<WebhookId>("id"));
        TRY(delivery, ask.id<EffectId>("delivery"));
        return redeliver(tx, ask.actor, id, delivery);
      });
}

}  // namespace centralino::webhooks
