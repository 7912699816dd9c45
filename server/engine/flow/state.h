// Where a session stands in its flow: everything there is to know between two events, so that the
// same events give the same states after any number of restarts. No secret is ever in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "engine/flow/words.h"

namespace centralino::engine::flow {

enum class Phase : std::uint8_t {
  fresh,         // not started
  running,       // within one step only
  collecting,    // listening to the caller
  asking,        // a question to the world is under way
  queued,        // waiting for an agent
  recording,     // a message is being recorded
  transferring,  // ringing elsewhere
  talking,       // with a person
  ended
};
BOOST_DESCRIBE_ENUM(Phase, fresh, running, collecting, asking, queued, recording, transferring,
                    talking, ended)

// A flow under way; modules stand on top of the flow that called them.
struct Frame {
  std::string flow;
  std::string node;
  Values variables;
  std::vector<std::string> trail;  // inputs passed, for "back"; at most trail_max
};
BOOST_DESCRIBE_STRUCT(Frame, (), (flow, node, variables, trail))

// So many times longer is waited for the answers of a caller who needs time.
inline constexpr std::int64_t patience = 3;

struct State {
  std::string version;  // content hash; a session stays with its version to the end
  Phase phase = Phase::fresh;
  Channel channel = Channel::voice;
  std::string caller;
  std::string language;
  std::vector<Frame> frames;  // the last one is running
  Expect expect = Expect::choice;
  std::int64_t length_max = 0;  // of the answer being collected
  std::string typed;            // keys of it so far
  std::int64_t attempts = 0;    // answers to this input that were none
  std::int64_t serial = 0;      // newest number given to a timer or question
  std::int64_t timer = 0;       // the one that counts; 0: none
  std::int64_t question = 0;    // the one under way; 0: none
  bool deaf = false;            // something is being said that keys do not interrupt
  bool leaving = false;         // on the way to a person
  bool recorded = false;        // the conversation is being recorded
  bool gone = false;            // hung up; only a recording is still awaited
  std::optional<bool> patient;  // answers may take their time
  std::string queue;            // where the contact waits
  std::optional<Instant> callback_due;
  std::map<std::string, std::int64_t> visits;  // "flow/node", since the caller's last input
};
BOOST_DESCRIBE_STRUCT(State, (),
                      (version, phase, channel, caller, language, frames, expect, length_max, typed,
                       attempts, serial, timer, question, deaf, leaving, recorded, gone, patient,
                       queue, callback_due, visits))

struct Version;

// Reads a stored state that `version` is to go on with. What is stored may have been damaged:
// refuses what is no state, or not one of this version.
Result<State> read_state(std::string_view text, const Version& version);

}  // namespace centralino::engine::flow
