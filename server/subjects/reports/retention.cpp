#include "subjects/reports/retention.h"

namespace centralino::reports {
namespace {

ReturnedView view(const facts::Returned& group) {
  ReturnedView out{group.customers, group.returned, std::nullopt};
  if (const auto share = group.share()) out.share_pct = *share * 100;
  return out;
}

std::vector<facts::ServedContact> served(store::Db& db, TenantId tenant, Instant from, Instant to) {
  std::map<QueueId, facts::ServiceLevelSettings> settings;
  for (const auto& queue : queues::list_queues(db, tenant))
    settings[queue.id] = queue.settings.service_level;
  std::vector<facts::ServedContact> list;
  for (const auto& contact : load_contacts(db, tenant, from, to)) {
    if (contact.segments.empty()) continue;
    const auto& first = contact.segments.front();
    if (first.t_enqueue < from || first.t_enqueue >= to) continue;
    if (const auto service = facts::service_of(contact, settings[first.queue]))
      list.push_back({contact.customer, first.t_enqueue, *service, contact.survey_score});
  }
  return list;
}

std::vector<facts::Purchase> purchases(store::Db& db, TenantId tenant, Instant until) {
  std::vector<facts::Purchase> list;
  for (const auto& row : db.query(
           "SELECT customer, at FROM customer_record WHERE tenant = $1 AND kind = 'order' AND at "
           "<= $2",
           {tenant, until}))
    list.push_back({row.id<CustomerId>(0), row.instant(1)});
  return list;
}

}  // namespace

RetentionReport retention(store::Db& db, TenantId tenant, Instant from, Instant to,
                          std::int64_t window_days, Instant now) {
  const auto found =
      facts::retention(served(db, tenant, from, to), purchases(db, tenant, to + days(window_days)),
                       days(window_days), now);
  RetentionReport report{from, to, window_days, view(found.all), {}, {}, found.too_early};
  report.by_service = {view(found.by_service[0]), view(found.by_service[1]),
                       view(found.by_service[2])};
  for (std::int64_t score = 0; score <= 5; ++score)
    report.by_rating.push_back({score, view(found.by_score[static_cast<std::size_t>(score)])});
  return report;
}

}  // namespace centralino::reports
