#include "main/demo.h"

#include "base/check.h"
#include "channels/phone/numbers.h"
#include "main/demo_flows.h"
#include "main/demo_history.h"
#include "platform/crypto/crypto.h"
#include "subjects/access/access.h"
#include "subjects/flows/flows.h"
#include "subjects/queues/queues.h"
#include "subjects/queues/widgets.h"

namespace centralino::demo {
namespace {

namespace routing = engine::routing;

struct Ids {
  std::int64_t next = 1;
  template <class IdType>
  IdType fresh() {
    return IdType{next++};  // below every id the loop mints: those carry the time
  }
};

struct Company {
  TenantId tenant;
  SkillId bikes, sales;
  QueueId support, shop;
};

void add_user(store::Db& db, Ids& ids, const Company& company, const std::string& hash, Instant now,
              const char* email, const char* name, Role role, const routing::AgentSettings* place) {
  const auto id = ids.fresh<UserId>();
  db.exec(
      "INSERT INTO user_account (id, email, name, password_hash, language, created_at) VALUES ($1, "
      "$2, $3, $4, 'it', $5)",
      {id, email, name, hash, now});
  db.exec("INSERT INTO membership (tenant, user_id, role) VALUES ($1, $2, $3)",
          {company.tenant, id, json::enum_name(role)});
  if (place == nullptr) return;
  routing::AgentSettings settings = *place;
  settings.id = id;
  db.exec("INSERT INTO agent (tenant, user_id, settings) VALUES ($1, $2, $3)",
          {company.tenant, id, json::to_string(settings)});
}

void add_queue(store::Db& db, const Company& company, QueueId id, const char* key, const char* name,
               queues::QueueConfig config) {
  config.routing.id = id;
  db.exec("INSERT INTO queue (id, tenant, key, name, settings) VALUES ($1, $2, $3, $4, $5)",
          {id, company.tenant, key, name, json::to_string(config)});
}

void add_queues(store::Db& db, const Company& company) {
  queues::QueueConfig support;
  support.routing.requirements = {{company.bikes, 1}};
  support.routing.ring_s = 30;
  support.routing.relaxations = {{120, company.bikes, 0, false}};
  support.routing.wrap_up = {60, 60, 2, routing::WrapUpBlocks::slot};
  support.service_level.threshold_s = 20;
  add_queue(db, company, company.support, "support", "Assistenza", support);
  queues::QueueConfig shop;
  shop.routing.requirements = {{company.sales, 1}};
  shop.routing.strategy = routing::StrategyName::best_skill;
  shop.routing.ring_s = 30;
  shop.routing.overflow = routing::Overflow{120, company.support, true};
  shop.routing.wrap_up = {60, 60, 2, routing::WrapUpBlocks::slot};
  shop.service_level.headline = engine::facts::Formula::B;
  shop.revenue = queues::Revenue{24'900, "EUR"};
  add_queue(db, company, company.shop, "sales", "Vendite", shop);
}

void add_words(store::Db& db, TenantId tenant) {
  const char* reasons[][3] = {{"break", "Pausa", "Break"},
                              {"lunch", "Pranzo", "Lunch"},
                              {"meeting", "Riunione", "Meeting"},
                              {"training", "Formazione", "Training"}};
  int position = 0;
  for (const auto& [key, it, en] : reasons)
    db.exec(
        "INSERT INTO presence_reason (tenant, key, label_it, label_en, position) VALUES ($1, $2, "
        "$3, $4, $5)",
        {tenant, key, it, en, ++position});
  struct OutcomeRow {
    const char *key, *it, *en;
    bool solved;
  };
  const OutcomeRow outcomes[] = {
      {"solved", "Risolto", "Solved", true},
      {"information_given", "Informazione data", "Information given", true},
      {"sold", "Vendita conclusa", "Sale closed", true},
      {"follow_up", "Da ricontattare", "Follow-up needed", false},
      {"escalated", "Passato all'officina", "Passed to the workshop", false},
      {"no_answer", "Il cliente non risponde più", "Customer stopped answering", false}};
  position = 0;
  for (const auto& outcome : outcomes)
    db.exec(
        "INSERT INTO outcome (tenant, key, label_it, label_en, solved, position) VALUES ($1, $2, "
        "$3, $4, $5, $6)",
        {tenant, outcome.key, outcome.it, outcome.en, outcome.solved, ++position});
}

void add_people(store::Db& db, Ids& ids, const Company& company, Instant now) {
  const std::string hash = crypto::hash_password(password);
  routing::AgentSettings place;
  place.languages = {"it", "en"};
  place.queues = {company.support, company.shop};
  place.capacity.chat = 3;
  place.skills = {{company.bikes, 8}, {company.sales, 3}};
  add_user(db, ids, company, hash, now, "anna@demo.example", "Anna Ferri", Role::agent, &place);
  place.skills = {{company.bikes, 6}, {company.sales, 5}};
  add_user(db, ids, company, hash, now, "bruno@demo.example", "Bruno Sala", Role::agent, &place);
  place.skills = {{company.bikes, 3}, {company.sales, 9}};
  add_user(db, ids, company, hash, now, "diego@demo.example", "Diego Conti", Role::agent, &place);
  add_user(db, ids, company, hash, now, "carla@demo.example", "Carla Neri", Role::supervisor,
           nullptr);
  add_user(db, ids, company, hash, now, "admin@demo.example", "Ada Riva", Role::admin, nullptr);
}

void add_telephone(store::Db& db, Ids& ids, const Company& company, Instant now) {
  const auto publish = [&](const engine::flow::Flow& flow) {
    const auto made = flows::found(db, company.tenant, ids.fresh<FlowId>(), flow, "Ada Riva", now);
    CHECK(made.ok(), made.ok() ? "" : in_words(made.refusal()).c_str());
    return *made;
  };
  publish(parcel_module());
  const FlowId reception = publish(reception_flow());
  const FlowId track = publish(track_flow());
  db.exec(
      "INSERT INTO widget (key, tenant, queue, name, flow) VALUES ('demo-parcel', $1, $2, 'Aiuto "
      "con i pacchi', $3)",
      {company.tenant, company.support, publish(parcel_help_flow())});
  phone::NumberSettings settings;
  settings.record = phone::RecordPolicy::always;
  const auto number = [&](const char* dialled, const char* name, std::optional<FlowId> flow) {
    db.exec(
        "INSERT INTO phone_number (id, tenant, number, name, queue, flow, settings) VALUES ($1, "
        "$2, "
        "$3, $4, $5, $6, $7)",
        {ids.fresh<NumberId>(), company.tenant, dialled, name, company.support, flow,
         json::to_string(settings)});
  };
  number("100", "Officine Aurora", reception);
  number("104", "Segui un pacco", track);
  number("110", "Assistenza, senza menu", std::nullopt);
}

queues::WidgetLook demo_look(store::Db& db, const Company& company) {
  queues::WidgetLook look;
  look.call_to = queues::CallTo{
      db.one("SELECT id FROM phone_number WHERE number = '110' AND tenant = $1", {company.tenant})
          ->id<NumberId>(0),
      {},
      {}};
  return look;
}

}  // namespace

void load(store::Db& db, Instant now) {
  if (db.one("SELECT id FROM tenant LIMIT 1")) return;
  Ids ids;
  Company company{ids.fresh<TenantId>(), ids.fresh<SkillId>(), ids.fresh<SkillId>(),
                  ids.fresh<QueueId>(), ids.fresh<QueueId>()};
  db.begin();
  db.exec(
      "INSERT INTO tenant (id, key, name, zone, language, demo) VALUES ($1, 'demo', 'Officine "
      "Aurora', 'Europe/Rome', 'it', 1)",
      {company.tenant});
  db.exec("INSERT INTO skill (id, tenant, key, name) VALUES ($1, $2, 'bikes', 'Biciclette')",
          {company.bikes, company.tenant});
  db.exec("INSERT INTO skill (id, tenant, key, name) VALUES ($1, $2, 'sales', 'Vendite')",
          {company.sales, company.tenant});
  add_queues(db, company);
  add_words(db, company.tenant);
  add_people(db, ids, company, now);
  db.exec("INSERT INTO widget (key, tenant, queue) VALUES ('demo', $1, $2)",
          {company.tenant, company.support});
  db.exec("INSERT INTO widget (key, tenant, queue) VALUES ('demo-sales', $1, $2)",
          {company.tenant, company.shop});
  add_telephone(db, ids, company, now);
  // Who calls from the page waits for a person at once, as whoever dials 110.
  db.exec("UPDATE widget SET settings = $1 WHERE key = 'demo' AND tenant = $2",
          {json::to_string(demo_look(db, company)), company.tenant});
  db.commit();
  play_history(db, now);
}

}  // namespace centralino::demo
