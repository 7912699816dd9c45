// What audio is made of inside: 8,000 linear samples a second, signed, 16 bits, 20 ms at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace centralino::voice {

constexpr std::uint32_t sample_rate = 8'000;
constexpr std::size_t frame_samples = 160;
constexpr std::int64_t frame_ms = 20;
constexpr std::int64_t us_per_sample = 125;

using Sample = std::int16_t;
using Frame = std::array<Sample, frame_samples>;
using Samples = std::span<const Sample>;
using FrameView = std::span<const Sample, frame_samples>;

constexpr Sample clamped(float value) {
  if (value >= 32'767.0F) return 32'767;
  if (value <= -32'768.0F) return -32'768;
  return static_cast<Sample>(value < 0 ? value - 0.5F : value + 0.5F);
}

}  // namespace centralino::voice
