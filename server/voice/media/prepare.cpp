#include "voice/media/prepare.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
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

double level(double db) { return 32'767 * std::pow(10, db / 20); }

double power_of(Samples part) {
  double sum = 0;
  for (const Sample sample : part) sum += static_cast<double>(sample) * sample;
  return sum;
}

bool silent(Samples part) {
  return power_of(part) < silent_rms * silent_rms * static_cast<double>(part.size());
}

struct Loudness {
  double rms = 0;  // of what is not silence; 0: all is
  double peak = 0;
};

Loudness loudness(Samples samples) {
  double power = 0;
  std::size_t count = 0;
  Loudness out;
  for (std::size_t at = 0; at < samples.size(); at += frame_samples) {
    const auto part = samples.subspan(at, std::min(frame_samples, samples.size() - at));
    for (const Sample sample : part)
      out.peak = std::max(out.peak, std::abs(static_cast<double>(sample)));
    if (silent(part)) continue;
    power += power_of(part);
    count += part.size();
  }
  if (count > 0) out.rms = std::sqrt(power / static_cast<double>(count));
  return out;
}

constexpr std::size_t limit_reach = sample_rate / 200;  // 5 ms

// For each place the least value of those at most `reach` away.
std::vector<float> least_around(const std::vector<float>& values, std::size_t reach) {
  std::vector<float> out(values.size());
  std::deque<std::size_t> falling;  // places whose values grow
  for (std::size_t next = 0; next < values.size() + reach; ++next) {
    if (next < values.size()) {
      while (!falling.empty() && values[falling.back()] >= values[next]) falling.pop_back();
      falling.push_back(next);
    }
    if (next < reach) continue;
    const std::size_t place = next - reach;
    while (falling.front() + reach < place) falling.pop_front();
    out[place] = values[falling.front()];
  }
  return out;
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
  const Loudness now = loudness(samples);
  if (now.rms == 0) return;
  const double gain = std::min(level(rms_db) / now.rms, level(peak_db) / now.peak);
  for (Sample& sample : samples) sample = clamped(static_cast<float>(sample * gain));
}

void even_loudness(std::span<Sample> samples, double rms_db, double peak_db) {
  const Loudness now = loudness(samples);
  if (now.rms == 0) return;
  const auto gain = static_cast<float>(level(rms_db) / now.rms);
  const auto peak = static_cast<float>(level(peak_db));
  // The gain that each sample may have, then the least of its neighbours', then their mean: where
  // it changes it does so slowly, and is never more than allowed.
  std::vector<float> allowed(samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const float loud = std::abs(static_cast<float>(samples[i])) * gain;
    allowed[i] = loud > peak ? gain * peak / loud : gain;
  }
  const auto least = least_around(allowed, limit_reach);
  double sum = 0;
  const std::size_t width = 2 * limit_reach + 1;
  const auto at = [&](std::size_t i) {
    return least[std::clamp<std::size_t>(i, limit_reach, least.size() + limit_reach - 1) -
                 limit_reach];
  };
  for (std::size_t i = 0; i < width; ++i) sum += at(i);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double mean = sum / static_cast<double>(width);
    samples[i] = clamped(static_cast<float>(samples[i] * mean));
    sum += at(i + width) - at(i);
  }
}

void trim_silence(std::vector<Sample>& samples) {
  constexpr std::size_t kept = sample_rate / 10;
  std::size_t first = samples.size(), last = 0;
  for (std::size_t at = 0; at < samples.size(); at += frame_samples) {
    const auto part = std::span(samples).subspan(at, std::min(frame_samples, samples.size() - at));
    if (silent(part)) continue;
    first = std::min(first, at);
    last = at + part.size();
  }
  if (first >= last) return samples.clear();
  samples.resize(std::min(samples.size(), last + kept));
  samples.erase(samples.begin(),
                samples.begin() + static_cast<std::ptrdiff_t>(first > kept ? first - kept : 0));
}

}  // namespace centralino::voice
