// Who hears whom: a matrix of gains over 20 ms frames. Hold, listen, whisper, barge and conference
// are all just matrices. Gains change over one frame, so nothing clicks; sums that are too loud are
// bent, not cut.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "voice/media/frame.h"

namespace centralino::voice {

class Mixer {
 public:
  static constexpr std::size_t legs_max = 8;

  // From the next frame on. 0 is silence, 1 as it came; at most 4. Both below `legs_max`.
  // Everything is 0 at first, also from a leg to itself.
  void set_gain(std::size_t from, std::size_t to, float gain);
  float gain(std::size_t from, std::size_t to) const { return wanted_[to][from]; }

  // A leg left: nobody hears it, it hears nobody, at once.
  void remove(std::size_t leg);

  // One frame: `heard[i]` becomes the sum of all `said[j]` times their gains. The same number of
  // both, at most `legs_max`; `heard` may not overlap `said`. Three legs cost about 0.7 µs.
  void mix(std::span<const Frame> said, std::span<Frame> heard);

  // Sums up to this are untouched; beyond they approach full scale and never pass it.
  static constexpr float linear_max = 24'576;

 private:
  using Row = std::array<float, legs_max>;  // by who says
  std::array<Row, legs_max> wanted_{};      // by who hears
  std::array<Row, legs_max> now_{};
};

}  // namespace centralino::voice
