#include "engine/flow/nodes/end.h"

#include "engine/flow/run.h"

namespace centralino::engine::flow {

void enter(const EndNode& node, Run& run) {
  if (node.prompt) run.say(*node.prompt);
  run.give_back(node.outcome.value_or("done"));
}

Parts parts(const EndNode& node) {
  Parts out;
  if (node.prompt) out.prompts = {{"prompt", *node.prompt}};
  return out;
}

}  // namespace centralino::engine::flow
