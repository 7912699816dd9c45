#include "subjects/reports/topics.h"

#include <algorithm>
#include <map>

namespace centralino::reports {
namespace {

routing::BilingualText channel_label(routing::Channel channel) {
  switch (channel) {
    case routing::Channel::voice:
      return {"Telefono", "Telephone"};
    case routing::Channel::chat:
      return {"Chat", "Chat"};
    case routing::Channel::email:
      return {"Posta elettronica", "E-mail"};
    case routing::Channel::messaging:
      return {"Messaggi", "Messaging"};
    case routing::Channel::task:
      return {"Attività", "Tasks"};
  }
  return {};
}

using Labels = std::map<std::string, routing::BilingualText>;

Labels labels_of(store::Db& db, TenantId tenant, TopicBy by) {
  Labels labels;
  if (by == TopicBy::outcome) {
    for (const auto& outcome : queues::list_outcomes(db, tenant))
      labels[outcome.key] = outcome.label;
    labels[""] = {"Senza esito", "Without an outcome"};
  } else if (by == TopicBy::queue) {
    for (const auto& row : db.query("SELECT id, name FROM queue WHERE tenant = $1", {tenant}))
      labels[row.id<QueueId>(0).str()] = {row.text(1), row.text(1)};
  } else {
    for (std::size_t i = 0; i < routing::channel_count; ++i) {
      const auto channel = static_cast<routing::Channel>(i);
      labels[std::string(json::enum_name(channel))] = channel_label(channel);
    }
  }
  return labels;
}

// What the last agent said of each contact's conversation in this time.
std::map<ConversationId, std::string> outcomes_of(store::Db& db, TenantId tenant, Instant from,
                                                  Instant to) {
  std::map<ConversationId, std::string> found;
  for (const auto& row : db.query(
           "SELECT w.conversation, w.outcome FROM contact k JOIN wrapup w ON w.conversation = "
           "k.conversation WHERE k.tenant = $1 AND w.tenant = $1 AND k.first_at < $2 AND k.last_at "
           ">= $3 AND w.outcome IS NOT NULL ORDER BY w.id",
           {tenant, to, from}))
    found[row.id<ConversationId>(0)] = row.text(1);
  return found;
}

std::vector<facts::TopicContact> contacts_of(store::Db& db, TenantId tenant,
                                             const TopicQuestion& question) {
  std::map<std::string, bool> solved;
  for (const auto& outcome : queues::list_outcomes(db, tenant))
    solved[outcome.key] = outcome.solved;
  const Instant from = question.from - (question.to - question.from);
  const Instant to = question.to + days(question.window_days);
  const auto outcomes = outcomes_of(db, tenant, from, to);
  std::vector<facts::TopicContact> list;
  for (auto& contact : load_contacts(db, tenant, from, to)) {
    facts::TopicContact one;
    const auto outcome = outcomes.find(contact.conversation);
    if (outcome != outcomes.end()) {
      const auto known = solved.find(outcome->second);
      if (known != solved.end()) one.solved = known->second;
    }
    if (question.by == TopicBy::outcome) {
      one.topic = outcome != outcomes.end() ? outcome->second : "";
    } else if (question.by == TopicBy::channel) {
      one.topic = json::enum_name(contact.channel);
    } else if (!contact.segments.empty()) {
      one.topic = contact.segments.front().queue.str();
    }
    one.contact = std::move(contact);
    list.push_back(std::move(one));
  }
  return list;
}

std::optional<double> mean_s(std::int64_t ms, std::int64_t count) {
  if (count == 0) return std::nullopt;
  return static_cast<double>(ms) / 1000 / static_cast<double>(count);
}

TopicRow row_of(const std::string& key, const routing::BilingualText& label,
                const facts::Topic& topic, const std::optional<double>& cost_per_hour) {
  TopicRow row;
  row.key = key;
  row.label = label;
  row.contacts = topic.contacts;
  row.contacts_before = topic.before;
  row.handled = topic.handled;
  row.aht_s = mean_s(topic.handle_ms, topic.handled);
  row.work_s = mean_s(topic.work_ms, topic.handled);
  if (row.work_s && cost_per_hour) row.cost = *row.work_s / 3'600 * *cost_per_hour;
  row.judged = topic.judged;
  row.too_early = topic.too_early;
  if (topic.judged > 0)
    row.first_contact_pct =
        100 * static_cast<double>(topic.enough) / static_cast<double>(topic.judged);
  return row;
}

void add(facts::Topic& sum, const facts::Topic& one) {
  sum.contacts += one.contacts;
  sum.before += one.before;
  sum.handled += one.handled;
  sum.handle_ms += one.handle_ms;
  sum.work_ms += one.work_ms;
  sum.judged += one.judged;
  sum.enough += one.enough;
  sum.too_early += one.too_early;
}

}  // namespace

TopicReport topic_report(store::Db& db, TenantId tenant, const TopicQuestion& question,
                         Instant now) {
  TopicReport report{question.from, question.to, question.by, question.window_days, {}, {}};
  const auto found = facts::topics(contacts_of(db, tenant, question), {question.from, question.to},
                                   days(question.window_days), now);
  const auto labels = labels_of(db, tenant, question.by);
  facts::Topic total;
  for (const auto& [key, topic] : found) {
    const auto label = labels.find(key);  // an outcome that was taken away keeps its key
    report.rows.push_back(
        row_of(key, label != labels.end() ? label->second : routing::BilingualText{key, key}, topic,
               question.cost_per_hour));
    add(total, topic);
  }
  std::stable_sort(report.rows.begin(), report.rows.end(),
                   [](const auto& a, const auto& b) { return a.contacts > b.contacts; });
  report.total = row_of("", {"Totale", "Total"}, total, question.cost_per_hour);
  return report;
}

}  // namespace centralino::reports
