#include "engine/flow/nodes/consent.h"

#include "engine/flow/nodes/yes_no.h"
#include "engine/flow/run.h"

namespace centralino::engine::flow {
namespace {

void decide(const ConsentNode& node, bool granted, Run& run) {
  run.fact(FactKind::chose, granted ? "yes" : "no");
  if (granted && run.state.channel == Channel::voice && !run.state.recorded) {
    run.state.recorded = true;
    run.emit(StartRecording{RecordingKind::conversation, 0});
  }
  if (!granted && run.state.recorded) {
    run.state.recorded = false;
    run.emit(StopRecording{RecordingKind::conversation});
  }
  run.go(granted ? node.granted : node.refused);
}

}  // namespace

void enter(const ConsentNode& node, Run& run) { ask_yes_or_no(node.prompt, run); }

void hear(const ConsentNode& node, const Happening& what, Run& run) {
  if (const auto* consent = std::get_if<ConsentGiven>(&what)) decide(node, consent->granted, run);
}

bool take(const ConsentNode& node, const Answer& answer, Run& run) {
  const auto yes = yes_or_no(answer);
  if (yes) decide(node, *yes, run);
  return yes.has_value();
}

std::optional<std::string> otherwise(const ConsentNode& node) { return node.refused; }

Parts parts(const ConsentNode& node) {
  Parts out = input_parts(node, false);
  out.prompts.push_back({"prompt", node.prompt});
  out.edges.push_back({"granted", node.granted.value_or(""), EdgeKind::caller});
  out.edges.push_back({"refused", node.refused.value_or(""), EdgeKind::caller});
  return out;
}

}  // namespace centralino::engine::flow
