// What people contacted us about and how, and what it cost (S-047, S-052).
#pragma once

#include "engine/facts/topics.h"
#include "subjects/reports/reports.h"

namespace centralino::reports {

enum class TopicBy : std::uint8_t { outcome, channel, queue };
BOOST_DESCRIBE_ENUM(TopicBy, outcome, channel, queue)

struct TopicRow {
  std::string
      key;  // of the outcome, the channel; id of the queue; "" of contacts without an outcome
  routing::BilingualText label;
  std::int64_t contacts = 0;
  std::int64_t contacts_before = 0;  // in as long a time before
  std::int64_t handled = 0;
  std::optional<double> aht_s;
  // Handled time, shared between what an agent had in hand at once.
  std::optional<double> work_s;
  std::optional<double> cost;  // of a handled contact, in the unit of the question
  // First contact resolution: of `judged`, those that were solved and did not come again.
  std::optional<double> first_contact_pct;
  std::int64_t judged = 0;
  std::int64_t too_early = 0;
};
BOOST_DESCRIBE_STRUCT(TopicRow, (),
                      (key, label, contacts, contacts_before, handled, aht_s, work_s, cost,
                       first_contact_pct, judged, too_early))

struct TopicReport {
  Instant from, to;
  TopicBy by = TopicBy::outcome;
  std::int64_t window_days = 7;
  std::vector<TopicRow> rows;  // most contacts first
  TopicRow total;
};
BOOST_DESCRIBE_STRUCT(TopicReport, (), (from, to, by, window_days, rows, total))

struct TopicQuestion {
  Instant from, to;
  TopicBy by = TopicBy::outcome;
  std::int64_t window_days = 7;
  std::optional<double> cost_per_hour;  // of an agent's work, in any unit
};
TopicReport topic_report(store::Db& db, TenantId tenant, const TopicQuestion& question,
                         Instant now);

}  // namespace centralino::reports
