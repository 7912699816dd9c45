// How well a stream arrives: loss, jitter and what a person would say about it. Folds packets;
// reads no clock.
#pragma once

#include <cstdint>

#include "voice/media/rtcp.h"
#include "voice/media/rtp.h"

namespace centralino::voice {

// One per incoming stream (RFC 3550 appendices A.1, A.3, A.8). Another SSRC, or a jump of the
// sequence that the next packet confirms, begins anew.
class Reception {
 public:
  void receive(const RtpHeader& header, std::int64_t arrival_us);
  void receive_report(const SenderInfo& info, std::int64_t arrival_us);

  std::int64_t packets() const { return received_; }
  std::int64_t expected() const { return received_ == 0 ? 0 : highest_ - first_ + 1; }
  // Never negative, though duplicates may outnumber what was lost.
  std::int64_t lost() const { return expected() > received_ ? expected() - received_ : 0; }
  std::int64_t jitter_us() const { return static_cast<std::int64_t>(jitter_ * 125.0); }

  // For the next report; the fraction counts from this call to the next.
  ReportBlock block(std::int64_t now_us);

 private:
  void begin(const RtpHeader& header);

  std::uint32_t ssrc_ = 0;
  std::int64_t first_ = 0;
  std::int64_t highest_ = 0;  // with wraps
  std::int64_t received_ = 0;
  std::int64_t expected_before_ = 0;
  std::int64_t received_before_ = 0;
  std::uint16_t confirm_ = 0;  // the sequence number that would confirm a jump
  bool jumped_ = false;
  double jitter_ = 0;  // samples
  std::int64_t last_arrival_us_ = 0;
  std::uint32_t last_timestamp_ = 0;
  std::uint32_t last_sr_ = 0;
  std::int64_t last_sr_us_ = 0;
};

// The E-model (ITU-T G.107) with default values, simplified as by Cole and Rosenbluth, "Voice over
// IP Performance Monitoring" (2001): R = 93.2 - Id - Ie. Id = 0.024 d + 0.11 (d - 177.3) beyond
// 177.3 ms; Ie of G.711 with loss concealment = 95 p / (p + 25.1) for p percent of random loss
// (G.113 appendix I).
struct Rating {
  double r = 0;    // 0–93.2
  double mos = 1;  // 1–4.5 (G.107 annex B)
};
// `delay_ms`: mouth to ear, one way: half the round trip and both jitter buffers; `loss`: 0–1, what
// was concealed.
Rating rating_of(double delay_ms, double loss);

}  // namespace centralino::voice
