// Asks another system by HTTPS and branches on what came of it. `send` may name variables;
// a secret stands there alone ("{pin}") and nowhere else. `answers`: variable ← field of the answer
// ("order.status").
#pragma once

#include "engine/flow/events.h"
#include "engine/flow/parts.h"

namespace centralino::engine::flow {

class Run;

struct LookUpNode {
  static constexpr std::string_view type_name = "look_up";
  std::string url;  // variables only after the host; they are percent-encoded
  std::optional<Values> send;
  std::optional<Values> answers;
  std::optional<std::int64_t> deadline_ms;  // default 5 s
  std::optional<Prompt> prompt;             // said while it is under way
  std::optional<std::string> ok;
  std::optional<std::string> not_found;
  std::optional<std::string> timed_out;
  std::optional<std::string> failed;
};
BOOST_DESCRIBE_STRUCT(LookUpNode, (),
                      (url, send, answers, deadline_ms, prompt, ok, not_found, timed_out, failed))

void enter(const LookUpNode& node, Run& run);
void hear(const LookUpNode& node, const Happening& what, Run& run);
Parts parts(const LookUpNode& node);

}  // namespace centralino::engine::flow
