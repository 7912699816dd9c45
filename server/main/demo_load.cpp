#include "main/demo_load.h"

#include <cstdio>

#include "channels/phone/numbers.h"
#include "subjects/conversations/conversations.h"
#include "subjects/queues/queues.h"

namespace centralino::demo {

void load_for_measuring(store::Db& db, Instant now) {
  if (db.one("SELECT id FROM tenant LIMIT 1")) return;
  std::int64_t next = 1;
  const TenantId tenant{next++};
  const QueueId queue{next++};
  db.begin();
  db.exec(
      "INSERT INTO tenant (id, key, name, zone, language, demo) VALUES ($1, 'load', 'Load', "
      "'Europe/Rome', 'it', 1)",
      {tenant});
  queues::QueueConfig config;
  config.routing.id = queue;
  config.routing.wrap_up.seconds = 0;
  config.routing.after_no_answer = engine::routing::AfterMiss::stay;
  config.routing.exclusion_s = 1;
  db.exec("INSERT INTO queue (id, tenant, key, name, settings) VALUES ($1, $2, 'load', 'Load', $3)",
          {queue, tenant, json::to_string(config)});
  db.exec(
      "INSERT INTO outcome (tenant, key, label_it, label_en, solved, position) VALUES ($1, "
      "'solved', 'Risolto', 'Solved', 1, 1)",
      {tenant});
  for (int i = 1; i <= load_devices; ++i) {
    char name[8];
    std::snprintf(name, sizeof name, "a%04d", i);
    // Those of the bridges belong to nobody who takes calls.
    const UserId user{i <= load_agents ? 1'000 + i : 1'000};
    if (i <= load_agents || i == load_agents + 1) {
      db.exec(
          "INSERT INTO user_account (id, email, name, password_hash, language, created_at) VALUES "
          "($1, $2, $3, '', 'it', $4)",
          {user, std::string(name) + "@load.example", name, now});
      db.exec("INSERT INTO membership (tenant, user_id, role) VALUES ($1, $2, 'agent')",
              {tenant, user});
    }
    if (i <= load_agents) {
      engine::routing::AgentSettings place;
      place.id = user;
      place.queues = {queue};
      place.languages = {"it", "en"};
      db.exec("INSERT INTO agent (tenant, user_id, settings) VALUES ($1, $2, $3)",
              {tenant, user, json::to_string(place)});
    }
    db.exec(
        "INSERT INTO phone_device (id, tenant, user_id, username, ha1, contact) VALUES ($1, $2, "
        "$3, "
        "$4, '', $5)",
        {DeviceId{10'000 + i}, tenant, user, name, "sip:" + std::string(name) + "@127.0.0.1:5080"});
  }
  db.exec(
      "INSERT INTO phone_number (id, tenant, number, name, queue, flow, settings) VALUES ($1, $2, "
      "'401', 'Load', $3, NULL, $4)",
      {NumberId{next++}, tenant, queue, json::to_string(phone::NumberSettings{})});
  db.commit();
}

void everybody_works(loop::Tx& tx, TenantId tenant) {
  for (const auto& row : queues::floor(tx).of(tenant).cell.agents())
    (void)conversations::route(
        tx, system_actor(tenant),
        engine::routing::SetPresence{row.agent, engine::routing::Presence::available, {}, false});
}

}  // namespace centralino::demo
