#include "engine/flow/nodes/ask.h"

#include "engine/flow/run.h"

namespace centralino::engine::flow {

void enter(const AskNode& node, Run& run) {
  run.say(node.prompt);
  Collect question;
  question.expect = by_keys(node.validator) ? Expect::digits : Expect::text;
  question.length_max = keys_max(node.validator);
  run.listen(std::move(question));
}

bool take(const AskNode& node, const Answer& answer, Run& run) {
  const auto value = accepted(node.validator, answer.text);
  if (!value) return false;
  run.set(node.variable, *value);
  run.fact(FactKind::answered, node.variable);
  run.go(node.next);
  return true;
}

bool validator_ok(const Validator& validator) {
  const int low = validator.length_min.value_or(1);
  const int high = validator.length_max.value_or(low);
  if (low < 1 || high < low || high > static_cast<int>(value_length_max)) return false;
  return validator.kind != ValidatorKind::pattern || keys_max(validator) > 0;
}

Parts parts(const AskNode& node) {
  Parts out = input_parts(node);
  out.prompts.push_back({"prompt", node.prompt});
  out.writes = {{"variable", node.variable}};
  out.edges.push_back({"next", node.next.value_or(""), EdgeKind::caller, {node.variable}});
  if (!validator_ok(node.validator)) out.faults.push_back({Fault::validator, "validator"});
  return out;
}

}  // namespace centralino::engine::flow
