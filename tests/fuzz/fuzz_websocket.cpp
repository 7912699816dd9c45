// Raw bytes after a good handshake, over loopback to a real server: the same session code, queue
// and Beast settings as in production. Each input ends when the server has closed the connection.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "platform/http/server.h"
#include "platform/http/url.h"

using namespace centralino::http;

namespace {

constexpr std::string_view handshake =
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

void require(bool condition) {
  if (!condition) std::abort();
}

struct Echo : Handler {
  void handle(Request, Respond respond) override { respond(text_response(200, "")); }
  void upgrade(Request, Upgrade upgrade) override {
    auto socket = std::make_shared<std::shared_ptr<Socket>>();
    upgrade.accept({[socket](const std::shared_ptr<Socket>& opened) { *socket = opened; },
                    [socket](std::string_view text) {
                      require(valid_utf8(text) && text.size() <= 4096);
                      (*socket)->send(std::string(text));
                    },
                    [socket](std::uint16_t) { socket->reset(); }});
  }
};

std::uint16_t port_of_the_server() {
  static Echo handler;
  static std::unique_ptr<Server> server = [] {
    ServerConfig config;
    config.limits.message_bytes_max = 4096;
    config.limits.close_ms_max = 100;
    config.limits.sweep_ms = 20;
    auto made = std::make_unique<Server>(std::move(config), handler);
    require(made->start().ok());
    return made;
  }();
  return server->bound_port();
}

void send_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  const timeval limit{10, 0};
  setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  const linger reset{1, 0};  // no TIME_WAIT: thousands of connections a second
  setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port_of_the_server());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  require(connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  send_all(descriptor, handshake);
  char bytes[4096];
  require(recv(descriptor, bytes, sizeof bytes, 0) > 0);
  send_all(descriptor, {reinterpret_cast<const char*>(data), size});
  shutdown(descriptor, SHUT_WR);
  ssize_t n;
  while ((n = recv(descriptor, bytes, sizeof bytes, 0)) > 0 || (n < 0 && errno == EINTR)) {
  }
  require(n == 0 || errno == ECONNRESET);  // ended, not ten seconds of silence
  close(descriptor);
  return 0;
}
