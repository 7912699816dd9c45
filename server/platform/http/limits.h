// Every bound of the HTTP server, with what happens when it is reached. Sizes in bytes, times in
// milliseconds; the server looks at its deadlines every `sweep_ms`, so a time limit may be exceeded
// by that much. A request that meets a limit is answered with the status named here, then the
// connection is closed, because what follows on it can no longer be trusted.
#pragma once

#include <cstddef>
#include <cstdint>

namespace centralino::http {

struct Limits {
  // One request
  std::size_t header_bytes_max = 16 * 1024;  // request line + headers → 431
  std::size_t headers_max = 100;             // header lines → 431
  std::size_t target_bytes_max = 8 * 1024;   // → 414
  std::size_t body_bytes_max = 64 * 1024;  // → 413; Handler::body_bytes_max may answer otherwise
  std::size_t chunk_line_bytes_max = 256;  // "1a;extension" of a chunked body → 400

  // Time
  std::uint64_t header_ms_max = 10'000;  // first byte to end of headers; TLS handshake → 408, close
  // Longest pause between bytes, and how much the whole may lag behind the least rate.
  std::uint64_t body_ms_max = 30'000;   // of a request's body → 408, close
  std::uint64_t write_ms_max = 30'000;  // of a response being read → close
  std::size_t bytes_per_second_min = 8 * 1024;
  std::uint64_t idle_ms_max = 60'000;    // keep-alive without a request → close without a word
  std::uint64_t handle_ms_max = 60'000;  // Respond not called → 504, close
  std::uint64_t linger_ms_max = 2'000;   // for the peer to read a last response before the close
  std::uint64_t sweep_ms = 1'000;

  // Connections, sockets included → 503 and close
  std::size_t connections_max = 20'000;
  // Per client address (IPv6: per /64). Loopback has its own number, because local proxies and
  // tests share it; trusted proxies are exempt.
  std::size_t connections_per_address_max = 1'000;
  std::size_t connections_per_loopback_max = 20'000;
  std::size_t refusals_max = 500;  // connections being told 503 at once; more are closed unanswered
  int backlog = 4'096;             // handed to listen(2)

  // WebSockets
  std::size_t message_bytes_max = 64 * 1024;  // incoming, fragments joined → close 1009
  std::size_t queue_messages_max = 256;       // outgoing, waiting → close 4408 "slow"
  std::size_t queue_bytes_max = 1024 * 1024;  // the same; one message alone may be larger
  std::uint64_t ping_interval_ms = 30'000;    // between pings
  int pings_missed_max = 2;                   // unanswered pings → the connection is cut, 1006
  std::uint64_t close_ms_max = 5'000;  // for the peer to answer a close frame, then it is cut
};

// Close codes of RFC 6455 §7.4.1 that this server sends, and the one it adds.
inline constexpr std::uint16_t close_normal = 1000;
inline constexpr std::uint16_t close_going_away = 1001;
inline constexpr std::uint16_t close_unsupported = 1003;
inline constexpr std::uint16_t close_abnormal =
    1006;  // never on the wire: the connection just ended
inline constexpr std::uint16_t close_invalid = 1007;  // a text that is not UTF-8
inline constexpr std::uint16_t close_too_big = 1009;
inline constexpr std::uint16_t close_slow = 4408;

}  // namespace centralino::http
