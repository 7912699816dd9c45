// One question with a figure for an answer, kept in a variable and counted in reports.
#pragma once

#include "engine/flow/nodes/input.h"

namespace centralino::engine::flow {

class Run;

struct SurveyNode : Input {
  static constexpr std::string_view type_name = "survey";
  Prompt prompt;
  std::string variable;
  int lowest = 1;
  int highest = 5;
  std::optional<std::string> next;  // also after silence, unless no_input says otherwise
};
BOOST_DESCRIBE_STRUCT(SurveyNode, (Input), (prompt, variable, lowest, highest, next))

void enter(const SurveyNode& node, Run& run);
bool take(const SurveyNode& node, const Answer& answer, Run& run);
std::optional<std::string> otherwise(const SurveyNode& node);
Parts parts(const SurveyNode& node);

}  // namespace centralino::engine::flow
