#include "channels/phone/api.h"
#include "channels/phone/measures.h"
#include "channels/phone/recordings.h"
#include "channels/phone/views.h"

namespace centralino::phone {

struct DialWish {
  std::string to;
  std::optional<CaseId> case_id;
};
BOOST_DESCRIBE_STRUCT(DialWish, (), (to, case_id))
struct Dialled {
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(Dialled, (), (conversation_id))
struct HoldWish {
  bool on = true;
};
BOOST_DESCRIBE_STRUCT(HoldWish, (), (on))
struct DigitsWish {
  std::string digits;
};
BOOST_DESCRIBE_STRUCT(DigitsWish, (), (digits))
struct RecordingWish {
  bool paused = true;
};
BOOST_DESCRIBE_STRUCT(RecordingWish, (), (paused))
struct NumberTransfer {
  std::string number;
  std::optional<std::string> brief;
};
BOOST_DESCRIBE_STRUCT(NumberTransfer, (), (number, brief))
struct ConsultWish {
  std::optional<UserId> agent_id;
  std::optional<QueueId> queue_id;
  std::optional<std::string> number;
  std::optional<std::string> brief;
};
BOOST_DESCRIBE_STRUCT(ConsultWish, (), (agent_id, queue_id, number, brief))
struct ConsultAnswer {
  bool accept = true;
};
BOOST_DESCRIBE_STRUCT(ConsultAnswer, (), (accept))
enum class SuperviseMode : std::uint8_t { listen, whisper, barge, take_over, off };
BOOST_DESCRIBE_ENUM(SuperviseMode, listen, whisper, barge, take_over, off)
struct SuperviseWish {
  SuperviseMode mode = SuperviseMode::listen;
};
BOOST_DESCRIBE_STRUCT(SuperviseWish, (), (mode))

// What is known of a conversation's call, also when it is over.
struct CallRecord {
  Direction direction = Direction::in;
  std::string number;
  std::string line_number;
  bool web = false;    // from a page of a site
  bool relay = false;  // through a relay service or a text telephone
  Instant started_at;
  std::optional<Instant> answered_at;
  std::optional<Instant> ended_at;
  std::optional<std::string> cause;
  double hold_s_total = 0;
  std::vector<KnownValue> known;
  std::optional<Measures> measures;  // of the talk with an agent, a moment after its end
  bool greeted_late = false;         // the agent; measured only
  std::vector<Recording> recordings;
  bool may_listen = false;  // to the recordings: whoever asks
  bool may_download = false;
};
BOOST_DESCRIBE_STRUCT(CallRecord, (),
                      (direction, number, line_number, web, relay, started_at, answered_at,
                       ended_at, cause, hold_s_total, known, measures, greeted_late, recordings,
                       may_listen, may_download))

namespace {

using api::Auth;
using api::Nothing;

Result<CallRecord> call_record(store::Db& db, const api::Ask& ask) {
  TRY(id, ask.id<ConversationId>("id"));
  const auto row = db.one(
      "SELECT direction, number, line, began_at, answered_at, ended_at, cause, call, measures FROM "
      "phone_call WHERE conversation = $1 AND tenant = $2",
      {id, ask.actor.tenant});
  if (!row) return refuse(Code::not_found);
  CallRecord record;
  record.direction = json::enum_from<Direction>(row->text(0)).value_or(Direction::in);
  record.number = row->text(1);
  record.line_number = row->text(2);
  record.started_at = row->instant(3);
  record.answered_at = row->maybe_instant(4);
  record.ended_at = row->maybe_instant(5);
  record.cause = row->maybe_text(6);
  if (const auto call = json::from_text<Call>(row->text(7)); call.ok()) {
    record.web = call->web.has_value();
    record.relay = call->relay;
    record.hold_s_total = static_cast<double>(call->hold_ms) / 1000;
    for (const auto& [name, value] : call->known) record.known.push_back({name, value});
  }
  if (const auto text = row->maybe_text(8))
    if (const auto measures = json::from_text<Measures>(*text); measures.ok()) {
      record.measures = *measures;
      record.greeted_late = greeted_late(*measures);
    }
  for (auto& recording : recordings_of(db, ask.actor.tenant, id))
    record.recordings.push_back(std::move(recording));
  const auto rights = recording_rights(db, ask.actor, id);
  record.may_listen = rights.listen;
  record.may_download = rights.download;
  return record;
}

// A colleague of that queue who could pick up now, free for the longest time.
std::optional<UserId> free_colleague(loop::Tx& tx, const Phone& phone, const Actor& agent,
                                     QueueId queue) {
  const auto& floor = queues::floor(tx).of(agent.tenant);
  std::optional<UserId> best;
  Instant since;
  for (const auto& row : floor.cell.agents()) {
    if (row.agent == agent.user || row.state != engine::routing::AgentState::available) continue;
    if (std::find(row.queues.begin(), row.queues.end(), queue) == row.queues.end()) continue;
    if (!phone.reachable(agent.tenant, row.agent)) continue;
    if (best && since <= row.state_since) continue;
    best = row.agent;
    since = row.state_since;
  }
  return best;
}

// A change of a call by who has it; what came of it is told on the live socket.
template <class Body, class Act>
void on_call(api::Routes& routes, const std::string& path, const std::string& summary, Act act) {
  routes.command<Body, Nothing>(
      {.method = "POST",
       .pattern = "/api/v1/conversations/{id}/call/" + path,
       .auth = Auth::user,
       .tag = "calls",
       .summary = summary},
      [act](loop::Tx& tx, const api::Ask& ask, const Body& body) -> Result<Nothing> {
        TRY(id, ask.id<ConversationId>("id"));
        TRY_DONE(act(tx, ask.actor, id, body));
        return Nothing{};
      });
}

Result<Done> consult(Phone& phone, loop::Tx& tx, const Actor& agent, ConversationId id,
                     const ConsultWish& wanted) {
  auto colleague = wanted.agent_id;
  if (wanted.queue_id) {
    colleague = free_colleague(tx, phone, agent, *wanted.queue_id);
    if (!colleague) return refuse(Code::agent_busy);
  }
  if (!colleague && !wanted.number) return refuse_field("agent_id", "or number is required");
  if (wanted.brief && !wanted.brief->empty())
    TRY_DONE(conversations::agent_note(tx, agent, id, *wanted.brief));
  return phone.consult(tx, agent, id, colleague, wanted.number.value_or(""));
}

Result<Done> supervise(Phone& phone, loop::Tx& tx, const Actor& actor, ConversationId id,
                       SuperviseMode mode) {
  switch (mode) {
    case SuperviseMode::take_over:
      return phone.take_over(tx, actor, id);
    case SuperviseMode::off:
      return phone.watch(tx, actor, id, std::nullopt);
    case SuperviseMode::listen:
      return phone.watch(tx, actor, id, WatchMode::listen);
    case SuperviseMode::whisper:
      return phone.watch(tx, actor, id, WatchMode::whisper);
    case SuperviseMode::barge:
      break;
  }
  return phone.watch(tx, actor, id, WatchMode::barge);
}

}  // namespace

void add_call_routes(api::Routes& routes, const ApiParts& parts) {
  Phone& phone = parts.phone;
  routes.command<DialWish, Dialled>(
      {.method = "POST",
       .pattern = "/api/v1/calls",
       .auth = Auth::user,
       .tag = "calls",
       .summary = "Call a number, about a case or without one",
       .success = 201},
      [&phone](loop::Tx& tx, const api::Ask& ask, const DialWish& wanted) -> Result<Dialled> {
        TRY(id, phone.dial(tx, ask.actor, wanted.to, wanted.case_id));
        return Dialled{id};
      });
  routes.query<CallRecord>({.method = "GET",
                            .pattern = "/api/v1/conversations/{id}/call",
                            .auth = Auth::user,
                            .tag = "calls",
                            .summary = "The call of a conversation, with what was measured"},
                           call_record);
  on_call<HoldWish>(
      routes, "hold", "Put the customer on hold, or take them back",
      [&phone](loop::Tx& tx, const Actor& actor, ConversationId id, const HoldWish& wanted) {
        return phone.hold(tx, actor, id, wanted.on);
      });
  on_call<DigitsWish>(
      routes, "digits", "Send keys",
      [&phone](loop::Tx& tx, const Actor& actor, ConversationId id, const DigitsWish& wanted) {
        return phone.digits(tx, actor, id, wanted.digits);
      });
  on_call<RecordingWish>(
      routes, "recording", "Pause the recording, or go on",
      [&phone](loop::Tx& tx, const Actor& actor, ConversationId id, const RecordingWish& wanted) {
        return phone.pause_recording(tx, actor, id, wanted.paused);
      });
  on_call<NumberTransfer>(
      routes, "transfer", "Hand the customer to a number outside",
      [&phone](loop::Tx& tx, const Actor& actor, ConversationId id, const NumberTransfer& wanted) {
        return phone.transfer_to_number(tx, actor, id, wanted.number, wanted.brief.value_or(""));
      });
  on_call<ConsultWish>(
      routes, "consult", "Ask a colleague or a number while the customer waits",
      [&phone](loop::Tx& tx, const Actor& actor, ConversationId id, const ConsultWish& wanted) {
        return consult(phone, tx, actor, id, wanted);
      });
  on_call<ConsultAnswer>(
      routes, "consult/answer", "Pick up a colleague's question, or decline",
      [&phone](loop::Tx& tx, const Actor& actor, ConversationId id, const ConsultAnswer& wanted) {
        return phone.answer_consult(tx, actor, id, wanted.accept);
      });
  const auto end = [&](const char* path, const char* summary, Phone::ConsultEnd how) {
    on_call<Nothing>(
        routes, path, summary,
        [&phone, how](loop::Tx& tx, const Actor& actor, ConversationId id, const Nothing&) {
          return phone.end_consult(tx, actor, id, how);
        });
  };
  end("consult/complete", "Hand the customer to who was asked", Phone::ConsultEnd::complete);
  end("consult/cancel", "End the question; the customer is back", Phone::ConsultEnd::cancel);
  end("consult/join", "All three talk", Phone::ConsultEnd::join);
  on_call<SuperviseWish>(
      routes, "supervise", "Listen, whisper, join or take over",
      [&phone](loop::Tx& tx, const Actor& actor, ConversationId id, const SuperviseWish& wanted) {
        return supervise(phone, tx, actor, id, wanted.mode);
      });
}

}  // namespace centralino::phone
