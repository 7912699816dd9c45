// Queues: where customers wait, and how the tenant wants them served.
//
// A queue's settings are those of the routing engine and of the service level (both per queue,
// S-028, S-029), plus what an abandoned contact is worth when the queue sells (S-032).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "engine/facts/figures.h"
#include "engine/routing/cell.h"
#include "platform/loop/tx.h"

namespace centralino::queues {

namespace routing = engine::routing;
namespace facts = engine::facts;

// What somebody who abandons a queue that sells may have been worth (S-032).
struct Revenue {
  std::int64_t lead_value_minor = 0;  // in minor units
  std::string currency = "EUR";       // ISO 4217
};
BOOST_DESCRIBE_STRUCT(Revenue, (), (lead_value_minor, currency))

struct QueueConfig {
  routing::QueueSettings routing;  // its id is the queue's
  facts::ServiceLevelSettings service_level;
  std::optional<Revenue> revenue;  // none: a queue that does not sell
};
BOOST_DESCRIBE_STRUCT(QueueConfig, (), (routing, service_level, revenue))

struct Queue {
  QueueId id;
  std::string key;
  std::string name;
  QueueConfig settings;
};
BOOST_DESCRIBE_STRUCT(Queue, (), (id, key, name, settings))

struct QueueRef {
  QueueId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(QueueRef, (), (id, name))

struct Reason {
  std::string key;
  routing::BilingualText label;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (key, label))

struct Outcome {
  std::string key;
  routing::BilingualText label;
  bool solved = false;
};
BOOST_DESCRIBE_STRUCT(Outcome, (), (key, label, solved))

std::vector<Queue> list_queues(store::Db& db, TenantId tenant);
std::optional<Queue> find_queue(store::Db& db, TenantId tenant, QueueId id);
std::vector<Reason> list_reasons(store::Db& db, TenantId tenant);
std::vector<Outcome> list_outcomes(store::Db& db, TenantId tenant);

// The zone's offsets for some years around `now`, from the system's database.
engine::hours::Zone zone_data(const std::string& name, Instant now);

// Everything the engine must know about a tenant, from its rows. Time zones are read from the
// system for the years around `now`.
routing::Settings engine_settings(store::Db& db, TenantId tenant, Instant now);

// Changes a queue's name and settings; the engine takes them up in the same transaction. The caller
// applies engine_settings() by conversations::configure.
Result<Queue> save_queue(loop::Tx& tx, const Actor& actor, QueueId id, const std::string& name,
                         const QueueConfig& settings);

}  // namespace centralino::queues
