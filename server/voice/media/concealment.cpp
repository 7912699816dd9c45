#include "voice/media/concealment.h"

#include <algorithm>
#include <cmath>

namespace centralino::voice {
namespace {

constexpr std::size_t cross_fade_samples = 40;
constexpr std::size_t full_samples = 80;   // 10 ms before the fade begins
constexpr std::size_t gone_samples = 480;  // 60 ms

// How alike the last `count` samples before `end` and those `lag` before them are, from -1 to 1.
float likeness(const Sample* end, std::size_t count, std::size_t lag, std::size_t step) {
  float product = 0;
  float energy = 1;
  float energy_before = 1;
  for (std::size_t i = 1; i <= count; i += step) {
    const auto a = static_cast<float>(*(end - i));
    const auto b = static_cast<float>(*(end - i - lag));
    product += a * b;
    energy += a * a;
    energy_before += b * b;
  }
  return product / std::sqrt(energy * energy_before);
}

}  // namespace

void Concealment::heard(std::span<Sample> samples) {
  if (concealed_ > 0) {
    const std::size_t count = std::min(samples.size(), cross_fade_samples);
    for (std::size_t i = 0; i < count; ++i) {
      const float in = static_cast<float>(i + 1) / static_cast<float>(count + 1);
      samples[i] = clamped(in * static_cast<float>(samples[i]) + (1 - in) * next());
    }
    concealed_ = 0;
  }
  if (samples.size() >= history_samples) {
    std::copy(samples.end() - history_samples, samples.end(), history_.begin());
    return;
  }
  std::copy(history_.begin() + static_cast<std::ptrdiff_t>(samples.size()), history_.end(),
            history_.begin());
  std::copy(samples.begin(), samples.end(),
            history_.end() - static_cast<std::ptrdiff_t>(samples.size()));
}

// Finds the pitch and prepares one period that can be repeated without a step.
void Concealment::begin() {
  constexpr std::size_t window = 160;
  const Sample* end = history_.data() + history_.size();
  std::size_t best = period_max;
  float best_likeness = -2;
  for (std::size_t lag = period_min; lag <= period_max; lag += 2) {  // coarse, then fine
    const float now = likeness(end, window, lag, 2);
    if (now <= best_likeness) continue;
    best_likeness = now;
    best = lag;
  }
  for (const std::size_t lag : {best - 1, best + 1}) {
    const float now = likeness(end, window, lag, 1);
    if (lag < period_min || lag > period_max || now <= best_likeness) continue;
    best_likeness = now;
    best = lag;
  }
  period_samples_ = best;
  for (std::size_t i = 0; i < best; ++i) period_[i] = static_cast<float>(*(end - best + i));
  // The end of the period flows into what came before its beginning.
  const std::size_t seam = best / 4;
  for (std::size_t i = 0; i < seam; ++i) {
    const float in = static_cast<float>(i + 1) / static_cast<float>(seam + 1);
    float& sample = period_[best - seam + i];
    sample = (1 - in) * sample + in * static_cast<float>(*(end - best - seam + i));
  }
  at_ = 0;
}

float Concealment::next() {
  const std::size_t n = concealed_++;
  const float sample = period_[at_];
  at_ = at_ + 1 == period_samples_ ? 0 : at_ + 1;
  if (n <= full_samples) return sample;
  if (n >= gone_samples) return 0;
  return sample * static_cast<float>(gone_samples - n) /
         static_cast<float>(gone_samples - full_samples);
}

void Concealment::conceal(std::span<Sample> out) {
  if (concealed_ == 0) begin();
  for (Sample& sample : out) sample = clamped(next());
}

}  // namespace centralino::voice
