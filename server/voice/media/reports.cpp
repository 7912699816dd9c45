#include "voice/media/reports.h"

#include <algorithm>
#include <chrono>

#include "voice/media/frame.h"

namespace centralino::voice {
namespace {

// Both jitter buffers and the packets' own length, when nothing better is known.
constexpr double buffers_ms = 60;

// The wall clock: only ever compared with what the other side sends back of it, and shown to it.
std::uint64_t ntp_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return ntp_of(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

}  // namespace

Reports::Reports(ShardContext& context, LegId leg, std::uint32_t ssrc)
    : context_(context), leg_(leg), ssrc_(ssrc), next_us_(context.now_us + interval_us) {}

void Reports::received(const Rtcp& rtcp) {
  if (rtcp.sender) reception_.receive_report(*rtcp.sender, context_.now_us);
  for (std::size_t i = 0; i < rtcp.block_count; ++i) {
    const ReportBlock& block = rtcp.blocks[i];
    if (block.ssrc != ssrc_) continue;
    if (const auto round_trip = round_trip_us(block, ntp_now())) round_trip_us_ = round_trip;
    their_loss_ = block.fraction / 256.0;
  }
}

void Reports::sent(std::uint32_t timestamp, std::size_t payload_bytes) {
  ++sent_packets_;
  sent_bytes_ += static_cast<std::uint32_t>(payload_bytes);
  sent_timestamp_ = timestamp;
  sent_us_ = context_.now_us;
}

void Reports::tell_quality(const ReportBlock& ours, bool last) {
  // The last one is told in any case: whoever ends the leg waits for it.
  if (reception_.packets() == told_packets_ && !last) return;
  told_packets_ = reception_.packets();
  Quality quality;
  quality.leg = leg_;
  // The worse of both directions: a conversation needs both.
  quality.loss = std::max(ours.fraction / 256.0, their_loss_);
  quality.jitter_ms = static_cast<double>(reception_.jitter_us()) / 1'000;
  double delay_ms = buffers_ms + quality.jitter_ms * 2;
  if (round_trip_us_) {
    quality.round_trip_ms = static_cast<double>(*round_trip_us_) / 1'000;
    delay_ms += *quality.round_trip_ms / 2;
  }
  quality.mos = rating_of(delay_ms, quality.loss).mos;
  context_.tell(quality);
}

void Reports::report(Path& path, bool bye) {
  next_us_ = context_.now_us + interval_us;
  const bool heard = reception_.packets() > 0;
  ReportBlock ours = heard ? reception_.block(context_.now_us) : ReportBlock{};
  ours.jitter *= clock_ratio_;
  if (path.ready()) {
    std::optional<SenderInfo> sender;
    if (sent_packets_ > 0) {
      // The timestamp that audio of this moment would have.
      const auto since = static_cast<std::uint32_t>((context_.now_us - sent_us_) / us_per_sample);
      sender = SenderInfo{ntp_now(), (sent_timestamp_ + since) * clock_ratio_, sent_packets_,
                          sent_bytes_};
    }
    auto& buffer = context_.outgoing;
    const std::size_t size = write_rtcp(ssrc_, sender, heard ? std::optional(ours) : std::nullopt,
                                        context_.cname, bye, buffer);
    path.send_rtcp(buffer, size);
  }
  if (heard || bye) tell_quality(ours, bye);
}

void Reports::close(Path& path) { report(path, true); }

}  // namespace centralino::voice
