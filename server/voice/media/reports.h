// RTCP of one leg, and what both sides know of the quality. Reports every five seconds.
#pragma once

#include <optional>

#include "voice/media/path.h"
#include "voice/media/reception.h"
#include "voice/media/shard_context.h"

namespace centralino::voice {

class Reports {
 public:
  static constexpr std::int64_t interval_us = 5'000'000;

  Reports(ShardContext& context, LegId leg, std::uint32_t ssrc);

  void received(const RtpHeader& header) { reception_.receive(header, context_.now_us); }
  void received(const Rtcp& rtcp);
  void sent(std::uint32_t timestamp, std::size_t payload_bytes);

  // How much faster the clock of its packets runs than ours; timestamps here are ours.
  void clock_ratio(std::uint32_t ratio) { clock_ratio_ = ratio; }

  // Every tick: sends a report and tells the quality when it is time.
  void tick(Path& path) {
    if (context_.now_us >= next_us_) report(path, false);
  }
  // Says goodbye, tells the last quality.
  void close(Path& path);

 private:
  void report(Path& path, bool bye);
  void tell_quality(const ReportBlock& ours, bool last);

  ShardContext& context_;
  LegId leg_;
  std::uint32_t ssrc_;
  std::uint32_t clock_ratio_ = 1;
  Reception reception_;
  std::int64_t told_packets_ = 0;  // received when quality was told last
  std::int64_t next_us_;
  std::uint32_t sent_packets_ = 0;
  std::uint32_t sent_bytes_ = 0;
  std::uint32_t sent_timestamp_ = 0;
  std::int64_t sent_us_ = 0;
  std::optional<std::int64_t> round_trip_us_;
  double their_loss_ = 0;  // of what we send, in their last report
};

}  // namespace centralino::voice
