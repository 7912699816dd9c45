// ITU-T G.711: telephone speech, 8,000 samples a second, 8 bits each (µ-law "PCMU", A-law "PCMA").
// By tables; samples are linear, signed, 16 bits. -32768 is loud, not silent, as it is in some
// codecs.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace centralino::voice {

enum class Law : std::uint8_t { ulaw, alaw };

// What a silent line sounds like.
constexpr std::uint8_t silence_of(Law law) { return law == Law::ulaw ? 0xff : 0xd5; }

namespace g711 {

constexpr std::int16_t decode_ulaw(std::uint8_t code) {
  const unsigned inverted = static_cast<std::uint8_t>(~code);
  const int exponent = static_cast<int>(inverted >> 4 & 7);
  const int mantissa = static_cast<int>(inverted & 15);
  const int magnitude = ((mantissa * 2 + 33) << exponent) - 33;  // 14 bits
  return static_cast<std::int16_t>((inverted & 0x80 ? -magnitude : magnitude) * 4);
}

constexpr std::int16_t decode_alaw(std::uint8_t code) {
  const unsigned toggled = code ^ 0x55u;
  const int exponent = static_cast<int>(toggled >> 4 & 7);
  const int mantissa = static_cast<int>(toggled & 15);
  const int magnitude =
      exponent == 0 ? mantissa * 2 + 1 : (mantissa * 2 + 33) << (exponent - 1);  // 13 bits
  return static_cast<std::int16_t>((toggled & 0x80 ? magnitude : -magnitude) * 8);
}

constexpr std::uint8_t encode_ulaw(std::int16_t sample) {
  int value = sample >> 2;
  const unsigned sign = value < 0 ? 0x80u : 0;
  if (value < 0) value = -value;
  value = (value > 8158 ? 8158 : value) + 33;
  int exponent = 7;
  while (exponent > 0 && value < (33 << exponent) - (1 << exponent)) --exponent;
  const unsigned mantissa = static_cast<unsigned>(value >> (exponent + 1)) & 15u;
  return static_cast<std::uint8_t>(~(sign | static_cast<unsigned>(exponent) << 4 | mantissa));
}

constexpr std::uint8_t encode_alaw(std::int16_t sample) {
  int value = sample >> 3;
  const unsigned sign = value >= 0 ? 0x80u : 0;
  if (value < 0) value = -value - 1;
  if (value > 4095) value = 4095;
  int exponent = 7;
  while (exponent > 1 && value < 16 << exponent) --exponent;
  if (value < 32) exponent = 0;
  const int shift = exponent == 0 ? 1 : exponent;
  const unsigned mantissa = static_cast<unsigned>(value >> shift) & 15u;
  return static_cast<std::uint8_t>((sign | static_cast<unsigned>(exponent) << 4 | mantissa) ^
                                   0x55u);
}

}  // namespace g711

// `out` has room for as many as `in`.
void decode(Law law, std::span<const std::uint8_t> in, std::span<std::int16_t> out);
void encode(Law law, std::span<const std::int16_t> in, std::span<std::uint8_t> out);

}  // namespace centralino::voice
