#include "voice/media/reception.h"

#include <algorithm>
#include <cmath>

#include "voice/media/frame.h"

namespace centralino::voice {
namespace {
constexpr std::int16_t dropout_max = 3'000;  // packets
constexpr std::int16_t misorder_max = 100;
}  // namespace

void Reception::begin(const RtpHeader& header) {
  *this = Reception{};
  ssrc_ = header.ssrc;
  first_ = highest_ = header.sequence;
  last_timestamp_ = header.timestamp;
}

void Reception::receive(const RtpHeader& header, std::int64_t arrival_us) {
  const bool fresh = received_ == 0 || header.ssrc != ssrc_;
  if (fresh) {
    begin(header);
    last_arrival_us_ = arrival_us;
  } else {
    const std::int16_t ahead = distance(static_cast<std::uint16_t>(highest_), header.sequence);
    if (ahead > dropout_max || ahead < -misorder_max) {
      if (!jumped_ || header.sequence != confirm_) {
        jumped_ = true;
        confirm_ = static_cast<std::uint16_t>(header.sequence + 1);
        return;
      }
      begin(header);
      last_arrival_us_ = arrival_us;
    } else if (ahead > 0) {
      highest_ += ahead;
    }
  }
  jumped_ = false;
  ++received_;
  // A.8: how much the transit differs from the last packet's, smoothed.
  const double arrived = static_cast<double>(arrival_us - last_arrival_us_) / us_per_sample;
  const double sent = distance(last_timestamp_, header.timestamp);
  const double difference = std::abs(arrived - sent);
  if (difference < 10.0 * sample_rate) jitter_ += (difference - jitter_) / 16;
  last_arrival_us_ = arrival_us;
  last_timestamp_ = header.timestamp;
}

void Reception::receive_report(const SenderInfo& info, std::int64_t arrival_us) {
  last_sr_ = middle_of(info.ntp);
  last_sr_us_ = arrival_us;
}

ReportBlock Reception::block(std::int64_t now_us) {
  ReportBlock out;
  out.ssrc = ssrc_;
  const std::int64_t expected_now = expected() - expected_before_;
  const std::int64_t received_now = received_ - received_before_;
  expected_before_ = expected();
  received_before_ = received_;
  if (expected_now > received_now)
    out.fraction = static_cast<std::uint8_t>(
        std::min<std::int64_t>(255, ((expected_now - received_now) << 8) / expected_now));
  out.lost = static_cast<std::int32_t>(
      std::clamp<std::int64_t>(expected() - received_, -0x800000, 0x7fffff));
  out.highest = static_cast<std::uint32_t>(highest_);
  out.jitter = static_cast<std::uint32_t>(jitter_);
  out.last_sr = last_sr_;
  if (last_sr_ != 0)
    out.since_sr = static_cast<std::uint32_t>(((now_us - last_sr_us_) << 16) / 1'000'000);
  return out;
}

Rating rating_of(double delay_ms, double loss) {
  const double percent = std::clamp(loss, 0.0, 1.0) * 100;
  const double delay = std::max(delay_ms, 0.0);
  const double delayed = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0);
  const double r = std::clamp(93.2 - delayed - 95 * percent / (percent + 25.1), 0.0, 93.2);
  const double mos = 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6;
  return {r, std::clamp(mos, 1.0, 4.5)};
}

}  // namespace centralino::voice
