#include "channels/phone/views.h"

#include "channels/phone/audio.h"

namespace centralino::phone {
namespace {

CallState state_of(const Call& call) {
  if (call.ended_at) return CallState::ended;
  if (call.talking) return CallState::talking;
  if (call.agent || !call.rings.empty()) return CallState::ringing;
  const bool waits = call.flow_state && call.flow_state->phase == flow::Phase::queued;
  return waits ? CallState::waiting : CallState::automated;
}

}  // namespace

CallView view_of(const queues::FloorNow& floor, const Call& call) {
  CallView view;
  view.conversation_id = call.conversation;
  view.direction = call.direction;
  view.state = state_of(call);
  view.number = call.number;
  view.line_number = call.line;
  view.web = call.web.has_value();
  view.held = call.held_since.has_value();
  view.recording = call.recording_state;
  view.relay = call.relay;
  view.agents_pause = call.agents_pause.value_or(true);
  view.secret = call.secret.has_value();
  for (const auto& [name, value] : call.known) view.known.push_back({name, value});
  if (call.consult)
    view.consult = ConsultView{
        call.consult->state, call.consult->agent ? ConsultKind::agent : ConsultKind::number,
        call.consult->label,
        call.consult->agent ? std::optional(call.consult->agent) : std::nullopt};
  view.conference = call.consult && call.consult->state == ConsultState::joined;
  for (const auto& watcher : call.watchers)
    view.watchers.push_back({watcher.user, floor.name_of(watcher.user), watcher.mode});
  if (call.agent) view.agent_id = call.agent;
  view.started_at = call.began_at;
  view.answered_at = call.answered_at;
  view.hold_s_total = static_cast<double>(call.hold_ms) / 1000;
  return view;
}

}  // namespace centralino::phone
