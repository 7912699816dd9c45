#include "voice/media/mixer.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace centralino::voice {
namespace {

using Sum = std::array<float, frame_samples>;

void add(Sum& sum, const Frame& frame, float gain) {
  for (std::size_t i = 0; i < frame_samples; ++i) sum[i] += gain * static_cast<float>(frame[i]);
}

void add_ramp(Sum& sum, const Frame& frame, float from, float to) {
  const float step = (to - from) / static_cast<float>(frame_samples);
  for (std::size_t i = 0; i < frame_samples; ++i)
    sum[i] += (from + step * static_cast<float>(i + 1)) * static_cast<float>(frame[i]);
}

// x / (1 + x) of what is too much: continuous, its slope too, and below full scale.
float bent(float value) {
  constexpr float room = 32'767 - Mixer::linear_max;
  const float magnitude = std::abs(value);
  if (magnitude <= Mixer::linear_max) return value;
  const float over = (magnitude - Mixer::linear_max) / room;
  return std::copysign(Mixer::linear_max + room * over / (1 + over), value);
}

void write(const Sum& sum, Frame& out) {
  float loudest = 0;
  for (const float value : sum) loudest = std::max(loudest, std::abs(value));
  if (loudest <= Mixer::linear_max) {
    for (std::size_t i = 0; i < frame_samples; ++i)
      out[i] = static_cast<Sample>(sum[i] + std::copysign(0.5F, sum[i]));
  } else {
    for (std::size_t i = 0; i < frame_samples; ++i) out[i] = clamped(bent(sum[i]));
  }
}

}  // namespace

void Mixer::set_gain(std::size_t from, std::size_t to, float gain) {
  CHECK(from < legs_max && to < legs_max, "a leg that the mixer does not have");
  wanted_[to][from] = std::clamp(gain, 0.0F, 4.0F);
}

void Mixer::remove(std::size_t leg) {
  CHECK(leg < legs_max, "a leg that the mixer does not have");
  wanted_[leg] = now_[leg] = Row{};
  for (std::size_t to = 0; to < legs_max; ++to) wanted_[to][leg] = now_[to][leg] = 0;
}

void Mixer::mix(std::span<const Frame> said, std::span<Frame> heard) {
  CHECK(said.size() == heard.size() && said.size() <= legs_max, "frames that do not fit the mixer");
  for (std::size_t to = 0; to < heard.size(); ++to) {
    Sum sum{};
    for (std::size_t from = 0; from < said.size(); ++from) {
      const float before = now_[to][from];
      const float after = wanted_[to][from];
      if (before != after) {
        add_ramp(sum, said[from], before, after);
      } else if (after != 0) {
        add(sum, said[from], after);
      }
    }
    now_[to] = wanted_[to];
    write(sum, heard[to]);
  }
}

}  // namespace centralino::voice
