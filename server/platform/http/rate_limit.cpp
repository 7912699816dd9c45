#include "platform/http/rate_limit.h"

#include <algorithm>

namespace centralino::http {
namespace {

std::string bucket_key(const RateLimit& limit, std::string_view key) {
  std::string joined(limit.name);
  joined.push_back(' ');
  joined.append(key);
  return joined;
}

}  // namespace

RateLimiter::Verdict RateLimiter::take(const RateLimit& limit, std::string_view key,
                                       std::uint64_t now_ms) {
  const std::uint64_t now_us = now_ms * 1000;
  const std::uint64_t period_us = limit.period_ms * 1000;
  const std::uint64_t each_us = period_us / limit.count;
  std::string joined = bucket_key(limit, key);
  const auto found = index_.find(joined);
  const std::uint64_t full_at_us =
      std::max(now_us, found == index_.end() ? now_us : found->second->full_at_us);
  if (found != index_.end()) buckets_.splice(buckets_.begin(), buckets_, found->second);
  const std::uint64_t next_us = full_at_us + each_us;
  if (next_us > now_us + each_us * limit.count) {
    const std::uint64_t wait_us = next_us - now_us - each_us * limit.count;
    return {false, (wait_us + 999) / 1000};
  }
  if (found != index_.end()) {
    found->second->full_at_us = next_us;
    return {true, 0};
  }
  if (buckets_.size() >= keys_max_ && !buckets_.empty()) {
    index_.erase(buckets_.back().key);
    buckets_.pop_back();
  }
  buckets_.push_front({std::move(joined), next_us});
  index_.emplace(buckets_.front().key, buckets_.begin());
  return {true, 0};
}

void RateLimiter::forgive(const RateLimit& limit, std::string_view key) {
  const auto found = index_.find(bucket_key(limit, key));
  if (found == index_.end()) return;
  const Buckets::iterator bucket = found->second;
  index_.erase(found);
  buckets_.erase(bucket);
}

}  // namespace centralino::http
