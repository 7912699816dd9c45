// Keys pressed, as telephone events in RTP (RFC 4733): packets → digits, each once, and digits →
// packets. Both are values without a clock: the media's thread owns them and says what time it is.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "voice/media/rtp.h"

namespace centralino::voice {

// One per incoming stream. A digit is told with the first packet that arrives of it, whichever that
// is: every packet of an event carries the event's timestamp (§2.5.1.2), so repeats, duplicates,
// reordered packets and lost ends tell nothing twice. A key held longer than a duration can say
// continues in a new segment (§2.5.1.3), which is no new digit; neither is one from senders that
// wrongly move the timestamp with every packet.
class DigitReceiver {
 public:
  // The digit, when this packet is the first of it.
  std::optional<char> receive(const RtpHeader& header, const TelephoneEvent& event,
                              std::int64_t now_ms);

  // Whether a key is down: the end was not seen and the last packet is not older than
  // `end_lost_ms`.
  bool pressed(std::int64_t now_ms) const;

  static constexpr std::int64_t end_lost_ms = 150;

 private:
  struct Seen {
    std::uint32_t timestamp = 0;
    std::uint16_t duration = 0;
    std::uint8_t event = 0;
    bool ended = false;
    bool valid = false;
  };
  bool continues(const RtpHeader& header, const TelephoneEvent& event) const;

  std::array<Seen, 8> recent_{};  // a packet late by more than eight digits tells its digit again
  std::size_t newest_ = 0;
  std::uint32_t ssrc_ = 0;
  std::int64_t last_ms_ = 0;
};

// One per outgoing stream. While it sends, its packets take the place of the audio's.
class DigitSender {
 public:
  static constexpr std::int64_t tone_ms_min = 50;  // shorter ones are not heard by old equipment
  static constexpr std::int64_t pause_ms = 60;     // between two digits
  static constexpr int end_packets = 3;            // §2.5.1.4: the end may be lost twice
  static constexpr std::size_t waiting_max = 64;

  // False when it is no digit or `waiting_max` are waiting; nothing is queued then.
  bool push(char digit, std::int64_t tone_ms = 100);

  struct Packet {
    bool marker = false;
    std::uint32_t timestamp = 0;
    TelephoneEvent event;
  };
  // Every 20 ms with the timestamp that audio of this moment has. None: send audio.
  std::optional<Packet> next(std::uint32_t timestamp);

  bool idle() const { return count_ == 0 && ends_left_ == 0 && pause_left_ms_ <= 0; }

 private:
  struct Waiting {
    std::uint8_t event = 0;
    std::uint16_t duration = 0;
  };
  std::array<Waiting, waiting_max> waiting_{};
  std::size_t first_ = 0;
  std::size_t count_ = 0;
  bool sending_ = false;
  Waiting current_;
  std::uint32_t begun_ = 0;
  std::uint16_t duration_ = 0;
  int ends_left_ = 0;
  std::int64_t pause_left_ms_ = 0;
};

}  // namespace centralino::voice
