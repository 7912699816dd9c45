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
  static constexpr int steady_packets = 5;  // in a row, before a new source is believed

  // Said by a description; the same again changes nothing.
  void expect(const SocketAddress& said);

  // Whether a packet counts; of those that do not, the owner keeps count.
  bool accept(const RtpHeader& header, const SocketAddress& from, std::int64_t now_us);

  // Where to send.
  const SocketAddress& remote() const { return remote_; }
  bool latched() const { return latched_; }

 private:
  SocketAddress said_;
  SocketAddress remote_;
  bool latched_ = false;
  std::int64_t heard_us_ = 0;
  SocketAddress candidate_;
  std::uint32_t candidate_ssrc_ = 0;
  std::uint16_t candidate_sequence_ = 0;
  int candidate_packets_ = 0;
};

}  // namespace centralino::voice
