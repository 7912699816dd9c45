// Keys that we press on a leg, as telephone events or, where the other side knows none, as tones in
// the audio. Belongs to the shard; no clock.
#pragma once

#include <string>

#include "voice/media/digits.h"
#include "voice/media/frame.h"

namespace centralino::voice {

class DigitsOut {
 public:
  static constexpr std::size_t waiting_max = 128;  // more are left out
  static constexpr int comma_frames = 25;          // half a second
  static constexpr std::int64_t tone_ms = 100;

  // 0–9 * # A–D and commas; anything else is left out.
  void push(std::string_view digits);
  bool idle() const { return waiting_.empty() && sender_.idle() && tone_left_ == 0 && pause_ == 0; }

  // Every 20 ms, as an event: none means that audio goes out as always.
  std::optional<DigitSender::Packet> event(std::uint32_t timestamp);
  // Every 20 ms, as tones. False: audio goes out as always.
  bool tone(Frame& out);

 private:
  std::string waiting_;
  DigitSender sender_;
  int pause_ = 0;      // frames
  int tone_left_ = 0;  // frames of tone and of the pause after it
  char key_ = 0;
};

}  // namespace centralino::voice
