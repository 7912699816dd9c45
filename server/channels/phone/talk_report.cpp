#include "channels/phone/talk_report.h"

#include <algorithm>
#include <map>

#include "channels/phone/call.h"
#include "channels/phone/measures.h"
#include "engine/facts/contact.h"
#include "engine/hours/calendar.h"
#include "platform/clock/zones.h"
#include "platform/store/damaged.h"
#include "subjects/access/access.h"
#include "subjects/queues/queues.h"

namespace centralino::phone {
namespace {

// Sums, so that rows and their total come from the same calls.
struct Sums {
  std::string name;
  std::int64_t calls = 0, greeted = 0, shared = 0, late = 0;
  std::int64_t agent_interruptions = 0, customer_interruptions = 0;
  double talk_s = 0, greeting_s = 0, share = 0, monologue_s = 0, dead_air_s = 0, hold_s = 0,
         hold_s_max = 0;

  void add(const Measures& of, double held_s) {
    ++calls;
    talk_s += of.talk_s;
    if (of.greeting_s) {
      ++greeted;
      greeting_s += *of.greeting_s;
    }
    if (greeted_late(of)) ++late;
    if (of.agent_share) {
      ++shared;
      share += *of.agent_share;
    }
    agent_interruptions += of.agent_interruptions;
    customer_interruptions += of.customer_interruptions;
    monologue_s = std::max(monologue_s, of.longest_monologue_s);
    dead_air_s += of.dead_air_s;
    hold_s += held_s;
    hold_s_max = std::max(hold_s_max, held_s);
  }
};

std::optional<double> mean(double sum, std::int64_t count) {
  return count > 0 ? std::optional(sum / static_cast<double>(count)) : std::nullopt;
}

TalkRow row_of(const std::string& key, const Sums& sums) {
  TalkRow row;
  row.key = key;
  row.name = sums.name;
  row.calls = sums.calls;
  row.talk_s = mean(sums.talk_s, sums.calls);
  row.greeting_s = mean(sums.greeting_s, sums.greeted);
  row.late_greetings = sums.late;
  row.agent_share_pct = mean(sums.share * 100, sums.shared);
  row.agent_interruptions = mean(static_cast<double>(sums.agent_interruptions), sums.calls);
  row.customer_interruptions = mean(static_cast<double>(sums.customer_interruptions), sums.calls);
  if (sums.calls > 0) row.longest_monologue_s = sums.monologue_s;
  row.dead_air_s = mean(sums.dead_air_s, sums.calls);
  row.hold_s = mean(sums.hold_s, sums.calls);
  row.hold_s_total = sums.hold_s;
  row.hold_s_max = sums.hold_s_max;
  return row;
}

std::string day_of(const engine::hours::Zone& zone, Instant at) {
  const std::int64_t local = at.ms + engine::hours::offset_s(zone, at) * 1000LL;
  const auto date = civil_from_days(local / 86'400'000);
  const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return std::to_string(date.year) + "-" + two(date.month) + "-" + two(date.day);
}

struct Measured {
  Measures measures;
  double hold_s = 0;
  Instant began_at;
  QueueId queue;
  std::string queue_name;
  UserId agent;
};

// One for each call with a measured talk: contacts of one call follow each other, the last agent
// counts.
std::vector<Measured> measured_calls(store::Db& db, TenantId tenant, const TalkQuestion& question) {
  std::map<ConversationId, Measured> calls;
  for (const auto& row : db.query(
           "SELECT p.conversation, p.measures, p.call, p.began_at, c.queue, q.name, k.facts FROM "
           "phone_call p JOIN conversation c ON c.id = p.conversation JOIN queue q ON q.id = "
           "c.queue JOIN contact k ON k.conversation = p.conversation WHERE p.tenant = $1 AND "
           "k.tenant = $1 AND p.began_at >= $2 AND p.began_at < $3 AND p.measures IS NOT NULL "
           "ORDER BY k.work",
           {tenant, question.from, question.to})) {
    const auto id = row.id<ConversationId>(0);
    if (question.queue && row.id<QueueId>(4) != *question.queue) continue;
    const auto contact =
        store::intact(json::from_text<engine::facts::Contact>(row.text(6)), "a contact");
    if (contact.handlings.empty()) continue;
    Measured one;
    one.measures = store::intact(json::from_text<Measures>(row.text(1)), "measures " + id.str());
    one.hold_s =
        static_cast<double>(
            store::intact(json::from_text<Call>(row.text(2)), "call " + id.str()).hold_ms) /
        1000;
    one.began_at = row.instant(3);
    one.queue = row.id<QueueId>(4);
    one.queue_name = row.text(5);
    one.agent = contact.handlings.back().agent;
    calls[id] = std::move(one);
  }
  std::vector<Measured> list;
  for (auto& [id, call] : calls) list.push_back(std::move(call));
  return list;
}

}  // namespace

TalkReport talk_report(store::Db& db, TenantId tenant, const TalkQuestion& question) {
  TalkReport report{question.from, question.to, question.by, {}, {}};
  const auto about = access::find_tenant(db, tenant);
  const auto zone = queues::zone_data(about ? about->zone : "UTC", question.to);
  std::map<std::string, Sums> rows;
  Sums total;
  for (const auto& call : measured_calls(db, tenant, question)) {
    std::string key = day_of(zone, call.began_at);
    std::string name = key;
    if (question.by == TalkBy::queue) {
      key = call.queue.str();
      name = call.queue_name;
    } else if (question.by == TalkBy::agent) {
      key = call.agent.str();
      const auto agent = access::find_user(db, tenant, call.agent);
      name = agent ? agent->name : key;
    }
    auto& sums = rows[key];
    sums.name = std::move(name);
    sums.add(call.measures, call.hold_s);
    total.add(call.measures, call.hold_s);
  }
  for (const auto& [key, sums] : rows) report.rows.push_back(row_of(key, sums));
  std::stable_sort(report.rows.begin(), report.rows.end(),
                   [](const TalkRow& a, const TalkRow& b) { return a.name < b.name; });
  report.total = row_of("", total);
  return report;
}

}  // namespace centralino::phone
