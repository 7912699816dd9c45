// The visitor's side: start, talk, leave, come back, rate.
#include "base/text.h"
#include "platform/crypto/crypto.h"
#include "subjects/conversations/conversations.h"
#include "subjects/conversations/facts.h"
#include "subjects/flows/flows.h"

namespace centralino::conversations {
namespace {

struct Placed {
  TenantId tenant;
  CustomerId customer;
  CaseId case_id;
  ConversationId conversation;
  WorkId work;
  QueueId queue;
  std::string language;
};

Result<Done> check(const StartChat& wanted) {
  if (trimmed(wanted.text).empty()) return refuse_field("text", "must not be empty");
  if (wanted.email && !trimmed(*wanted.email).empty() && !looks_like_email(trimmed(*wanted.email)))
    return refuse_field("email", "is not an e-mail address");
  if (wanted.language && *wanted.language != "it" && *wanted.language != "en")
    return refuse_field("language", "must be it or en");
  return Done{};
}

std::string default_name(const std::string& language) {
  return language == "en" ? "Visitor" : "Visitatore";
}

int local_year(const queues::TenantFloor& floor, Instant now) {
  return civil_from_days(floor.local_day(now)).year;
}

// `machine`: a flow has it first.
void insert_conversation(loop::Tx& tx, const Placed& at, const std::string& token, bool machine) {
  tx.db().exec(
      "INSERT INTO conversation (id, tenant, customer, case_id, channel, queue, work, state, "
      "owner_kind, epoch, "
      "language, visitor_hash, created_at) VALUES ($1, $2, $3, $4, 'chat', $5, $6, $10, "
      "$11, 1, $7, $8, $9)",
      {at.conversation, at.tenant, at.customer, at.case_id, at.queue, at.work, at.language,
       crypto::sha256_hex(token), tx.now(),
       json::enum_name(machine ? State::automated : State::waiting),
       json::enum_name(machine ? OwnerKind::flow : OwnerKind::queue)});
}

routing::Estimate estimate_now(loop::Tx& tx, TenantId tenant, WorkId work, std::uint64_t seed) {
  const auto& floor = queues::floor(tx).of(tenant);
  return routing::estimate(floor.cell, work, floor.quick_estimate_settings(), seed);
}

// Keeps what we tell somebody who begins to wait, so that it can be held against what came.
void note_announced(loop::Tx& tx, const Actor& visitor, WorkId work,
                    const routing::Estimate& estimate) {
  if (estimate.position == 0 || estimate.nobody_available) return;
  const engine::facts::WaitAnnounced fact{
      work, {tx.now(), estimate.wait_ms_low, estimate.wait_ms_median, estimate.wait_ms_high}};
  tx.journal(visitor, "conversation", visitor.conversation.value, "wait_announced",
             json::to_string(fact));
  fold(tx, queues::floor(tx).of(visitor.tenant), fact);
}

Result<Row> own_row(loop::Tx& tx, const Actor& visitor) {
  auto row = find_row(tx, visitor.tenant, visitor.conversation);
  if (!row) return refuse(Code::not_found);
  return std::move(*row);
}

// The key that leads to a person from every question of a flow.
constexpr std::string_view person_key = "0";

void give_up_machine(loop::Tx& tx, const Row& row) {
  if (auto* carrier = queues::floor(tx).carrier(row.channel)) carrier->left(tx, row);
}

bool waits(const Row& row) { return row.state == State::waiting || row.state == State::offered; }

Result<Done> to_the_queue(loop::Tx& tx, const Actor& visitor, const Placed& at) {
  routing::WorkArrives arrival;
  arrival.work = at.work;
  arrival.queue = at.queue;
  arrival.language = at.language;
  arrival.preferred_agent = preferred_agent(tx, at.tenant, at.customer);
  arrival.customer = at.customer;
  arrival.conversation = at.conversation;
  arrival.arrived_at = tx.now();
  TRY_DONE(route(tx, visitor, arrival));
  fold(tx, queues::floor(tx).of(at.tenant),
       engine::facts::MessageSent{at.work, engine::facts::Author::visitor, tx.now()});
  return Done{};
}

}  // namespace

AgentId preferred_agent(loop::Tx& tx, TenantId tenant, CustomerId customer) {
  const auto row = tx.db().one(
      "SELECT owner FROM customer_case WHERE tenant = $1 AND customer = $2 AND owner IS NOT NULL "
      "AND state NOT IN ('solved', 'closed') ORDER BY id DESC LIMIT 1",
      {tenant, customer});
  return row ? row->id<AgentId>(0) : AgentId{};
}

Result<ChatStarted> start_chat(loop::Tx& tx, const std::string& widget_key, const StartChat& wanted,
                               const std::string& token, std::uint64_t seed) {
  TRY_DONE(check(wanted));
  const auto widget = queues::find_widget(tx.db(), widget_key);
  if (!widget) return refuse(Code::not_found);
  if (!queues::floor(tx).has(widget->tenant)) return refuse(Code::unavailable);
  auto& floor = queues::floor(tx).of(widget->tenant);
  Placed at;
  at.tenant = widget->tenant;
  at.queue = widget->queue;
  at.language = wanted.language.value_or(floor.tenant.language);
  std::string name(trimmed(wanted.name.value_or("")));
  if (name.empty()) name = default_name(at.language);
  at.customer =
      customers::find_or_create(tx, at.tenant, name, wanted.email.value_or(""), at.language);
  Actor visitor;
  visitor.kind = Actor::Kind::visitor;
  visitor.tenant = at.tenant;
  visitor.conversation = at.conversation = tx.fresh<ConversationId>();
  visitor.name = name;
  at.work = tx.fresh<WorkId>();
  at.case_id = cases::open_case(tx, visitor, at.customer,
                                std::string(first_code_points(trimmed(wanted.text), 80)),
                                local_year(floor, tx.now()));
  auto* carrier = queues::floor(tx).carrier(routing::Channel::chat);
  std::optional<std::string> version;
  if (carrier != nullptr && widget->flow)
    version = flows::published(tx.db(), at.tenant, *widget->flow);
  insert_conversation(tx, at, token, version.has_value());
  tx.journal(visitor, "conversation", at.conversation.value, "conversation_started",
             json::to_string(wanted));
  // The first message stands before the routing: whoever is offered the conversation sees it. A
  // full or closed queue refuses here, and the savepoint takes the rows back.
  auto row = *find_row(tx, at.tenant, at.conversation);
  add_message(tx, visitor, row,
              {{AuthorKind::visitor, std::nullopt, name}, MessageKind::text, wanted.text, {}});
  floor.visitor_timers[at.conversation] =
      tx.wake(at.tenant, tx.now() + visitor_arrival_grace, "visitor_gone", at.conversation.str());
  if (version) {
    carrier->begins(tx, row, {*version, wanted.text, wanted.buttons.value_or(false)});
    row = *find_row(tx, at.tenant, at.conversation);
    if (!waits(row)) return ChatStarted{at.conversation, token, {}};
  } else {
    TRY_DONE(to_the_queue(tx, visitor, at));
  }
  const auto estimate = estimate_now(tx, at.tenant, row.work, seed);
  note_announced(tx, visitor, row.work, estimate);
  return ChatStarted{at.conversation, token, to_seconds(estimate)};
}

Result<Done> visitor_ends(loop::Tx& tx, const Actor& visitor) {
  TRY(row, own_row(tx, visitor));
  if (row.state == State::ended) return Done{};
  if (row.channel == routing::Channel::voice)
    return queues::floor(tx).carrier(row.channel)->customer_ends(tx, row);
  if (row.state == State::automated) {
    give_up_machine(tx, row);
  } else if (row.state == State::active) {
    TRY_DONE(route(tx, visitor, routing::WorkEnds{row.work, routing::EndedBy::customer}));
  } else {
    TRY_DONE(route(tx, visitor, routing::WorkLeaves{row.work, routing::Exit::abandoned}));
  }
  return Done{};
}

Result<Done> visitor_rates(loop::Tx& tx, const Actor& visitor, std::int64_t score,
                           const std::optional<std::string>& comment) {
  TRY(row, own_row(tx, visitor));
  if (row.state != State::ended || !row.answered) return refuse(Code::invalid_transition);
  rate(tx, visitor, row, score, comment);
  return Done{};
}

void rate(loop::Tx& tx, const Actor& actor, const Row& row, std::int64_t score,
          const std::optional<std::string>& comment) {
  tx.db().exec(
      "INSERT INTO survey (conversation, tenant, score, comment, at) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (conversation) DO UPDATE SET score = excluded.score, comment = "
      "excluded.comment, at = excluded.at",
      {row.id, row.tenant, score, comment, tx.now()});
  queues::floor(tx).talks().forget(row.id);  // the view shows it
  tx.journal(actor, "conversation", row.id.value, "survey_answered",
             json::to_string(SurveyAnswer{score, comment}));
  fold(tx, queues::floor(tx).of(row.tenant),
       engine::facts::SurveyAnswered{row.work, static_cast<int>(score), tx.now()});
  const auto answered_by = tx.db().one(
      "SELECT author FROM message WHERE conversation = $1 AND tenant = $2 AND author_kind = "
      "'agent' ORDER BY n DESC LIMIT 1",
      {row.id, row.tenant});
  std::vector<loop::Topic> topics = {supervisors_topic(row.tenant)};
  if (answered_by) topics.push_back(user_topic(row.tenant, answered_by->id<UserId>(0)));
  std::string members =
      "\"conversation_id\":\"" + row.id.str() + "\",\"score\":" + std::to_string(score);
  if (comment) {
    members += ",\"comment\":";
    json::write_string(members, *comment);
  }
  tx.publish({0, true, std::move(topics), "survey.answered", std::move(members)});
  publish_conversation(tx, row.tenant, row.id);
  queues::floor(tx).of(row.tenant).changed = true;
}

Result<Estimate> visitor_wants_person(loop::Tx& tx, const Actor& visitor, std::uint64_t seed) {
  TRY(row, own_row(tx, visitor));
  if (row.state == State::ended) return refuse(Code::conversation_ended);
  tx.journal(visitor, "conversation", row.id.value, "person_wanted", "{}");
  if (row.state == State::automated) {
    if (auto* carrier = queues::floor(tx).carrier(row.channel))
      carrier->heard(tx, row, {std::string(person_key), std::string(person_key)});
    row = *find_row(tx, row.tenant, row.id);
  }
  if (!waits(row)) return Estimate{};
  return to_seconds(estimate_now(tx, row.tenant, row.work, seed));
}

Result<Done> visitor_connected(loop::Tx& tx, const Actor& visitor, bool connected) {
  TRY(row, own_row(tx, visitor));
  // Whoever calls is there for as long as their line is, which the telephone knows.
  if (row.channel == routing::Channel::voice) return Done{};
  auto& timers = queues::floor(tx).of(row.tenant).visitor_timers;
  if (const auto it = timers.find(row.id); it != timers.end()) {
    tx.touch();
    tx.cancel(it->second);
    timers.erase(it);
  }
  if (!connected && row.state != State::ended) {
    tx.touch();
    timers[row.id] = tx.wake(row.tenant, tx.now() + visitor_grace, "visitor_gone", row.id.str());
  }
  if (row.visitor_online == connected) return Done{};
  tx.db().exec(
      "UPDATE conversation SET visitor_online = $1, "
      "visitor_delivered_n = CASE WHEN $4 = 1 THEN last_n ELSE visitor_delivered_n END WHERE id = "
      "$2 AND tenant = $3",
      {connected, row.id, row.tenant, connected});
  queues::floor(tx).talks().change(row.id, [&](Row& kept) {
    kept.visitor_online = connected;
    if (connected) kept.visitor_delivered_n = kept.last_n;
  });
  tx.journal(visitor, "conversation", row.id.value,
             connected ? "visitor_online" : "visitor_offline", "{}");
  if (connected && row.owner_kind == OwnerKind::agent && row.visitor_delivered_n < row.last_n)
    tx.publish({0,
                true,
                {user_topic(row.tenant, row.owner)},
                "message.state",
                "\"conversation_id\":\"" + row.id.str() +
                    "\",\"up_to\":" + std::to_string(row.last_n) +
                    ",\"state\":\"delivered\",\"author_kind\":\"agent\""});
  publish_conversation(tx, row.tenant, row.id);
  return Done{};
}

Result<Done> visitor_saw(loop::Tx& tx, const Actor& visitor, std::int64_t up_to) {
  TRY(row, own_row(tx, visitor));
  up_to = std::min(up_to, row.last_n);
  if (up_to <= row.visitor_seen_n) return Done{};
  tx.db().exec("UPDATE conversation SET visitor_seen_n = $1 WHERE id = $2 AND tenant = $3",
               {up_to, row.id, row.tenant});
  queues::floor(tx).talks().change(row.id, [&](Row& kept) { kept.visitor_seen_n = up_to; });
  tx.journal(visitor, "conversation", row.id.value, "visitor_saw",
             "{\"up_to\":" + std::to_string(up_to) + "}");
  if (row.owner_kind == OwnerKind::agent)
    tx.publish({0,
                true,
                {user_topic(row.tenant, row.owner)},
                "message.state",
                "\"conversation_id\":\"" + row.id.str() + "\",\"up_to\":" + std::to_string(up_to) +
                    ",\"state\":\"seen\",\"author_kind\":\"agent\""});
  return Done{};
}

void visitor_gone(loop::Tx& tx, const loop::Timer& timer) {
  const auto id = ConversationId::parse(timer.data);
  if (!id) return;
  const auto row = find_row(tx, timer.tenant, *id);
  tx.touch();
  queues::floor(tx).of(timer.tenant).visitor_timers.erase(*id);
  // Who talks to an agent may be silent for long; only a place in the queue is given up.
  if (!row || row->visitor_online || row->state == State::active || row->state == State::ended)
    return;
  if (row->state == State::automated) return give_up_machine(tx, *row);
  (void)route(tx, system_actor(timer.tenant),
              routing::WorkLeaves{row->work, routing::Exit::abandoned});
}

}  // namespace centralino::conversations
