// What the server counts about itself, for /metrics. Written by the I/O thread only, readable from
// any thread; totals only grow, "open" values go both ways.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace centralino::http {

// Why a connection or request was turned away before a handler could answer it.
enum class Refused : std::uint8_t {
  connections_full,  // Limits::connections_max
  address_full,      // Limits::connections_per_address_max
  bad_request,       // syntax, smuggling, unsupported coding or version
  header_too_large,
  target_too_long,
  body_too_large,
  header_slow,  // also: TLS handshake
  body_slow,
  reader_slow,   // response not read in time
  handler_slow,  // Respond not called in time
  tls_failed,
  count_,
};
std::string_view refused_name(Refused reason);

struct Counters {
  using Count = std::atomic<std::uint64_t>;
  Count connections_open{0};
  Count connections_total{0};
  std::array<Count, 6> responses_by_class{};  // index = status / 100
  Count bytes_in{0};                          // application bytes, after TLS
  Count bytes_out{0};
  std::array<Count, static_cast<std::size_t>(Refused::count_)> refused{};
  Count sockets_open{0};
  Count sockets_total{0};
  Count sockets_dropped_slow{0};
  Count sockets_dropped_silent{0};  // pings unanswered
  Count messages_in{0};
  Count messages_out{0};
  Count certificate_reloads{0};
  Count certificate_reload_failures{0};
};

// One writer, so no read-modify-write is needed.
inline void add(Counters::Count& count, std::uint64_t n = 1) {
  count.store(count.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
}
inline void subtract(Counters::Count& count, std::uint64_t n = 1) {
  count.store(count.load(std::memory_order_relaxed) - n, std::memory_order_relaxed);
}

}  // namespace centralino::http
