// Keys heard as tones in the audio (ITU-T Q.23, Q.24), for lines that send no telephone events.
// Goertzel filters over blocks of 102 samples (12.75 ms): a digit is told once, after three
// blocks that agree (a tone of 51 ms is always enough; two would hear digits in speech now and
// then), and again only after 25 ms without it. Speech and music are kept out by asking that nearly
// all energy lies in one row and one column, with no other tone near them, and not too unequal
// ("twist").
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "voice/media/frame.h"

namespace centralino::voice {

class DtmfDetector {
 public:
  // Any number of samples; about 1 µs for 20 ms. At most one digit begins within a frame.
  std::optional<char> hear(Samples samples);

  // Whether a key is down now: what is heard should not be passed on to people.
  bool pressed() const { return told_ != 0; }

 private:
  static constexpr int block_samples = 102;

  char block();

  struct Filter {
    float s1 = 0, s2 = 0;
  };
  std::array<Filter, 8> filters_{};
  float energy_ = 0;
  int filled_ = 0;
  int agreeing_ = 0;  // blocks that said the same as the last
  char last_ = 0;     // of the block before
  char told_ = 0;     // being held down
  int without_ = 0;   // blocks since it was heard
};

// A digit's two tones at `level` of full scale each, beginning softly; zeros for no digit.
// For tests and for lines that want tones. Continues at `position` samples from its start.
void write_dtmf(char digit, float level, std::uint32_t position, std::span<Sample> out);

}  // namespace centralino::voice
