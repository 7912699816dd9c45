// Sets the language, or lets the caller choose among the flow's.
#pragma once

#include "engine/flow/nodes/input.h"

namespace centralino::engine::flow {

class Run;

struct LanguageNode : Input {
  static constexpr std::string_view type_name = "language";
  std::optional<std::string> set;  // without asking
  std::optional<Prompt> prompt;    // said before the languages offer themselves in their own words
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(LanguageNode, (Input), (set, prompt, next))

void enter(const LanguageNode& node, Run& run);
bool take(const LanguageNode& node, const Answer& answer, Run& run);
Parts parts(const LanguageNode& node);

}  // namespace centralino::engine::flow
