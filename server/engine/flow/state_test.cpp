// Stored states: believed only when the version can go on with them.
#include "engine/flow/state.h"

#include <gtest/gtest.h>

#include "engine/flow/step.h"

namespace centralino::engine::flow {
namespace {

Version reception() {
  Flow flow;
  flow.id = "reception";
  flow.languages = {"en"};
  flow.start = "person";
  flow.person = "person";
  flow.nodes.emplace("person",
                     QueueNode{"support", {}, {}, {}, {}, {}, "end", "offer", {}, {}, {}});
  flow.nodes.emplace("offer",
                     CallbackNode{{}, "support", {{{"en", "?"}}, {}, {}}, {}, "end", "end", "end"});
  flow.nodes.emplace("end", EndNode{});
  return published(flow, {});
}

TEST(StoredState, IsBelievedWhenTheVersionCanGoOnWithIt) {
  const Version version = reception();
  State state = step(version, {}, {Instant{0}, Started{Channel::chat, "", {}, {}}}).state;
  ASSERT_EQ(state.phase, Phase::queued);
  EXPECT_TRUE(read_state(json::to_string(state), version).ok());
  EXPECT_TRUE(read_state(json::to_string(State{}), version).ok());

  const auto refused = [&](auto change) {
    State damaged = state;
    change(damaged);
    return !read_state(json::to_string(damaged), version).ok();
  };
  EXPECT_TRUE(refused([](State& damaged) { damaged.version = "other"; }));
  EXPECT_TRUE(refused([](State& damaged) { damaged.frames.clear(); }));
  EXPECT_TRUE(refused([](State& damaged) { damaged.frames[0].flow = "other"; }));
  EXPECT_TRUE(refused([](State& damaged) { damaged.frames[0].node = "nowhere"; }));
  EXPECT_TRUE(refused(
      [](State& damaged) { damaged.frames.resize(depth_max + 1, damaged.frames.front()); }));
  EXPECT_TRUE(refused([](State& damaged) {
    damaged.frames[0].node = "offer";
    damaged.phase = Phase::collecting;
  }));
  EXPECT_FALSE(read_state("{}", version).ok());
}

}  // namespace
}  // namespace centralino::engine::flow
