// HTTP/1.0 and 1.1 requests from bytes (RFC 9112), as a pure incremental machine: no sockets, no
// clock. Strict, because every leniency here is somebody's request smuggling: refused with 400 are
// bare CR or LF, folded header lines, space before the colon, control characters, Content-Length
// together with Transfer-Encoding or given twice, a missing or second Host, malformed chunks. The
// result never depends on how the bytes were cut into pieces (fuzz_http_request.cpp).
//
//   parser.feed(bytes) → how many were taken
//     state head ──▶ head_done ──accept_body(limit)──▶ body ──▶ done ──next()──▶ head
//                        └─────────── any ───────────▶ failed (status says why, for ever)
//
// At head_done and done feeding takes nothing: pipelined bytes stay with the caller.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/http/limits.h"
#include "platform/http/message.h"

namespace centralino::http {

class RequestParser {
 public:
  enum class State : std::uint8_t { head, head_done, body, done, failed };

  explicit RequestParser(const Limits& limits) : limits_(&limits) {}

  std::size_t feed(std::string_view bytes);
  // Legal at head_done only: goes on to the body (or done, when there is none), or fails with 413.
  void accept_body(std::size_t body_bytes_max);
  // Legal at done only: forgets the request, ready for the following one.
  void next();

  State state() const { return state_; }
  bool started() const { return !head_.empty() || state_ != State::head; }
  // Filled but for body, remote, secure and request_id from head_done on. May be moved from at
  // done.
  Request& request() { return request_; }
  bool keep_alive() const { return keep_alive_; }
  bool expects_continue() const { return expects_continue_; }
  bool http10() const { return http10_; }
  bool wants_websocket() const { return wants_websocket_; }  // "Upgrade: websocket" asked for
  bool has_body() const { return chunked_ || length_ > 0; }
  int status() const { return status_; }            // at failed: what to answer
  const char* problem() const { return problem_; }  // at failed: why, for logs

 private:
  enum class Chunk : std::uint8_t { size, data, data_end, trailer };

  std::size_t feed_head(std::string_view bytes);
  std::size_t feed_length(std::string_view bytes);
  std::size_t feed_chunked(std::string_view bytes);
  // Takes one CRLF line into line_, without CRLF. False: more bytes are needed, or failed.
  bool take_line(std::string_view& bytes, std::size_t bytes_max, int status_when_longer);
  void read_chunk_size();
  void read_head();
  bool read_request_line(std::string_view line);
  bool read_target(std::string_view target);
  bool read_header_line(std::string_view line);
  bool read_framing();
  bool read_host();
  bool read_connection();
  bool fail(int status, const char* problem);

  const Limits* limits_;  // outlives the parser
  State state_ = State::head;
  Chunk chunk_ = Chunk::size;
  bool http10_ = false;
  bool keep_alive_ = true;
  bool chunked_ = false;
  bool expects_continue_ = false;
  bool wants_websocket_ = false;
  bool absolute_target_ = false;
  int status_ = 0;
  const char* problem_ = "";
  std::size_t length_ = 0;  // bytes still to come: of the body, or of the present chunk
  std::size_t body_bytes_max_ = 0;
  std::size_t trailer_bytes_ = 0;
  std::string head_;  // the header block so far
  std::string line_;  // a chunk-size or trailer line so far
  Request request_;
};

constexpr std::string_view crlf = "\r\n";

// RFC 9110 §5.6.2.
bool is_token(std::string_view text);
// No controls but HTAB: safe between "Name: " and CRLF.
bool is_field_value(std::string_view text);
// True when the comma-separated list holds that token, ignoring case.
bool list_has_token(std::string_view list, std::string_view token);

}  // namespace centralino::http
