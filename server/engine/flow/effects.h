// What a flow wants done, in this order. The shell carries it out and reports back with events.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/json.h"
#include "engine/flow/validator.h"

namespace centralino::engine::flow {

// Said or written after what was said before. With `audio`, a telephone plays that instead.
struct Say {
  static constexpr std::string_view type_name = "say";
  std::string text;
  std::string language;
  bool bargeable = true;
  std::optional<std::string> audio;
};
BOOST_DESCRIBE_STRUCT(Say, (), (text, language, bargeable, audio))

struct Button {
  std::string key;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(Button, (), (key, label))

// Listen to the caller. `buttons` are for a chat; the last one, "0", is a person. For a secret the
// shell keeps the keys to itself under the name `secret` until `validator` is met, "#" or a pause.
struct Collect {
  static constexpr std::string_view type_name = "collect";
  Expect expect = Expect::choice;
  std::vector<Button> buttons;
  std::int64_t length_max = 0;  // keys after which the answer is complete; 0: "#" or a pause
  std::optional<std::string> secret;
  std::optional<Validator> validator;
};
BOOST_DESCRIBE_STRUCT(Collect, (), (expect, buttons, length_max, secret, validator))

// Replaces the timer before it; `TimedOut` with its number when it is over.
struct StartTimer {
  static constexpr std::string_view type_name = "start_timer";
  std::int64_t timer = 0;
  std::int64_t after_ms = 0;
};
BOOST_DESCRIBE_STRUCT(StartTimer, (), (timer, after_ms))

// The one effect that hands secrets over, by name: the shell puts the digits it kept into the
// fields of `secrets` (field → name) and forgets them.
struct LookUp {
  static constexpr std::string_view type_name = "look_up";
  std::int64_t question = 0;
  std::string url;
  Values send;
  Values secrets;
  std::int64_t deadline_ms = 0;
};
BOOST_DESCRIBE_STRUCT(LookUp, (), (question, url, send, secrets, deadline_ms))

struct AskHours {
  static constexpr std::string_view type_name = "ask_hours";
  std::int64_t question = 0;
  std::string calendar;
};
BOOST_DESCRIBE_STRUCT(AskHours, (), (question, calendar))

struct SkillNeed {
  std::string skill;
  int level = 1;
};
BOOST_DESCRIBE_STRUCT(SkillNeed, (), (skill, level))

struct Enqueue {
  static constexpr std::string_view type_name = "enqueue";
  std::string queue;
  std::vector<SkillNeed> skills;
  std::int64_t priority_s = 0;
  std::string language;
  Values known;  // what the flow learnt, for the agent's screen; no secrets
};
BOOST_DESCRIBE_STRUCT(Enqueue, (), (queue, skills, priority_s, language, known))

// Why a contact leaves a queue of the flow's own accord: it takes too long, or the caller wishes to
// be called back, to leave a message, or something else.
enum class Leaving : std::uint8_t { timeout, callback, voicemail, choice };
BOOST_DESCRIBE_ENUM(Leaving, timeout, callback, voicemail, choice)

struct LeaveQueue {
  static constexpr std::string_view type_name = "leave_queue";
  std::string queue;
  Leaving why = Leaving::choice;
};
BOOST_DESCRIBE_STRUCT(LeaveQueue, (), (queue, why))

// When can somebody of this queue call back?
struct FindCallback {
  static constexpr std::string_view type_name = "find_callback";
  std::int64_t question = 0;
  std::string queue;
};
BOOST_DESCRIBE_STRUCT(FindCallback, (), (question, queue))

struct BookCallback {
  static constexpr std::string_view type_name = "book_callback";
  std::string queue;
  std::string to;  // number or handle
  Instant due;
  std::string language;
  Values known;
};
BOOST_DESCRIBE_STRUCT(BookCallback, (), (queue, to, due, language, known))

struct StartRecording {
  static constexpr std::string_view type_name = "start_recording";
  RecordingKind kind = RecordingKind::conversation;
  std::int64_t length_ms_max = 0;  // 0: until the end
};
BOOST_DESCRIBE_STRUCT(StartRecording, (), (kind, length_ms_max))

struct StopRecording {
  static constexpr std::string_view type_name = "stop_recording";
  RecordingKind kind = RecordingKind::conversation;
};
BOOST_DESCRIBE_STRUCT(StopRecording, (), (kind))

// A message for the people of a queue: recorded or written. With `answer_by` it is a promise.
struct TakeMessage {
  static constexpr std::string_view type_name = "take_message";
  std::string queue;
  std::optional<std::string> recording;
  std::optional<std::string> text;
  std::optional<Instant> answer_by;
};
BOOST_DESCRIBE_STRUCT(TakeMessage, (), (queue, recording, text, answer_by))

// A field of the contact's record.
struct SetField {
  static constexpr std::string_view type_name = "set_field";
  std::string field;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(SetField, (), (field, value))

// From now on this caller may take their time, and is not given up for being silent.
struct BePatient {
  static constexpr std::string_view type_name = "be_patient";
};
BOOST_DESCRIBE_STRUCT(BePatient, (), ())

struct Transfer {
  static constexpr std::string_view type_name = "transfer";
  Destination to = Destination::queue;
  std::string target;
  Values known;
};
BOOST_DESCRIBE_STRUCT(Transfer, (), (to, target, known))

enum class EndReason : std::uint8_t { finished, hung_up, stuck };
BOOST_DESCRIBE_ENUM(EndReason, finished, hung_up, stuck)

struct End {
  static constexpr std::string_view type_name = "end";
  EndReason reason = EndReason::finished;
  std::string outcome;  // of the end node
};
BOOST_DESCRIBE_STRUCT(End, (), (reason, outcome))

enum class FactKind : std::uint8_t {
  entered,
  chose,     // detail: the choice's key, the language, "yes" or "no"
  answered,  // detail: the variable's name, never its value
  rated,     // detail: the figure
  no_match,
  no_input,
  person,  // the caller asked for a person
  failed,  // detail: what
  looped,
  returned  // from a module; detail: its outcome
};
BOOST_DESCRIBE_ENUM(FactKind, entered, chose, answered, rated, no_match, no_input, person, failed,
                    looped, returned)

// For the journal: what reports and the editor count.
struct Fact {
  static constexpr std::string_view type_name = "fact";
  FactKind what = FactKind::entered;
  std::string flow;
  std::string node;
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(Fact, (), (what, flow, node, detail))

using Effect = std::variant<Say, Collect, StartTimer, LookUp, AskHours, Enqueue, LeaveQueue,
                            FindCallback, BookCallback, StartRecording, StopRecording, TakeMessage,
                            SetField, BePatient, Transfer, End, Fact>;

}  // namespace centralino::engine::flow
