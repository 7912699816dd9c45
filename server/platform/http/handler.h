// What the rest of the program gives to the server: a Handler. The server calls it on its one I/O
// thread, so it must not block, compute for long or throw; work goes elsewhere and comes back by
// Respond or Upgrade, which may be called from any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "platform/http/limits.h"
#include "platform/http/message.h"
#include "platform/http/socket.h"

namespace centralino::http {

// Answers one request. Takes effect at the first call; later calls do nothing. Dropping every copy
// without a call answers 500. Harmless after the connection or the server is gone.
using Respond = std::function<void(Response)>;

// Decides one WebSocket handshake, in the same way. A copy is a handle to the same decision.
class Upgrade {
 public:
  class Decision;  // the server's side
  explicit Upgrade(std::shared_ptr<Decision> decision) : decision_(std::move(decision)) {}

  // `protocol`: the value for Sec-WebSocket-Protocol, one the client offered, or empty for none.
  // The connection may still fail before on_open; then no function of the handler is called.
  void accept(SocketHandler handler, std::string protocol = {}) const;
  void refuse(Response response) const;

 private:
  std::shared_ptr<Decision> decision_;
};

class Handler {
 public:
  virtual ~Handler() = default;

  virtual void handle(Request request, Respond respond) = 0;

  // A well-formed WebSocket handshake. Checking Origin and the session is the handler's duty.
  virtual void upgrade(Request request, Upgrade upgrade);  // refuses with 404

  // The most a body may hold, asked when the headers are known (`head.body` is still empty) and
  // before "100 Continue"; lets uploads exceed the default without opening every route.
  virtual std::size_t body_bytes_max(const Request& head, std::size_t normal) const;
};

}  // namespace centralino::http
