#include "engine/flow/state.h"

#include "engine/flow/version.h"

namespace centralino::engine::flow {

Result<State> read_state(std::string_view text, const Version& version) {
  TRY(state, json::from_text<State>(text));
  if (state.phase == Phase::fresh || state.phase == Phase::ended) return state;
  if (state.version != version.hash) return refuse_field("version", "is another one");
  if (state.frames.empty() || state.frames.size() > depth_max)
    return refuse_field("frames", "must name where the session stands");
  for (const Frame& frame : state.frames) {
    const Flow* flow = find_flow(version, frame.flow);
    if (!flow || !flow->nodes.contains(frame.node))
      return refuse_field("frames", "must name a node of the version");
  }
  const Frame& last = state.frames.back();
  const Node& node = find_flow(version, last.flow)->nodes.at(last.node);
  if (std::holds_alternative<CallbackNode>(node) && state.phase == Phase::collecting &&
      !state.callback_due)
    return refuse_field("callback_due", "is required while a callback is offered");
  return state;
}

}  // namespace centralino::engine::flow
