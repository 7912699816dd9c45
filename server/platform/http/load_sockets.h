// Thousands of WebSockets on one thread, for benchmarks and load tests. Everything happens, and
// every callback is called, inside run_for() and open(); nothing is thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "platform/http/client.h"

namespace centralino::http {

struct LoadCallbacks {
  std::function<void(std::size_t index)> on_open{};
  std::function<void(std::size_t index, std::string_view text)> on_message{};
  std::function<void(std::size_t index, std::uint16_t code)> on_close{};  // also: never opened
};

class LoadSockets {
 public:
  LoadSockets(ClientOptions options, LoadCallbacks callbacks);
  ~LoadSockets();  // cuts all

  // Opens `count` more sockets, at most `parallel` handshakes at a time, and waits until each is
  // open or has failed; returns how many are open. `header_of` gives each socket's own headers.
  std::size_t open(std::size_t count, std::string target,
                   std::function<std::vector<Header>(std::size_t index)> header_of = {},
                   std::size_t parallel = 64, std::uint64_t deadline_ms = 60'000);

  // Queued behind what the socket still has to write; unbounded.
  void send(std::size_t index, std::string text);
  // Lets things happen for that long, or until `done` says so (asked after each event).
  void run_for(std::uint64_t duration_ms, const std::function<bool()>& done = {});

  std::size_t open_count() const;

 private:
  struct Impl;
  const std::unique_ptr<Impl> impl_;
};

}  // namespace centralino::http
