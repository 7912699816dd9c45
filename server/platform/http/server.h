// The HTTP/1.1 and WebSocket server: one listening address, one io_context on one thread of its
// own, which calls the Handler. Plain or TLS. It knows no route, session or subject.
//
//   MyHandler handler;
//   Server server({.host = "127.0.0.1", .port = 8080}, handler);
//   if (auto started = server.start(); !started) fail(started.reason());
//   …
//   server.stop(5'000);
//
// The process should raise RLIMIT_NOFILE above Limits::connections_max; when descriptors run out
// the server pauses accepting for a moment and goes on.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/http/cidr.h"
#include "platform/http/counters.h"
#include "platform/http/handler.h"
#include "platform/http/limits.h"
#include "platform/http/outcome.h"

namespace centralino::http {

struct TlsFiles {
  std::string certificate;  // PEM, chain included
  std::string key;          // PEM, no pass phrase
};

struct ServerConfig {
  std::string host = "127.0.0.1";  // an address, or a name that resolves to one; "::" for all
  std::uint16_t port = 0;          // 0: any free one, see bound_port()
  Limits limits{};
  std::optional<TlsFiles> tls{};
  std::vector<Cidr> trusted_proxies{};  // whose X-Forwarded-* are believed
};

struct Started {};

class Server {
 public:
  // `handler` must outlive stop(). Nothing happens before start().
  Server(ServerConfig config, Handler& handler);
  ~Server();  // stop(0)
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds, listens and starts the thread. Once per Server. Fails when the address cannot be bound
  // or the certificate cannot be used.
  Outcome<Started> start();
  std::uint16_t bound_port() const;

  // Stops accepting, closes idle connections and, with code 1001, every WebSocket; lets answers in
  // the making finish. Returns when all have ended, at the latest after `deadline_ms`, then with
  // the rest cut; afterwards the handler is not called any more. Any thread but the I/O thread.
  void stop(std::uint64_t deadline_ms);

  // Runs `work` on the I/O thread, in order of posting. Any thread; dropped after stop().
  void post(std::function<void()> work);
  // The same, not before `delay_ms` have passed. Dropped if the server stops first.
  void after(std::uint64_t delay_ms, std::function<void()> work);

  // Takes up new certificate files for new connections; on failure the old ones stay. Also done by
  // itself, within ten seconds, when the files change. Any thread.
  Outcome<Started> reload_certificate();

  const Counters& counters() const;

 private:
  struct Impl;
  const std::unique_ptr<Impl> impl_;
};

}  // namespace centralino::http
