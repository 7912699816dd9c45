// Asks for something and keeps it in a variable once it is valid.
#pragma once

#include "engine/flow/nodes/input.h"

namespace centralino::engine::flow {

class Run;

struct AskNode : Input {
  static constexpr std::string_view type_name = "ask";
  Prompt prompt;
  std::string variable;
  Validator validator;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(AskNode, (Input), (prompt, variable, validator, next))

void enter(const AskNode& node, Run& run);
bool take(const AskNode& node, const Answer& answer, Run& run);
Parts parts(const AskNode& node);

// What can never be met: lengths the wrong way round, a pattern that is missing.
bool validator_ok(const Validator& validator);

}  // namespace centralino::engine::flow
