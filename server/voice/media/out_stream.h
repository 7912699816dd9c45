// One outgoing RTP stream, whatever feeds it: frames made here every 20 ms, or packets of another
// leg passed on. Sequence numbers and timestamps go on without a break when the source changes; the
// marker says that something new begins (RFC 3551 §4.1). Losses and disorder of what is passed on
// stay visible, so that the listener's buffer can deal with them.
#pragma once

#include <cstdint>
#include <optional>

#include "voice/media/rtp.h"

namespace centralino::voice {

class OutStream {
 public:
  // Everything random from outside (RFC 3550 §5.1).
  OutStream(std::uint32_t ssrc, std::uint16_t sequence, std::uint32_t timestamp);

  // The next 20 ms of our own.
  RtpHeader own(std::uint8_t payload_type, std::int64_t now_us);

  // A packet of another leg. `source`: who, other than 0. None: too old to be sent.
  std::optional<RtpHeader> forwarded(const RtpHeader& in, std::int64_t source,
                                     std::uint8_t payload_type, std::int64_t now_us);
  // A packet of that source that is not passed on: no gap is left where it was.
  void left_out(const RtpHeader& in, std::int64_t source);

  std::uint32_t ssrc() const { return ssrc_; }
  // Of the newest that was sent, and when.
  std::uint32_t timestamp() const { return timestamp_; }
  std::int64_t sent_us() const { return sent_us_; }
  // What audio made now would carry.
  std::uint32_t next_timestamp(std::int64_t now_us) const;

 private:
  bool continues(const RtpHeader& in, std::int64_t source) const;

  std::uint32_t ssrc_;
  std::uint16_t sequence_;   // of the newest sent
  std::uint32_t timestamp_;  // of the newest sent
  std::int64_t sent_us_ = 0;
  bool begun_ = false;
  std::int64_t source_ = 0;  // 0: ourselves
  std::uint32_t in_ssrc_ = 0;
  std::uint16_t in_first_ = 0;  // since the source began
  std::uint16_t in_newest_ = 0;
  std::uint32_t in_timestamp_ = 0;
  std::int64_t passed_ = 0;
  std::uint16_t sequence_offset_ = 0;
  std::uint32_t timestamp_offset_ = 0;
};

}  // namespace centralino::voice
