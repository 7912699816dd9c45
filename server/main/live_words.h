// What a client may say on its live socket (docs/live-protocol.md).
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.h"

namespace centralino::live {

struct Said {
  std::string type;  // "typing", "seen", "call.line", "call.line_close"; others are passed over
  std::optional<ConversationId> conversation_id;  // desks; a visitor has one
  std::optional<bool> on;
  std::optional<std::int64_t> up_to;
  std::optional<std::string> sdp;  // call.line: what the browser offers, an agent's or a visitor's
};
BOOST_DESCRIBE_STRUCT(Said, (), (type, conversation_id, on, up_to, sdp))

}  // namespace centralino::live
