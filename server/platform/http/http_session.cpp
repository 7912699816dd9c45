#include "platform/http/http_session.h"

#include <algorithm>

#include "platform/http/forwarded.h"
#include "platform/http/respond.h"
#include "platform/http/response_writer.h"
#include "platform/http/security_headers.h"

namespace centralino::http {
namespace {

constexpr std::size_t buffer_bytes = 4 * 1024;
constexpr std::size_t body_buffer_bytes = 32 * 1024;  // while a larger body arrives
constexpr std::size_t payload_copied_max = 8 * 1024;  // up to here one copy beats a second segment

Refused reason_of(int status) {
  switch (status) {
    case 413:
      return Refused::body_too_large;
    case 414:
      return Refused::target_too_long;
    case 431:
      return Refused::header_too_large;
    default:
      return Refused::bad_request;
  }
}

std::string_view code_of(int status) {
  switch (status) {
    case 413:
      return "body_too_large";
    case 414:
      return "target_too_long";
    case 417:
      return "expectation_failed";
    case 431:
      return "headers_too_large";
    case 501:
      return "not_implemented";
    case 505:
      return "http_version_not_supported";
    default:
      return "malformed_request";
  }
}

// 16 bytes in base64 (RFC 6455 §4.1).
bool is_websocket_key(std::string_view key) {
  return key.size() == 24 && key.ends_with("==") &&
         std::all_of(key.begin(), key.end() - 2, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '+' || c == '/';
         });
}

}  // namespace

HttpSession::HttpSession(Core& core, Admission admission, bool secure)
    : Connection(core),
      admission_(std::move(admission)),
      secure_(secure),
      deadline_ms_(steady_ms() + core.limits.header_ms_max),
      parser_(core.limits) {}

HttpSession::~HttpSession() {
  if (refusing_) --core_.refusals;
}

void HttpSession::start() {
  core_.enlist(shared_from_this());
  open();
}

void HttpSession::start_refusing() {
  refusing_ = true;
  ++core_.refusals;
  start();
}

void HttpSession::enter(Phase phase) {
  const Limits& limits = core_.limits;
  phase_ = phase;
  phase_start_ms_ = steady_ms();
  std::uint64_t allowed_ms = limits.header_ms_max;
  if (phase == Phase::idle) allowed_ms = limits.idle_ms_max;
  if (phase == Phase::body) allowed_ms = limits.body_ms_max;
  if (phase == Phase::handling || phase == Phase::fetching) allowed_ms = limits.handle_ms_max;
  if (phase == Phase::writing) allowed_ms = limits.write_ms_max;
  if (phase == Phase::lingering) allowed_ms = limits.linger_ms_max;
  deadline_ms_ = phase_start_ms_ + allowed_ms;
}

void HttpSession::extend(std::uint64_t pause_ms_max, std::size_t bytes) {
  const std::uint64_t earned_ms = bytes * 1000 / core_.limits.bytes_per_second_min;
  deadline_ms_ = std::min(steady_ms(), phase_start_ms_ + earned_ms) + pause_ms_max;
}

void HttpSession::on_open(bool ok) {
  if (phase_ == Phase::gone) return;
  if (!ok) {
    core_.count_refusal(Refused::tls_failed);
    return end();
  }
  if (refusing_) {
    Response response = problem_response(503, "too_many_connections", "Too many connections");
    return write(std::move(response.set("Retry-After", "10")), Then::close);
  }
  enter(Phase::idle);
  read_more();
}

void HttpSession::read_more() {
  if (begin_ == end_) {
    begin_ = end_ = 0;
    const bool large = phase_ == Phase::body && parser_.request().body.size() >= buffer_bytes;
    const std::size_t wanted = large ? body_buffer_bytes : buffer_bytes;
    if (buffer_.size() != wanted) {
      std::string(wanted, '\0').swap(buffer_);
    }
  }
  read_some(buffer_.data() + end_, buffer_.size() - end_);
}

void HttpSession::on_read(bool ok, std::size_t bytes) {
  if (phase_ == Phase::gone) return;
  if (!ok) return end();
  add(core_.counters.bytes_in, bytes);
  end_ += bytes;
  process();
}

void HttpSession::process() {
  while (step()) {
  }
}

