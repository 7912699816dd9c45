#include "voice/media/activity.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "base/prng.h"

namespace centralino::voice {
namespace {

Frame noise(Prng& prng, double rms) {
  Frame frame;
  for (Sample& sample : frame) sample = clamped(static_cast<float>(prng.normal() * rms));
  return frame;
}

// How many of `frames` are taken for speech.
int heard(VoiceActivity& activity, Prng& prng, double rms, int frames) {
  int count = 0;
  for (int i = 0; i < frames; ++i) count += activity.hear(noise(prng, rms)) ? 1 : 0;
  return count;
}

TEST(VoiceActivity, HearsSpeechAboveAnyBackground) {
  for (const double background : {0.0, 10.0, 100.0, 400.0}) {
    Prng prng(1);
    VoiceActivity activity;
    heard(activity, prng, background, 2'000);  // 40 s to learn it
    EXPECT_EQ(heard(activity, prng, background, 500), 0) << background;
    EXPECT_GE(heard(activity, prng, background * 5 + 500, 50), 48) << background;
    EXPECT_LE(heard(activity, prng, background, 500), 11) << background;  // the hang-over
  }
}

TEST(VoiceActivity, AClickIsNoWord) {
  Prng prng(2);
  VoiceActivity activity;
  heard(activity, prng, 10, 100);
  EXPECT_EQ(heard(activity, prng, 20'000, 1), 0);
  EXPECT_EQ(heard(activity, prng, 10, 20), 0);
}

TEST(VoiceActivity, ALongSentenceIsHeardToItsEnd) {
  Prng prng(3);
  VoiceActivity activity;
  heard(activity, prng, 20, 100);
  EXPECT_GE(heard(activity, prng, 3'000, 1'000), 999);  // 20 s without a breath
}

class Talk : public ::testing::Test {
 protected:
  void customer(std::int64_t ms) { go(ms, true, false); }
  void agent(std::int64_t ms) { go(ms, false, true); }
  void both(std::int64_t ms) { go(ms, true, true); }
  void nobody(std::int64_t ms) { go(ms, false, false); }
  void go(std::int64_t ms, bool customer_speaks, bool agent_speaks) {
    for (; ms > 0; ms -= frame_ms) talk.frame(customer_speaks, agent_speaks);
  }
  Conversation talk;
};

TEST_F(Talk, GreetingAndShares) {
  nobody(1'200);
  EXPECT_EQ(talk.figures().greeting_ms, -1);
  agent(3'000);
  customer(1'000);
  EXPECT_EQ(talk.figures().greeting_ms, 1'200);
  EXPECT_EQ(talk.figures().talk_ms[Conversation::customer], 1'000);
  EXPECT_DOUBLE_EQ(talk.figures().agent_share(), 0.75);
  EXPECT_EQ(talk.figures().length_ms, 5'200);
}

TEST_F(Talk, CuttingInIsAnInterruptionAgreeingIsNot) {
  customer(2'000);
  both(300);  // "mhm"
  customer(2'000);
  EXPECT_EQ(talk.figures().interruptions[Conversation::agent], 0);
  both(600);
  agent(1'000);
  EXPECT_EQ(talk.figures().interruptions[Conversation::agent], 1);
  EXPECT_EQ(talk.figures().interruptions[Conversation::customer], 0);
  both(3'000);
  EXPECT_EQ(talk.figures().interruptions[Conversation::customer], 1);
  EXPECT_EQ(talk.figures().both_ms, 3'900);
}

TEST_F(Talk, BothAtOnceIsNobodysInterruption) {
  nobody(1'000);
  both(2'000);
  EXPECT_EQ(talk.figures().interruptions, (std::array<std::int64_t, 2>{0, 0}));
}

TEST_F(Talk, MonologuesOutlastAgreementAndBreaths) {
  agent(10'000);
  both(400);
  nobody(1'000);
  agent(8'600);
  EXPECT_EQ(talk.figures().longest_monologue_ms[Conversation::agent], 20'000);
  customer(1'500);
  agent(5'000);
  EXPECT_EQ(talk.figures().longest_monologue_ms[Conversation::agent], 20'000);
  EXPECT_LE(talk.figures().longest_monologue_ms[Conversation::customer], 1'500);
}

TEST_F(Talk, DeadAirBeginsAtThreeSecondsAndCountsAllOfIt) {
  agent(1'000);
  nobody(2'980);
  customer(1'000);
  EXPECT_EQ(talk.figures().dead_air_ms, 0);
  nobody(5'000);
  agent(100);
  nobody(3'000);
  EXPECT_EQ(talk.figures().dead_air_ms, 8'000);
  EXPECT_EQ(talk.figures().longest_silence_ms, 5'000);
}

// Exchanging the two sides exchanges their figures, and times add up.
RC_GTEST_PROP(TalkProperty, SidesAreTreatedAlike, ()) {
  const auto turns = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 4), rc::gen::inRange(1, 200)));
  Conversation talk;
  Conversation mirrored;
  for (const auto& [who, frames] : turns)
    for (int i = 0; i < frames; ++i) {
      talk.frame(who & 1, who & 2);
      mirrored.frame(who & 2, who & 1);
    }
  const auto& a = talk.figures();
  const auto& b = mirrored.figures();
  for (std::size_t side = 0; side < 2; ++side) {
    RC_ASSERT(a.talk_ms[side] == b.talk_ms[1 - side]);
    RC_ASSERT(a.interruptions[side] == b.interruptions[1 - side]);
    RC_ASSERT(a.longest_monologue_ms[side] == b.longest_monologue_ms[1 - side]);
    RC_ASSERT(a.talk_ms[side] <= a.length_ms && a.longest_monologue_ms[side] <= a.length_ms);
  }
  RC_ASSERT(a.dead_air_ms == b.dead_air_ms && a.both_ms == b.both_ms);
  RC_ASSERT(a.dead_air_ms + a.talk_ms[0] + a.talk_ms[1] - a.both_ms <= a.length_ms);
}

}  // namespace
}  // namespace centralino::voice
