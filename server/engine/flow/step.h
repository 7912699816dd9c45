// The reducer: where a flow's session goes when something happens to it. Pure: the same version and
// the same events give the same states and the same effects, on every machine and after every
// restart.
//
// Promises, for whatever events in whatever order:
//  - one event enters at most nodes_per_event_max nodes; a flow that runs in circles without
//    hearing the caller leads to a person, and says so with the fact `looped`;
//  - "operator" and 0 lead to the flow's person from every input;
//  - what comes late, twice or at the wrong moment changes nothing;
//  - no secret is in a state or an effect.
#pragma once

#include "engine/flow/effects.h"
#include "engine/flow/events.h"
#include "engine/flow/state.h"
#include "engine/flow/version.h"

namespace centralino::engine::flow {

struct Stepped {
  State state;
  std::vector<Effect> effects;
};

// `state` is State{} for a new session, else one of the same version.
Stepped step(const Version& version, State state, const Event& event);

// What the shell reports when a secret's keys (or words) are complete: the secret itself is not in
// it. `question` is the effect that asked for it.
Happening secret_event(const Collect& question, std::string_view entered);

}  // namespace centralino::engine::flow
