// How often somebody may do something: token buckets by name and key, in bounded memory. Time is an
// argument. Not thread-safe; belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace centralino::http {

// `count` at once, then as many again spread evenly over `period_ms`.
struct RateLimit {
  std::string_view name;
  std::uint32_t count;
  std::uint64_t period_ms;
};

namespace limit {
inline constexpr std::uint64_t minute_ms = 60'000;
inline constexpr RateLimit sign_in_address{"sign_in_address", 10, minute_ms};
inline constexpr RateLimit sign_in_email{"sign_in_email", 10, 15 * minute_ms};
inline constexpr RateLimit widget_start{"widget_start", 30, minute_ms};        // per address
inline constexpr RateLimit widget_call{"widget_call", 10, minute_ms};          // per address
inline constexpr RateLimit visitor_line{"visitor_line", 30, minute_ms};        // per visitor
inline constexpr RateLimit visitor_message{"visitor_message", 60, minute_ms};  // per visitor
inline constexpr RateLimit visitor_upload{"visitor_upload", 10, minute_ms};    // per visitor
inline constexpr RateLimit visitor_socket{"visitor_socket", 60, minute_ms};    // per address
inline constexpr RateLimit webhook{"webhook", 600, minute_ms};                 // per endpoint
inline constexpr RateLimit api_key{"api_key", 1'200, minute_ms};               // per key
}  // namespace limit

// All of the above, for documents and settings.
inline constexpr RateLimit rate_limits[] = {
    limit::sign_in_address, limit::sign_in_email,   limit::widget_start,   limit::widget_call,
    limit::visitor_line,    limit::visitor_message, limit::visitor_upload, limit::visitor_socket,
    limit::webhook,         limit::api_key};

class RateLimiter {
 public:
  struct Verdict {
    bool allowed = false;
    std::uint64_t retry_after_ms = 0;  // when refused: until it would be allowed
  };

  // Beyond `keys_max` buckets (about 150 bytes each) the one used longest ago is forgotten, so its
  // key starts afresh. An attacker with that many addresses is not stopped here anyway.
  explicit RateLimiter(std::size_t keys_max = 50'000) : keys_max_(keys_max) {}

  // A refusal costs nothing: who waits as told will pass. `now_ms` must not go back.
  Verdict take(const RateLimit& limit, std::string_view key, std::uint64_t now_ms);
  // Forgets a key: after a successful sign-in, say.
  void forgive(const RateLimit& limit, std::string_view key);
  std::size_t size() const { return buckets_.size(); }

 private:
  // Instead of counting tokens: the instant at which the bucket will be full again (GCRA).
  struct Bucket {
    std::string key;
    std::uint64_t full_at_us;
  };
  using Buckets = std::list<Bucket>;  // most recently used first

  const std::size_t keys_max_;
  Buckets buckets_;
  std::unordered_map<std::string_view, Buckets::iterator> index_;  // keys live in buckets_
};

}  // namespace centralino::http
