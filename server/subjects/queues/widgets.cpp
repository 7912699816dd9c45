#include "subjects/queues/widgets.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "subjects/flows/flows.h"
#include "subjects/queues/keys.h"

namespace centralino::queues {
namespace {

constexpr std::size_t text_length_max = 300;

WidgetLook read_look(const std::string& text) {
  auto look = json::from_text<WidgetLook>(text);
  CHECK(look.ok(), "a widget's stored settings cannot be read");
  return std::move(*look);
}

std::optional<FlowId> flow_of(const store::Row& row, std::size_t column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.id<FlowId>(column));
}

WidgetSettings read_widget(const store::Row& row) {
  WidgetSettings widget{row.text(0), row.text(1), row.id<QueueId>(2), flow_of(row, 4),
                        read_look(row.text(3))};
  if (widget.name.empty()) widget.name = widget.key;
  return widget;
}

std::optional<WidgetSettings> find(store::Db& db, TenantId tenant, const std::string& key) {
  const auto row =
      db.one("SELECT key, name, queue, settings, flow FROM widget WHERE tenant = $1 AND key = $2",
             {tenant, key});
  return row ? std::optional(read_widget(*row)) : std::nullopt;
}

// "https://shop.example:8443": a scheme and a host, as browsers write it in Origin.
bool is_origin(const std::string& text) {
  const std::string_view schemes[] = {"https://", "http://"};
  const auto scheme = std::find_if(std::begin(schemes), std::end(schemes),
                                   [&](auto each) { return text.starts_with(each); });
  if (scheme == std::end(schemes) || text.size() > 260) return false;
  const std::string_view host = std::string_view(text).substr(scheme->size());
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view(".-:[]").find(c) != std::string_view::npos;
  });
}

