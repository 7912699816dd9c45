#include "subjects/reports/api.h"

#include "base/text.h"
#include "platform/api/dispatcher.h"
#include "subjects/reports/reports.h"
#include "subjects/reports/retention.h"
#include "subjects/reports/topics.h"

namespace centralino::reports {
namespace {

Result<Instant> instant(const api::Ask& ask, std::string_view name) {
  const auto text = ask.query_value(name);
  const auto value = text ? from_rfc3339(*text) : std::nullopt;
  if (!value) return refuse_field(std::string(name), "must be an RFC 3339 date and time");
  return *value;
}

Result<std::optional<QueueId>> queue(const api::Ask& ask) {
  const auto text = ask.query_value("queue");
  if (!text || text->empty()) return std::optional<QueueId>();
  const auto id = QueueId::parse(*text);
  if (!id) return refuse_field("queue", "is not a valid id");
  return std::optional(*id);
}

Result<std::optional<std::int64_t>> number(const api::Ask& ask, std::string_view name) {
  const auto text = ask.query_value(name);
  if (!text) return std::optional<std::int64_t>();
  const auto value = whole_number(*text);
  if (!value || *value < 0 || *value > 86'400)
    return refuse_field(std::string(name), "must be a whole number from 0 to 86400");
  return value;
}

// Until when the tenant's past is known.
std::optional<Instant> newest_instant(store::Db& db, const api::Ask& ask) {
  const auto newest = db.one("SELECT at FROM journal WHERE tenant = $1 ORDER BY seq DESC LIMIT 1",
                             {ask.actor.tenant});
  if (!newest) return std::nullopt;
  return newest->instant(0);
}

Result<IntervalReport> interval_report(store::Db& db, const api::Ask& ask) {
  TRY(from, instant(ask, "from"));
  TRY(to, instant(ask, "to"));
  TRY(wanted, queue(ask));
  TRY(threshold, number(ask, "threshold_s"));
  TRY(short_abandon, number(ask, "short_abandon_s"));
  if (wanted && !queues::find_queue(db, ask.actor.tenant, *wanted)) return refuse(Code::not_found);
  IntervalQuestion question{from,        to,        ask.query_value("step").value_or("1h"),
                            wanted,      threshold, short_abandon,
                            std::nullopt};
  if (const auto formula = ask.query_value("formula")) {
    question.formula = json::enum_from<facts::Formula>(*formula);
    if (!question.formula) return refuse_field("formula", "must be one of: A, B, C, D, E");
  }
  return intervals(db, ask.actor.tenant, question, newest_instant(db, ask).value_or(to));
}

Result<RetentionReport> retention_report(store::Db& db, const api::Ask& ask) {
  TRY(from, instant(ask, "from"));
  TRY(to, instant(ask, "to"));
  TRY(window, number(ask, "window_days"));
  if (to <= from) return refuse_field("to", "must be after from");
  const std::int64_t window_days = window.value_or(90);
  if (window_days < 1 || window_days > 730)
    return refuse_field("window_days", "must be between 1 and 730");
  return retention(db, ask.actor.tenant, from, to, window_days,
                   newest_instant(db, ask).value_or(to));
}

Result<TopicReport> topics(store::Db& db, const api::Ask& ask) {
  TopicQuestion question;
  TRY(from, instant(ask, "from"));
  TRY(to, instant(ask, "to"));
  TRY(window, number(ask, "window_days"));
  if (to <= from) return refuse_field("to", "must be after from");
  question.from = from;
  question.to = to;
  question.window_days = window.value_or(7);
  if (question.window_days < 1 || question.window_days > 90)
    return refuse_field("window_days", "must be between 1 and 90");
  if (const auto by = ask.query_value("by")) {
    const auto known = json::enum_from<TopicBy>(*by);
    if (!known) return refuse_field("by", "must be one of: outcome, channel, queue");
    question.by = *known;
  }
  if (const auto text = ask.query_value("cost_per_hour"); text && !text->empty()) {
    const auto cost = whole_number(*text);
    if (!cost || *cost < 0 || *cost > 100'000'000)
      return refuse_field("cost_per_hour", "must be a whole number from 0 to 100000000");
    question.cost_per_hour = static_cast<double>(*cost);
  }
  return topic_report(db, ask.actor.tenant, question, newest_instant(db, ask).value_or(to));
}

Result<ContactList> contact_list(store::Db& db, const api::Ask& ask) {
  TRY(from, instant(ask, "from"));
  TRY(to, instant(ask, "to"));
  TRY(wanted, queue(ask));
  ContactQuestion question{from, to, wanted, ask.query_value("exit")};
  if (question.exit && question.exit->empty()) question.exit.reset();
  if (const auto before = ask.query_value("before")) {
    const auto id = WorkId::parse(*before);
    if (!id) return refuse_field("before", "is not a valid id");
    question.before = id->value;
  }
  return contacts(db, ask.actor.tenant, question);
}

void queues_live(const ApiParts& parts, const api::Ask& ask, http::Request request,
                 http::Respond respond) {
  const auto shared = std::make_shared<http::Request>(std::move(request));
  const auto fail = [shared, respond] {
    respond(api::to_response(refuse(Code::unavailable), *shared));
  };
  const bool queued = parts.loop.inspect([parts, ask, shared, respond, fail](loop::Loop& loop) {
    const auto copy = std::make_shared<const queues::FloorNow>(
        static_cast<queues::Floor&>(loop.memory()).of(ask.actor.tenant));
    const Instant now = loop.now();
    const bool reading = parts.readers.submit(
        [copy, now, seed = ask.seed, shared, respond, fail](jobs::Reader& reader) {
          try {
            respond(api::to_response(
                api::Routes::answer(200, floor_view(*copy, reader.db(), now, seed)), *shared));
          } catch (const store::StoreError&) {
            reader.lost();
            fail();
          }
        });
    if (!reading) fail();
  });
  if (!queued) fail();
}

void why(const ApiParts& parts, const api::Ask& ask, http::Request request, http::Respond respond) {
  const auto shared = std::make_shared<http::Request>(std::move(request));
  const bool queued = parts.loop.inspect([ask, shared, respond](loop::Loop& loop) {
    const auto answer = [&]() -> Result<loop::Answer> {
      TRY(id, ask.id<WorkId>("id"));
      TRY(reason,
          static_cast<queues::Floor&>(loop.memory()).of(ask.actor.tenant).cell.why_waiting(id));
      return api::Routes::answer(200, reason);
    }();
    respond(api::to_response(answer, *shared));
  });
  if (!queued) respond(api::to_response(refuse(Code::unavailable), *shared));
}

}  // namespace

void add_routes(api::Routes& routes, ApiParts parts) {
  using api::Auth;
  using api::Nothing;
  const std::vector<api::QueryParameter> span = {{"from", "RFC 3339, included"},
                                                 {"to", "RFC 3339, excluded"},
                                                 {"queue", "id of one queue; default all"}};
  auto interval_query = span;
  interval_query.insert(interval_query.end(),
                        {{"step", "1m, 5m, 15m, 30m, 1h or 1d; default 1h"},
                         {"threshold_s", "another threshold for the past; default the queue's"},
                         {"short_abandon_s", "another limit of short abandons"},
                         {"formula", "A to E: the headline formula"}});
  auto contact_query = span;
  contact_query.insert(
      contact_query.end(),
      {{"exit", "an exit, or flow_out, rejected, waiting, short_abandoned, transferred"},
       {"before", "the `next` of the page before"}});
  routes.special<Nothing, FloorView>(
      {.method = "GET",
       .pattern = "/api/v1/queues/live",
       .auth = Auth::user,
       .tag = "queues",
       .summary = "Queues, agents and who waits, now"},
      [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
        queues_live(parts, ask, std::move(request), std::move(respond));
      });
  routes.special<Nothing, routing::Why>(
      {.method = "GET",
       .pattern = "/api/v1/work/{id}/why",
       .auth = Auth::user,
       .tag = "queues",
       .summary = "Why this contact still waits"},
      [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
        why(parts, ask, std::move(request), std::move(respond));
      });
  routes.query<IntervalReport>({.method = "GET",
                                .pattern = "/api/v1/reports/intervals",
                                .auth = Auth::supervisor,
                                .tag = "reports",
                                .summary = "Figures by interval",
                                .query = interval_query},
                               interval_report);
  routes.query<ContactList>({.method = "GET",
                             .pattern = "/api/v1/reports/contacts",
                             .auth = Auth::supervisor,
                             .tag = "reports",
                             .summary = "The contacts behind a figure",
                             .query = contact_query},
                            contact_list);
  routes.query<RetentionReport>(
      {.method = "GET",
       .pattern = "/api/v1/reports/retention",
       .auth = Auth::supervisor,
       .tag = "reports",
       .summary = "Whether customers come back, against how they were served",
       .query = {{"from", "RFC 3339, included"},
                 {"to", "RFC 3339, excluded"},
                 {"window_days", "within how many days they buy again, 1 to 730; default 90"}}},
      retention_report);
  routes.query<TopicReport>(
      {.method = "GET",
       .pattern = "/api/v1/reports/topics",
       .auth = Auth::supervisor,
       .tag = "reports",
       .summary = "What people contacted us about and how, and what it cost",
       .query = {{"from", "RFC 3339, included"},
                 {"to", "RFC 3339, excluded"},
                 {"by", "outcome, channel or queue; default outcome"},
                 {"window_days",
                  "within how many days another contact means that one was not enough, 1 to 90; "
                  "default 7"},
                 {"cost_per_hour",
                  "of an agent's work, in the smallest unit of your currency; `cost` is in it"}}},
      topics);
}

}  // namespace centralino::reports
