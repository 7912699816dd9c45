#include "platform/api/dispatcher.h"
#include "subjects/conversations/api.h"
#include "subjects/conversations/conversations.h"
#include "subjects/flows/flows.h"

namespace centralino::conversations {

struct WidgetInfo {
  std::string key, tenant_name;
  bool demo = false;
  std::vector<std::string> languages;
  bool open = true;
  bool machine = false;  // a flow answers first
  Estimate estimate;
  std::int64_t max_text = 0, max_file_bytes = 0;
  std::optional<queues::WidgetTexts> texts;
  std::optional<std::string> accent;
};
BOOST_DESCRIBE_STRUCT(WidgetInfo, (),
                      (key, tenant_name, demo, languages, open, machine, estimate, max_text,
                       max_file_bytes, texts, accent))

struct AgentName {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(AgentName, (), (name))

enum class SurveyState { none, asked, answered };
BOOST_DESCRIBE_ENUM(SurveyState, none, asked, answered)

struct VisitorConversation {
  Instant now;
  ConversationId conversation_id;
  std::string language;
  bool demo = false;
  State state = State::waiting;
  std::optional<AgentName> agent;
  std::optional<Estimate> queue;
  std::vector<Message> messages;
  std::string case_number;
  SurveyState survey = SurveyState::none;
  std::optional<EndedBy> ended_by;
};
BOOST_DESCRIBE_STRUCT(VisitorConversation, (),
                      (now, conversation_id, language, demo, state, agent, queue, messages,
                       case_number, survey, ended_by))

struct Rating {
  std::int64_t score = 0;
  std::optional<std::string> comment;
};
BOOST_DESCRIBE_STRUCT(Rating, (), (score, comment))

}  // namespace centralino::conversations

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::conversations::Rating::score> = {.min = 1, .max = 5};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::conversations::Rating::comment> = {.max_length = 2000};

namespace centralino::conversations {
namespace {

std::optional<VisitorConversation> visitor_view(loop::Loop& loop, const Actor& visitor,
                                                std::uint64_t seed) {
  auto& db = loop.db();
  const auto& floor = static_cast<queues::Floor&>(loop.memory()).of(visitor.tenant);
  const auto conversation = find(db, visitor.tenant, visitor.conversation);
  const auto row = find_row(db, visitor.tenant, visitor.conversation);
  if (!conversation || !row) return std::nullopt;
  VisitorConversation view;
  view.now = loop.now();
  view.conversation_id = conversation->id;
  view.language = conversation->language;
  view.demo = floor.tenant.demo;
  view.state = conversation->state;
  if (view.state == State::active && conversation->owner.name)
    view.agent = AgentName{*conversation->owner.name};
  if (view.state == State::waiting || view.state == State::offered) {
    const auto settings = floor.quick_estimate_settings();
    view.queue = to_seconds(routing::estimate(floor.cell, row->work, settings, seed));
  }
  view.messages = messages(db, visitor.tenant, visitor.conversation, true);
  view.case_number = conversation->case_.number;
  const bool asked = view.state == State::ended && conversation->answered_at;
  view.survey = conversation->survey ? SurveyState::answered
                : asked              ? SurveyState::asked
                                     : SurveyState::none;
  view.ended_by = conversation->ended_by;
  return view;
}

void widget_info(const ApiParts& parts, const api::Ask& ask, http::Request request,
                 http::Respond respond) {
  const auto shared = std::make_shared<http::Request>(std::move(request));
  const std::string key = ask.params.at("key");
  const bool queued = parts.loop.inspect([key, origin = ask.origin, seed = ask.seed, shared,
                                          respond](loop::Loop& loop) {
    const auto widget = queues::find_widget(loop.db(), key);
    if (!widget) return respond(api::to_response(refuse(Code::not_found), *shared));
    if (const auto allowed = queues::check_origin(*widget, origin); !allowed.ok())
      return respond(api::to_response(allowed.refusal(), *shared));
    auto& memory = static_cast<queues::Floor&>(loop.memory());
    if (!memory.has(widget->tenant))
      return respond(api::to_response(refuse(Code::unavailable), *shared));
    const auto& floor = memory.of(widget->tenant);
    WidgetInfo info;
    info.key = key;
    info.tenant_name = floor.tenant.name;
    info.demo = floor.tenant.demo;
    info.languages = {"it", "en"};
    info.machine = widget->flow && flows::published(loop.db(), widget->tenant, *widget->flow);
    info.open = floor.cell.is_open(widget->queue, loop.now());
    routing::WorkArrives newcomer;
    newcomer.queue = widget->queue;
    const auto settings = floor.quick_estimate_settings();
    info.estimate = to_seconds(routing::estimate_newcomer(floor.cell, newcomer, settings, seed));
    info.max_text = static_cast<std::int64_t>(max_text);
    info.max_file_bytes = max_file_bytes;
    info.texts = widget->look.texts;
    info.accent = widget->look.accent;
    respond(api::to_response(api::Routes::answer(200, info), *shared));
  });
  if (!queued) respond(api::to_response(refuse(Code::unavailable), *shared));
}

void visitor_conversation(const ApiParts& parts, const api::Ask& ask, http::Request request,
                          http::Respond respond) {
  const auto shared = std::make_shared<http::Request>(std::move(request));
  const bool queued = parts.loop.inspect([ask, shared, respond](loop::Loop& loop) {
    const auto view = visitor_view(loop, ask.actor, ask.seed);
    respond(view ? api::to_response(api::Routes::answer(200, *view), *shared)
                 : api::to_response(refuse(Code::not_found), *shared));
  });
  if (!queued) respond(api::to_response(refuse(Code::unavailable), *shared));
}

}  // namespace

std::string visitor_snapshot(loop::Loop& loop, const Actor& visitor, std::uint64_t seed) {
  const auto view = visitor_view(loop, visitor, seed);
  if (!view) return {};
  return "{\"type\":\"snapshot\",\"seq\":" + std::to_string(loop.last_seq()) + "," +
         json::to_string(*view).substr(1);
}

void add_visitor_routes(api::Routes& routes, ApiParts parts) {
  using api::Auth;
  using api::Nothing;
  routes.special<Nothing, WidgetInfo>(
      {.method = "GET",
       .pattern = "/api/v1/widgets/{key}",
       .auth = Auth::none,
       .tag = "widget",
       .summary = "What the widget shows before a chat"},
      [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
        widget_info(parts, ask, std::move(request), std::move(respond));
      });
  routes.command<StartChat, ChatStarted>(
      {.method = "POST",
       .pattern = "/api/v1/widgets/{key}/conversations",
       .auth = Auth::none,
       .tag = "widget",
       .summary = "Start a chat",
       .rate_limit = "widget_start",
       .success = 201},
      [](loop::Tx& tx, const api::Ask& ask, const StartChat& wanted) -> Result<ChatStarted> {
        if (const auto widget = queues::find_widget(tx.db(), ask.params.at("key")))
          TRY_DONE(queues::check_origin(*widget, ask.origin));
        return start_chat(tx, ask.params.at("key"), wanted, "vis_" + ask.token, ask.seed);
      });
  routes.special<Nothing, VisitorConversation>(
      {.method = "GET",
       .pattern = "/api/v1/visitor/conversation",
       .auth = Auth::visitor,
       .tag = "visitor",
       .summary = "The visitor's conversation"},
      [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
        visitor_conversation(parts, ask, std::move(request), std::move(respond));
      });
  routes.command<NewText, Message>({.method = "POST",
                                    .pattern = "/api/v1/visitor/messages",
                                    .auth = Auth::visitor,
                                    .tag = "visitor",
                                    .summary = "Write a message",
                                    .rate_limit = "visitor_message",
                                    .success = 201},
                                   [](loop::Tx& tx, const api::Ask& ask, const NewText& wanted) {
                                     return visitor_message(tx, ask.actor, wanted);
                                   });
  routes.command<Nothing, Nothing>(
      {.method = "POST",
       .pattern = "/api/v1/visitor/end",
       .auth = Auth::visitor,
       .tag = "visitor",
       .summary = "End the conversation"},
      [](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<Nothing> {
        TRY_DONE(visitor_ends(tx, ask.actor));
        return Nothing{};
      });
  routes.command<Rating, Nothing>(
      {.method = "POST",
       .pattern = "/api/v1/visitor/survey",
       .auth = Auth::visitor,
       .tag = "visitor",
       .summary = "Rate the conversation after its end"},
      [](loop::Tx& tx, const api::Ask& ask, const Rating& rating) -> Result<Nothing> {
        TRY_DONE(visitor_rates(tx, ask.actor, rating.score, rating.comment));
        return Nothing{};
      });
  routes.command<Nothing, Estimate>({.method = "POST",
                                     .pattern = "/api/v1/visitor/person",
                                     .auth = Auth::visitor,
                                     .tag = "visitor",
                                     .summary = "Talk to a person: always allowed"},
                                    [](loop::Tx& tx, const api::Ask& ask, const Nothing&) {
                                      return visitor_wants_person(tx, ask.actor, ask.seed);
                                    });
}

}  // namespace centralino::conversations
