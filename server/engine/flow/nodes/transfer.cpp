#include "engine/flow/nodes/transfer.h"

#include "engine/flow/run.h"

namespace centralino::engine::flow {
namespace {

constexpr std::int64_t ring_ms_default = 45'000;

}  // namespace

void enter(const TransferNode& node, Run& run) {
  if (node.prompt) run.say(*node.prompt);
  run.emit(Transfer{node.to, run.fill(node.target), run.known()});
  run.state.phase = Phase::transferring;
  run.start_timer(node.ring_ms.value_or(ring_ms_default));
}

void hear(const TransferNode& node, const Happening& what, Run& run) {
  if (std::holds_alternative<AgentLeft>(what)) {
    if (node.next) return run.go(node.next);
    return run.give_back("done");
  }
  if (run.state.phase != Phase::transferring) return;
  if (std::holds_alternative<Resumed>(what)) return enter(node, run);
  if (std::holds_alternative<AgentAnswered>(what)) {
    run.state.phase = Phase::talking;
    return run.stop_timer();
  }
  if (!std::holds_alternative<TransferFailed>(what) && !std::holds_alternative<TimedOut>(what))
    return;
  run.fact(FactKind::failed, "transfer");
  run.go(node.failed);
}

Parts parts(const TransferNode& node) {
  Parts out;
  out.human = true;
  if (node.prompt) out.prompts = {{"prompt", *node.prompt}};
  read_names(out, "target", node.target);
  if (node.to == Destination::queue) out.queues = {{"target", node.target}};
  out.edges = {{"failed", node.failed.value_or("")},
               {"next", node.next.value_or(""), EdgeKind::caller, {}, false}};
  const std::int64_t ring = node.ring_ms.value_or(ring_ms_default);
  if (ring < 1'000 || ring > 600'000) out.faults.push_back({Fault::number_range, "ring_ms"});
  return out;
}

}  // namespace centralino::engine::flow
