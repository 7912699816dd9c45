// The floor: what the loop keeps in memory beside the database. Per tenant the routing cell, names
// that live messages need, the facts of open contacts, who is connected.
//
// Always the fold of what is stored (rows of live conversations and who was recognised are copies
// of it, read when first needed): reload() builds it from the newest routing snapshot and the
// journal's later steps, and from the rows of open contacts. Decisions are checked while they are
// folded: a step that decides otherwise than it once did stops the start, because rows and engine
// would no longer agree (start the version that wrote the journal once, stop it cleanly, then
// upgrade).
//
// Threads: the loop's only.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/facts/contact.h"
#include "engine/routing/cell.h"
#include "engine/routing/estimate.h"
#include "engine/routing/replay.h"
#include "platform/loop/tx.h"
#include "subjects/access/access.h"
#include "subjects/access/known_actors.h"
#include "subjects/conversations/live_rows.h"
#include "subjects/queues/queues.h"

namespace centralino::conversations {
class Carrier;
}

namespace centralino::queues {

// A webhook that is active, and the journal's types it is told.
struct Listener {
  WebhookId webhook;
  std::vector<std::string> events;
};

// What screens and estimates need: a value, so that a copy can be looked at on another thread.
struct FloorNow {
  access::TenantView tenant;
  routing::Cell cell;
  std::map<QueueId, Queue> queues;
  std::map<UserId, std::string> names;  // of all members
  engine::hours::Zone zone;             // the tenant's
  std::map<UserId, std::pair<std::int64_t, std::int64_t>>
      handled;                                                // agent → local day, answered on it
  std::map<QueueId, std::vector<std::int64_t>> handle_times;  // newest ≤ 50, milliseconds
  std::map<UserId, int> sockets;                              // open desks
  std::set<UserId> by_telephone;  // who can work without a desk: a telephone of theirs rings

  std::string name_of(UserId user) const;
  std::string name_of(QueueId queue) const;
  bool connected(UserId user) const;
  routing::EstimateSettings estimate_settings() const;
  // For the loop's own thread: few futures, fewer the larger the floor (each clones it). The live
  // position that follows within a second has them all.
  routing::EstimateSettings quick_estimate_settings() const;
  std::int64_t local_day(Instant at) const;  // days since 1970-01-01 in the tenant's zone
  Instant start_of_day(Instant at) const;    // midnight there
  std::int64_t handled_on(UserId agent, Instant at) const;
};

struct TenantFloor : FloorNow {
  std::unordered_map<WorkId, facts::Contact> contacts;  // open ones
  std::map<UserId, TimerId> gone_timers;                // running while the last desk is closed
  std::map<ConversationId, TimerId> visitor_timers;     // the same for visitors
  std::vector<Listener> listeners;
  std::int64_t steps_since_snapshot = 0;
  bool changed = true;  // since the floor was last shown

  void count_handled(UserId agent, Instant at);
};

class Floor final : public loop::Memory {
 public:
  void reload(store::Db& db) override;
  std::optional<Instant> next_deadline() const override;
  void command_over(bool refused) override;

  // Memory of others that follows the same rules: built anew and told when this one is. Must
  // outlive the floor.
  void keep_beside(loop::Memory& other) { beside_.push_back(&other); }
  void carried_by(routing::Channel channel, conversations::Carrier& carrier) {
    if (carrier_of_.emplace(channel, &carrier).second) carriers_.push_back(&carrier);
  }
  // Null: nothing carries this channel but its messages.
  conversations::Carrier* carrier(routing::Channel channel) const {
    const auto it = carrier_of_.find(channel);
    return it == carrier_of_.end() ? nullptr : it->second;
  }
  const std::vector<conversations::Carrier*>& carriers() const { return carriers_; }

  conversations::LiveRows& talks() { return talks_; }
  access::KnownActors& known_actors() { return known_actors_; }

  TenantFloor& of(TenantId tenant);
  bool has(TenantId tenant) const { return tenants_.contains(tenant); }
  std::map<TenantId, std::unique_ptr<TenantFloor>>& tenants() { return tenants_; }

  // Loads tenants that another process founded since; those whose engine has no settings yet.
  std::vector<TenantId> adopt_new(store::Db& db);

  // Reads a tenant's names, queues, zone and listeners anew (after settings changed).
  void refresh(store::Db& db, TenantId tenant, Instant now);

 private:
  void load_tenant(store::Db& db, TenantId tenant);

  std::map<TenantId, std::unique_ptr<TenantFloor>> tenants_;
  conversations::LiveRows talks_;
  access::KnownActors known_actors_;
  std::vector<loop::Memory*> beside_;
  std::map<routing::Channel, conversations::Carrier*> carrier_of_;
  std::vector<conversations::Carrier*> carriers_;
};

Floor& floor(loop::Tx& tx);

// Applies an input to the tenant's cell and journals it with what it decided; nothing else. Use
// conversations::route, which also makes the decision happen.
Result<std::vector<routing::Event>> decide(loop::Tx& tx, const Actor& actor, routing::Input input);

// Keeps the engine's state beside the journal, so that a start folds few steps. Called by decide()
// when enough steps have passed, and at a graceful stop.
void save_snapshot(store::Db& db, TenantFloor& floor, std::int64_t seq, Instant now);

}  // namespace centralino::queues
