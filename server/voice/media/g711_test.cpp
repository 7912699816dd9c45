#include "voice/media/g711.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace centralino::voice {
namespace {

std::int16_t through(Law law, int sample) {
  const std::array<std::int16_t, 1> in = {static_cast<std::int16_t>(sample)};
  std::array<std::uint8_t, 1> code{};
  std::array<std::int16_t, 1> out{};
  encode(law, in, code);
  decode(law, code, out);
  return out[0];
}

// Values of the recommendation's tables 1a, 1b (A-law) and 2a, 2b (µ-law), scaled to 16 bits.
TEST(G711, KnownValues) {
  EXPECT_EQ(g711::decode_ulaw(0xff), 0);
  EXPECT_EQ(g711::decode_ulaw(0x7f), 0);
  EXPECT_EQ(g711::decode_ulaw(0x80), 32'124);
  EXPECT_EQ(g711::decode_ulaw(0x00), -32'124);
  EXPECT_EQ(g711::decode_alaw(0xd5), 8);
  EXPECT_EQ(g711::decode_alaw(0x55), -8);
  EXPECT_EQ(g711::decode_alaw(0xaa), 32'256);
  EXPECT_EQ(g711::decode_alaw(0x2a), -32'256);
}

TEST(G711, LoudestNegativeSampleStaysLoud) {
  EXPECT_EQ(through(Law::ulaw, -32'768), -32'124);
  EXPECT_EQ(through(Law::alaw, -32'768), -32'256);
}

// Every code but µ-law's second zero survives; errors are within half a step of the segment.
TEST(G711, EveryCodeAndEverySample) {
  for (const Law law : {Law::ulaw, Law::alaw}) {
    for (unsigned code = 0; code < 256; ++code) {
      if (law == Law::ulaw && code == 0x7f) continue;
      const std::array<std::uint8_t, 1> in = {static_cast<std::uint8_t>(code)};
      std::array<std::int16_t, 1> sample{};
      std::array<std::uint8_t, 1> out{};
      decode(law, in, sample);
      encode(law, sample, out);
      EXPECT_EQ(out[0], code);
    }
    const int loudest = law == Law::ulaw ? 32'124 : 32'256;
    for (int sample = -loudest; sample <= loudest; ++sample) {
      const int error = std::abs(through(law, sample) - sample);
      EXPECT_LE(error, 16 + std::abs(sample) / 31) << sample;
    }
  }
}

// The tables index by 14 bits: they must agree with the arithmetic on every sample.
TEST(G711, TablesAgreeWithArithmetic) {
  for (int value = -32'768; value <= 32'767; ++value) {
    const std::array<std::int16_t, 1> in = {static_cast<std::int16_t>(value)};
    std::array<std::uint8_t, 1> out{};
    encode(Law::ulaw, in, out);
    ASSERT_EQ(out[0], g711::encode_ulaw(in[0])) << value;
    encode(Law::alaw, in, out);
    ASSERT_EQ(out[0], g711::encode_alaw(in[0])) << value;
  }
}

TEST(G711, SilenceIsNearlyZero) {
  EXPECT_EQ(g711::decode_ulaw(silence_of(Law::ulaw)), 0);
  EXPECT_EQ(g711::decode_alaw(silence_of(Law::alaw)), 8);
}

}  // namespace
}  // namespace centralino::voice
