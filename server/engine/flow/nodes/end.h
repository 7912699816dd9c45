// Ends the conversation, or gives back from a module with an outcome that the caller acts on.
#pragma once

#include "engine/flow/parts.h"

namespace centralino::engine::flow {

class Run;

struct EndNode {
  static constexpr std::string_view type_name = "end";
  std::optional<Prompt> prompt;
  std::optional<std::string> outcome;  // default "done"
};
BOOST_DESCRIBE_STRUCT(EndNode, (), (prompt, outcome))

void enter(const EndNode& node, Run& run);
Parts parts(const EndNode& node);

}  // namespace centralino::engine::flow
