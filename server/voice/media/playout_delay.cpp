#include "voice/media/playout_delay.h"

#include <algorithm>

namespace centralino::voice {
namespace {

constexpr float keep = 0.998F;     // of every lateness' weight with each packet
constexpr float quantile = 0.98F;  // of packets in time
constexpr float fresh_max = 1e6F;
constexpr float known_min = 10;             // packets before the quantile is believed
constexpr std::int64_t margin_us = 20'000;  // the last sample of a frame is due with its first

}  // namespace

void PlayoutDelay::follow_fastest(std::int64_t transit_us, std::int64_t arrival_us) {
  if (!begun_) {
    begun_ = true;
    window_begun_us_ = arrival_us;
    fastest_us_ = fastest_before_us_ = transit_us;
  } else if (arrival_us - window_begun_us_ >= window_us) {
    window_begun_us_ = arrival_us;
    fastest_before_us_ = fastest_us_;
    fastest_us_ = transit_us;
  } else {
    fastest_us_ = std::min(fastest_us_, transit_us);
  }
  base_us_ = std::min(fastest_us_, fastest_before_us_);
}

std::int64_t PlayoutDelay::quantile_us() const {
  float sum = 0;
  std::size_t bucket = 0;
  for (; bucket + 1 < buckets; ++bucket) {
    sum += weight_[bucket];
    if (sum >= quantile * total_) break;
  }
  return static_cast<std::int64_t>(bucket + 1) * bucket_us;
}

void PlayoutDelay::arrived(std::int64_t sent_us, std::int64_t arrival_us) {
  const std::int64_t transit_us = arrival_us - sent_us;
  follow_fastest(transit_us, arrival_us);
  lateness_us_ = transit_us - base_us_;
  const auto bucket =
      static_cast<std::size_t>(std::clamp<std::int64_t>(lateness_us_ / bucket_us, 0, buckets - 1));
  // Old ones fade by new ones weighing more: one change instead of sixty.
  fresh_ /= keep;
  weight_[bucket] += fresh_;
  total_ += fresh_;
  if (fresh_ > fresh_max) {
    for (float& weight : weight_) weight /= fresh_;
    total_ /= fresh_;
    fresh_ = 1;
  }
  std::int64_t target_us = total_ < known_min * fresh_ ? target_us_ : quantile_us() + margin_us;
  // One that is too late now raises the delay at once; with the quantile it goes down again.
  if (lateness_us_ > target_us) target_us = lateness_us_ + margin_us;
  // What rose at once comes down by a bucket a quarter of a second, not with the next packet.
  if (target_us < target_us_) target_us = std::max(target_us, target_us_ - bucket_us * 20 / 250);
  target_us_ = std::clamp(target_us, min_ms * 1'000, max_ms * 1'000);
}

}  // namespace centralino::voice
