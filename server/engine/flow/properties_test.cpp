// Promises of step.h over random flows that pass the gate, and random events.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/flow/testing.h"

namespace centralino::engine::flow::testing {
namespace {

// Far above what a node emits, far below what a circle would.
constexpr std::size_t effects_max = 500;

Event begin(Prng& prng) {
  return {Instant{0}, Started{prng.below(2) == 0 ? Channel::voice : Channel::chat, "1", {}, {}}};
}

struct Life {
  Version version;
  State state;
  std::vector<Event> events;
  std::size_t most_effects = 0;

  void happen(Event event) {
    events.push_back(event);
    Stepped stepped = step(version, std::move(state), event);
    state = std::move(stepped.state);
    most_effects = std::max(most_effects, stepped.effects.size());
  }
};

Life live(std::uint64_t seed, int steps) {
  Prng prng(seed);
  Life life{published(random_flow(prng), {}), {}, {}, 0};
  life.happen(begin(prng));
  for (int n = 1; n < steps; ++n)
    life.happen({Instant{n * 1'000}, random_happening(life.state, prng)});
  return life;
}

RC_GTEST_PROP(FlowProperty, RandomFlowsPassTheGate, (std::uint64_t seed)) {
  Prng prng(seed);
  const Flow flow = random_flow(prng);
  const auto problems = check(flow, around());
  if (!problems.empty()) RC_FAIL(json::to_string(problems) + json::to_string(flow));
}

RC_GTEST_PROP(FlowProperty, StatesAndEffectsAreTheSameAgainAndSurviveJson, (std::uint64_t seed)) {
  const Life life = live(seed, *rc::gen::inRange(1, 120));
  State first;
  State second;
  for (const Event& event : life.events) {
    const Stepped a = step(life.version, first, event);
    const auto stored = second.phase == Phase::fresh
                            ? Result<State>(second)
                            : read_state(json::to_string(second), life.version);
    RC_ASSERT(stored.ok());
    const auto told = json::from_text<Event>(json::to_string(event));
    RC_ASSERT(told.ok());
    const Stepped b = step(life.version, *stored, *told);
    RC_ASSERT(json::to_string(a.state) == json::to_string(b.state));
    RC_ASSERT(json::to_string(a.effects) == json::to_string(b.effects));
    first = a.state;
    second = b.state;
  }
  RC_ASSERT(json::to_string(first) == json::to_string(life.state));
}

RC_GTEST_PROP(FlowProperty, EffectsAreBounded, (std::uint64_t seed)) {
  RC_ASSERT(live(seed, *rc::gen::inRange(1, 200)).most_effects <= effects_max);
}

// Whoever asks for a person is on the way to one at the second answer, wherever they were and
// whatever other systems do.
RC_GTEST_PROP(FlowProperty, APersonIsTwoAnswersAway, (std::uint64_t seed)) {
  Life life = live(seed, *rc::gen::inRange(1, 80));
  Prng prng(seed + 1);
  int asked = 0;
  while (under_way(life.state)) {
    const Node& node = life.version.flow.nodes.at(life.state.frames.back().node);
    if (asked > 0 && parts(node).human) break;  // a dated promise
    if (life.state.phase == Phase::collecting || life.state.phase == Phase::recording) {
      RC_ASSERT(++asked <= answers_to_a_person_max);
      life.happen({Instant{0}, Typed{"operatore"}});
    } else {
      life.happen({Instant{0}, TimedOut{life.state.timer}});
    }
  }
}

// Whoever says nothing at all comes to a person or to the end: no flow runs for ever.
RC_GTEST_PROP(FlowProperty, SilenceComesToAnEnd, (std::uint64_t seed)) {
  Life life = live(seed, *rc::gen::inRange(1, 80));
  int waited = 0;
  while (under_way(life.state)) {
    RC_ASSERT(++waited < 1'000);
    life.happen({Instant{0}, PromptDone{}});
    RC_ASSERT(life.state.timer != 0);
    life.happen({Instant{0}, TimedOut{life.state.timer}});
  }
}

// Nonsense does not keep anybody in a flow either.
RC_GTEST_PROP(FlowProperty, NonsenseComesToAPerson, (std::uint64_t seed)) {
  Prng prng(seed);
  Life life{published(random_flow(prng), {}), {}, {}, 0};
  life.happen({Instant{0}, Started{Channel::chat, "1", {}, {}}});
  int said = 0;
  while (under_way(life.state) && life.state.phase != Phase::recording) {
    RC_ASSERT(++said < 1'000);
    if (life.state.phase == Phase::asking) {
      life.happen({Instant{0}, TimedOut{life.state.timer}});
    } else if (life.state.expect == Expect::secret) {
      life.happen({Instant{0}, SecretEntered{false}});
    } else {
      life.happen({Instant{0}, Typed{"xyzzy"}});
    }
  }
}

}  // namespace
}  // namespace centralino::engine::flow::testing
