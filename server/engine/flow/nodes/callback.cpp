#include "engine/flow/nodes/callback.h"

#include "engine/flow/nodes/yes_no.h"
#include "engine/flow/run.h"

namespace centralino::engine::flow {
namespace {

constexpr std::int64_t deadline_ms = 5'000;

void accept(const CallbackNode& node, Run& run) {
  const std::string to = node.number ? run.value(*node.number) : run.state.caller;
  run.fact(FactKind::chose, "yes");
  run.emit(BookCallback{node.queue, to, *run.state.callback_due, run.state.language, run.known()});
  run.go(node.accepted);
}

}  // namespace

void enter(const CallbackNode& node, Run& run) {
  if (run.state.callback_due) return ask_yes_or_no(node.prompt, run);
  run.emit(FindCallback{run.ask(deadline_ms), node.queue});
}

void hear(const CallbackNode& node, const Happening& what, Run& run) {
  if (std::holds_alternative<CallbackAccepted>(what)) {
    if (run.state.callback_due) accept(node, run);
    return;
  }
  if (run.state.phase != Phase::asking) return;
  if (std::holds_alternative<Resumed>(what)) return enter(node, run);
  if (const auto* offered = std::get_if<CallbackOffered>(&what)) {
    if (offered->question != run.state.question) return;
    run.stop_timer();
    run.state.callback_due = offered->due;
    run.set("callback_date", offered->date);
    run.set("callback_time", offered->time);
    return enter(node, run);
  }
  const auto* none = std::get_if<CallbackUnavailable>(&what);
  if (!(none && none->question == run.state.question) && !std::holds_alternative<TimedOut>(what))
    return;
  run.fact(FactKind::failed, "no_callback");
  run.go(node.unavailable);
}

bool take(const CallbackNode& node, const Answer& answer, Run& run) {
  const auto yes = yes_or_no(answer);
  if (!yes) return false;
  if (*yes) return accept(node, run), true;
  run.fact(FactKind::chose, "no");
  run.go(node.declined);
  return true;
}

std::optional<std::string> otherwise(const CallbackNode& node) { return node.declined; }

Parts parts(const CallbackNode& node) {
  Parts out = input_parts(node, false);
  out.human = true;
  out.queues = {{"queue", node.queue}};
  out.provides = {"callback_date", "callback_time"};
  out.prompts.push_back({"prompt", node.prompt});
  if (node.number) out.reads = {{"number", *node.number}};
  const std::vector<std::string> known = {"callback_date", "callback_time"};
  out.edges.push_back({"accepted", node.accepted.value_or(""), EdgeKind::caller, known});
  out.edges.push_back({"declined", node.declined.value_or(""), EdgeKind::caller, known});
  out.edges.push_back({"unavailable", node.unavailable.value_or("")});
  return out;
}

}  // namespace centralino::engine::flow
