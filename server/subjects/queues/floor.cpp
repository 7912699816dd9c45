#include "subjects/queues/floor.h"

#include <algorithm>
#include <stdexcept>

#include "base/check.h"
#include "platform/store/damaged.h"

namespace centralino::queues {
namespace {

constexpr std::int64_t steps_per_snapshot = 1000;
constexpr std::size_t handle_times_kept = 50;

// The cell as the newest snapshot and the journal's later steps make it.
void restore_cell(store::Db& db, TenantFloor& floor) {
  std::int64_t seq = 0;
  if (const auto row =
          db.one("SELECT seq, state FROM routing_snapshot WHERE tenant = $1", {floor.tenant.id})) {
    seq = row->integer(0);
    floor.cell = store::intact(routing::Cell::restore(row->text(1)),
                               "the routing snapshot of " + floor.tenant.id.str());
  }
  for (const auto& row : db.query("SELECT seq, data FROM journal WHERE tenant = $1 AND seq > $2 "
                                  "AND subject_kind = 'routing' ORDER BY seq",
                                  {floor.tenant.id, seq})) {
    const auto record = store::intact(routing::read_step(row.text(1), floor.cell),
                                      "journal row " + std::to_string(row.integer(0)));
    const auto events = floor.cell.apply(record.step);
    if (!events.ok() || json::to_string(*events) != json::to_string(record.events))
      throw std::runtime_error(
          "journal row " + std::to_string(row.integer(0)) +
          " decides otherwise than it did: start the version of centralino that "
          "wrote it once and stop it cleanly before upgrading");
    ++floor.steps_since_snapshot;
  }
}

// Open contacts: their row holds everything but the messages, which have rows of their own.
void load_contacts(store::Db& db, TenantFloor& floor) {
  std::map<ConversationId, WorkId> works;
  for (const auto& row :
       db.query("SELECT facts FROM contact WHERE tenant = $1 AND closed = 0", {floor.tenant.id})) {
    auto contact = store::intact(json::from_text<facts::Contact>(row.text(0)), "an open contact");
    const WorkId work = contact.work;
    works[contact.conversation] = work;
    floor.contacts.emplace(work, std::move(contact));
  }
  for (const auto& row : db.query("SELECT m.conversation, m.author_kind, m.at FROM message m JOIN "
                                  "contact k ON k.conversation = m.conversation "
                                  "WHERE k.tenant = $1 AND k.closed = 0 AND m.author_kind <> "
                                  "'system' AND m.to_machine = 0 AND m.kind IN ('text', 'file')",
                                  {floor.tenant.id})) {
    const WorkId work = works[row.id<ConversationId>(0)];
    const auto author = row.text(1) == "agent" ? facts::Author::agent : facts::Author::visitor;
    auto& contact = floor.contacts[work];
    // Of an earlier stay in a queue, before a flow had the conversation back.
    if (contact.t_arrive && row.instant(2) < *contact.t_arrive) continue;
    facts::apply(contact, facts::MessageSent{work, author, row.instant(2)});
  }
}

// Recent handling times, for estimates, and who answered how many today.
void load_recent(store::Db& db, TenantFloor& floor, Instant newest) {
  for (const auto& row : db.query("SELECT facts FROM contact WHERE tenant = $1 AND last_at >= $2 "
                                  "ORDER BY last_at DESC LIMIT 5000",
                                  {floor.tenant.id, floor.start_of_day(newest)})) {
    const auto contact = store::intact(json::from_text<facts::Contact>(row.text(0)), "a contact");
    for (const auto& handling : contact.handlings) {
      auto& times = floor.handle_times[handling.queue];
      if (handling.t_end && times.size() < handle_times_kept)
        times.push_back((*handling.t_end - handling.t_accept).ms);
      if (floor.local_day(handling.t_accept) == floor.local_day(newest))
        floor.count_handled(handling.agent, handling.t_accept);
    }
  }
}

void load_timers(store::Db& db, TenantFloor& floor) {
  for (const auto& row :
       db.query("SELECT id, kind, data FROM timer WHERE tenant = $1", {floor.tenant.id})) {
    if (row.text(1) == "agent_gone") {
      if (const auto user = UserId::parse(row.text(2)))
        floor.gone_timers[*user] = row.id<TimerId>(0);
    } else if (row.text(1) == "visitor_gone") {
      if (const auto conversation = ConversationId::parse(row.text(2)))
        floor.visitor_timers[*conversation] = row.id<TimerId>(0);
    }
  }
}

}  // namespace

std::string FloorNow::name_of(UserId user) const {
  const auto it = names.find(user);
  return it == names.end() ? std::string() : it->second;
}

std::string FloorNow::name_of(QueueId queue) const {
  const auto it = queues.find(queue);
  return it == queues.end() ? std::string() : it->second.name;
}

bool FloorNow::connected(UserId user) const {
  const auto it = sockets.find(user);
  return it != sockets.end() && it->second > 0;
}

routing::EstimateSettings FloorNow::quick_estimate_settings() const {
  auto settings = estimate_settings();
  std::int64_t size = static_cast<std::int64_t>(cell.settings().agents.size()) + 1;
  for (const auto& queue : cell.queues()) size += queue.waiting + queue.offered + queue.active;
  settings.futures = static_cast<int>(std::clamp<std::int64_t>(4'000 / size, 3, 40));
  settings.steps_max = 1'000;
  return settings;
}

std::int64_t FloorNow::local_day(Instant at) const {
  const std::int64_t local_ms = at.ms + engine::hours::offset_s(zone, at) * 1000LL;
  return local_ms / 86'400'000 - (local_ms % 86'400'000 < 0 ? 1 : 0);
}

Instant FloorNow::start_of_day(Instant at) const {
  return engine::hours::from_local(zone, local_day(at) * 86'400'000);
}

std::int64_t FloorNow::handled_on(UserId agent, Instant at) const {
  const auto it = handled.find(agent);
  return it != handled.end() && it->second.first == local_day(at) ? it->second.second : 0;
}

void TenantFloor::count_handled(UserId agent, Instant at) {
  auto& [day, count] = handled[agent];
  if (day != local_day(at)) {
    day = local_day(at);
    count = 0;
  }
  ++count;
}

routing::EstimateSettings FloorNow::estimate_settings() const {
  routing::EstimateSettings settings;
  for (const auto& [id, queue] : queues) {
    routing::HandlingTimes times;
    times.queue = id;
    if (const auto it = handle_times.find(id); it != handle_times.end())
      times.samples_ms = it->second;
    settings.queues.push_back(std::move(times));
  }
  return settings;
}

void Floor::reload(store::Db& db) {
  // Sockets are facts about now, not about the database: they survive.
  std::map<TenantId, std::map<UserId, int>> sockets;
  std::map<TenantId, std::set<UserId>> by_telephone;
  for (const auto& [id, floor] : tenants_) {
    sockets[id] = floor->sockets;
    by_telephone[id] = floor->by_telephone;
  }
  tenants_.clear();
  talks_.clear();
  known_actors_.clear();
  for (const TenantId tenant : access::all_tenants(db)) {
    load_tenant(db, tenant);
    tenants_[tenant]->sockets = sockets[tenant];
    tenants_[tenant]->by_telephone = by_telephone[tenant];
  }
  for (auto* other : beside_) other->reload(db);
}

void Floor::command_over(bool refused) {
  talks_.command_over(refused);
  for (auto* other : beside_) other->command_over(refused);
}

std::vector<TenantId> Floor::adopt_new(store::Db& db) {
  std::vector<TenantId> fresh;
  for (const TenantId tenant : access::all_tenants(db)) {
    try {
      if (!has(tenant)) load_tenant(db, tenant);
    } catch (...) {
      tenants_.erase(tenant);  // half of a tenant is none; it is tried again
      throw;
    }
    // Also one that a reload brought in before anybody gave its settings to the engine.
    const auto& here = of(tenant);
    if (here.cell.settings().queues.empty() && !here.queues.empty()) fresh.push_back(tenant);
  }
  return fresh;
}

void Floor::load_tenant(store::Db& db, TenantId tenant) {
  auto& floor = *(tenants_[tenant] = std::make_unique<TenantFloor>());
  floor.tenant = *access::find_tenant(db, tenant);
  const auto newest_row = db.one("SELECT at FROM journal ORDER BY seq DESC LIMIT 1");
  const Instant newest = newest_row ? newest_row->instant(0) : Instant{};
  refresh(db, tenant, newest);
  restore_cell(db, floor);
  load_contacts(db, floor);
  load_recent(db, floor, newest);
  load_timers(db, floor);
}

void Floor::refresh(store::Db& db, TenantId tenant, Instant now) {
  auto& floor = of(tenant);
  floor.zone = zone_data(floor.tenant.zone, now);
  floor.queues.clear();
  for (auto& queue : list_queues(db, tenant)) floor.queues.emplace(queue.id, queue);
  floor.names.clear();
  for (const auto& row :
       db.query("SELECT u.id, coalesce(m.invited_name, u.name) FROM "
                "user_account u JOIN membership m ON m.user_id = u.id WHERE m.tenant = $1",
                {tenant}))
    floor.names[row.id<UserId>(0)] = row.text(1);
  floor.listeners.clear();
  for (const auto& row :
       db.query("SELECT id, events FROM webhook WHERE tenant = $1 AND state = 'active' ORDER BY id",
                {tenant}))
    floor.listeners.push_back(
        {row.id<WebhookId>(0), json::from_text<std::vector<std::string>>(row.text(1)).value()});
  floor.changed = true;
  talks_.forget_views(tenant);
}

std::optional<Instant> Floor::next_deadline() const {
  std::optional<Instant> next;
  for (const auto& [id, floor] : tenants_)
    if (const auto deadline = floor->cell.next_deadline(); deadline && (!next || *deadline < *next))
      next = deadline;
  return next;
}

TenantFloor& Floor::of(TenantId tenant) {
  const auto it = tenants_.find(tenant);
  CHECK(it != tenants_.end(), "a command for a tenant that does not exist");
  return *it->second;
}

Floor& floor(loop::Tx& tx) { return static_cast<Floor&>(tx.memory()); }

Result<std::vector<routing::Event>> decide(loop::Tx& tx, const Actor& actor, routing::Input input) {
  auto& here = floor(tx).of(actor.tenant);
  routing::RecordedStep record;
  record.step = {tx.now(), tx.fresh_block(routing::ids_per_step_max), std::move(input)};
  auto events = here.cell.apply(record.step);
  if (!events.ok()) return events.refusal();
  tx.touch();
  here.changed = true;
  record.events = std::move(events).value();
  const auto seq = tx.journal(actor, "routing", 0, "step", json::to_string(record));
  if (++here.steps_since_snapshot >= steps_per_snapshot)
    save_snapshot(tx.db(), here, seq, tx.now());
  return std::move(record.events);
}

void save_snapshot(store::Db& db, TenantFloor& floor, std::int64_t seq, Instant now) {
  db.exec(
      "INSERT INTO routing_snapshot (tenant, seq, at, state) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (tenant) DO UPDATE SET seq = excluded.seq, at = excluded.at, state = "
      "excluded.state",
      {floor.tenant.id, seq, now, floor.cell.save()});
  floor.steps_since_snapshot = 0;
}

}  // namespace centralino::queues