bool HttpSession::step() {
  using State = RequestParser::State;
  if (phase_ != Phase::idle && phase_ != Phase::head && phase_ != Phase::body) return false;
  begin_ += parser_.feed(std::string_view(buffer_).substr(begin_, end_ - begin_));
  switch (parser_.state()) {
    case State::head:
      if (parser_.started() && phase_ == Phase::idle) enter(Phase::head);
      if (core_.stopping && !parser_.started()) {
        end();
      } else {
        read_more();
      }
      return false;
    case State::head_done:
      on_head();
      return true;
    case State::body: {
      extend(core_.limits.body_ms_max, parser_.request().body.size());
      if (parser_.expects_continue() && !continue_sent_ && parser_.request().body.empty()) {
        continue_sent_ = true;
        out_ = "HTTP/1.1 100 Continue\r\n\r\n";
        then_ = Then::read_body;
        enter(Phase::writing);
        write_rest();
      } else {
        read_more();
      }
      return false;
    }
    case State::done:
      on_request();
      return false;
    case State::failed: {
      const int status = parser_.status();
      request_id_ = core_.next_request_id();
      refuse(problem_response(status, code_of(status), parser_.problem(), request_id_),
             reason_of(status));
      return false;
    }
  }
  return false;
}

void HttpSession::on_head() {
  Request& request = parser_.request();
  head_only_ = request.method == "HEAD";
  keep_alive_ = parser_.keep_alive();
  apply_forwarding(request, admission_.address(), secure_, core_.trusted_proxies,
                   core_.next_request_id());
  request_id_ = request.request_id;
  public_route_ = is_public_route(request.path);
  if (parser_.wants_websocket()) return on_upgrade();
  parser_.accept_body(core_.handler.body_bytes_max(request, core_.limits.body_bytes_max));
  if (parser_.state() == RequestParser::State::body) enter(Phase::body);
}

void HttpSession::on_upgrade() {
  Request& request = parser_.request();
  if (request.header("Sec-WebSocket-Version") != "13") {
    Response response = problem_response(426, "websocket_version", "WebSocket version 13 wanted");
    response.set("Sec-WebSocket-Version", "13");
    return refuse(std::move(response), Refused::bad_request);
  }
  // Bytes after the handshake may not come before its answer; they would be frames we have not
  // agreed to, or a request smuggled past a proxy.
  if (!is_websocket_key(request.header("Sec-WebSocket-Key")) || parser_.has_body() ||
      begin_ != end_) {
    return refuse(problem_response(400, "malformed_request", "malformed WebSocket handshake"),
                  Refused::bad_request);
  }
  handshake_ = std::move(request);
  enter(Phase::handling);
  auto decision = std::make_shared<Upgrade::Decision>(core_.gate, weak_from_this(), ++turn_);
  core_.handler.upgrade(handshake_, Upgrade(std::move(decision)));
}

void HttpSession::on_request() {
  enter(Phase::handling);
  auto answer = std::make_shared<Answer>(core_.gate, weak_from_this(), ++turn_);
  Request request = std::move(parser_.request());
  core_.handler.handle(std::move(request), [answer = std::move(answer)](Response response) {
    answer->give(std::move(response));
  });
}

void HttpSession::respond(std::uint64_t turn, Response response) {
  if (turn != turn_) return;
  if (phase_ == Phase::fetching) return write_part(std::move(response));
  if (phase_ != Phase::handling) return;
  const bool upgrade = !handshake_.method.empty();
  if (!sendable(response)) response = problem_response(500, "internal", "Unsendable response");
  const bool keep_alive = keep_alive_ && !upgrade && !core_.stopping;
  write(std::move(response), keep_alive ? Then::next_request : Then::close);
}

void HttpSession::accept_socket(std::uint64_t turn, SocketHandler handler, std::string protocol) {
  if (phase_ != Phase::handling || turn != turn_ || handshake_.method.empty()) return;
  if (core_.stopping) {
    return write(problem_response(503, "stopping", "The server is stopping"), Then::close);
  }
  const auto self = shared_from_this();
  phase_ = Phase::gone;
  core_.enlist(become_socket(std::move(handshake_), std::move(handler), std::move(protocol)));
  core_.dismiss(*this);
}

void HttpSession::refuse(Response response, Refused reason) {
  core_.count_refusal(reason);
  write(std::move(response), Then::close);
}

