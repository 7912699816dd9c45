#include "voice/media/prepare.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace centralino::voice {
namespace {

constexpr int crossings = 16;
constexpr int steps = 256;        // of the table, between two crossings
constexpr double pass = 0.95;     // of half the lower rate
constexpr float silent_rms = 60;  // about -55 dBFS

// sinc with a Blackman window, one half of it; ends with a zero.
const std::vector<float>& kernel() {
  static const std::vector<float> table = [] {
    constexpr int size = crossings * steps;
    std::vector<float> out(size + 2, 0.0F);
    for (int i = 0; i < size; ++i) {
      const double x = static_cast<double>(i) / steps;
      const double turn = std::numbers::pi * x;
      const double sinc = i == 0 ? 1 : std::sin(turn) / turn;
      const double w = std::numbers::pi * x / crossings;
      out[static_cast<std::size_t>(i)] =
          static_cast<float>(sinc * (0.42 + 0.5 * std::cos(w) + 0.08 * std::cos(2 * w)));
    }
    return out;
  }();
  return table;
}

float kernel_at(double x) {
  const double at = std::abs(x) * steps;
  const auto index = static_cast<std::size_t>(at);
  if (index >= static_cast<std::size_t>(crossings * steps)) return 0;
  const auto part = static_cast<float>(at - static_cast<double>(index));
  return kernel()[index] * (1 - part) + kernel()[index + 1] * part;
}

}  // namespace

std::vector<Sample> to_mono(const Audio& audio) {
  if (audio.channels == 1) return audio.samples;
  std::vector<Sample> out(audio.samples.size() / 2);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<Sample>((audio.samples[2 * i] + audio.samples[2 * i + 1]) / 2);
  return out;
}

std::vector<Sample> to_telephone_rate(Samples samples, std::uint32_t rate) {
  if (rate == sample_rate) return {samples.begin(), samples.end()};
  const double ratio = static_cast<double>(rate) / sample_rate;
  const double cutoff = pass / std::max(ratio, 1.0);  // of the input's half rate
  const double reach = crossings / cutoff;
  const auto size = static_cast<std::int64_t>(samples.size());
  std::vector<Sample> out(
      static_cast<std::size_t>(std::llround(static_cast<double>(size) / ratio)));
  for (std::size_t n = 0; n < out.size(); ++n) {
    const double centre = static_cast<double>(n) * ratio;
    const auto from =
        std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil(centre - reach)));
    const auto to = std::min(size - 1, static_cast<std::int64_t>(std::floor(centre + reach)));
    float sum = 0;
    for (std::int64_t i = from; i <= to; ++i)
      sum += static_cast<float>(samples[static_cast<std::size_t>(i)]) *
             kernel_at((static_cast<double>(i) - centre) * cutoff);
    out[n] = clamped(sum * static_cast<float>(cutoff));
  }
  return out;
}

void normalise(std::span<Sample> samples, double rms_db, double peak_db) {
  double power = 0;
  std::size_t count = 0;
  int loudest = 0;
  for (std::size_t at = 0; at < samples.size(); at += frame_samples) {
    const auto part = samples.subspan(at, std::min(frame_samples, samples.size() - at));
    double sum = 0;
    for (const Sample sample : part) {
      sum += static_cast<double>(sample) * sample;
      loudest = std::max(loudest, std::abs(static_cast<int>(sample)));
    }
    if (sum < silent_rms * silent_rms * static_cast<double>(part.size())) continue;
    power += sum;
    count += part.size();
  }
  if (count == 0) return;
  const double rms = std::sqrt(power / static_cast<double>(count));
  const double gain = std::min(32'767 * std::pow(10, rms_db / 20) / rms,
                               32'767 * std::pow(10, peak_db / 20) / loudest);
  for (Sample& sample : samples) sample = clamped(static_cast<float>(sample * gain));
}

}  // namespace centralino::voice
