// How long audio should wait before it is played, so that late packets are still in time. Knows
// arrival times and timestamps only, nothing of codecs: a buffer of Opus packets can use it as it
// is.
//
// A packet's lateness is how much longer it took than the fastest of the last 5 to 10 seconds;
// since the fastest is always a recent one, clocks that drift apart do no harm. The delay is a
// quantile of the latenesses, which are forgotten little by little (half after about 6 s), and at
// once more when one exceeds it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace centralino::voice {

class PlayoutDelay {
 public:
  static constexpr std::int64_t min_ms = 20;
  static constexpr std::int64_t max_ms = 300;

  // `sent_us`: the packet's timestamp as time, unwrapped, of any origin.
  void arrived(std::int64_t sent_us, std::int64_t arrival_us);

  // How long after its fastest possible arrival audio should be played.
  std::int64_t target_us() const { return target_us_; }

  // When the fastest packet of that timestamp would arrive.
  std::int64_t earliest_us(std::int64_t sent_us) const { return sent_us + base_us_; }

  // Of the last packet.
  std::int64_t lateness_us() const { return lateness_us_; }

 private:
  static constexpr std::int64_t bucket_us = 5'000;
  static constexpr std::size_t buckets = 60;  // up to max_ms
  static constexpr std::int64_t window_us = 5'000'000;

  void follow_fastest(std::int64_t transit_us, std::int64_t arrival_us);
  std::int64_t quantile_us() const;

  std::array<float, buckets> weight_{};
  float total_ = 0;
  float fresh_ = 1;  // what the newest weighs
  std::int64_t base_us_ = 0;
  std::int64_t fastest_us_ = 0;         // of this window
  std::int64_t fastest_before_us_ = 0;  // of the one before
  std::int64_t window_begun_us_ = 0;
  std::int64_t lateness_us_ = 0;
  std::int64_t target_us_ = 40'000;  // until something is known
  bool begun_ = false;
};

}  // namespace centralino::voice
