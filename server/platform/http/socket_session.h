// One connection after it became a WebSocket: its bounded queue, pings and closing. Frames come and
// go through the virtual functions below (transport.h). Private; I/O thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/core.h"
#include "platform/http/socket.h"

namespace centralino::http {

class SocketSession : public Connection {
 public:
  SocketSession(Core& core, Admission admission, SocketHandler handler);
  ~SocketSession() override;

  // Socket's side; the sender has already been counted in.
  void enqueue(std::shared_ptr<const std::string> text);
  void close(std::uint16_t code, const std::string& reason);
  void drop_slow();

  bool due(std::uint64_t now_ms) const override { return now_ms >= deadline_ms_; }
  void on_due(std::uint64_t now_ms) override;
  void finish() override;
  void abandon() override;

 protected:
  // The transport's duties.
  virtual void write(const std::string& text) = 0;                             // → on_written
  virtual void ping() = 0;                                                     // → on_pinged
  virtual void send_close(std::uint16_t code, const std::string& reason) = 0;  // → on_close_sent
  virtual void cut() = 0;  // closes at once; pending operations fail

  void on_accepted(bool ok);
  void on_message(std::string_view text);
  bool closing() const { return closing_ || ended_; }
  void on_pong() { pings_missed_ = 0; }
  void on_pinged(bool ok);
  void on_written(bool ok, std::size_t bytes);
  // The reading side ended; `code` as SocketHandler::on_close wants it.
  void on_ended(std::uint16_t code);
  void on_close_sent();

 private:
  void write_front();
  void drop_waiting();  // all but the message being written
  void end(std::uint16_t code);

  const Admission admission_;
  SocketHandler handler_;
  const std::shared_ptr<Socket> socket_;
  // A vector, not a deque: mostly empty, and an empty deque holds half a kilobyte.
  std::vector<std::shared_ptr<const std::string>> queue_;
  std::size_t next_ = 0;  // the message being written, or to be written next
  bool accepted_ = false;
  bool writing_ = false;
  bool pinging_ = false;
  bool closing_ = false;
  bool ended_ = false;
  int pings_missed_ = 0;
  std::uint16_t close_code_ = 0;
  std::uint64_t deadline_ms_;
};

}  // namespace centralino::http
