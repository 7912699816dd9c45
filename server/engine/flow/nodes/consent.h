// Asks whether the conversation may be recorded. Silence means no.
#pragma once

#include "engine/flow/events.h"
#include "engine/flow/nodes/input.h"

namespace centralino::engine::flow {

class Run;

struct ConsentNode : Input {
  static constexpr std::string_view type_name = "consent";
  Prompt prompt;
  std::optional<std::string> granted;
  std::optional<std::string> refused;
};
BOOST_DESCRIBE_STRUCT(ConsentNode, (Input), (prompt, granted, refused))

void enter(const ConsentNode& node, Run& run);
void hear(const ConsentNode& node, const Happening& what, Run& run);
bool take(const ConsentNode& node, const Answer& answer, Run& run);
std::optional<std::string> otherwise(const ConsentNode& node);
Parts parts(const ConsentNode& node);

}  // namespace centralino::engine::flow
