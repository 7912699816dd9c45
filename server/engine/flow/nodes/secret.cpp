#include "engine/flow/nodes/secret.h"

#include "engine/flow/nodes/ask.h"
#include "engine/flow/run.h"

namespace centralino::engine::flow {

void enter(const SecretNode& node, Run& run) {
  run.say(node.prompt);
  Collect question;
  question.expect = Expect::secret;
  question.length_max = keys_max(node.validator);
  question.secret = node.variable;
  question.validator = node.validator;
  run.listen(std::move(question));
}

void hear_secret(const SecretNode& node, Run& run) {
  run.set(node.variable, std::string(secret_mask));
  run.fact(FactKind::answered, node.variable);
  run.go(node.next);
}

Parts parts(const SecretNode& node) {
  Parts out = input_parts(node);
  out.prompts.push_back({"prompt", node.prompt});
  out.writes_secret = {{"variable", node.variable}};
  out.edges.push_back({"next", node.next.value_or(""), EdgeKind::caller, {node.variable}});
  if (!validator_ok(node.validator) || !by_keys(node.validator))
    out.faults.push_back({Fault::validator, "validator"});
  return out;
}

}  // namespace centralino::engine::flow
