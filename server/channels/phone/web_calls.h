// Callers on a web page: what the widget sends, and how the visitor's page sees the call
// (docs/live-protocol.md).
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "channels/phone/call.h"
#include "subjects/queues/floor.h"

namespace centralino::phone {

// So many of a company's callers from pages may be without an agent at once: the rest of the queue
// is for those who dial.
constexpr std::size_t web_calls_waiting_max = 40;
// The page has the microphone already when it asks; without audio by then it has given up.
constexpr Duration web_first_audio = seconds(30);
// A page that is reloaded, or a telephone that changes networks, is back by then.
constexpr Duration web_line_grace = seconds(60);

struct StartCall {
  std::optional<std::string> name;
  std::optional<std::string> email;
  std::optional<std::string> phone;     // where to call back
  std::optional<std::string> language;  // "it", "en"
  std::optional<std::string> page;      // its address
};
BOOST_DESCRIBE_STRUCT(StartCall, (), (name, email, phone, language, page))

struct CallStarted {
  ConversationId conversation_id;
  std::string visitor_token;
};
BOOST_DESCRIBE_STRUCT(CallStarted, (), (conversation_id, visitor_token))

enum class VisitorCallState : std::uint8_t { connecting, automated, waiting, talking, held, ended };
BOOST_DESCRIBE_ENUM(VisitorCallState, connecting, automated, waiting, talking, held, ended)

struct VisitorCallAgent {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(VisitorCallAgent, (), (name))

struct VisitorCall {
  VisitorCallState state = VisitorCallState::connecting;
  std::optional<VisitorCallAgent> agent;
  bool recorded = false;
  bool callback = false;  // ended, and we call them back
  Instant started_at;
};
BOOST_DESCRIBE_STRUCT(VisitorCall, (), (state, agent, recorded, callback, started_at))

VisitorCall visitor_view_of(const queues::FloorNow& floor, const Call& call);

}  // namespace centralino::phone

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::phone::StartCall::name> = {.max_length = 100};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::phone::StartCall::email> = {.max_length = 254};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::phone::StartCall::phone> = {.max_length = 40};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::phone::StartCall::page> = {.max_length = 500};
