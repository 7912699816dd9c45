// What is played where audio is missing: the last pitch period again and again, fading out, so that
// a lost packet is hardly heard. Our own, in the spirit of ITU-T G.711 appendix I but without its
// delay.
#pragma once

#include "voice/media/frame.h"

namespace centralino::voice {

class Concealment {
 public:
  // Audio that did arrive, in order. The first 5 ms after a gap are cross-faded in place with what
  // the concealment would have gone on with.
  void heard(std::span<Sample> samples);

  // Makes up samples; silence from 60 ms of a gap on. The search for the
  // pitch at the beginning of a gap costs about 8 µs.
  void conceal(std::span<Sample> out);

  // Forgets what was heard: a new stream begins.
  void reset() { *this = Concealment{}; }

 private:
  static constexpr std::size_t history_samples = 400;  // 50 ms: three periods of the lowest voice
  static constexpr std::size_t period_max = 120;       // 67 Hz
  static constexpr std::size_t period_min = 32;        // 250 Hz

  void begin();
  float next();

  std::array<Sample, history_samples> history_{};  // oldest first
  std::array<float, period_max> period_{};
  std::size_t period_samples_ = period_min;
  std::size_t concealed_ = 0;  // samples of this gap; 0 outside of one
  std::size_t at_ = 0;         // in the period
};

}  // namespace centralino::voice
