#include "channels/phone/recordings.h"

#include <filesystem>

#include "channels/phone/phone.h"

namespace centralino::phone {
namespace {

constexpr const char* columns =
    "SELECT id, conversation, kind, state, started_at, length_ms, held, delete_at FROM recording ";

Recording read(const store::Row& row) {
  Recording out;
  out.id = row.id<RecordingId>(0);
  out.conversation_id = row.id<ConversationId>(1);
  out.kind =
      json::enum_from<RecordingPurpose>(row.text(2)).value_or(RecordingPurpose::conversation);
  out.state = json::enum_from<RecordingPhase>(row.text(3)).value_or(RecordingPhase::failed);
  out.started_at = row.instant(4);
  out.length_ms = row.integer(5);
  out.legal_hold = row.flag(6);
  out.delete_at = row.maybe_instant(7);
  return out;
}

void remove_file(loop::Tx& tx, const std::string& folder, RecordingId id) {
  tx.after_commit([path = recording_path(folder, id)] {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  });
}

}  // namespace

std::string recording_path(const std::string& folder, RecordingId id) {
  return folder + "/" + id.str() + ".rec";
}

RecordingId begin_recording(loop::Tx& tx, const Call& call, RecordingPurpose kind,
                            const std::string& folder) {
  const auto id = tx.fresh<RecordingId>();
  std::int64_t keep_days = NumberSettings{}.keep_recordings_days;
  if (const auto number = find_number(tx.db(), call.tenant, call.number_id))
    keep_days = number->settings.keep_recordings_days;
  tx.db().exec(
      "INSERT INTO recording (id, tenant, conversation, kind, state, path, started_at, delete_at) "
      "VALUES ($1, $2, $3, $4, 'recording', $5, $6, $7)",
      {id, call.tenant, call.conversation, json::enum_name(kind), recording_path(folder, id),
       tx.now(), tx.now() + days(keep_days)});
  tx.journal(system_actor(call.tenant), "conversation", call.conversation.value,
             "recording_started", "{\"recording\":\"" + id.str() + "\"}");
  return id;
}

std::vector<Recording> recordings_of(store::Db& db, TenantId tenant, ConversationId id) {
  std::vector<Recording> list;
  static const std::string sql =
      std::string(columns) + "WHERE tenant = $1 AND conversation = $2 ORDER BY id";
  for (const auto& row : db.query(sql, {tenant, id})) list.push_back(read(row));
  return list;
}

std::optional<Recording> find_recording(store::Db& db, TenantId tenant, RecordingId id) {
  static const std::string sql = std::string(columns) + "WHERE tenant = $1 AND id = $2";
  const auto row = db.one(sql, {tenant, id});
  return row ? std::optional(read(*row)) : std::nullopt;
}

RecordingRights recording_rights(store::Db& db, const Actor& actor, ConversationId id) {
  if (actor.supervises()) return {true, true};
  const auto call = db.one("SELECT line FROM phone_call WHERE tenant = $1 AND conversation = $2",
                           {actor.tenant, id});
  const auto number = call ? find_number(db, call->text(0)) : std::nullopt;
  if (number && number->tenant == actor.tenant && !number->settings.agents_listen.value_or(true))
    return {};
  const auto row = conversations::find_row(db, actor.tenant, id);
  if (row && row->owner == actor.user) return {true, false};
  const auto wrote = db.one(
      "SELECT author FROM message WHERE tenant = $1 AND conversation = $2 AND author = $3 LIMIT 1",
      {actor.tenant, id, actor.user});
  const auto handled =
      db.one("SELECT id FROM wrapup WHERE tenant = $1 AND conversation = $2 AND agent = $3 LIMIT 1",
             {actor.tenant, id, actor.user});
  return {wrote || handled, false};
}

void delete_old_recordings(loop::Tx& tx, const std::string& folder) {
  for (const auto& row : tx.db().query(
           "UPDATE recording SET state = 'deleted', delete_at = NULL WHERE delete_at <= $1 AND "
           "held = 0 AND state <> 'recording' RETURNING id, tenant, conversation",
           {tx.now()})) {
    const auto id = row.id<RecordingId>(0);
    tx.journal(system_actor(row.id<TenantId>(1)), "conversation", row.integer(2),
               "recording_deleted", "{\"recording\":\"" + id.str() + "\",\"why\":\"policy\"}");
    remove_file(tx, folder, id);
  }
}

Result<Recording> hold_recording(loop::Tx& tx, const Actor& actor, RecordingId id, bool on) {
  const auto found = find_recording(tx.db(), actor.tenant, id);
  if (!found) return refuse(Code::not_found);
  tx.db().exec("UPDATE recording SET held = $1 WHERE id = $2 AND tenant = $3",
               {on, id, actor.tenant});
  tx.journal(actor, "conversation", found->conversation_id.value,
             on ? "recording_held" : "recording_released", "{\"recording\":\"" + id.str() + "\"}");
  return *find_recording(tx.db(), actor.tenant, id);
}

Result<Done> delete_recording(loop::Tx& tx, const Actor& actor, RecordingId id,
                              const std::string& folder) {
  const auto found = find_recording(tx.db(), actor.tenant, id);
  if (!found) return refuse(Code::not_found);
  if (found->legal_hold || found->state == RecordingPhase::recording)
    return refuse(Code::invalid_transition);
  tx.db().exec(
      "UPDATE recording SET state = 'deleted', delete_at = NULL WHERE id = $1 AND tenant = $2",
      {id, actor.tenant});
  tx.journal(actor, "conversation", found->conversation_id.value, "recording_deleted",
             "{\"recording\":\"" + id.str() + "\",\"why\":\"asked\"}");
  remove_file(tx, folder, id);
  return Done{};
}

// ---- what the telephone engine tells of them
// ------------------------------------------------------

void Phone::begin_voicemail(loop::Tx& tx, Call& call) {
  call.voicemail =
      begin_recording(tx, call, RecordingPurpose::voicemail, outside_.recordings_folder);
  const std::int64_t ms_max = std::exchange(call.voicemail_ms, 0);
  post(tx,
       voice::Play{call.customer, ++call.saying.play, {voice::ToneFor{voice::Tone::beep, 300}}});
  voice::Record record;
  record.room = call.room;
  record.recording = call.voicemail.value;
  record.path = recording_path(outside_.recordings_folder, call.voicemail);
  record.only = call.customer;
  record.ms_max = ms_max;
  record.silence_ms = call.relay ? 0 : voicemail_silence_ms;
  post(tx, std::move(record));
}

void Phone::on(loop::Tx& tx, const voice::Recorded& event) {
  const auto row = tx.db().one("SELECT tenant, conversation, kind FROM recording WHERE id = $1",
                               {event.recording});
  if (!row) return;
  const TenantId tenant = row->id<TenantId>(0);
  const auto id = row->id<ConversationId>(1);
  const RecordingId recording{event.recording};
  const bool empty = event.length_ms == 0;
  tx.db().exec(
      "UPDATE recording SET state = $1, length_ms = $2, delete_at = CASE WHEN $3 = 1 THEN NULL "
      "ELSE "
      "delete_at END WHERE id = $4 AND tenant = $5",
      {empty ? "empty" : "kept", event.length_ms, empty, recording, tenant});
  tx.journal(system_actor(tenant), "conversation", id.value, "recording_ended",
             "{\"recording\":\"" + recording.str() +
                 "\",\"length_ms\":" + std::to_string(event.length_ms) + "}");
  conversations::publish_conversation(tx, tenant, id);
  if (row->text(2) != "voicemail") return;
  const Call* known = calls_.find(id);
  if (known == nullptr || known->voicemail != recording) return;
  edit(tx, id, [&](Call& call) { call.voicemail = {}; });
  flow_happens(tx, id, flow::RecordingDone{recording.str(), event.length_ms});
  const Call* after = calls_.find(id);
  if (after != nullptr && after->customer == 0 && !after->callback)
    edit(tx, id, [&](Call& call) { finish(tx, call, "hung_up"); });
}

void Phone::on(loop::Tx& tx, const voice::RecordingFailed& event) {
  const auto row =
      tx.db().one("SELECT tenant, conversation FROM recording WHERE id = $1", {event.recording});
  if (!row) return;
  tx.db().exec("UPDATE recording SET state = 'failed' WHERE id = $1 AND tenant = $2",
               {event.recording, row->id<TenantId>(0)});
  tx.journal(system_actor(row->id<TenantId>(0)), "conversation", row->integer(1),
             "recording_failed", "{\"why\":" + json::to_string(event.why) + "}");
  const auto id = row->id<ConversationId>(1);
  const Call* known = calls_.find(id);
  if (known == nullptr) return;
  const bool message = known->voicemail.value == event.recording;
  edit(tx, id, [&](Call& call) {
    if (message) {
      call.voicemail = {};
    } else {
      call.recording_state = RecordingState::off;
      call.record_wanted = false;
    }
  });
  if (message) flow_happens(tx, id, flow::RecordingDone{"", 0});
}

// A message left for the people of a queue: their case waits for them.
void Phone::take_message(loop::Tx& tx, Call& call, const flow::TakeMessage& message) {
  shell::take_message(tx, call.tenant, call.conversation, message);
  conversations::note_event(tx, call.tenant, call.conversation, "voicemail");
}

}  // namespace centralino::phone