bool is_colour(const std::string& text) {
  return text.size() == 7 && text[0] == '#' &&
         std::all_of(text.begin() + 1, text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

bool is_queue(store::Db& db, TenantId tenant, QueueId id) {
  return db
      .one("SELECT 1 FROM queue WHERE tenant = $1 AND id = $2 AND retired_at IS NULL", {tenant, id})
      .has_value();
}

Result<Done> check_texts(const WidgetTexts& texts) {
  const std::pair<const char*, const std::string*> all[] = {
      {"look.texts.title.it", &texts.title.it},
      {"look.texts.title.en", &texts.title.en},
      {"look.texts.greeting.it", &texts.greeting.it},
      {"look.texts.greeting.en", &texts.greeting.en}};
  for (const auto& [field, text] : all) {
    TRY_DONE(check_name(field, *text));
    if (code_points(*text) > text_length_max) return refuse_field(field, "is too long");
  }
  return Done{};
}

// Their tables are others'; that they are the tenant's own is all that is asked here.
Result<Done> check_call_to(store::Db& db, TenantId tenant, const CallTo& to) {
  const int named = to.number_id.has_value() + to.flow_id.has_value() + to.queue_id.has_value();
  if (named != 1) return refuse_field("look.call_to", "must name a number, a flow or a queue");
  if (to.number_id &&
      !db.one("SELECT 1 FROM phone_number WHERE tenant = $1 AND id = $2", {tenant, *to.number_id}))
    return refuse_field("look.call_to.number_id", "is not a number");
  if (to.flow_id && !db.one("SELECT 1 FROM flow WHERE tenant = $1 AND id = $2 AND published IS "
                            "NOT NULL",
                            {tenant, *to.flow_id}))
    return refuse_field("look.call_to.flow_id", "is not a published flow");
  if (to.queue_id && !is_queue(db, tenant, *to.queue_id))
    return refuse_field("look.call_to.queue_id", "is not a queue");
  return Done{};
}

Result<Done> check(store::Db& db, TenantId tenant, const WidgetChange& wanted) {
  TRY_DONE(check_name("name", wanted.name));
  if (!is_queue(db, tenant, wanted.queue_id)) return refuse_field("queue_id", "is not a queue");
  if (wanted.flow_id && !flows::published(db, tenant, *wanted.flow_id))
    return refuse_field("flow_id", "is not a published flow");
  if (wanted.look.call_to) TRY_DONE(check_call_to(db, tenant, *wanted.look.call_to));
  if (wanted.look.allowed_origins)
    for (std::size_t i = 0; i < wanted.look.allowed_origins->size(); ++i)
      if (!is_origin((*wanted.look.allowed_origins)[i]))
        return refuse_field("look.allowed_origins[" + std::to_string(i) + "]",
                            "must be like https://shop.example, without a path");
  if (wanted.look.accent && !is_colour(*wanted.look.accent))
    return refuse_field("look.accent", "must be a colour such as #3b4cca");
  if (wanted.look.texts) TRY_DONE(check_texts(*wanted.look.texts));
  return Done{};
}

}  // namespace

std::vector<WidgetSettings> list_widgets(store::Db& db, TenantId tenant) {
  std::vector<WidgetSettings> widgets;
  for (const auto& row : db.query("SELECT key, name, queue, settings, flow FROM widget WHERE "
                                  "tenant = $1 ORDER BY name, key",
                                  {tenant}))
    widgets.push_back(read_widget(row));
  return widgets;
}

Result<WidgetSettings> create_widget(loop::Tx& tx, const Actor& actor, const std::string& key,
                                     const WidgetChange& wanted) {
  TRY_DONE(check(tx.db(), actor.tenant, wanted));
  tx.db().exec(
      "INSERT INTO widget (key, tenant, queue, name, settings, flow) VALUES ($1, $2, $3, $4, $5, "
      "$6)",
      {key, actor.tenant, wanted.queue_id, wanted.name, json::to_string(wanted.look),
       wanted.flow_id});
  const WidgetSettings now = *find(tx.db(), actor.tenant, key);
  tx.journal(actor, "tenant", actor.tenant.value, "widget_created", json::to_string(now));
  return now;
}

Result<WidgetSettings> change_widget(loop::Tx& tx, const Actor& actor, const std::string& key,
                                     const WidgetChange& wanted) {
  const auto before = find(tx.db(), actor.tenant, key);
  if (!before) return refuse(Code::not_found);
  TRY_DONE(check(tx.db(), actor.tenant, wanted));
  tx.db().exec(
      "UPDATE widget SET queue = $1, name = $2, settings = $3, flow = $6 WHERE key = $4 AND tenant "
      "= $5",
      {wanted.queue_id, wanted.name, json::to_string(wanted.look), key, actor.tenant,
       wanted.flow_id});
  const WidgetSettings now = *find(tx.db(), actor.tenant, key);
  tx.journal(actor, "tenant", actor.tenant.value, "widget_changed",
             "{\"old\":" + json::to_string(*before) + ",\"new\":" + json::to_string(now) + "}");
  return now;
}

Result<Done> remove_widget(loop::Tx& tx, const Actor& actor, const std::string& key) {
  const auto before = find(tx.db(), actor.tenant, key);
  if (!before) return refuse(Code::not_found);
  tx.db().exec("DELETE FROM widget WHERE key = $1 AND tenant = $2", {key, actor.tenant});
  tx.journal(actor, "tenant", actor.tenant.value, "widget_removed",
             "{\"old\":" + json::to_string(*before) + "}");
  return Done{};
}

std::optional<Widget> find_widget(store::Db& db, const std::string& key) {
  const auto row = db.one("SELECT tenant, queue, settings, flow FROM widget WHERE key = $1", {key});
  if (!row) return std::nullopt;
  Widget widget{row->id<TenantId>(0), row->id<QueueId>(1), flow_of(*row, 3),
                read_look(row->text(2))};
  if (!widget.look.active.value_or(true)) return std::nullopt;
  return widget;
}

Result<Done> check_origin(const Widget& widget, const std::string& origin) {
  if (origin.empty() || !widget.look.allowed_origins || widget.look.allowed_origins->empty())
    return Done{};
  const auto& allowed = *widget.look.allowed_origins;
  if (std::find(allowed.begin(), allowed.end(), lower_ascii(origin)) != allowed.end())
    return Done{};
  return refuse(Code::forbidden, "This chat is not meant for " + origin + ".");
}

}  // namespace centralino::queues
