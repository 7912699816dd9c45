#include "engine/flow/nodes/say.h"

#include "engine/flow/run.h"

namespace centralino::engine::flow {

void enter(const SayNode& node, Run& run) {
  run.say(node.prompt);
  run.go(node.next);
}

Parts parts(const SayNode& node) {
  Parts out;
  out.prompts = {{"prompt", node.prompt}};
  out.edges = {{"next", node.next.value_or("")}};
  return out;
}

}  // namespace centralino::engine::flow
