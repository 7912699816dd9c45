#include "voice/media/concealment.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace centralino::voice {
namespace {

std::vector<Sample> voice(double hertz, std::size_t count) {
  std::vector<Sample> audio(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double angle = 2 * std::numbers::pi * hertz * static_cast<double>(i) / sample_rate;
    audio[i] = clamped(static_cast<float>(8'000 * std::sin(angle) + 3'000 * std::sin(3 * angle)));
  }
  return audio;
}

double decibels_off(Samples truth, Samples got) {
  double error = 1, power = 1;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    error += std::pow(truth[i] - got[i], 2);
    power += std::pow(truth[i], 2);
  }
  return 10 * std::log10(error / power);
}

TEST(Concealment, GoesOnWithThePitch) {
  for (const double hertz : {80.0, 100.0, 125.0, 160.0, 200.0}) {
    auto audio = voice(hertz, 1'000);
    Concealment concealment;
    concealment.heard(std::span(audio).first(800));
    std::array<Sample, 80> made{};
    concealment.conceal(made);
    EXPECT_LT(decibels_off(Samples(audio).subspan(800, 80), made), -15) << hertz;
  }
}

TEST(Concealment, FadesToSilence) {
  auto audio = voice(125, 800);
  Concealment concealment;
  concealment.heard(audio);
  std::array<Sample, 960> made{};
  concealment.conceal(made);
  int before = 0, after = 0;
  for (std::size_t i = 0; i < 80; ++i) before = std::max<int>(before, made[i]);
  for (std::size_t i = 480; i < made.size(); ++i) after = std::max<int>(after, std::abs(made[i]));
  EXPECT_GT(before, 7'000);
  EXPECT_EQ(after, 0);
}

TEST(Concealment, NeitherBeginningNorEndOfAGapClicks) {
  auto audio = voice(110, 2'000);
  Concealment concealment;
  concealment.heard(std::span(audio).first(800));
  concealment.conceal(std::span(audio).subspan(800, 160));
  concealment.heard(std::span(audio).subspan(960));
  int step = 0;
  for (std::size_t i = 780; i < 1'020; ++i)
    step = std::max(step, std::abs(audio[i] - audio[i - 1]));
  EXPECT_LT(step, 2'600);  // the voice's own steepest is about 1,500
}

TEST(Concealment, SilenceStaysSilent) {
  Concealment concealment;
  std::array<Sample, 160> made{};
  made.fill(1);
  concealment.conceal(made);
  for (const Sample sample : made) EXPECT_EQ(sample, 0);
}

}  // namespace
}  // namespace centralino::voice
