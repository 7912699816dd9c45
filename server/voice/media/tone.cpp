#include "voice/media/tone.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace centralino::voice {
namespace {

// All our tones are multiples of 25 Hz: 320 samples hold whole turns of each.
constexpr std::uint32_t turn = 320;
const std::array<float, turn> sine = [] {
  std::array<float, turn> out{};
  for (std::size_t i = 0; i < turn; ++i)
    out[i] = static_cast<float>(std::sin(2 * std::numbers::pi * static_cast<double>(i) / turn));
  return out;
}();

constexpr std::uint32_t ms(std::uint32_t count) { return count * sample_rate / 1'000; }
constexpr std::uint32_t forever = ~std::uint32_t{0};
constexpr std::uint32_t edge = ms(5);

std::array<std::uint32_t, 4> cadence_of(Signal signal, Country country) {
  const bool italy = country == Country::italy;
  switch (signal) {
    case Signal::dial:
      if (italy) return {ms(200), ms(200), ms(600), ms(1'000)};
      return {forever, 0, 0, 0};
    case Signal::ringing:
      return {ms(1'000), ms(4'000), 0, 0};
    case Signal::busy:
      return {ms(500), ms(500), 0, 0};
    case Signal::congestion:
      return italy ? std::array<std::uint32_t, 4>{ms(200), ms(200), 0, 0}
                   : std::array<std::uint32_t, 4>{ms(250), ms(250), 0, 0};
    case Signal::beep:
      break;
  }
  return {ms(200), forever, 0, 0};
}

}  // namespace

ToneMaker::ToneMaker(Signal signal, Country country, float level)
    : level_(level),
      cadence_(cadence_of(signal, country)),
      steps_((signal == Signal::beep ? 1'000 : 425) / 25),
      once_(signal == Signal::beep) {}

void ToneMaker::next(Frame& out) {
  for (Sample& sample : out) {
    const std::uint32_t length = cadence_[part_];
    const bool on = part_ % 2 == 0;
    if (on) {
      const std::uint32_t left = length - within_;
      const float rise = static_cast<float>(std::min({within_, left, edge})) / edge;
      sample = clamped(sine[phase_] * level_ * rise * 32'767);
      phase_ = (phase_ + steps_) % turn;
    } else {
      sample = 0;
      finished_ = once_;
    }
    if (length == forever) {
      within_ = std::min(within_ + 1, edge);  // past its rise, and never at an end
    } else if (++within_ == length) {
      within_ = 0;
      phase_ = 0;
      do part_ = (part_ + 1) % cadence_.size();
      while (cadence_[part_] == 0);
    }
  }
}

void ComfortNoise::next(Frame& out) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i % 4 == 0) bits = prng_.next();
    const auto white = static_cast<float>(static_cast<Sample>(bits & 0xffff));
    bits >>= 16;
    smooth_ += 0.3F * (white - smooth_);
    out[i] = clamped(smooth_ * level_ * 4);
  }
}

}  // namespace centralino::voice
