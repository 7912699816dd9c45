#include <algorithm>

#include "subjects/reports/reports.h"

namespace centralino::reports {
namespace {

Today today_of(const std::vector<facts::Contact>& contacts, facts::Interval interval,
               const queues::Queue& queue) {
  const auto& settings = queue.settings.service_level;
  const auto figures = facts::compute(contacts, interval, settings, queue.id);
  Today today;
  today.offered = figures.offered;
  today.answered = figures.answered;
  today.abandoned = figures.abandoned;
  today.other_exits = figures.flow_out + figures.rejected + figures.errors;
  today.waiting = figures.waiting;
  today.service_level = facts::service_level(figures, settings);
  today.asa_s = facts::asa_s(figures);
  today.aht_s = facts::aht_s(figures);
  const auto csat = facts::csat(figures);
  today.csat = {csat.pct, csat.n, csat.low_pct, csat.high_pct};
  return today;
}

conversations::CustomerRef customer_of(store::Db& db, TenantId tenant, CustomerId id) {
  const auto row = db.one("SELECT name FROM customer WHERE id = $1 AND tenant = $2", {id, tenant});
  return {id, row ? row->text(0) : std::string()};
}

QueueLive queue_live(const queues::FloorNow& floor, const routing::QueueRow& row,
                     std::uint64_t seed) {
  QueueLive live;
  live.id = row.queue;
  live.name = floor.name_of(row.queue);
  live.open = row.open;
  live.waiting = row.waiting + row.offered;
  live.longest_wait_s = static_cast<double>(row.longest_wait_ms) / 1000.0;
  live.offered = row.offered;
  live.active = row.active;
  live.agents_available = row.agents_available;
  live.agents_busy = row.agents_busy + row.agents_offered + row.agents_wrapup;
  live.agents_away = row.agents_away;
  routing::WorkArrives newcomer;
  newcomer.queue = row.queue;
  live.estimate = conversations::to_seconds(
      routing::estimate_newcomer(floor.cell, newcomer, floor.estimate_settings(), seed));
  return live;
}

}  // namespace

FloorView floor_view(const queues::FloorNow& floor, store::Db& db, Instant now,
                     std::uint64_t seed) {
  FloorView view;
  view.now = now;
  const facts::Interval today{floor.start_of_day(now), now + milliseconds(1)};
  const auto contacts = load_contacts(db, floor.tenant.id, today.from, today.to);
  for (const auto& row : floor.cell.queues()) {
    auto live = queue_live(floor, row, seed);
    live.longest_wait_s = 0;
    std::map<WorkId, routing::Estimate> estimates;
    for (const auto& one :
         routing::estimate_queue(floor.cell, row.queue, floor.estimate_settings(), seed))
      estimates[one.work] = one.estimate;
    for (const auto& work : floor.cell.waiting(row.queue)) {
      live.longest_wait_s = std::max(live.longest_wait_s, (now - work.enqueued_at).seconds());
      if (view.waiting.size() >= max_waiting_shown) continue;
      const auto why = floor.cell.why_waiting(work.work);
      view.waiting.push_back({work.work,
                              work.conversation,
                              {row.queue, live.name},
                              customer_of(db, floor.tenant.id, work.customer),
                              work.channel,
                              work.position,
                              work.enqueued_at,
                              work.priority_s,
                              why.ok() ? *why : routing::Why{},
                              conversations::to_seconds(estimates[work.work])});
    }
    if (const auto queue = floor.queues.find(row.queue); queue != floor.queues.end())
      live.today = today_of(contacts, today, queue->second);
    view.queues.push_back(std::move(live));
  }
  for (const auto& row : floor.cell.agents()) view.agents.push_back(agents::live(floor, row, now));
  return view;
}

std::vector<Place> places(const queues::FloorNow& floor, std::uint64_t seed) {
  std::vector<Place> list;
  const auto settings = floor.estimate_settings();
  for (const auto& queue : floor.cell.queues()) {
    std::map<WorkId, routing::Estimate> estimates;
    for (const auto& one : routing::estimate_queue(floor.cell, queue.queue, settings, seed))
      estimates[one.work] = one.estimate;
    for (const auto& work : floor.cell.waiting(queue.queue))
      if (const auto it = estimates.find(work.work); it != estimates.end())
        list.push_back({work.conversation, conversations::to_seconds(it->second)});
  }
  return list;
}

}  // namespace centralino::reports
