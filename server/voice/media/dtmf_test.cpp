#include "voice/media/dtmf.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "base/prng.h"
#include "voice/media/g711.h"

namespace centralino::voice {
namespace {

using Audio = std::vector<Sample>;

void add_tone(Audio& audio, std::size_t at, std::size_t count, double hertz, double amplitude) {
  for (std::size_t i = 0; i < count; ++i) {
    const double angle = 2 * std::numbers::pi * hertz * static_cast<double>(i) / sample_rate;
    audio[at + i] = clamped(static_cast<float>(audio[at + i] + amplitude * std::sin(angle)));
  }
}

std::string heard(const Audio& audio, std::size_t step = frame_samples) {
  DtmfDetector detector;
  std::string out;
  for (std::size_t at = 0; at < audio.size(); at += step) {
    const auto digit = detector.hear(Samples(audio).subspan(at, std::min(step, audio.size() - at)));
    if (digit) out += *digit;
  }
  return out;
}

Audio dialled(const std::string& digits, std::size_t tone, std::size_t pause, float level) {
  Audio audio(pause, 0);
  for (const char digit : digits) {
    const std::size_t at = audio.size();
    audio.resize(at + tone + pause);
    write_dtmf(digit, level, 0, std::span(audio).subspan(at, tone));
  }
  return audio;
}

// 40 ms tones and 40 ms pauses are the shortest that must be heard (Q.24), at any position of the
// blocks.
RC_GTEST_PROP(Dtmf, HearsEveryDigit, ()) {
  const auto text = *rc::gen::nonEmpty(
      rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789*#ABCD"))));
  const auto tone = *rc::gen::inRange<std::size_t>(416, 1'600);
  const auto pause = *rc::gen::inRange<std::size_t>(330, 1'600);
  const auto level = static_cast<float>(*rc::gen::inRange(2, 45)) / 100.0F;
  RC_ASSERT(heard(dialled(text, tone, pause, level), *rc::gen::inRange<std::size_t>(1, 500)) ==
            text);
}

TEST(Dtmf, HearsThroughNoiseAndG711) {
  Prng prng(1);
  Audio audio = dialled("0123456789*#ABCD", 480, 480, 0.1F);
  for (Sample& sample : audio)  // 20 dB below
    sample = clamped(static_cast<float>(sample + prng.normal() * 0.1 * 0.1 * 32'767));
  std::vector<std::uint8_t> codes(audio.size());
  encode(Law::alaw, audio, codes);
  decode(Law::alaw, codes, audio);
  EXPECT_EQ(heard(audio), "0123456789*#ABCD");
}

TEST(Dtmf, ToleratesTwistAndWrongFrequency) {
  for (const double off : {0.985, 1.0, 1.015}) {
    Audio audio(4'000, 0);
    add_tone(audio, 800, 800, 770 * off, 4'000);
    add_tone(audio, 800, 800, 1'336 * off, 6'300);  // +4 dB
    EXPECT_EQ(heard(audio), "5") << off;
  }
}

TEST(Dtmf, RefusesTooMuchTwistAndFarFrequencies) {
  Audio twisted(4'000, 0);
  add_tone(twisted, 800, 800, 770, 1'000);
  add_tone(twisted, 800, 800, 1'336, 10'000);
  EXPECT_EQ(heard(twisted), "");
  Audio far(4'000, 0);
  add_tone(far, 800, 800, 730, 4'000);  // between two rows
  add_tone(far, 800, 800, 1'270, 4'000);
  EXPECT_EQ(heard(far), "");
}

TEST(Dtmf, RefusesOneToneOnlyAndShortBursts) {
  Audio single(4'000, 0);
  add_tone(single, 0, 4'000, 770, 8'000);
  EXPECT_EQ(heard(single), "");
  EXPECT_EQ(heard(dialled("5", 160, 800, 0.2F)), "");  // 20 ms
}

TEST(Dtmf, HeldKeyWithADropOutIsOneDigit) {
  Audio audio = dialled("8", 4'000, 400, 0.2F);
  for (std::size_t i = 2'000; i < 2'080; ++i) audio[i] = 0;  // 10 ms
  EXPECT_EQ(heard(audio), "8");
}

// Vowels: a harmonic series with formants and a wandering pitch, for five minutes without
// a consonant or a pause: harder than speech. Fewer than one digit a minute is what we promise.
TEST(Dtmf, VowelsAreHardlyEverDigits) {
  Prng prng(7);
  DtmfDetector detector;
  double phase = 0, pitch = 120, glide = 0, f1 = 600, f2 = 1'300;
  int digits = 0;
  for (int frame = 0; frame < 15'000; ++frame) {
    if (frame % 10 == 0) {
      pitch = 80 + 200 * prng.uniform();
      glide = 0.004 * (2 * prng.uniform() - 1);  // per ms
      f1 = 300 + 600 * prng.uniform();
      f2 = 900 + 1'500 * prng.uniform();
    }
    pitch *= 1 + glide * frame_ms;
    std::array<double, 30> amplitude{};
    for (std::size_t h = 1; h < amplitude.size(); ++h) {
      const double hertz = pitch * static_cast<double>(h);
      if (hertz > 3'400) break;
      const auto peak = [&](double f) { return 1 / (1 + std::pow((hertz - f) / 80, 2)); };
      amplitude[h] = 6'000 * (peak(f1) + 0.7 * peak(f2));
    }
    Frame audio;
    for (Sample& sample : audio) {
      phase += 2 * std::numbers::pi * pitch / sample_rate;
      double sum = 0;
      for (std::size_t h = 1; h < amplitude.size() && amplitude[h] > 0; ++h)
        sum += amplitude[h] * std::sin(phase * static_cast<double>(h));
      sample = clamped(static_cast<float>(sum));
    }
    if (detector.hear(audio)) ++digits;
  }
  EXPECT_LT(digits, 5);
}

TEST(Dtmf, NoiseIsNoDigit) {
  Prng prng(3);
  Audio audio(8'000 * 60);
  for (Sample& sample : audio) sample = clamped(static_cast<float>(prng.normal() * 5'000));
  EXPECT_EQ(heard(audio), "");
}

}  // namespace
}  // namespace centralino::voice
