#include "subjects/flows/flows.h"

#include <list>
#include <map>
#include <mutex>

#include "base/check.h"
#include "subjects/flows/gate.h"
#include "subjects/flows/rows.h"
#include "subjects/queues/calendars.h"
#include "subjects/queues/queues.h"
#include "subjects/sounds/sounds.h"

namespace centralino::flows {
namespace {

// The most recently used versions of all tenants. A version never changes and its hash covers all
// of it, so that what is remembered is true whatever becomes of the transaction that read it.
class Remembered {
 public:
  using Name = std::pair<TenantId, std::string>;

  std::shared_ptr<const flow::Version> find(const Name& name) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(name);
    if (found == places_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return found->second->second;
  }

  void keep(const Name& name, std::shared_ptr<const flow::Version> version) {
    const std::lock_guard lock(mutex_);
    if (places_.contains(name)) return;
    order_.emplace_front(name, std::move(version));
    places_[name] = order_.begin();
    if (order_.size() <= versions_kept) return;
    places_.erase(order_.back().first);
    order_.pop_back();
  }

 private:
  std::mutex mutex_;
  std::list<std::pair<Name, std::shared_ptr<const flow::Version>>> order_;  // newest use first
  std::map<Name, decltype(order_)::iterator> places_;
};

Remembered& remembered() {
  static Remembered all;
  return all;
}

}  // namespace

std::shared_ptr<const flow::Version> version(store::Db& db, TenantId tenant,
                                             std::string_view hash) {
  const Remembered::Name name{tenant, std::string(hash)};
  if (auto found = remembered().find(name)) return found;
  const auto row = db.one(
      "SELECT content FROM flow_version WHERE tenant = $1 AND hash = $2 ORDER BY flow, number "
      "LIMIT "
      "1",
      {tenant, hash});
  if (!row) return nullptr;
  auto read = json::from_text<flow::Version>(row->text(0));
  CHECK(read.ok(), "a stored version of a flow cannot be read");
  const auto out = std::make_shared<const flow::Version>(std::move(read).value());
  remembered().keep(name, out);
  return out;
}

std::optional<std::string> published(store::Db& db, TenantId tenant, FlowId id) {
  const auto row = db.one(
      "SELECT v.hash FROM flow f JOIN flow_version v ON v.tenant = f.tenant AND v.flow = f.id AND "
      "v.number = f.published WHERE f.tenant = $1 AND f.id = $2 AND f.removed_at IS NULL",
      {tenant, id});
  if (!row) return std::nullopt;
  return row->text(0);
}

std::optional<FlowId> find_by_key(store::Db& db, TenantId tenant, std::string_view key) {
  const auto row = db.one("SELECT id FROM flow WHERE tenant = $1 AND key = $2", {tenant, key});
  if (!row) return std::nullopt;
  return row->id<FlowId>(0);
}

flow::Known known(store::Db& db, TenantId tenant) {
  flow::Known out;
  for (const auto& queue : queues::list_queues(db, tenant)) out.queues.push_back(queue.key);
  for (const auto& calendar : queues::list_calendars(db, tenant))
    out.calendars.push_back(calendar.key);
  for (const auto& row : db.query(
           "SELECT v.hash FROM flow f JOIN flow_version v ON v.tenant = f.tenant AND v.flow = f.id "
           "AND v.number = f.published WHERE f.tenant = $1 AND f.removed_at IS NULL ORDER BY f.key",
           {tenant}))
    if (const auto found = version(db, tenant, row.text(0)); found && is_module(found->flow))
      out.modules.push_back(found->flow);
  out.sounds = sounds::prompts(db, tenant);
  return out;
}

Result<FlowId> found(store::Db& db, TenantId tenant, FlowId id, const flow::Flow& wanted,
                     const std::string& by, Instant now) {
  const auto around = known(db, tenant);
  TRY_DONE(check_size(wanted));
  TRY_DONE(pass_gate(wanted, around, "en"));
  const FlowRow row{id, wanted.id, wanted, 1, now, 1};
  if (!insert_flow(db, tenant, row)) return refuse_field("key", "is in use already");
  const auto content = flow::published(wanted, around.modules);
  insert_version(db, tenant, id, {1, content.hash, now, by, {}}, content);
  return id;
}

}  // namespace centralino::flows
