// One WebSocket connection as the rest of the program sees it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "platform/http/limits.h"

namespace centralino::http {

class Gate;
class SocketSession;

// A handle, safe from any thread and for any length of time: when the connection or the server is
// gone its functions do nothing. Sending from the I/O thread (Server::post, SocketHandler) costs
// least; from other threads each call is posted, so fan-out to many sockets belongs in one post().
class Socket {
 public:
  Socket(std::uint64_t id, std::shared_ptr<Gate> gate, const Limits& limits);

  // Sends one text message (valid UTF-8 is the sender's duty). The bytes are shared, never copied:
  // one event serialised once serves thousands of sockets. When more than queue_messages_max or
  // queue_bytes_max wait, the peer is too slow: it is closed with 4408 and what waits is dropped.
  void send(std::shared_ptr<const std::string> text);
  void send(std::string text) { send(std::make_shared<const std::string>(std::move(text))); }

  // Starts the closing handshake after the message being written; the rest of the queue is dropped.
  // `reason` is cut to 123 bytes. Later sends do nothing.
  void close(std::uint16_t code = close_normal, std::string reason = {});

  std::uint64_t id() const { return id_; }  // unique within the server's life, never 0
  bool open() const { return open_.load(std::memory_order_relaxed); }
  // Waiting, the message being written included.
  std::size_t queued_messages() const { return queued_messages_.load(std::memory_order_relaxed); }
  std::size_t queued_bytes() const { return queued_bytes_.load(std::memory_order_relaxed); }

 private:
  friend class SocketSession;

  // One message larger than the whole bound (the snapshot of a long conversation) is let through
  // and does not count: the bound is for what piles up.
  std::size_t counted_bytes(std::size_t size) const { return size > queue_bytes_max_ ? 0 : size; }

  const std::uint64_t id_;
  const std::shared_ptr<Gate> gate_;
  const std::size_t queue_messages_max_;
  const std::size_t queue_bytes_max_;
  std::weak_ptr<SocketSession> session_;  // locked on the I/O thread only
  std::atomic<bool> open_{true};
  std::atomic<std::size_t> queued_messages_{0};
  std::atomic<std::size_t> queued_bytes_{0};
};

// All three are called on the I/O thread and must not block or throw; any may be empty. on_open
// comes first, on_close last, exactly once each; the handler is destroyed after on_close.
struct SocketHandler {
  std::function<void(const std::shared_ptr<Socket>&)> on_open;
  // Valid UTF-8; the view ends with the call. (Binary messages close the socket with 1003.)
  std::function<void(std::string_view)> on_message;
  // The code the peer sent, or the one we closed with; 1006 when the connection just ended.
  std::function<void(std::uint16_t code)> on_close;
};

}  // namespace centralino::http
