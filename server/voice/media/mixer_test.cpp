#include "voice/media/mixer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdlib>
#include <vector>

#include "base/prng.h"

namespace centralino::voice {
namespace {

Frame constant(int value) {
  Frame frame;
  frame.fill(static_cast<Sample>(value));
  return frame;
}

Frame noise_up_to(Prng& prng, std::int64_t loudest) {
  Frame frame;
  for (Sample& sample : frame) sample = static_cast<Sample>(prng.between(-loudest, loudest));
  return frame;
}

// One frame for the ramps, then the one to look at.
std::vector<Frame> settled(Mixer& mixer, const std::vector<Frame>& said) {
  std::vector<Frame> heard(said.size());
  mixer.mix(said, heard);
  mixer.mix(said, heard);
  return heard;
}

TEST(Mixer, EverybodyIsSilentAtFirst) {
  Mixer mixer;
  for (const Frame& frame : settled(mixer, {constant(1'000), constant(2'000)}))
    EXPECT_EQ(frame, constant(0));
}

// Customer 0, agent 1, coach 2.
TEST(Mixer, WhisperReachesTheAgentOnly) {
  Mixer mixer;
  mixer.set_gain(0, 1, 1);
  mixer.set_gain(1, 0, 1);
  mixer.set_gain(0, 2, 1);
  mixer.set_gain(1, 2, 1);
  mixer.set_gain(2, 1, 1);
  const auto heard = settled(mixer, {constant(1'000), constant(200), constant(30)});
  EXPECT_EQ(heard[0], constant(200));
  EXPECT_EQ(heard[1], constant(1'030));
  EXPECT_EQ(heard[2], constant(1'200));
}

// While nothing is bent, the whole is the sum of its parts.
RC_GTEST_PROP(Mixer, IsLinearBelowItsLimit, (std::uint64_t seed)) {
  Prng prng(seed);
  const auto legs = *rc::gen::inRange<std::size_t>(1, Mixer::legs_max + 1);
  Mixer mixer;
  for (std::size_t from = 0; from < legs; ++from)
    for (std::size_t to = 0; to < legs; ++to)
      mixer.set_gain(from, to, static_cast<float>(prng.below(5)) / 4);
  std::vector<Frame> said;
  for (std::size_t leg = 0; leg < legs; ++leg) said.push_back(noise_up_to(prng, 3'000));
  const auto heard = settled(mixer, said);
  for (std::size_t to = 0; to < legs; ++to)
    for (std::size_t i = 0; i < frame_samples; ++i) {
      double sum = 0;
      for (std::size_t from = 0; from < legs; ++from)
        sum += static_cast<double>(mixer.gain(from, to)) * said[from][i];
      RC_ASSERT(std::abs(sum - heard[to][i]) <= 0.51);
    }
}

TEST(Mixer, TooLoudIsBentNotWrapped) {
  Mixer mixer;
  mixer.set_gain(0, 2, 4);
  mixer.set_gain(1, 2, 4);
  Sample before = 0;
  for (int value = 0; value <= 32'767; value += 127) {
    const auto heard = settled(mixer, {constant(value), constant(value), constant(0)});
    EXPECT_GE(heard[2][0], before);
    before = heard[2][0];
  }
  EXPECT_GT(before, 31'000);
  const auto heard = settled(mixer, {constant(-32'768), constant(-32'768), constant(0)});
  EXPECT_LT(heard[2][0], -31'000);
}

TEST(Mixer, GainsChangeWithoutAClick) {
  Mixer mixer;
  const std::vector<Frame> said = {constant(10'000), constant(0)};
  std::vector<Frame> heard(2);
  int last = 0;
  const auto steps_are_small = [&] {
    for (const Sample sample : heard[1]) {
      EXPECT_LE(std::abs(sample - last), 64);
      last = sample;
    }
  };
  mixer.set_gain(0, 1, 1);
  mixer.mix(said, heard);
  steps_are_small();
  EXPECT_EQ(last, 10'000);
  mixer.set_gain(0, 1, 0);
  mixer.mix(said, heard);
  steps_are_small();
  EXPECT_EQ(last, 0);
}

TEST(Mixer, WhoLeftIsNotHeardByTheNext) {
  Mixer mixer;
  mixer.set_gain(0, 1, 1);
  mixer.set_gain(1, 0, 1);
  (void)settled(mixer, {constant(10), constant(20)});
  mixer.remove(0);
  std::vector<Frame> heard(2);
  mixer.mix(std::vector<Frame>{constant(10), constant(20)}, heard);
  EXPECT_EQ(heard[0], constant(0));
  EXPECT_EQ(heard[1], constant(0));
}

}  // namespace
}  // namespace centralino::voice
