// Flows as they are stored or imported: refused, or judged by the gate, and whatever the gate says,
// any events give states that survive JSON, bounded effects and no secret. A flow that passes also
// leads whoever asks to a person.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/flow/check.h"
#include "engine/flow/play.h"
#include "engine/flow/testing.h"

using namespace centralino;
using namespace centralino::engine::flow;

namespace {

constexpr std::size_t effects_max = 20'000;

void require(bool condition) {
  if (!condition) std::abort();
}

// Events by the bytes of the input, so that one input always means the same life.
std::uint64_t seed_of(std::string_view text) {
  std::uint64_t seed = text.size();
  for (const char c : text) seed = seed * 31 + static_cast<unsigned char>(c);
  return seed;
}

State live(const Version& version, bool named, Prng& prng) {
  State state;
  Event event{Instant{0},
              Started{prng.below(2) == 0 ? Channel::voice : Channel::chat, "39", {}, {}}};
  for (int n = 0; n < 40; ++n) {
    Stepped stepped = step(version, state, event);
    require(stepped.effects.size() < effects_max);
    const std::string stored = json::to_string(stepped.state);
    const auto read = read_state(stored, version);
    // Names that the gate refuses may hold what no stored text may.
    if (named) require(read.ok() && json::to_string(*read) == stored);
    state = std::move(stepped.state);
    event = {Instant{n * 1'000}, engine::flow::testing::random_happening(state, prng)};
  }
  return state;
}

void reaches_a_person(const Version& version, State state) {
  int asked = 0;
  for (int n = 0; n < 100 && engine::flow::testing::under_way(state); ++n) {
    const Flow* flow = find_flow(version, state.frames.back().flow);
    require(flow != nullptr);
    if (asked > 0 && parts(flow->nodes.at(state.frames.back().node)).human) return;
    Happening what = TimedOut{state.timer};
    if (state.phase != Phase::asking) {
      require(++asked <= answers_to_a_person_max);
      what = Typed{"operator"};
    }
    state = step(version, std::move(state), {Instant{0}, what}).state;
  }
  require(!engine::flow::testing::under_way(state));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto flow = json::from_text<Flow>(text);
  if (!flow.ok()) return 0;
  Known known = engine::flow::testing::around();
  known.modules.push_back(*flow);
  known.modules.front().module = true;
  const auto problems = check(*flow, known);
  require(difference(*flow, *flow).changed.empty());
  const Version version = published(*flow, known.modules);
  Prng prng(seed_of(text));
  const bool named = std::none_of(problems.begin(), problems.end(), [](const Problem& problem) {
    return problem.code == ProblemCode::bad_name || problem.code == ProblemCode::too_many_nodes;
  });
  State state = live(version, named, prng);
  if (problems.empty() && !is_module(*flow)) reaches_a_person(version, std::move(state));
  return 0;
}
