// Offers to call back at a time that the floor can keep: {callback_date}, {callback_time}.
#pragma once

#include "engine/flow/events.h"
#include "engine/flow/nodes/input.h"

namespace centralino::engine::flow {

class Run;

struct CallbackNode : Input {
  static constexpr std::string_view type_name = "callback";
  std::string queue;
  Prompt prompt;
  std::optional<std::string> number;  // variable that holds it; default: the caller's
  std::optional<std::string> accepted;
  std::optional<std::string> declined;     // also after silence, unless no_input says otherwise
  std::optional<std::string> unavailable;  // there is no time to offer
};
BOOST_DESCRIBE_STRUCT(CallbackNode, (Input),
                      (queue, prompt, number, accepted, declined, unavailable))

void enter(const CallbackNode& node, Run& run);
void hear(const CallbackNode& node, const Happening& what, Run& run);
bool take(const CallbackNode& node, const Answer& answer, Run& run);
std::optional<std::string> otherwise(const CallbackNode& node);
Parts parts(const CallbackNode& node);

}  // namespace centralino::engine::flow
