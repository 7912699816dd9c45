// Where a telephone's packets come from (symmetric RTP, RFC 4961): behind NAT the address in its
// description says too little, so the first packet that arrives shows it. Then only packets from
// there count, until the description changes or the old source falls silent and another goes on
// steadily. A pure value.
#pragma once

#include <cstdint>

#include "voice/media/rtp.h"
#include "voice/media/udp_socket.h"

namespace centralino::voice {

class Latch {
 public:
  static constexpr std::int64_t silent_us = 1'000'000;
  static constexpr int steady_packets = 5;    // in a row, before a new source is believed
  static constexpr int settled_packets = 25;  // from one source, before nobody else is listened to

  // Said by a description; the same again changes nothing.
  void expect(const SocketAddress& said);

  // Whether a packet counts; of those that do not, the owner keeps count.
  bool accept(const RtpHeader& header, const SocketAddress& from, std::int64_t now_us);

  // Where to send.
  const SocketAddress& remote() const { return remote_; }
  bool latched() const { return latched_; }
  // Whether the source has been the same for long and is not silent: what others send may be
  // refused unread.
  bool settled(std::int64_t now_us) const {
    return packets_ >= settled_packets && now_us - heard_us_ <= silent_us;
  }

 private:
  SocketAddress said_;
  SocketAddress remote_;
  bool latched_ = false;
  int packets_ = 0;  // from `remote_`, up to `settled_packets`
  std::int64_t heard_us_ = 0;
  SocketAddress candidate_;
  std::uint32_t candidate_ssrc_ = 0;
  std::uint16_t candidate_sequence_ = 0;
  int candidate_packets_ = 0;
};

}  // namespace centralino::voice
