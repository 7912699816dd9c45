#include "voice/media/dtmf.h"

#include <cmath>
#include <numbers>
#include <string_view>

namespace centralino::voice {
namespace {

constexpr std::array<float, 4> rows = {697, 770, 852, 941};
constexpr std::array<float, 4> columns = {1209, 1336, 1477, 1633};
constexpr std::string_view keys = "123A456B789C*0#D";

constexpr float energy_min = 102.0F * 300 * 300;  // about -37 dBm0 of both tones: below is noise
constexpr float share_min = 0.80F;                // of the block's energy, in the two tones
constexpr int blocks_min = 3;                     // that agree
constexpr float share_min_held = 0.50F;           // a key stays down through a gap of 10 ms
constexpr float peak_min = 6.3F;                  // over every other tone of its group, 8 dB
constexpr float twist_max = 6.3F;          // column over row, 8 dB (Q.24 asks for 4 at least)
constexpr float reverse_twist_max = 4.0F;  // row over column, 6 dB

// cos() is no constant expression in C++20.
const std::array<float, 8> coefficients = [] {
  std::array<float, 8> out{};
  for (std::size_t i = 0; i < 8; ++i) {
    const float hertz = i < 4 ? rows[i] : columns[i - 4];
    out[i] = 2 * std::cos(2 * std::numbers::pi_v<float> * hertz / static_cast<float>(sample_rate));
  }
  return out;
}();

std::size_t strongest(const float* power) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < 4; ++i)
    if (power[i] > power[best]) best = i;
  return best;
}

bool stands_out(const float* power, std::size_t best) {
  for (std::size_t i = 0; i < 4; ++i)
    if (i != best && power[i] * peak_min > power[best]) return false;
  return true;
}

}  // namespace

// The digit of the block just filled, or 0; makes ready for the next.
char DtmfDetector::block() {
  std::array<float, 8> power{};
  for (std::size_t i = 0; i < 8; ++i) {
    const auto [s1, s2] = filters_[i];
    power[i] = s1 * s1 + s2 * s2 - coefficients[i] * s1 * s2;
  }
  const float energy = energy_;
  filters_ = {};
  energy_ = 0;
  filled_ = 0;
  if (energy < energy_min) return 0;
  const std::size_t row = strongest(power.data());
  const std::size_t column = strongest(power.data() + 4);
  const float low = power[row];
  const float high = power[column + 4];
  if (high > low * twist_max || low > high * reverse_twist_max) return 0;
  // A tone alone has a power of energy · n / 2.
  const float share = told_ != 0 ? share_min_held : share_min;
  if (low + high < share * energy * block_samples / 2) return 0;
  if (!stands_out(power.data(), row) || !stands_out(power.data() + 4, column)) return 0;
  return keys[row * 4 + column];
}

std::optional<char> DtmfDetector::hear(Samples samples) {
  std::optional<char> begun;
  while (!samples.empty()) {
    const auto room = static_cast<std::size_t>(block_samples - filled_);
    const Samples part = samples.first(samples.size() < room ? samples.size() : room);
    samples = samples.subspan(part.size());
    auto filters = filters_;  // in registers
    float energy = energy_;
    for (const Sample sample : part) {
      const auto x = static_cast<float>(sample);
      energy += x * x;
      for (std::size_t i = 0; i < 8; ++i) {
        const float s0 = x + coefficients[i] * filters[i].s1 - filters[i].s2;
        filters[i].s2 = filters[i].s1;
        filters[i].s1 = s0;
      }
    }
    filters_ = filters;
    energy_ = energy;
    filled_ += static_cast<int>(part.size());
    if (filled_ < block_samples) break;
    const char now = block();
    if (told_ != 0) without_ = now == told_ ? 0 : without_ + 1;
    if (without_ >= 2) {
      told_ = 0;
      without_ = 0;
    }
    agreeing_ = now == last_ ? agreeing_ + 1 : 1;
    if (told_ == 0 && now != 0 && agreeing_ >= blocks_min) {
      told_ = now;
      begun = now;
    }
    last_ = now;
  }
  return begun;
}

void write_dtmf(char digit, float level, std::uint32_t position, std::span<Sample> out) {
  const auto key = keys.find(digit);
  constexpr float turn = 2 * std::numbers::pi_v<float> / static_cast<float>(sample_rate);
  constexpr float rise = 16;  // samples: 2 ms
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (key == std::string_view::npos) {
      out[i] = 0;
      continue;
    }
    const auto t = static_cast<float>((position + i) % sample_rate);
    const float sum = std::sin(turn * rows[key / 4] * t) + std::sin(turn * columns[key % 4] * t);
    const float ramp = position + i < 16 ? static_cast<float>(position + i) / rise : 1.0F;
    out[i] = clamped(sum * level * ramp * 32'767.0F);
  }
}

}  // namespace centralino::voice
