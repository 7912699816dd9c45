#include "channels/phone/audio.h"

namespace centralino::phone {
namespace {

void both(std::vector<voice::Hears>& list, Leg a, Leg b) {
  if (a == 0 || b == 0) return;
  list.push_back({a, b, 1});
  list.push_back({b, a, 1});
}

bool consulting(const Call& call) {
  return call.consult && call.consult->state != ConsultState::joined;
}

}  // namespace

bool joined(const Call& call) {
  return call.customer_up && call.talking && call.agent_leg != 0 && !call.held_since &&
         !consulting(call);
}

std::vector<voice::Hears> hears(const Call& call) {
  std::vector<voice::Hears> list;
  const Leg third =
      call.consult && call.consult->state != ConsultState::ringing ? call.consult->leg : 0;
  const bool together = joined(call);
  if (call.customer_up) both(list, call.customer, call.outside_leg);
  if (together) both(list, call.customer, call.agent_leg);
  if (call.talking) both(list, call.agent_leg, third);
  if (together) both(list, call.customer, third);
  const Leg speakers[] = {together ? call.customer : 0, call.talking ? call.agent_leg : 0, third};
  for (const auto& watcher : call.watchers) {
    if (watcher.leg == 0) continue;
    for (const Leg speaker : speakers)
      if (speaker != 0) list.push_back({watcher.leg, speaker, 1});
    if (watcher.mode != WatchMode::listen && call.talking && call.agent_leg != 0)
      list.push_back({call.agent_leg, watcher.leg, 1});
    if (watcher.mode == WatchMode::barge && together)
      list.push_back({call.customer, watcher.leg, 1});
  }
  return list;
}

bool music_wanted(const Call& call) {
  if (!call.customer_up || call.saying.going_on) return false;
  if (call.outside_leg != 0) return false;
  if (call.talking || call.agent || call.consult) return !joined(call);
  if (!call.flow_state) return false;
  // `talking` without an agent: handed back to a queue.
  const auto phase = call.flow_state->phase;
  return phase == flow::Phase::queued || phase == flow::Phase::transferring ||
         phase == flow::Phase::talking;
}

}  // namespace centralino::phone
