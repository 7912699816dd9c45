#include "voice/media/prepare.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace centralino::voice {
namespace {

constexpr double crossings = 16;
constexpr double pass = 0.95;     // of half the lower rate
constexpr float silent_rms = 60;  // about -55 dBFS

// sinc with a Blackman window.
double kernel(double x) {
  if (std::abs(x) >= crossings) return 0;
  const double turn = std::numbers::pi * x;
  const double sinc = std::abs(x) < 1e-9 ? 1 : std::sin(turn) / turn;
  const double w = turn / crossings;
  return sinc * (0.42 + 0.5 * std::cos(w) + 0.08 * std::cos(2 * w));
}

// The weights of the samples around each place between two of them that occurs: with a rate of
// 22,050 these are 160. A pure function of the rate.
class Filter {
 public:
  explicit Filter(std::uint32_t rate)
      : common_(std::gcd(rate, sample_rate)),
        step_(rate / common_),
        phases_(sample_rate / common_) {
    const double cutoff = pass / std::max(static_cast<double>(rate) / sample_rate, 1.0);
    reach_ = static_cast<std::int64_t>(std::ceil(crossings / cutoff));
    taps_ = round_up(static_cast<std::size_t>(2 * reach_ + 1));
    weights_.resize(phases_ * taps_);
    for (std::size_t phase = 0; phase < phases_; ++phase)
      for (std::size_t tap = 0; tap < taps_; ++tap) {
        const double from_centre = static_cast<double>(tap) - static_cast<double>(reach_) -
                                   static_cast<double>(phase) / static_cast<double>(phases_);
        weights_[phase * taps_ + tap] = static_cast<float>(cutoff * kernel(from_centre * cutoff));
      }
  }

  std::size_t reach() const { return static_cast<std::size_t>(reach_); }
  std::size_t taps() const { return taps_; }

  // Sample `n` of the output. `padded`: the input with `reach` of silence before it and `taps`
  // after it.
  Sample at(std::size_t n, const std::vector<float>& padded) const {
    const std::size_t place = n * step_;  // in parts of a sample, `phases_` of them
    const float* samples = padded.data() + place / phases_;
    const float* weights = weights_.data() + place % phases_ * taps_;
    std::array<float, lanes> sums{};  // several at once: the compiler may not reorder one sum
    for (std::size_t tap = 0; tap < taps_; tap += lanes)
      for (std::size_t lane = 0; lane < lanes; ++lane)
        sums[lane] += samples[tap + lane] * weights[tap + lane];
    return clamped(std::accumulate(sums.begin(), sums.end(), 0.0F));
  }

 private:
  static constexpr std::size_t lanes = 8;
  static constexpr std::size_t round_up(std::size_t n) { return (n + lanes - 1) / lanes * lanes; }

  std::size_t common_, step_, phases_;
  std::int64_t reach_ = 0;
  std::size_t taps_ = 0;
  std::vector<float> weights_;
};

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
  const Filter filter(rate);
  std::vector<float> padded(filter.reach() + samples.size() + filter.taps() + 1);
  std::copy(samples.begin(), samples.end(),
            padded.begin() + static_cast<std::ptrdiff_t>(filter.reach()));
  const double ratio = static_cast<double>(rate) / sample_rate;
  std::vector<Sample> out(
      static_cast<std::size_t>(std::llround(static_cast<double>(samples.size()) / ratio)));
  for (std::size_t n = 0; n < out.size(); ++n) out[n] = filter.at(n, padded);
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
