// What the tests of this room share: a handler made of lambdas, a socket that says exactly the
// bytes it is told to, and a certificate made on the spot.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "platform/http/client.h"
#include "platform/http/server.h"

namespace centralino::http {

inline const std::string get_a = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

struct TestHandler : Handler {
  std::function<void(Request, Respond)> on_request = [](Request request, Respond respond) {
    respond(text_response(200, request.method + " " + request.path));
  };
  std::function<void(Request, Upgrade)> on_upgrade = [](Request, Upgrade upgrade) {
    upgrade.refuse(problem_response(404, "not_found", "Not found"));
  };
  std::function<std::size_t(const Request&, std::size_t)> body_limit =
      [](const Request&, std::size_t normal) { return normal; };

  void handle(Request request, Respond respond) override {
    on_request(std::move(request), std::move(respond));
  }
  void upgrade(Request request, Upgrade upgrade) override {
    on_upgrade(std::move(request), std::move(upgrade));
  }
  std::size_t body_bytes_max(const Request& head, std::size_t normal) const override {
    return body_limit(head, normal);
  }
};

// Echoes every text message.
inline void accept_echo(Request, Upgrade upgrade) {
  auto socket = std::make_shared<std::shared_ptr<Socket>>();
  upgrade.accept({[socket](const std::shared_ptr<Socket>& opened) { *socket = opened; },
                  [socket](std::string_view text) { (*socket)->send(std::string(text)); },
                  [socket](std::uint16_t) { socket->reset(); }});
}

// A handler and a started server, deadlines looked at often.
struct Rig {
  explicit Rig(std::function<void(ServerConfig&)> change = {}) {
    ServerConfig config;
    config.limits.sweep_ms = 5;
    if (change) change(config);
    server = std::make_unique<Server>(std::move(config), handler);
  }
  void start() {
    auto started = server->start();
    if (!started) ADD_FAILURE() << started.reason();
  }
  ClientOptions options() const { return {.port = server->bound_port()}; }
  std::uint64_t refused(Refused reason) const {
    return server->counters().refused[static_cast<std::size_t>(reason)];
  }

  TestHandler handler;  // outlives the server
  std::unique_ptr<Server> server;
};

// A blocking loopback connection without any knowledge of HTTP. Every wait ends after ten seconds,
// which fails the test.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port, int receive_buffer_bytes = 0);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void send(std::string_view bytes);
  void half_close();  // no more will be sent
  std::string read_until(
      std::string_view end);  // up to and including; what came, if the peer closes
  std::string read_exactly(std::size_t bytes);
  std::string read_to_end();
  // One response head; the payload stays.
  std::string read_head() { return read_until("\r\n\r\n"); }

 private:
  bool fill();

  int descriptor_;
  std::string received_;
};

// "HTTP/1.1 431 …" → 431.
int status_of(std::string_view response);

// A self-signed certificate for 127.0.0.1 in a temporary folder of its own, removed at the end.
struct TestCertificate {
  TestCertificate();
  ~TestCertificate();
  void renew(const std::string& common_name);  // writes both files anew

  std::string folder;
  std::string certificate_file;
  std::string key_file;
};

}  // namespace centralino::http
