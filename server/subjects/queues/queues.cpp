#include "subjects/queues/queues.h"

#include "base/check.h"
#include "platform/clock/zones.h"
#include "platform/store/damaged.h"
#include "subjects/access/access.h"

namespace centralino::queues {
namespace {

Queue read_queue(const store::Row& row) {
  Queue queue;
  queue.id = row.id<QueueId>(0);
  queue.key = row.text(1);
  queue.name = row.text(2);
  queue.settings = store::intact(json::from_text<QueueConfig>(row.text(3)), "a queue's settings");
  queue.settings.routing.id = queue.id;
  queue.retired_at = row.maybe_instant(4);
  return queue;
}

}  // namespace

engine::hours::Zone zone_data(const std::string& name, Instant now) {
  const auto data = clock::load_zone(name, now - days(800), now + days(800));
  CHECK(data, "a tenant's time zone is not in the system's database");
  engine::hours::Zone zone{data->name, data->offset_s, {}};
  for (const auto& change : data->changes)
    zone.transitions.push_back({change.at.ms, change.offset_s});
  return zone;
}

std::vector<Queue> list_queues(store::Db& db, TenantId tenant) {
  std::vector<Queue> queues;
  for (const auto& row : db.query(
           "SELECT id, key, name, settings, retired_at FROM queue WHERE tenant = $1 AND retired_at "
           "IS NULL ORDER BY id",
           {tenant}))
    queues.push_back(read_queue(row));
  return queues;
}

std::optional<Queue> find_queue(store::Db& db, TenantId tenant, QueueId id) {
  const auto row =
      db.one("SELECT id, key, name, settings, retired_at FROM queue WHERE tenant = $1 AND id = $2",
             {tenant, id});
  return row ? std::optional(read_queue(*row)) : std::nullopt;
}

std::vector<Reason> list_reasons(store::Db& db, TenantId tenant) {
  std::vector<Reason> reasons;
  for (const auto& row : db.query("SELECT key, label_it, label_en FROM presence_reason WHERE "
                                  "tenant = $1 ORDER BY position",
                                  {tenant}))
    reasons.push_back({row.text(0), {row.text(1), row.text(2)}});
  return reasons;
}

std::vector<Outcome> list_outcomes(store::Db& db, TenantId tenant) {
  std::vector<Outcome> outcomes;
  for (const auto& row : db.query("SELECT key, label_it, label_en, solved FROM outcome WHERE "
                                  "tenant = $1 ORDER BY position",
                                  {tenant}))
    outcomes.push_back({row.text(0), {row.text(1), row.text(2)}, row.flag(3)});
  return outcomes;
}

routing::Settings engine_settings(store::Db& db, TenantId tenant, Instant now) {
  routing::Settings settings;
  for (const auto& row : db.query("SELECT id FROM skill WHERE tenant = $1 ORDER BY id", {tenant}))
    settings.skills.push_back(row.id<SkillId>(0));
  for (const auto& reason : list_reasons(db, tenant))
    settings.presence_reasons.push_back(reason.key);
  settings.presence_reasons.push_back("connection_lost");
  for (auto& queue : list_queues(db, tenant)) settings.queues.push_back(queue.settings.routing);
  for (const auto& row : db.query(
           "SELECT a.user_id, a.settings FROM agent a JOIN membership m ON m.tenant = a.tenant AND "
           "m.user_id = a.user_id AND m.active = 1 WHERE a.tenant = $1 ORDER BY a.user_id",
           {tenant})) {
    settings.agents.push_back(
        store::intact(json::from_text<routing::AgentSettings>(row.text(1)), "an agent's settings"));
    settings.agents.back().id = row.id<AgentId>(0);
  }
  const auto zone = zone_data(access::find_tenant(db, tenant)->zone, now);
  for (const auto& row :
       db.query("SELECT key, settings FROM calendar WHERE tenant = $1 ORDER BY key", {tenant})) {
    settings.calendars.push_back(
        {row.text(0),
         store::intact(json::from_text<engine::hours::Calendar>(row.text(1)), "a calendar")});
    settings.calendars.back().calendar.zone = zone;
  }
  return settings;
}

}  // namespace centralino::queues
