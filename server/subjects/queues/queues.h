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

// What becomes of a conversation whose visitor no longer answers the agent.
struct IdleSettings {
  std::int64_t warn_after_s = 600;  // silence after the agent's last words; 0: never
  std::int64_t end_after_s = 300;   // after the warning; 0: only warned
};
BOOST_DESCRIBE_STRUCT(IdleSettings, (), (warn_after_s, end_after_s))

struct QueueConfig {
  routing::QueueSettings routing;  // its id is the queue's
  facts::ServiceLevelSettings service_level;
  std::optional<Revenue> revenue;    // none: a queue that does not sell
  std::optional<IdleSettings> idle;  // none: as IdleSettings begins
};
BOOST_DESCRIBE_STRUCT(QueueConfig, (), (routing, service_level, revenue, idle))

struct Queue {
  QueueId id;
  std::string key;
  std::string name;
  QueueConfig settings;
  std::optional<Instant> retired_at = {};
};
BOOST_DESCRIBE_STRUCT(Queue, (), (id, key, name, settings, retired_at))

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

// Those that take work; a retired one is still found by its id.
std::vector<Queue> list_queues(store::Db& db, TenantId tenant);
std::optional<Queue> find_queue(store::Db& db, TenantId tenant, QueueId id);
std::vector<Reason> list_reasons(store::Db& db, TenantId tenant);
std::vector<Outcome> list_outcomes(store::Db& db, TenantId tenant);

// The zone's offsets for some years around `now`, from the system's database.
engine::hours::Zone zone_data(const std::string& name, Instant now);

// Everything the engine must know about a tenant, from its rows. Time zones are read from the
// system for the years around `now`.
routing::Settings engine_settings(store::Db& db, TenantId tenant, Instant now);

}  // namespace centralino::queues
