// For tests and the fuzz target: random flows that pass the gate, random events.
#pragma once

#include <string>

#include "base/prng.h"
#include "engine/flow/check.h"
#include "engine/flow/step.h"

namespace centralino::engine::flow::testing {

// Queues "support" and "sales", calendar "office".
Known around();

// Connected at random, with nodes of every kind; passes the gate of around().
Flow random_flow(Prng& prng);

// Something that may happen in this state; often something that fits it.
Happening random_happening(const State& state, Prng& prng);

// Not a person yet, and not over: somebody could still be stuck here.
bool under_way(const State& state);

}  // namespace centralino::engine::flow::testing
