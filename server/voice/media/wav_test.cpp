#include "voice/media/wav.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>

#include "voice/media/prepare.h"

namespace centralino::voice {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes file(WavFormat format, int channels, Samples samples) {
  Bytes audio;
  append_wav(format, samples, audio);
  const auto header = wav_header(format, channels, audio.size());
  audio.insert(audio.begin(), header.begin(), header.end());
  return audio;
}

Audio must_read(const Bytes& bytes) {
  const auto result = read_wav(bytes);
  if (const auto* error = std::get_if<WavError>(&result)) ADD_FAILURE() << word(*error);
  return std::holds_alternative<Audio>(result) ? std::get<Audio>(result) : Audio{};
}

std::string_view why(const Bytes& bytes) {
  const auto result = read_wav(bytes);
  return std::holds_alternative<WavError>(result) ? word(std::get<WavError>(result)) : "read";
}

RC_GTEST_PROP(Wav, ReadsWhatItWrote, (std::vector<Sample> samples, bool stereo)) {
  if (stereo && samples.size() % 2 == 1) samples.push_back(0);
  if (samples.empty()) return;
  const Audio audio = must_read(file(WavFormat::pcm16, stereo ? 2 : 1, samples));
  RC_ASSERT(audio.samples == samples);
  RC_ASSERT(audio.channels == (stereo ? 2 : 1) && audio.rate == sample_rate);
  for (const auto format : {WavFormat::alaw, WavFormat::ulaw}) {
    const Audio coded = must_read(file(format, 1, samples));
    RC_ASSERT(coded.samples.size() == samples.size());
    RC_ASSERT(must_read(file(format, 1, coded.samples)).samples == coded.samples);
  }
}

TEST(Wav, ReadsEightAndTwentyFourBits) {
  Bytes bytes = file(WavFormat::pcm16, 1, std::array<Sample, 3>{0, 0, 0});
  bytes[34] = 24;  // six bytes: two samples of 24 bits
  const std::array<std::uint8_t, 6> audio = {0xff, 0x34, 0x12, 0x00, 0x00, 0x80};
  std::copy(audio.begin(), audio.end(), bytes.begin() + wav_header_bytes);
  EXPECT_EQ(must_read(bytes).samples, (std::vector<Sample>{0x1234, -32'768}));
  bytes[34] = 8;
  EXPECT_EQ(must_read(bytes).samples.size(), 6u);
  EXPECT_EQ(must_read(bytes).samples[0], 127 * 256);
}

TEST(Wav, ReadsFloatingPointAndThirtyTwoBits) {
  Bytes bytes = file(WavFormat::pcm16, 1, std::array<Sample, 6>{});
  bytes[20] = 3;  // floating point
  bytes[34] = 32;
  const std::array<float, 3> audio = {0.5F, -2.0F, std::numeric_limits<float>::quiet_NaN()};
  std::memcpy(&bytes[wav_header_bytes], audio.data(), sizeof audio);
  EXPECT_EQ(must_read(bytes).samples, (std::vector<Sample>{16'384, -32'768, 0}));
  bytes[20] = 1;
  const std::array<std::int32_t, 3> whole = {0x12345678, -0x10000, 0};
  std::memcpy(&bytes[wav_header_bytes], whole.data(), sizeof whole);
  EXPECT_EQ(must_read(bytes).samples, (std::vector<Sample>{0x1234, -1, 0}));
}

TEST(Wav, UnknownChunksAreReadOver) {
  Bytes bytes = file(WavFormat::pcm16, 1, std::array<Sample, 2>{7, 8});
  const Bytes list = {'L', 'I', 'S', 'T', 3, 0, 0, 0, 1, 2, 3, 0};
  bytes.insert(bytes.begin() + 12, list.begin(), list.end());
  EXPECT_EQ(must_read(bytes).samples, (std::vector<Sample>{7, 8}));
}

TEST(Wav, WhatIsCutOffGivesWhatIsThere) {
  const Bytes bytes = file(WavFormat::pcm16, 1, std::vector<Sample>(100, 5));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto result = read_wav(std::span(bytes).first(size));
    const auto* audio = std::get_if<Audio>(&result);
    EXPECT_EQ(audio != nullptr, size >= wav_header_bytes + 2) << size;
    if (audio == nullptr) continue;
    EXPECT_EQ(audio->samples.size(), (size - wav_header_bytes) / 2);
  }
}

TEST(Wav, SaysWhatItCannotRead) {
  EXPECT_EQ(why({}), word(WavError::not_wave));
  Bytes bytes = file(WavFormat::pcm16, 1, std::vector<Sample>(4, 5));
  const auto with = [&](std::size_t at, std::uint8_t value) {
    Bytes changed = bytes;
    changed[at] = value;
    return why(changed);
  };
  EXPECT_EQ(with(0, 'X'), word(WavError::not_wave));
  EXPECT_EQ(with(20, 3), word(WavError::not_supported));   // floating point of 16 bits
  EXPECT_EQ(with(22, 6), word(WavError::not_supported));   // channels
  EXPECT_EQ(with(34, 64), word(WavError::not_supported));  // bits
  EXPECT_EQ(with(25, 1), word(WavError::not_supported));   // 320 Hz
  EXPECT_EQ(with(50, 'x'), word(WavError::no_audio));      // no data chunk
}

std::vector<Sample> sine(double hertz, std::uint32_t rate, double amplitude, std::size_t count) {
  std::vector<Sample> out(count);
  for (std::size_t i = 0; i < count; ++i)
    out[i] = clamped(static_cast<float>(
        amplitude * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate)));
  return out;
}

double rms(Samples samples) {
  double power = 0;
  for (const Sample sample : samples) power += static_cast<double>(sample) * sample;
  return std::sqrt(power / static_cast<double>(samples.size()));
}

TEST(Prepare, LoudPlacesAreTurnedDownNotCutOff) {
  auto samples = sine(440, 8'000, 0.02 * 32'767, 16'000);
  const auto burst = sine(440, 8'000, 0.9 * 32'767, 400);
  std::copy(burst.begin(), burst.end(), samples.begin() + 8'000);
  even_loudness(samples, -20, -3);
  const double peak_allowed = 32'767 * std::pow(10, -3.0 / 20) + 1;
  for (const Sample sample : samples) EXPECT_LE(std::abs(sample), peak_allowed);
  // Far from the loud place it is as loud as without it; nothing of it is flat.
  EXPECT_GT(rms(std::span(samples).first(4'000)), 4 * 0.02 * 32'767 / std::numbers::sqrt2 / 10);
  int flat = 0;
  for (std::size_t i = 8'001; i < 8'400; ++i)
    flat += samples[i] == samples[i - 1] && std::abs(samples[i]) > 20'000;
  EXPECT_LT(flat, 10);
}

TEST(Prepare, SilenceAroundIsTakenAway) {
  std::vector<Sample> samples(8'000, 0);
  const auto said = sine(440, 8'000, 0.3 * 32'767, 8'000);
  samples.insert(samples.end(), said.begin(), said.end());
  samples.insert(samples.end(), 16'000, 3);
  trim_silence(samples);
  EXPECT_NEAR(static_cast<double>(samples.size()), 8'000 + 2 * 800, 320);
  std::vector<Sample> nothing(8'000, 5);
  trim_silence(nothing);
  EXPECT_TRUE(nothing.empty());
}

TEST(Prepare, TonesKeepTheirPitchAndLevelAtEveryRate) {
  for (const std::uint32_t rate : {11'025u, 16'000u, 22'050u, 32'000u, 44'100u, 48'000u, 96'000u}) {
    const auto out = to_telephone_rate(sine(1'000, rate, 10'000, rate), rate);
    ASSERT_EQ(out.size(), sample_rate) << rate;
    const auto expected = sine(1'000, sample_rate, 10'000, sample_rate);
    for (std::size_t i = 200; i < 7'800; ++i) ASSERT_NEAR(out[i], expected[i], 40) << rate;
  }
}

TEST(Prepare, WhatEightKilohertzCannotCarryIsGone) {
  for (const double hertz : {4'700.0, 6'000.0, 9'000.0, 20'000.0}) {
    const auto out = to_telephone_rate(sine(hertz, 48'000, 10'000, 48'000), 48'000);
    EXPECT_LT(rms(Samples(out).subspan(200, 7'600)), 30) << hertz;  // -47 dB
  }
}

TEST(Prepare, StereoBecomesItsMean) {
  EXPECT_EQ(to_mono({sample_rate, 2, {100, 200, -300, 100}}), (std::vector<Sample>{150, -100}));
}

TEST(Prepare, LoudnessIsEvenPausesDoNotCount) {
  for (const double amplitude : {300.0, 3'000.0, 30'000.0}) {
    auto audio = sine(440, sample_rate, amplitude, 8'000);
    audio.resize(24'000, 0);  // two seconds of silence
    normalise(audio);
    EXPECT_NEAR(rms(Samples(audio).first(8'000)), 3'277, 30) << amplitude;
  }
  std::vector<Sample> spiky(8'000, 100);
  spiky[4'000] = 32'767;
  normalise(spiky);
  EXPECT_NEAR(spiky[4'000], 23'197, 2);  // -3 dB
  std::vector<Sample> silent(8'000, 3);
  normalise(silent);
  EXPECT_EQ(silent[0], 3);
}

}  // namespace
}  // namespace centralino::voice
