// One connection while it speaks HTTP: reads a request, lets the handler answer, writes the answer,
// and so on, strictly one at a time; pipelined requests wait in the buffer and then in the kernel,
// so that answers keep their order and a connection can never hold more than one request's memory.
// The bytes come and go through the virtual functions below (transport.h). Private; I/O thread
// only.
//
//   opening ─▶ idle ─▶ head ─▶ body ─▶ handling ─▶ writing ─▶ idle …
//                                                    ▲ ▼
//                                                  fetching, the next part of a long answer
//                 └──────┴──────┴── refusals ────────▶ writing ─▶ lingering ─▶ gone
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "platform/http/core.h"
#include "platform/http/request_parser.h"

namespace centralino::http {

class HttpSession : public Connection {
 public:
  HttpSession(Core& core, Admission admission, bool secure);

  void start();
  // For a connection that was not admitted: answers 503 once its transport is open.
  void start_refusing();

  // The handler's answers; `turn` tells a late answer from one to the present request.
  void respond(std::uint64_t turn, Response response);
  void accept_socket(std::uint64_t turn, SocketHandler handler, std::string protocol);

  bool due(std::uint64_t now_ms) const override { return now_ms >= deadline_ms_; }
  void on_due(std::uint64_t now_ms) override;
  void finish() override;
  void abandon() override;
  ~HttpSession() override;

 protected:
  // The transport's duties; each calls back once, all but open() after it returned.
  virtual void open() = 0;                                              // → on_open
  virtual void read_some(char* into, std::size_t bytes_max) = 0;        // → on_read
  virtual void write_some(std::string_view a, std::string_view b) = 0;  // → on_written
  virtual void shut_down() = 0;  // tells the peer that nothing more comes → on_shut_down
  virtual void drain(char* into, std::size_t bytes_max) = 0;  // raw read after it → on_drained
  virtual void cut() = 0;  // closes at once; pending operations fail
  virtual std::shared_ptr<Connection> become_socket(Request request, SocketHandler handler,
                                                    std::string protocol) = 0;

  void on_open(bool ok);
  void on_read(bool ok, std::size_t bytes);
  void on_written(bool ok, std::size_t bytes);
  void on_shut_down();
  void on_drained(bool ok);

  Admission admission_;

 private:
  enum class Phase : std::uint8_t {
    opening,
    idle,
    head,
    body,
    handling,
    writing,
    fetching,
    lingering,
    gone
  };
  enum class Then : std::uint8_t { next_request, read_body, close };

  void enter(Phase phase);
  // Some bytes moved: a new deadline, as long as their average rate is above the least.
  void extend(std::uint64_t pause_ms_max, std::size_t bytes);
  void process();
  bool step();  // false: waits for the network or the handler
  void read_more();
  void on_head();
  void on_upgrade();
  void on_request();
  void refuse(Response response, Refused reason);
  void write(Response response, Then then);
  void write_rest();
  void fetch();
  void write_part(Response part);
  void after_write();
  void linger();
  void end();

  const bool secure_;
  Phase phase_ = Phase::opening;
  Then then_ = Then::next_request;
  bool refusing_ = false;
  bool continue_sent_ = false;
  bool head_only_ = false;
  bool public_route_ = false;  // any site may call it
  bool keep_alive_ = true;
  std::uint64_t turn_ = 0;
  std::uint64_t deadline_ms_;
  std::uint64_t phase_start_ms_ = 0;
  RequestParser parser_;
  std::string buffer_;  // bytes received and not yet fed are [begin_, end_)
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string request_id_;
  Request handshake_;  // while an Upgrade is being decided
  std::string out_;    // response head, and small payloads with it
  Response response_;  // keeps a large payload alive
  std::string_view payload_;
  std::shared_ptr<const Response::Rest> rest_;
  std::uint64_t rest_written_ = 0;
  std::size_t written_ = 0;
};

}  // namespace centralino::http
