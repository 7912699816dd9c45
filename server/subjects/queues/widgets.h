// Widgets: the chat on a customer's page. Its key is public; what it may do and how it looks is
// here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "subjects/queues/queues.h"

namespace centralino::queues {

// What the visitor reads before writing; without it the widget has words of its own.
struct WidgetTexts {
  routing::BilingualText title;
  routing::BilingualText greeting;
};
BOOST_DESCRIBE_STRUCT(WidgetTexts, (), (title, greeting))

// Whom visitors reach who call from the page: exactly one is named.
struct CallTo {
  std::optional<NumberId> number_id;  // as if they had dialled it
  std::optional<FlowId> flow_id;      // people then are the widget's queue
  std::optional<QueueId> queue_id;    // at once
};
BOOST_DESCRIBE_STRUCT(CallTo, (), (number_id, flow_id, queue_id))

// What may be chosen of a widget, beside its queue. A new row of the database has none of it.
struct WidgetLook {
  std::optional<std::vector<std::string>>
      allowed_origins;  // "https://shop.example"; none: any page
  std::optional<WidgetTexts> texts;
  std::optional<std::string> accent;  // "#3b4cca"
  std::optional<bool> active;         // false: nobody can start a chat there
  std::optional<CallTo> call_to;      // none: nobody can call from there
};
BOOST_DESCRIBE_STRUCT(WidgetLook, (), (allowed_origins, texts, accent, active, call_to))

struct WidgetChange {
  std::string name;
  QueueId queue_id;
  std::optional<FlowId> flow_id;  // published; speaks with visitors before the queue
  WidgetLook look;
};
BOOST_DESCRIBE_STRUCT(WidgetChange, (), (name, queue_id, flow_id, look))

struct WidgetSettings {
  std::string key;
  std::string name;
  QueueId queue_id;
  std::optional<FlowId> flow_id;
  WidgetLook look;
};
BOOST_DESCRIBE_STRUCT(WidgetSettings, (), (key, name, queue_id, flow_id, look))

std::vector<WidgetSettings> list_widgets(store::Db& db, TenantId tenant);
// `key` is fresh and public; names nothing that exists.
Result<WidgetSettings> create_widget(loop::Tx& tx, const Actor& actor, const std::string& key,
                                     const WidgetChange& wanted);
Result<WidgetSettings> change_widget(loop::Tx& tx, const Actor& actor, const std::string& key,
                                     const WidgetChange& wanted);
Result<Done> remove_widget(loop::Tx& tx, const Actor& actor, const std::string& key);

// A widget as anybody may meet it: by its key alone.
struct Widget {
  TenantId tenant;
  QueueId queue;
  std::optional<FlowId> flow;
  WidgetLook look;
};
// Nothing for unknown keys and for widgets that are switched off.
std::optional<Widget> find_widget(store::Db& db, const std::string& key);
// Whether the page that asks may: `origin` as its browser says, empty when it says none (programs).
Result<Done> check_origin(const Widget& widget, const std::string& origin);

}  // namespace centralino::queues

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::queues::WidgetChange::name> = {.min_length = 1,
                                                                        .max_length = 80};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::queues::WidgetLook::allowed_origins> = {.max_length = 50};
