// The sounds of a telephone network: dial tone, ringing, busy (ITU-T E.180 and its list of national
// tones), a beep for recordings, and noise that says the line is alive.
#pragma once

#include <cstdint>

#include "base/prng.h"
#include "voice/media/frame.h"

namespace centralino::voice {

enum class Signal : std::uint8_t { dial, ringing, busy, congestion, beep };
enum class Country : std::uint8_t { italy, international };

// Endless, but for the beep: one, then silence.
class ToneMaker {
 public:
  // `level`: of full scale; 0.1 is -20 dBFS.
  ToneMaker(Signal signal, Country country, float level = 0.1F);

  // The next 20 ms. No clicks: each burst rises and falls within 5 ms.
  void next(Frame& out);

  bool finished() const { return finished_; }

 private:
  float level_;
  std::array<std::uint32_t, 4> cadence_{};  // samples on, off, on, off
  std::uint32_t steps_ = 0;                 // of a turn, a sample
  std::uint32_t phase_ = 0;                 // position in the turn
  std::size_t part_ = 0;                    // of the cadence
  std::uint32_t within_ = 0;                // samples of the part
  bool once_ = false;
  bool finished_ = false;
};

// Soft, low-pass noise; the same seed gives the same noise.
class ComfortNoise {
 public:
  explicit ComfortNoise(std::uint64_t seed, float level = 0.001F) : prng_(seed), level_(level) {}
  void next(Frame& out);

 private:
  Prng prng_;
  float level_;
  float smooth_ = 0;
};

}  // namespace centralino::voice
