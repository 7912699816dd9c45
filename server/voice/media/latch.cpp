#include "voice/media/latch.h"

#include <algorithm>

namespace centralino::voice {

void Latch::expect(const SocketAddress& said) {
  if (said == said_) return;
  said_ = remote_ = said;
  latched_ = false;
  packets_ = 0;
  candidate_packets_ = 0;
}

bool Latch::accept(const RtpHeader& header, const SocketAddress& from, std::int64_t now_us) {
  if (!latched_ || from == remote_) {
    remote_ = from;
    latched_ = true;
    heard_us_ = now_us;
    packets_ = std::min(packets_ + 1, settled_packets);
    candidate_packets_ = 0;
    return true;
  }
  if (now_us - heard_us_ <= silent_us) return false;
  const bool steady = candidate_packets_ > 0 && from == candidate_ &&
                      header.ssrc == candidate_ssrc_ &&
                      header.sequence == static_cast<std::uint16_t>(candidate_sequence_ + 1);
  candidate_packets_ = steady ? candidate_packets_ + 1 : 1;
  candidate_ = from;
  candidate_ssrc_ = header.ssrc;
  candidate_sequence_ = header.sequence;
  if (candidate_packets_ < steady_packets) return false;
  remote_ = from;
  packets_ = 0;
  heard_us_ = now_us;
  candidate_packets_ = 0;
  return true;
}

}  // namespace centralino::voice
