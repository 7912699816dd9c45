#include "base/text.h"
#include "channels/phone/api.h"
#include "channels/phone/talk_report.h"

namespace centralino::phone {
namespace {

Result<Instant> instant(const api::Ask& ask, std::string_view name) {
  const auto text = ask.query_value(name);
  const auto value = text ? from_rfc3339(*text) : std::nullopt;
  if (!value) return refuse_field(std::string(name), "must be an RFC 3339 date and time");
  return *value;
}

constexpr Duration longest = days(400);

Result<TalkReport> answer(store::Db& db, const api::Ask& ask) {
  TalkQuestion question;
  TRY(from, instant(ask, "from"));
  TRY(to, instant(ask, "to"));
  if (to <= from) return refuse_field("to", "must be after from");
  if (to - from > longest) return refuse_field("to", "must be within 400 days of from");
  question.from = from;
  question.to = to;
  if (const auto by = ask.query_value("by")) {
    const auto known = json::enum_from<TalkBy>(*by);
    if (!known) return refuse_field("by", "must be one of: queue, agent, day");
    question.by = *known;
  }
  if (const auto queue = ask.query_value("queue"); queue && !queue->empty()) {
    question.queue = QueueId::parse(*queue);
    if (!question.queue) return refuse_field("queue", "is not a valid id");
    if (!queues::find_queue(db, ask.actor.tenant, *question.queue)) return refuse(Code::not_found);
  }
  return talk_report(db, ask.actor.tenant, question);
}

}  // namespace

void add_report_routes(api::Routes& routes) {
  routes.query<TalkReport>({.method = "GET",
                            .pattern = "/api/v1/reports/talk",
                            .auth = api::Auth::supervisor,
                            .tag = "reports",
                            .summary = "How agents and customers talked with each other",
                            .query = {{"from", "RFC 3339, included"},
                                      {"to", "RFC 3339, excluded"},
                                      {"by", "queue, agent or day; default queue"},
                                      {"queue", "id of one queue; default all"}}},
                           answer);
}

}  // namespace centralino::phone
