#include "engine/flow/nodes/queue.h"

#include "engine/flow/flow.h"
#include "engine/flow/globals.h"
#include "engine/flow/run.h"

namespace centralino::engine::flow {
namespace {

void place(const QueueNode& node, std::int64_t position, std::optional<std::int64_t> wait_minutes,
           Run& run) {
  run.set("position", std::to_string(position));
  if (node.place) run.say(*node.place);
  if (!wait_minutes) return;
  run.set("wait_minutes", std::to_string(*wait_minutes));
  if (node.wait) run.say(*node.wait);
}

// What the caller's wish is, by where it leads.
Leaving wish(const Flow& flow, const std::optional<std::string>& to) {
  const auto node = flow.nodes.find(to.value_or(""));
  if (node == flow.nodes.end()) return Leaving::choice;
  if (std::holds_alternative<CallbackNode>(node->second)) return Leaving::callback;
  if (std::holds_alternative<VoicemailNode>(node->second)) return Leaving::voicemail;
  return Leaving::choice;
}

void leave(const QueueNode& node, const std::optional<std::string>& to, Leaving why, Run& run) {
  run.emit(LeaveQueue{node.queue, why});
  run.state.queue.clear();
  run.go(to);
}

// What the caller does while waiting. A person is on the way, so "operator" only says so.
void listen(const QueueNode& node, const Answer& answer, Run& run) {
  const auto word = global_word(answer);
  if (word == GlobalWord::person) return run.say(Phrase::already_waiting);
  if (word == GlobalWord::repeat) {
    if (node.place && !run.value("position").empty()) run.say(*node.place);
    return;
  }
  const bool wants_callback =
      answer.text == "1" || alike(answer.text, "call me back") || alike(answer.text, "callback") ||
      alike(answer.text, "richiamatemi") || alike(answer.text, "essere richiamato");
  if (!node.callback || !wants_callback) return;
  run.fact(FactKind::chose, "callback");
  leave(node, node.callback, wish(run.flow(), node.callback), run);
}

}  // namespace

void enter(const QueueNode& node, Run& run) {
  if (node.prompt) run.say(*node.prompt);
  Enqueue effect{node.queue, {}, node.priority_s.value_or(0), run.state.language, run.known()};
  if (node.skills) effect.skills = *node.skills;
  run.emit(std::move(effect));
  run.state.phase = Phase::queued;
  run.state.queue = node.queue;
  if (node.wait_ms_max) run.start_timer(*node.wait_ms_max);
}

void hear(const QueueNode& node, const Happening& what, Run& run) {
  if (std::holds_alternative<AgentLeft>(what)) {
    if (node.next) return run.go(node.next);
    return run.give_back("done");
  }
  if (run.state.phase != Phase::queued) return;
  if (const auto* entered = std::get_if<QueueEntered>(&what))
    return place(node, entered->position, entered->wait_minutes, run);
  if (const auto* moved = std::get_if<QueuePosition>(&what))
    return place(node, moved->position, moved->wait_minutes, run);
  if (const auto* left = std::get_if<QueueLeft>(&what)) {
    run.fact(FactKind::failed, std::string(json::enum_name(left->reason)));
    run.state.queue.clear();
    return run.go(left->reason == QueueExit::closed ? node.closed : node.nobody);
  }
  if (std::holds_alternative<TimedOut>(what)) {
    run.fact(FactKind::failed, "wait_too_long");
    return leave(node, node.nobody, Leaving::timeout, run);
  }
  if (std::holds_alternative<AgentAnswered>(what)) {
    run.state.phase = Phase::talking;
    run.state.queue.clear();
    return run.stop_timer();
  }
  if (std::holds_alternative<Resumed>(what) && node.wait_ms_max)
    return run.start_timer(*node.wait_ms_max);
  if (const auto* digit = std::get_if<Digit>(&what)) return listen(node, {digit->key, true}, run);
  if (const auto* click = std::get_if<Clicked>(&what)) return listen(node, {click->key, true}, run);
  if (const auto* typed = std::get_if<Typed>(&what)) return listen(node, {typed->text, false}, run);
}

Parts parts(const QueueNode& node) {
  Parts out;
  out.human = true;
  out.queues = {{"queue", node.queue}};
  out.provides = {"position", "wait_minutes"};
  if (node.prompt) out.prompts.push_back({"prompt", *node.prompt});
  if (node.place) out.prompts.push_back({"place", *node.place});
  if (node.wait) out.prompts.push_back({"wait", *node.wait});
  out.edges = {{"closed", node.closed.value_or("")},
               {"nobody", node.nobody.value_or("")},
               {"callback", node.callback.value_or(""), EdgeKind::caller, {}, false},
               {"next", node.next.value_or(""), EdgeKind::caller, {}, false}};
  if (node.wait_ms_max && (*node.wait_ms_max < 1'000 || *node.wait_ms_max > 86'400'000))
    out.faults.push_back({Fault::number_range, "wait_ms_max"});
  return out;
}

}  // namespace centralino::engine::flow
