// One side of a recording on its way to the file: packets as they come, put on the sender's time
// line, a frame of them a little later. Not for ears: what is played to somebody goes through
// JitterBuffer, which keeps the delay short and hides what is lost. Here nothing is in a hurry, so
// the delay is the same for all and long, both sides stay in step, and each packet is copied twice
// and looked at never.
//
// Belongs to one thread, does not allocate, reads no clock: pop() is its time. About 4 kB.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "voice/media/frame.h"
#include "voice/media/rtp.h"

namespace centralino::voice {

class Tape {
 public:
  // What comes later than that is left out.
  static constexpr std::int64_t delay_ms = 200;
  static constexpr std::size_t packet_samples_max = 480;
  using Codes = std::array<std::uint8_t, frame_samples>;  // µ-law

  Tape();

  // A packet of up to 60 ms; others are left out. Where one or two are missing, what was said
  // before is repeated.
  void push(const RtpHeader& header, std::span<const std::uint8_t> codes);
  // What was said in this moment, for those who have no time line of their own: a mix.
  void write(const Codes& codes);
  // What was said `delay_ms` ago; silence where nothing was. Each 20 ms.
  void pop(Codes& out);
  // From now on nothing is taken; or it is again, but nothing from before.
  void pause(bool on);

 private:
  static constexpr std::size_t ring_samples = 4'096;
  static constexpr std::int64_t delay_samples = delay_ms * sample_rate / 1'000;

  std::int64_t now() const { return play_ + delay_samples; }
  std::int64_t place(const RtpHeader& header, std::size_t samples);
  void begin(const RtpHeader& header);
  void follow_clock(std::int64_t lead);
  void bridge_gap(std::int64_t position);
  void put(std::int64_t position, std::span<const std::uint8_t> codes);
  void silence(std::int64_t from, std::int64_t to);
  std::uint8_t& at(std::int64_t position) {
    return ring_[static_cast<std::size_t>(position) % ring_samples];
  }

  std::array<std::uint8_t, ring_samples> ring_;
  std::int64_t play_;    // position of the next sample to be popped
  std::int64_t newest_;  // position after the newest sample
  std::int64_t floor_;   // nothing is put before
  std::int64_t last_ = 0;
  std::uint32_t last_timestamp_ = 0;
  std::uint32_t ssrc_ = 0;
  std::int64_t lead_max_ = 0;  // of the packets since the clock was last looked at, samples
  int leads_ = 0;
  int astray_ = 0;  // packets in a row that have no place
  bool begun_ = false;
  bool open_ = true;
};

}  // namespace centralino::voice
