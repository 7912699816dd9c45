#include "subjects/reports/reports.h"

#include <algorithm>

#include "platform/store/damaged.h"

namespace centralino::reports {
namespace {

struct Step {
  std::string_view name;
  Duration length;
};
constexpr Step steps[] = {{"1m", minutes(1)},   {"5m", minutes(5)}, {"15m", minutes(15)},
                          {"30m", minutes(30)}, {"1h", hours(1)},   {"1d", days(1)}};

std::optional<double> seconds_of(std::optional<std::int64_t> ms) {
  return ms ? std::optional(static_cast<double>(*ms) / 1000.0) : std::nullopt;
}

// Agents' time in the interval, for occupancy: those of the queue, or all.
facts::AgentTime agent_time(const std::vector<facts::Ledger>& ledgers, Instant from, Instant to) {
  facts::AgentTime total;
  for (const auto& ledger : ledgers)
    total = facts::merge(total, facts::time_by_state(ledger, from, to));
  return total;
}

std::vector<facts::Ledger> load_ledgers(store::Db& db, TenantId tenant,
                                        std::optional<QueueId> queue, Instant from, Instant to) {
  std::map<UserId, facts::Ledger> ledgers;
  // The state an agent was in when the time begins was entered before it.
  for (const auto& row : db.query("SELECT agent, at, state, reason FROM agent_state s WHERE tenant "
                                  "= $1 AND at < $3 AND at >= "
                                  "coalesce((SELECT max(b.at) FROM agent_state b WHERE b.tenant = "
                                  "$1 AND b.agent = s.agent AND b.at <= $2), $2) "
                                  "ORDER BY agent, at",
                                  {tenant, from, to})) {
    auto& ledger = ledgers[row.id<UserId>(0)];
    ledger.agent = row.id<UserId>(0);
    ledger.marks.push_back(
        {row.instant(1),
         json::enum_from<routing::AgentState>(row.text(2)).value_or(routing::AgentState::offline),
         row.text(3)});
  }
  std::vector<facts::Ledger> list;
  for (auto& [agent, ledger] : ledgers) {
    if (queue) {
      const auto row =
          db.one("SELECT settings FROM agent WHERE tenant = $1 AND user_id = $2", {tenant, agent});
      const auto settings =
          row ? json::from_text<routing::AgentSettings>(row->text(0)) : refuse(Code::not_found);
      if (!settings.ok() || std::find(settings->queues.begin(), settings->queues.end(), *queue) ==
                                settings->queues.end())
        continue;
    }
    list.push_back(std::move(ledger));
  }
  return list;
}

facts::ServiceLevelSettings definition_of(store::Db& db, TenantId tenant,
                                          const IntervalQuestion& question) {
  facts::ServiceLevelSettings settings;
  if (question.queue) {
    if (const auto queue = queues::find_queue(db, tenant, *question.queue))
      settings = queue->settings.service_level;
  } else if (const auto all = queues::list_queues(db, tenant); !all.empty()) {
    settings = all.front().settings.service_level;
  }
  if (question.threshold_s) settings.threshold_s = *question.threshold_s;
  if (question.short_abandon_s) settings.short_abandon_s = *question.short_abandon_s;
  if (question.formula) settings.headline = *question.formula;
  return settings;
}

IntervalRow row_of(const facts::Figures& figures, Instant start, Instant end,
                   const facts::ServiceLevelSettings& settings) {
  IntervalRow row;
  row.start = start;
  row.end = end;
  row.offered = figures.offered;
  row.answered = figures.answered;
  row.abandoned = figures.abandoned;
  row.short_abandoned = figures.short_abandoned;
  row.flow_out = figures.flow_out;
  row.rejected = figures.rejected;
  row.errors = figures.errors;
  row.waiting = figures.waiting;
  row.answered_within = figures.answered_within;
  row.handled = figures.handled;
  row.service_level = facts::service_level(figures, settings);
  row.asa_s = facts::asa_s(figures);
  row.wait_p50_s = seconds_of(figures.waits_answered.percentile_ms(50));
  row.wait_p90_s = seconds_of(figures.waits_answered.percentile_ms(90));
  row.wait_p99_s = seconds_of(figures.waits_answered.percentile_ms(99));
  row.aht_s = facts::aht_s(figures);
  row.abandonment_pct = facts::abandonment_pct(figures);
  row.occupancy_pct = facts::occupancy_pct(figures);
  row.first_reply_s = facts::first_reply_s(figures);
  row.average_reply_s = facts::average_reply_s(figures);
  row.transfer_pct = facts::transfer_pct(figures);
  const auto csat = facts::csat(figures);
  row.csat = {csat.pct, csat.n, csat.low_pct, csat.high_pct};
  row.estimates = {figures.announced, facts::estimate_inside_pct(figures),
                   facts::estimate_longer_pct(figures)};
  return row;
}

bool exit_matches(const facts::Contact& contact, const std::optional<facts::Exit>& exit,
                  const std::string& wanted) {
  if (wanted == "waiting") return !exit;
  if (wanted == "transferred") return contact.handlings.size() > 1;
  if (!exit) return false;
  if (wanted == "short_abandoned")
    return *exit == facts::Exit::abandoned && contact.t_left && !contact.segments.empty() &&
           *contact.t_left - contact.segments.front().t_enqueue <= seconds(5);
  const std::string name(json::enum_name(*exit));
  return name == wanted || (wanted == "flow_out" && name.starts_with("flow_out_")) ||
         (wanted == "rejected" && name.starts_with("rejected_"));
}

}  // namespace

std::vector<facts::Contact> load_contacts(store::Db& db, TenantId tenant, Instant from,
                                          Instant to) {
  std::vector<facts::Contact> list;
  for (const auto& row : db.query("SELECT facts FROM contact WHERE tenant = $1 AND first_at < $2 "
                                  "AND last_at >= $3 ORDER BY work",
                                  {tenant, to, from})) {
    list.push_back(store::intact(json::from_text<facts::Contact>(row.text(0)), "a contact"));
  }
  return list;
}

Result<IntervalReport> intervals(store::Db& db, TenantId tenant, const IntervalQuestion& question,
                                 Instant now) {
  const auto step = std::find_if(std::begin(steps), std::end(steps),
                                 [&](const Step& s) { return s.name == question.step; });
  if (step == std::end(steps))
    return refuse_field("step", "must be one of: 1m, 5m, 15m, 30m, 1h, 1d");
  if (question.to <= question.from) return refuse_field("to", "must be after from");
  if ((question.to - question.from).ms / step->length.ms > static_cast<std::int64_t>(max_intervals))
    return refuse_field("step", "gives more than 3000 intervals: take a longer step");
  IntervalReport report;
  report.from = question.from;
  report.to = question.to;
  report.step = question.step;
  report.queue = question.queue;
  report.definition = definition_of(db, tenant, question);
  const auto contacts = load_contacts(db, tenant, question.from, question.to);
  const auto ledgers = load_ledgers(db, tenant, question.queue, question.from, question.to);
  facts::Figures total;
  for (Instant at = question.from; at < question.to; at = at + step->length) {
    const facts::Interval interval{at, std::min(at + step->length, question.to)};
    auto figures =
        facts::compute(contacts, interval, report.definition, question.queue.value_or(QueueId{}));
    figures.agent_time =
        agent_time(ledgers, std::min(interval.from, now), std::min(interval.to, now));
    report.rows.push_back(row_of(figures, interval.from, interval.to, report.definition));
    total = facts::merge(total, figures);
  }
  report.total = row_of(total, question.from, question.to, report.definition);
  return report;
}

ContactList contacts(store::Db& db, TenantId tenant, const ContactQuestion& question) {
  ContactList list;
  for (const auto& row :
       db.query("SELECT k.work, k.facts, c.id, u.id, u.name, q.id, q.name FROM contact k JOIN "
                "conversation c ON c.id = k.conversation "
                "JOIN customer u ON u.id = c.customer JOIN queue q ON q.id = k.queue "
                "WHERE k.tenant = $1 AND k.first_at >= $2 AND k.first_at < $3 AND k.work < $4 "
                "ORDER BY k.work DESC",
                {tenant, question.from, question.to, question.before})) {
    const auto contact = store::intact(json::from_text<facts::Contact>(row.text(1)), "a contact");
    const auto exit = facts::exit_of(contact);
    if (question.exit && !exit_matches(contact, exit, *question.exit)) continue;
    if (question.queue && row.id<QueueId>(5) != *question.queue) continue;
    if (static_cast<std::int64_t>(list.items.size()) >= question.limit) {
      list.next = list.items.back().work_id.str();
      break;
    }
    ContactRow item;
    item.work_id = row.id<WorkId>(0);
    item.conversation_id = row.id<ConversationId>(2);
    item.queue = {row.id<QueueId>(5), row.text(6)};
    item.customer = {row.id<CustomerId>(3), row.text(4)};
    item.enqueued_at = contact.segments.empty() ? contact.t_arrive.value_or(Instant{})
                                                : contact.segments.front().t_enqueue;
    item.answered_at = facts::t_accept(contact);
    item.ended_at = facts::t_end(contact);
    item.exit = exit;
    if (const auto until = item.answered_at ? item.answered_at : item.ended_at)
      item.wait_s = (*until - item.enqueued_at).seconds();
    if (item.answered_at && item.ended_at)
      item.handle_s = (*item.ended_at - *item.answered_at).seconds();
    if (!contact.handlings.empty()) {
      const auto agent = access::find_user(db, tenant, contact.handlings.back().agent);
      if (agent) item.agent = access::Person{agent->id, agent->name};
    }
    list.items.push_back(std::move(item));
  }
  return list;
}

}  // namespace centralino::reports
