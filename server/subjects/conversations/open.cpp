// Conversations that begin with a machine, and their way to and from a queue.
#include "platform/crypto/crypto.h"
#include "platform/store/damaged.h"
#include "subjects/conversations/conversations.h"

namespace centralino::conversations {
namespace {

int local_year(const queues::TenantFloor& floor, Instant now) {
  return civil_from_days(floor.local_day(now)).year;
}

// No visitor's token opens a call: a hash that nothing hashes to keeps the column unique.
std::string no_token(ConversationId id) { return "none:" + id.str(); }

void write_state(loop::Tx& tx, const Row& row, State state, OwnerKind owner) {
  tx.db().exec(
      "UPDATE conversation SET state = $1, owner_kind = $2, owner = NULL, epoch = $3 WHERE id = $4 "
      "AND tenant = $5",
      {json::enum_name(state), json::enum_name(owner), row.epoch + 1, row.id, row.tenant});
  queues::floor(tx).talks().change(row.id, [&](Row& kept) {
    kept.state = state;
    kept.owner_kind = owner;
    kept.owner = {};
    kept.epoch = row.epoch + 1;
  });
}

}  // namespace

ConversationId open(loop::Tx& tx, const Actor& actor, const Opening& wanted) {
  const auto& floor = queues::floor(tx).of(actor.tenant);
  const auto id = tx.fresh<ConversationId>();
  const CaseId matter = wanted.case_id
                            ? *wanted.case_id
                            : cases::open_case(tx, actor, wanted.customer, wanted.subject,
                                               local_year(floor, tx.now()));
  tx.db().exec(
      "INSERT INTO conversation (id, tenant, customer, case_id, channel, queue, work, state, "
      "owner_kind, epoch, language, visitor_hash, created_at, visitor_online) VALUES ($1, $2, $3, "
      "$4, "
      "$5, $6, $7, 'automated', 'flow', 1, $8, $9, $10, $11)",
      {id, actor.tenant, wanted.customer, matter, json::enum_name(wanted.channel), wanted.queue,
       tx.fresh<WorkId>(), wanted.language,
       wanted.visitor_token.empty() ? no_token(id) : crypto::sha256_hex(wanted.visitor_token),
       tx.now(), wanted.channel == routing::Channel::voice});
  tx.journal(actor, "conversation", id.value, "conversation_opened",
             "{\"channel\":\"" + std::string(json::enum_name(wanted.channel)) + "\",\"queue\":\"" +
                 wanted.queue.str() + "\"}");
  return id;
}

Result<Done> enter_queue(loop::Tx& tx, const Actor& actor, ConversationId id, const Entry& entry) {
  const auto row = find_row(tx, actor.tenant, id);
  if (!row) return refuse(Code::not_found);
  if (row->state != State::automated) return refuse(Code::invalid_transition);
  routing::WorkArrives arrival;
  arrival.work = tx.fresh<WorkId>();
  arrival.queue = entry.queue;
  arrival.channel = row->channel;
  arrival.priority_s = entry.priority_s;
  arrival.requirements = entry.requirements;
  arrival.language = row->language;
  arrival.preferred_agent = entry.agent;
  arrival.hold_s = entry.hold_s;
  arrival.customer = row->customer;
  arrival.conversation = id;
  arrival.arrived_at = entry.arrived_at;
  arrival.place_from = entry.place_from;
  if (entry.outbound) arrival.outbound = true;
  write_state(tx, *row, State::waiting, OwnerKind::queue);
  tx.db().exec("UPDATE conversation SET work = $1, queue = $2 WHERE id = $3 AND tenant = $4",
               {arrival.work, entry.queue, id, actor.tenant});
  queues::floor(tx).talks().change(id, [&](Row& kept) {
    kept.work = arrival.work;
    kept.queue = entry.queue;
  });
  const auto routed = route(tx, actor, std::move(arrival));
  if (routed.ok()) return Done{};
  // The queue refused before anything was decided: the machine has it as before.
  tx.db().exec(
      "UPDATE conversation SET state = 'automated', owner_kind = 'flow', epoch = $1, work = $2, "
      "queue = $3 WHERE id = $4 AND tenant = $5",
      {row->epoch, row->work, row->queue, id, actor.tenant});
  queues::floor(tx).talks().change(id, [&](Row& kept) { kept = *row; });
  return routed.refusal();
}

Result<Done> close_automated(loop::Tx& tx, const Actor& actor, ConversationId id, EndedBy by) {
  const auto row = find_row(tx, actor.tenant, id);
  if (!row) return refuse(Code::not_found);
  if (row->state != State::automated) return refuse(Code::invalid_transition);
  note_event(tx, actor.tenant, id, "ended_by_" + std::string(json::enum_name(by)));
  tx.db().exec("UPDATE conversation SET ended_at = $1, ended_by = $2 WHERE id = $3 AND tenant = $4",
               {tx.now(), json::enum_name(by), id, actor.tenant});
  queues::floor(tx).talks().change(id, [&](Row& kept) { kept.ended_by = by; });
  write_state(tx, *row, State::ended, OwnerKind::nobody);
  tx.journal(actor, "conversation", id.value, "conversation_ended",
             "{\"by\":\"" + std::string(json::enum_name(by)) + "\"}");
  publish_conversation(tx, actor.tenant, id);
  return Done{};
}

void set_language(loop::Tx& tx, TenantId tenant, ConversationId id, const std::string& language) {
  const auto row = find_row(tx, tenant, id);
  if (!row || row->language == language || language.empty()) return;
  tx.db().exec("UPDATE conversation SET language = $1 WHERE id = $2 AND tenant = $3",
               {language, id, tenant});
  queues::floor(tx).talks().change(id, [&](Row& kept) { kept.language = language; });
}

void set_queue(loop::Tx& tx, TenantId tenant, ConversationId id, QueueId queue) {
  tx.db().exec("UPDATE conversation SET queue = $1 WHERE id = $2 AND tenant = $3",
               {queue, id, tenant});
  queues::floor(tx).talks().change(id, [&](Row& kept) { kept.queue = queue; });
}

void note_known(loop::Tx& tx, TenantId tenant, ConversationId id,
                const std::map<std::string, std::string>& values) {
  if (values.empty()) return;
  const auto row =
      tx.db().one("SELECT known FROM conversation WHERE id = $1 AND tenant = $2", {id, tenant});
  if (!row) return;
  std::map<std::string, std::string> known;
  if (!row->is_null(0))
    known = store::intact(json::from_text<std::map<std::string, std::string>>(row->text(0)),
                          "what is known in conversation " + id.str());
  const auto before = known;
  for (const auto& [name, value] : values) known[name] = value;
  if (known == before) return;
  tx.db().exec("UPDATE conversation SET known = $1 WHERE id = $2 AND tenant = $3",
               {json::to_string(known), id, tenant});
  queues::floor(tx).talks().forget(id);  // read again with what is new
}

void hand_matter(loop::Tx& tx, const Row& from, ConversationId to) {
  tx.db().exec(
      "UPDATE conversation SET customer = $1, case_id = $2, language = $3 WHERE id = $4 AND tenant "
      "= $5",
      {from.customer, from.case_id, from.language, to, from.tenant});
  queues::floor(tx).talks().forget(to);
}

void note_event(loop::Tx& tx, TenantId tenant, ConversationId id, const std::string& code) {
  auto row = find_row(tx, tenant, id);
  if (!row) return;
  NewMessage message;
  message.author = {AuthorKind::system, std::nullopt, ""};
  message.kind = MessageKind::event;
  message.text = code;
  add_message(tx, system_actor(tenant), *row, message);
}

}  // namespace centralino::conversations
