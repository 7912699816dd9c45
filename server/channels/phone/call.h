// A call: what is to be known of one while it goes on. It belongs to a conversation, which holds
// who the customer is, who owns it and what was noted; here stand legs, sounds and the flow.
//
// Stored whole after every change and read back after a lost transaction, so that memory is always
// what is stored. Legs live in the process's telephone engine: a process that starts finds none
// of them and ends such calls.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "engine/flow/effects.h"
#include "engine/flow/state.h"

namespace centralino::phone {

namespace flow = engine::flow;
using Leg = std::int64_t;  // voice::LegId; 0 none

enum class Direction : std::uint8_t { in, out };
BOOST_DESCRIBE_ENUM(Direction, in, out)

enum class RecordingState : std::uint8_t { off, on, paused };
BOOST_DESCRIBE_ENUM(RecordingState, off, on, paused)

// How somebody else listens: not heard, heard by the agent only, heard by all.
enum class WatchMode : std::uint8_t { listen, whisper, barge };
BOOST_DESCRIBE_ENUM(WatchMode, listen, whisper, barge)

struct Watcher {
  UserId user;
  Leg leg = 0;
  WatchMode mode = WatchMode::listen;
};
BOOST_DESCRIBE_STRUCT(Watcher, (), (user, leg, mode))

// The agent speaks with somebody else while the customer hears music.
enum class ConsultState : std::uint8_t { ringing, talking, joined };
BOOST_DESCRIBE_ENUM(ConsultState, ringing, talking, joined)
struct Consult {
  ConsultState state = ConsultState::ringing;
  Leg leg = 0;
  UserId agent;        // a colleague, or
  std::string number;  // somebody outside
  std::string label;   // for screens
};
BOOST_DESCRIBE_STRUCT(Consult, (), (state, leg, agent, number, label))

// A telephone that is rung for an offer: whoever answers it has accepted.
struct Ring {
  OfferId offer;
  UserId agent;
  Leg leg = 0;
  bool up = false;  // answered
};
BOOST_DESCRIBE_STRUCT(Ring, (), (offer, agent, leg, up))

// A promise to call: what the flow booked. One attempt at a time; see callback.cpp.
struct Callback {
  std::string number;
  Instant due;
  Instant place_from;  // the place it keeps
  std::string queue;   // its key
  std::int64_t attempts = 0;
  bool waiting = false;  // the caller has hung up; an agent is looked for
  bool again = false;    // an attempt failed: another follows
};
BOOST_DESCRIBE_STRUCT(Callback, (), (number, due, place_from, queue, attempts, waiting, again))

// What is being said to the customer, and what follows it.
struct Saying {
  std::int64_t play = 0;  // newest number given to the telephone engine
  bool going_on = false;
  bool music = false;  // what is heard, when nothing is said
  bool bargeable = true;
  std::vector<flow::Say> next;
};
BOOST_DESCRIBE_STRUCT(Saying, (), (play, going_on, music, bargeable, next))

// A caller on a web page: their line may break and come back, the call goes on meanwhile.
struct WebCaller {
  std::string page;       // where they called from
  std::int64_t lost = 0;  // how often the line went down
  bool up = false;        // audio flows
  bool begun = false;     // it did once: the flow has started
};
BOOST_DESCRIBE_STRUCT(WebCaller, (), (page, lost, up, begun))

struct Call {
  ConversationId conversation;
  TenantId tenant;
  Direction direction = Direction::in;
  std::string number;  // theirs; "" hidden
  std::string line;    // ours
  NumberId number_id;  // ours, when it is one of the tenant's
  Instant began_at;
  std::optional<Instant> answered_at;  // the customer's end
  std::optional<Instant> ended_at;
  std::string cause;
  bool relay = false;
  std::optional<WebCaller> web;  // they call from a page

  std::int64_t room = 0;
  Leg customer = 0;
  bool customer_up = false;  // answered
  std::int64_t digits_seen = 0;

  std::string flow_version;  // "" none, or over
  std::optional<flow::State> flow_state;
  TimerId flow_timer;
  Saying saying;
  std::optional<flow::Collect> secret;  // keys are kept aside while this is asked
  std::string ending;                   // outcome of the flow's end: hang up once all is said
  flow::Values known;

  std::optional<Instant> place_from;  // an earlier place that is kept
  std::optional<Instant> queued_at;   // since when it waits; kept when the caller comes back
  std::vector<Ring> rings;
  UserId agent;
  Leg agent_leg = 0;
  std::int64_t agent_play = 0;
  bool talking = false;
  UserId dialled_by;                     // who began it, of calls that go out
  std::optional<Instant> held_since;     // by the agent
  std::optional<Instant> on_hold_since;  // the customer hears music, whatever for
  std::int64_t hold_ms = 0;              // all of it that is over
  std::optional<Consult> consult;
  // The customer was handed to somebody outside: who is rung takes them, the agent is done, and
  // this is their leg once they answered.
  bool third_takes = false;
  bool stays = false;
  Leg outside_leg = 0;
  std::vector<Watcher> watchers;

  RecordingId recording;
  RecordingState recording_state = RecordingState::off;
  bool recording_silent = false;     // while somebody is apart, or a secret is typed
  bool record_wanted = false;        // the flow or the number asked for it, and it was allowed
  std::optional<bool> agents_pause;  // as the number had it when the call began; absent: they may
  RecordingId voicemail;
  std::int64_t voicemail_ms = 0;  // a message begins when what is being said was heard

  std::optional<Callback> callback;
};
BOOST_DESCRIBE_STRUCT(Call, (),
                      (conversation, tenant, direction, number, line, number_id, began_at,
                       answered_at, ended_at, cause, relay, web, room, customer, customer_up,
                       digits_seen, flow_version, flow_state, flow_timer, saying, secret, ending,
                       known, place_from, queued_at, rings, agent, agent_leg, agent_play, talking,
                       dialled_by, held_since, on_hold_since, hold_ms, consult, third_takes, stays,
                       outside_leg, watchers, recording, recording_state, recording_silent,
                       record_wanted, agents_pause, voicemail, voicemail_ms, callback))

}  // namespace centralino::phone
