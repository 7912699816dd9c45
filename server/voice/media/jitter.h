// The jitter buffer: packets as they come, audio as it should be played.
//
// Samples lie in a ring by their timestamp, so packets of any length, in any order, twice or partly
// overlapping end up right. Every 20 ms `pop` plays the next 160; what is missing is concealed. How
// far behind the sender it plays follows PlayoutDelay: when the delay must grow, samples are made
// up at once; when it may shrink, samples are left out while nobody speaks, or with a cross-fade
// when there is far too much.
//
// Belongs to one thread, does not allocate, reads no clock. About 14 kB. Audio comes in as linear
// samples: whoever calls has decoded it (G.711 by the packet's payload type, which may change).
#pragma once

#include <array>
#include <cstdint>

#include "voice/media/concealment.h"
#include "voice/media/frame.h"
#include "voice/media/playout_delay.h"
#include "voice/media/rtp.h"

namespace centralino::voice {

class JitterBuffer {
 public:
  enum class Pushed : std::uint8_t {
    stored,
    duplicate,  // all of it was there
    late,       // all of it has been played or concealed
    suspect,    // far from the stream; believed when the next one agrees
    restarted,  // stored, and a new stream begins with it
    refused,    // longer than 60 ms or empty
  };
  Pushed push(const RtpHeader& header, Samples samples, std::int64_t arrival_us);

  // `heard + concealed + silent` = 160: samples that arrived, were made up, or belong to a stream
  // that has not begun or has paused.
  struct Popped {
    std::uint16_t heard = 0;
    std::uint16_t concealed = 0;
    std::uint16_t silent = 0;
    std::uint32_t timestamp = 0;  // of the first of them in the sender's stream
  };
  Popped pop(std::int64_t now_us, Frame& out);

  struct Figures {
    std::uint64_t packets = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t late = 0;  // packets
    std::uint64_t restarts = 0;
    std::uint64_t lost_samples = 0;       // were due and not there
    std::uint64_t concealed_samples = 0;  // lost ones and those made up for a longer delay
    std::uint64_t skipped_samples = 0;    // left out for a shorter delay
    std::int64_t delay_ms = 0;            // now
    std::int64_t target_ms = 0;
  };
  Figures figures() const;

  static constexpr std::size_t packet_samples_max = 480;
  static constexpr std::size_t ring_samples = 3'200;  // 400 ms: the longest delay and a packet

 private:
  void begin(const RtpHeader& header, std::int64_t arrival_us);
  bool far_off(std::int64_t position, std::int64_t arrival_us) const;
  std::size_t store(std::int64_t position, Samples samples);
  std::size_t run(std::int64_t position, std::size_t max, bool present) const;
  void adjust(std::int64_t now_us);
  bool quiet(std::int64_t position, std::size_t count) const;
  void skip(std::size_t count);
  std::size_t take(std::span<Sample> out, Popped& popped);

  std::array<Sample, ring_samples> ring_{};
  std::array<std::uint8_t, ring_samples> there_{};  // 0 or 1
  PlayoutDelay delay_;
  Concealment concealment_;
  Figures figures_;
  std::int64_t play_ = 0;    // position of the next sample to be played
  std::int64_t newest_ = 0;  // position after the newest sample
  std::int64_t last_ = 0;    // position of the last packet, for unwrapping
  std::uint32_t last_timestamp_ = 0;
  std::uint32_t ssrc_ = 0;
  std::uint16_t last_sequence_ = 0;
  std::int64_t suspect_ = 0;
  std::int64_t behind_us_ = 0;
  std::size_t make_up_ = 0;  // samples to be inserted before `play_`
  std::size_t gap_ = 0;      // samples missing in a row
  int late_in_a_row_ = 0;
  bool begun_ = false;
  bool playing_ = false;  // its first sample was played
  bool suspected_ = false;
};

}  // namespace centralino::voice
