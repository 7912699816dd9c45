// A small HTTP/1.1 and WebSocket client for tests, benchmarks and tools: straightforward calls that
// wait, each with a deadline. One thread per object. Not for the product's own outgoing requests.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.h"
#include "platform/http/outcome.h"

namespace centralino::http {

struct ClientOptions {
  std::string host = "127.0.0.1";  // an address
  std::uint16_t port = 0;
  bool tls = false;
  std::string ca_file{};               // PEM to verify the server with; empty: anything is accepted
  std::uint64_t deadline_ms = 10'000;  // for each call
  int receive_buffer_bytes = 0;        // SO_RCVBUF; 0: the system's choice
};

class Client {
 public:
  explicit Client(ClientOptions options);
  Client(std::string host, std::uint16_t port);
  ~Client();

  // Connects when not connected (any more); keep-alive. Host and Content-Length are added. The
  // response's body is in `body`. Fails on network errors, bad responses and the deadline.
  Outcome<Response> request(std::string_view method, std::string_view target,
                            const std::vector<Header>& headers = {}, std::string body = {});
  bool connected() const;  // still, after the last response
  void close();

 private:
  struct Impl;
  const std::unique_ptr<Impl> impl_;
};

class WsClient {
 public:
  explicit WsClient(ClientOptions options);
  ~WsClient();  // cuts the connection

  // The answer to the handshake: 101 when the socket is open, anything else when it was refused.
  Outcome<Response> connect(std::string_view target, const std::vector<Header>& headers = {});
  // False when the connection failed; receive() then says why.
  bool send(std::string_view text);
  bool send_binary(std::string_view bytes);
  // The next message. Fails with reason "deadline", or "closed" when the connection has ended.
  // Reads from the network only while it waits, so a client that does not call it is a slow reader.
  Outcome<std::string> receive(std::uint64_t deadline_ms = 10'000);
  // Closing handshake; false when the server did not answer in time.
  bool close(std::uint16_t code = 1000);
  std::uint16_t close_code() const;  // the server's; 1006 when it just ended, 0 while open

 private:
  struct Impl;
  const std::unique_ptr<Impl> impl_;
};

}  // namespace centralino::http
