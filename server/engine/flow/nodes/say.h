// Says something and goes on.
#pragma once

#include "engine/flow/parts.h"

namespace centralino::engine::flow {

class Run;

struct SayNode {
  static constexpr std::string_view type_name = "say";
  Prompt prompt;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(SayNode, (), (prompt, next))

void enter(const SayNode& node, Run& run);
Parts parts(const SayNode& node);

}  // namespace centralino::engine::flow