void HttpSession::write(Response response, Then then) {
  then_ = then;
  enter(Phase::writing);
  response_ = std::move(response);
  // What is refused before the handler saw it: a page of another site must be able to read why.
  if (public_route_ && response_.header("Access-Control-Allow-Origin").empty())
    add_cors_headers(response_);
  add(core_.counters.responses_by_class[static_cast<std::size_t>(response_.status / 100)]);
  Framing framing;
  framing.head_only = head_only_;
  framing.keep_alive = then == Then::next_request;
  framing.http10 = parser_.http10();
  framing.date = core_.date(phase_start_ms_);
  framing.request_id = request_id_;
  out_.clear();
  write_head(out_, response_, framing);
  const bool with_payload = !head_only_ && status_has_payload(response_.status);
  payload_ = with_payload ? response_.payload() : std::string_view();
  rest_ = with_payload ? response_.rest : nullptr;
  rest_written_ = 0;
  if (payload_.size() <= payload_copied_max) {
    out_.append(payload_);
    payload_ = {};
    response_ = {};
  }
  write_rest();
}

void HttpSession::write_rest() {
  const std::size_t head = std::min(written_, out_.size());
  write_some(std::string_view(out_).substr(head), payload_.substr(written_ - head));
}

void HttpSession::on_written(bool ok, std::size_t bytes) {
  if (phase_ == Phase::gone) return;
  if (!ok) return end();
  add(core_.counters.bytes_out, bytes);
  written_ += bytes;
  if (written_ < out_.size() + payload_.size()) {
    extend(core_.limits.write_ms_max, written_);
    return write_rest();
  }
  after_write();
}

void HttpSession::fetch() {
  enter(Phase::fetching);
  auto answer = std::make_shared<Answer>(core_.gate, weak_from_this(), ++turn_);
  rest_->more(rest_written_,
              [answer = std::move(answer)](Response part) { answer->give(std::move(part)); });
}

void HttpSession::write_part(Response part) {
  const std::size_t bytes = part.body.size();
  if (part.status != 200 || bytes == 0 || bytes > rest_->bytes - rest_written_) return end();
  rest_written_ += bytes;
  response_ = std::move(part);
  payload_ = response_.body;
  enter(Phase::writing);
  write_rest();
}

void HttpSession::after_write() {
  written_ = 0;
  payload_ = {};
  response_ = {};
  if (rest_ && rest_written_ < rest_->bytes) {
    out_.clear();
    return fetch();
  }
  rest_.reset();
  if (out_.capacity() > payload_copied_max) out_.shrink_to_fit();
  if (then_ == Then::close) return linger();
  out_.clear();
  if (then_ == Then::read_body) {
    enter(Phase::body);
    return process();
  }
  parser_.next();
  public_route_ = false;
  continue_sent_ = false;
  head_only_ = false;
  enter(Phase::idle);
  process();
}

void HttpSession::linger() {
  // Closing with unread bytes in the kernel would reset the connection and might destroy the
  // response before the peer read it (RFC 9112 §9.6).
  enter(Phase::lingering);
  shut_down();
}

void HttpSession::on_shut_down() {
  if (phase_ == Phase::gone) return;
  buffer_.resize(buffer_bytes);
  drain(buffer_.data(), buffer_.size());
}

void HttpSession::on_drained(bool ok) {
  if (phase_ == Phase::gone) return;
  if (!ok) return end();
  drain(buffer_.data(), buffer_.size());
}

void HttpSession::on_due(std::uint64_t) {
  const auto slow = [&](int status, std::string_view code, Refused reason) {
    core_.count_refusal(reason);
    keep_alive_ = false;
    // A read may be pending beside this write; on_read ignores what comes in the writing phase.
    write(problem_response(status, code, "Timed out"), Then::close);
  };
  switch (phase_) {
    case Phase::opening:
      core_.count_refusal(Refused::header_slow);
      return end();
    case Phase::head:
      return slow(408, "request_timeout", Refused::header_slow);
    case Phase::body:
      return slow(408, "request_timeout", Refused::body_slow);
    case Phase::handling:
      return slow(504, "handler_timeout", Refused::handler_slow);
    case Phase::fetching:
      core_.count_refusal(Refused::handler_slow);
      return end();
    case Phase::writing:
      core_.count_refusal(Refused::reader_slow);
      return end();
    case Phase::idle:
    case Phase::lingering:
    case Phase::gone:
      return end();
  }
}

void HttpSession::finish() {
  if (phase_ == Phase::idle || phase_ == Phase::opening) end();
}

void HttpSession::abandon() { end(); }

void HttpSession::end() {
  if (phase_ == Phase::gone) return;
  const auto self = shared_from_this();
  phase_ = Phase::gone;
  cut();
  core_.dismiss(*this);
}

}  // namespace centralino::http
