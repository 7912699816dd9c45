#include "engine/flow/nodes/survey.h"

#include "base/text.h"
#include "engine/flow/run.h"

namespace centralino::engine::flow {

void enter(const SurveyNode& node, Run& run) {
  run.say(node.prompt);
  Collect question;
  for (int n = std::max(1, node.lowest); n <= std::min(9, node.highest); ++n)
    question.buttons.push_back({std::to_string(n), std::to_string(n)});
  run.listen(std::move(question));
}

bool take(const SurveyNode& node, const Answer& answer, Run& run) {
  const auto figure = whole_number(trimmed(answer.text));
  if (!figure || *figure < node.lowest || *figure > node.highest) return false;
  run.set(node.variable, std::to_string(*figure));
  run.fact(FactKind::rated, std::to_string(*figure));
  run.go(node.next);
  return true;
}

std::optional<std::string> otherwise(const SurveyNode& node) { return node.next; }

Parts parts(const SurveyNode& node) {
  Parts out = input_parts(node, false);
  out.prompts.push_back({"prompt", node.prompt});
  out.writes = {{"variable", node.variable}};
  // Silence leads there too: whoever reads the variable behind it tests whether it is given.
  out.edges.push_back({"next", node.next.value_or(""), EdgeKind::caller});
  // One key each: 0 is a person.
  if (node.lowest < 1 || node.highest > 9 || node.lowest >= node.highest)
    out.faults.push_back({Fault::number_range, "lowest"});
  return out;
}

}  // namespace centralino::engine::flow
