// What happens to a running flow. The shell (telephone, chat) tells it, with the time; the engine
// never asks a clock. What arrives late or twice is ignored.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "base/json.h"
#include "engine/flow/words.h"

namespace centralino::engine::flow {

struct Started {
  static constexpr std::string_view type_name = "started";
  Channel channel = Channel::voice;
  std::string caller;                   // number or handle, may be empty
  std::optional<std::string> language;  // the number's or the page's; else the flow's first
  std::optional<bool> patient;          // answers may take their time (relay services)
};
BOOST_DESCRIBE_STRUCT(Started, (), (channel, caller, language, patient))

// One key of a telephone: 0–9, * or #.
struct Digit {
  static constexpr std::string_view type_name = "digit";
  std::string key;
};
BOOST_DESCRIBE_STRUCT(Digit, (), (key))

// Written in a chat, or understood by speech recognition. Never sent for a secret: see
// secret_event() in step.h.
struct Typed {
  static constexpr std::string_view type_name = "typed";
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Typed, (), (text))

struct Clicked {
  static constexpr std::string_view type_name = "clicked";
  std::string key;
};
BOOST_DESCRIBE_STRUCT(Clicked, (), (key))

// A secret was entered. Its digits stay with the shell, which says only whether they fit.
struct SecretEntered {
  static constexpr std::string_view type_name = "secret_entered";
  bool fits = false;
};
BOOST_DESCRIBE_STRUCT(SecretEntered, (), (fits))

// Everything said so far has been heard (voice) or delivered (chat).
struct PromptDone {
  static constexpr std::string_view type_name = "prompt_done";
};
BOOST_DESCRIBE_STRUCT(PromptDone, (), ())

struct TimedOut {
  static constexpr std::string_view type_name = "timed_out";
  std::int64_t timer = 0;
};
BOOST_DESCRIBE_STRUCT(TimedOut, (), (timer))

struct LookUpAnswered {
  static constexpr std::string_view type_name = "look_up_answered";
  std::int64_t question = 0;
  Values fields;  // flattened: "order.status" → "shipped"
};
BOOST_DESCRIBE_STRUCT(LookUpAnswered, (), (question, fields))

struct LookUpFailed {
  static constexpr std::string_view type_name = "look_up_failed";
  std::int64_t question = 0;
  LookUpFailure reason = LookUpFailure::failed;
};
BOOST_DESCRIBE_STRUCT(LookUpFailed, (), (question, reason))

// Dates and times are local to the calendar, since a flow only says them.
struct HoursAnswered {
  static constexpr std::string_view type_name = "hours_answered";
  std::int64_t question = 0;
  bool open = false;
  std::optional<std::string> opens_date;
  std::optional<std::string> opens_time;
};
BOOST_DESCRIBE_STRUCT(HoursAnswered, (), (question, open, opens_date, opens_time))

// `wait_minutes`: what is expected; none when nobody can say.
struct QueueEntered {
  static constexpr std::string_view type_name = "queue_entered";
  std::int64_t position = 1;
  std::optional<std::int64_t> wait_minutes;
};
BOOST_DESCRIBE_STRUCT(QueueEntered, (), (position, wait_minutes))

struct QueuePosition {
  static constexpr std::string_view type_name = "queue_position";
  std::int64_t position = 1;
  std::optional<std::int64_t> wait_minutes;
};
BOOST_DESCRIBE_STRUCT(QueuePosition, (), (position, wait_minutes))

struct QueueLeft {
  static constexpr std::string_view type_name = "queue_left";
  QueueExit reason = QueueExit::nobody;
};
BOOST_DESCRIBE_STRUCT(QueueLeft, (), (reason))

struct AgentAnswered {
  static constexpr std::string_view type_name = "agent_answered";
};
BOOST_DESCRIBE_STRUCT(AgentAnswered, (), ())

// The agent is done; the customer is still there.
struct AgentLeft {
  static constexpr std::string_view type_name = "agent_left";
};
BOOST_DESCRIBE_STRUCT(AgentLeft, (), ())

struct TransferFailed {
  static constexpr std::string_view type_name = "transfer_failed";
};
BOOST_DESCRIBE_STRUCT(TransferFailed, (), ())

struct HungUp {
  static constexpr std::string_view type_name = "hung_up";
};
BOOST_DESCRIBE_STRUCT(HungUp, (), ())

struct RecordingDone {
  static constexpr std::string_view type_name = "recording_done";
  std::string recording;
  std::int64_t length_ms = 0;  // 0: nothing was said
};
BOOST_DESCRIBE_STRUCT(RecordingDone, (), (recording, length_ms))

// Consent that came another way than by keys or words.
struct ConsentGiven {
  static constexpr std::string_view type_name = "consent_given";
  bool granted = false;
};
BOOST_DESCRIBE_STRUCT(ConsentGiven, (), (granted))

// When somebody can call back; `date` and `time` say `due` in the calendar's zone.
struct CallbackOffered {
  static constexpr std::string_view type_name = "callback_offered";
  std::int64_t question = 0;
  Instant due;
  std::string date;
  std::string time;
};
BOOST_DESCRIBE_STRUCT(CallbackOffered, (), (question, due, date, time))

struct CallbackUnavailable {
  static constexpr std::string_view type_name = "callback_unavailable";
  std::int64_t question = 0;
};
BOOST_DESCRIBE_STRUCT(CallbackUnavailable, (), (question))

// Accepted another way than by keys or words.
struct CallbackAccepted {
  static constexpr std::string_view type_name = "callback_accepted";
};
BOOST_DESCRIBE_STRUCT(CallbackAccepted, (), ())

// The process was restarted: timers and questions under way are gone, the caller is still there.
struct Resumed {
  static constexpr std::string_view type_name = "resumed";
};
BOOST_DESCRIBE_STRUCT(Resumed, (), ())

using Happening =
    std::variant<Started, Digit, Typed, Clicked, SecretEntered, PromptDone, TimedOut,
                 LookUpAnswered, LookUpFailed, HoursAnswered, QueueEntered, QueuePosition,
                 QueueLeft, AgentAnswered, AgentLeft, TransferFailed, HungUp, RecordingDone,
                 ConsentGiven, CallbackOffered, CallbackUnavailable, CallbackAccepted, Resumed>;

struct Event {
  Instant at;
  Happening what;
};
BOOST_DESCRIBE_STRUCT(Event, (), (at, what))

}  // namespace centralino::engine::flow
