// A call as screens see it (docs/live-protocol.md).
#pragma once

#include "channels/phone/call.h"
#include "subjects/queues/floor.h"

namespace centralino::phone {

enum class CallState : std::uint8_t { automated, waiting, ringing, talking, ended };
BOOST_DESCRIBE_ENUM(CallState, automated, waiting, ringing, talking, ended)

struct KnownValue {
  std::string name;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(KnownValue, (), (name, value))

enum class ConsultKind : std::uint8_t { agent, number };
BOOST_DESCRIBE_ENUM(ConsultKind, agent, number)

struct ConsultView {
  ConsultState state = ConsultState::ringing;
  ConsultKind kind = ConsultKind::agent;
  std::string label;
  std::optional<UserId> agent_id;
};
BOOST_DESCRIBE_STRUCT(ConsultView, (), (state, kind, label, agent_id))

struct WatcherView {
  UserId id;
  std::string name;
  WatchMode mode = WatchMode::listen;
};
BOOST_DESCRIBE_STRUCT(WatcherView, (), (id, name, mode))

struct CallView {
  ConversationId conversation_id;
  Direction direction = Direction::in;
  CallState state = CallState::automated;
  std::string number;
  std::string line_number;
  bool web = false;    // from a page of a site; `number` is where they want to be called back
  bool relay = false;  // through a relay service or a text telephone
  bool held = false;
  RecordingState recording = RecordingState::off;
  bool agents_pause = true;  // the recording
  bool secret = false;       // the caller types what nobody may hear
  std::vector<KnownValue> known;
  std::optional<ConsultView> consult;
  bool conference = false;
  std::vector<WatcherView> watchers;
  std::optional<UserId> agent_id;
  Instant started_at;
  std::optional<Instant> answered_at;
  double hold_s_total = 0;
};
BOOST_DESCRIBE_STRUCT(CallView, (),
                      (conversation_id, direction, state, number, line_number, web, relay, held,
                       recording, agents_pause, secret, known, consult, conference, watchers,
                       agent_id, started_at, answered_at, hold_s_total))

CallView view_of(const queues::FloorNow& floor, const Call& call);

}  // namespace centralino::phone
