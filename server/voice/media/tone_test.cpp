#include "voice/media/tone.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <vector>

#include "voice/media/music.h"

namespace centralino::voice {
namespace {

template <class Source>
std::vector<Sample> listen(Source source, int frames) {
  std::vector<Sample> out;
  for (int i = 0; i < frames; ++i) {
    Frame frame;
    source.next(frame);
    out.insert(out.end(), frame.begin(), frame.end());
  }
  return out;
}

// Lengths of sound and silence in ms, beginning with sound; zero crossings do not count.
std::vector<int> cadence(const std::vector<Sample>& audio) {
  std::vector<int> out;
  bool on = true;
  int length = 0;
  for (std::size_t at = 0; at + 80 <= audio.size(); at += 80) {
    int loudest = 0;
    for (std::size_t i = at; i < at + 80; ++i) loudest = std::max(loudest, std::abs(audio[i]));
    if ((loudest > 100) != on) {
      out.push_back(length);
      length = 0;
      on = !on;
    }
    length += 10;
  }
  return out;
}

double share_of(const std::vector<Sample>& audio, double hertz) {
  double s = 0, c = 0, power = 1e-9;
  for (std::size_t i = 0; i < audio.size(); ++i) {
    const double angle = 2 * std::numbers::pi * hertz * static_cast<double>(i) / sample_rate;
    s += audio[i] * std::sin(angle);
    c += audio[i] * std::cos(angle);
    power += static_cast<double>(audio[i]) * audio[i];
  }
  return (s * s + c * c) * 2 / (power * static_cast<double>(audio.size()));
}

int steepest(const std::vector<Sample>& audio) {
  int out = 0;
  for (std::size_t i = 1; i < audio.size(); ++i)
    out = std::max(out, std::abs(audio[i] - audio[i - 1]));
  return out;
}

TEST(Tone, ItalianCadences) {
  using Lengths = std::vector<int>;
  EXPECT_EQ(cadence(listen(ToneMaker(Signal::dial, Country::italy), 201)),
            (Lengths{200, 200, 600, 1'000, 200, 200, 600, 1'000}));
  EXPECT_EQ(cadence(listen(ToneMaker(Signal::ringing, Country::italy), 501)),
            (Lengths{1'000, 4'000, 1'000, 4'000}));
  EXPECT_EQ(cadence(listen(ToneMaker(Signal::busy, Country::italy), 101)),
            (Lengths{500, 500, 500, 500}));
  EXPECT_EQ(cadence(listen(ToneMaker(Signal::congestion, Country::italy), 41)),
            (Lengths{200, 200, 200, 200}));
}

TEST(Tone, InternationalDialToneIsEndless) {
  const auto audio = listen(ToneMaker(Signal::dial, Country::international), 500);
  EXPECT_TRUE(cadence(audio).empty());
  EXPECT_GT(share_of(audio, 425), 0.99);
}

TEST(Tone, BeepsOnce) {
  ToneMaker beep(Signal::beep, Country::italy);
  Frame frame;
  for (int i = 0; i < 10; ++i) {
    beep.next(frame);
    EXPECT_FALSE(beep.finished());
  }
  beep.next(frame);
  EXPECT_TRUE(beep.finished());
  EXPECT_EQ(cadence(listen(ToneMaker(Signal::beep, Country::italy), 500)), (std::vector<int>{200}));
}

TEST(Tone, NothingClicks) {
  for (const Signal signal : {Signal::dial, Signal::ringing, Signal::busy, Signal::congestion}) {
    const auto audio = listen(ToneMaker(signal, Country::italy), 500);
    EXPECT_LT(steepest(audio), 3'277 * 0.34);  // of the sine itself: 2π · 425 / 8,000
  }
}

TEST(Tone, ComfortNoiseIsSoftAndRepeatable) {
  const auto audio = listen(ComfortNoise(5, 0.001F), 500);
  double power = 0;
  for (const Sample sample : audio) power += sample * sample;
  const double rms = std::sqrt(power / static_cast<double>(audio.size()));
  EXPECT_GT(rms, 10);
  EXPECT_LT(rms, 100);
  EXPECT_EQ(audio, listen(ComfortNoise(5, 0.001F), 500));
  EXPECT_NE(audio, listen(ComfortNoise(6, 0.001F), 500));
}

TEST(Music, IsSeamlessAndOfTelephoneLoudness) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    auto audio = compose_music(seed);
    ASSERT_EQ(audio.size(), music_samples);
    double power = 0;
    int loudest = 0;
    for (const Sample sample : audio) {
      power += static_cast<double>(sample) * sample;
      loudest = std::max(loudest, std::abs(sample));
    }
    EXPECT_NEAR(std::sqrt(power / static_cast<double>(audio.size())), 3'277, 40);
    EXPECT_LT(loudest, 32'000);
    const int inside = steepest(audio);
    EXPECT_LE(std::abs(audio.front() - audio.back()), inside);
    EXPECT_LT(inside, 12'000);
    // No second of it is silent: neither is the seam.
    for (std::size_t at = 0; at < audio.size(); at += sample_rate) {
      double second = 0;
      for (std::size_t i = at; i < at + sample_rate; ++i)
        second += static_cast<double>(audio[i]) * audio[i];
      EXPECT_GT(std::sqrt(second / sample_rate), 600) << at;
    }
  }
  EXPECT_EQ(compose_music(1), compose_music(1));
  EXPECT_NE(compose_music(1), compose_music(2));
}

}  // namespace
}  // namespace centralino::voice
