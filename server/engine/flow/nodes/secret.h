// Asks for something that nobody may read: a PIN, a card's number. The shell keeps the digits and
// hands them to the look-up that names the variable; state, facts and events never hold them.
#pragma once

#include "engine/flow/nodes/input.h"

namespace centralino::engine::flow {

class Run;

struct SecretNode : Input {
  static constexpr std::string_view type_name = "secret";
  Prompt prompt;
  std::string variable;  // of type secret
  Validator validator;   // by keys: digits, a date or a pattern of digits
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(SecretNode, (Input), (prompt, variable, validator, next))

// What a secret variable holds once it was entered.
inline constexpr std::string_view secret_mask = "••••";

void enter(const SecretNode& node, Run& run);
void hear_secret(const SecretNode& node, Run& run);  // it was entered and fits
Parts parts(const SecretNode& node);

}  // namespace centralino::engine::flow
