#include "platform/http/socket_session.h"

#include <algorithm>
#include <utility>

namespace centralino::http {

Socket::Socket(std::uint64_t id, std::shared_ptr<Gate> gate, const Limits& limits)
    : id_(id),
      gate_(std::move(gate)),
      queue_messages_max_(limits.queue_messages_max),
      queue_bytes_max_(limits.queue_bytes_max) {}

void Socket::send(std::shared_ptr<const std::string> text) {
  if (!open()) return;
  // Counted here, before the post, so that the bound also holds for what other threads have posted
  // and the I/O thread has not yet seen.
  const std::size_t messages = queued_messages_.fetch_add(1) + 1;
  const std::size_t counted = counted_bytes(text->size());
  const std::size_t bytes = queued_bytes_.fetch_add(counted) + counted;
  if (messages > queue_messages_max_ || bytes > queue_bytes_max_) {
    if (!open_.exchange(false)) return;
    gate_->run([session = session_] {
      if (const auto alive = session.lock()) alive->drop_slow();
    });
  } else if (gate_->on_io_thread()) {
    if (const auto alive = session_.lock()) alive->enqueue(std::move(text));
  } else {
    gate_->post([session = session_, text = std::move(text)] {
      if (const auto alive = session.lock()) alive->enqueue(text);
    });
  }
}

void Socket::close(std::uint16_t code, std::string reason) {
  if (!open_.exchange(false)) return;
  gate_->run([session = session_, code, reason = std::move(reason)] {
    if (const auto alive = session.lock()) alive->close(code, reason);
  });
}

SocketSession::SocketSession(Core& core, Admission admission, SocketHandler handler)
    : Connection(core),
      admission_(std::move(admission)),
      handler_(std::move(handler)),
      socket_(std::make_shared<Socket>(core.next_socket_id(), core.gate, core.limits)),
      deadline_ms_(steady_ms() + core.limits.header_ms_max) {}

SocketSession::~SocketSession() = default;

void SocketSession::on_accepted(bool ok) {
  if (ended_) return;
  if (!ok) return end(close_abnormal);
  accepted_ = true;
  add(core_.counters.responses_by_class[1]);
  add(core_.counters.sockets_open);
  add(core_.counters.sockets_total);
  deadline_ms_ = steady_ms() + core_.limits.ping_interval_ms;
  socket_->session_ = std::static_pointer_cast<SocketSession>(shared_from_this());
  if (handler_.on_open) handler_.on_open(socket_);
}

void SocketSession::on_message(std::string_view text) {
  if (ended_ || closing_) return;
  pings_missed_ = 0;
  add(core_.counters.messages_in);
  add(core_.counters.bytes_in, text.size());
  if (handler_.on_message) handler_.on_message(text);
}

void SocketSession::enqueue(std::shared_ptr<const std::string> text) {
  if (ended_ || closing_) return;
  queue_.push_back(std::move(text));
  if (!writing_) write_front();
}

void SocketSession::write_front() {
  writing_ = true;
  write(*queue_[next_]);
}

void SocketSession::on_written(bool ok, std::size_t bytes) {
  writing_ = false;
  if (ended_) return;
  if (!ok) {
    // While closing this is expected; the reading side or the deadline ends the session.
    if (!closing_) end(close_abnormal);
    return;
  }
  socket_->queued_messages_.fetch_sub(1);
  socket_->queued_bytes_.fetch_sub(socket_->counted_bytes(queue_[next_]->size()));
  queue_[next_++].reset();
  add(core_.counters.messages_out);
  add(core_.counters.bytes_out, bytes);
  if (next_ < queue_.size()) return write_front();
  next_ = 0;
  queue_.clear();
  if (queue_.capacity() > 4) queue_.shrink_to_fit();
}

void SocketSession::drop_waiting() {
  const std::size_t kept = writing_ ? next_ + 1 : next_;
  queue_.resize(std::min(kept, queue_.size()));
}

void SocketSession::drop_slow() {
  if (ended_ || closing_) return;
  add(core_.counters.sockets_dropped_slow);
  close(close_slow, "slow");
}

void SocketSession::close(std::uint16_t code, const std::string& reason) {
  if (ended_ || closing_) return;
  closing_ = true;
  close_code_ = code;
  socket_->open_ = false;
  drop_waiting();
  deadline_ms_ = steady_ms() + core_.limits.close_ms_max;
  send_close(code, reason.substr(0, 123));
}

void SocketSession::on_due(std::uint64_t now_ms) {
  if (closing_ || !accepted_) return end(close_code_ ? close_code_ : close_abnormal);
  if (pings_missed_ >= core_.limits.pings_missed_max) {
    add(core_.counters.sockets_dropped_silent);
    return end(close_abnormal);
  }
  ++pings_missed_;
  deadline_ms_ = now_ms + core_.limits.ping_interval_ms;
  if (pinging_) return;  // the previous one still waits behind a slow write: missed too
  pinging_ = true;
  ping();
}

void SocketSession::on_pinged(bool ok) {
  pinging_ = false;
  if (!ok && !closing_) end(close_abnormal);
}

void SocketSession::on_ended(std::uint16_t code) { end(closing_ ? close_code_ : code); }

void SocketSession::on_close_sent() { end(close_code_); }

void SocketSession::finish() {
  if (!accepted_) return end(close_abnormal);
  close(close_going_away, "server is stopping");
}

void SocketSession::abandon() { end(closing_ ? close_code_ : close_abnormal); }

void SocketSession::end(std::uint16_t code) {
  if (ended_) return;
  const auto self = shared_from_this();
  ended_ = true;
  socket_->open_ = false;
  if (accepted_) subtract(core_.counters.sockets_open);
  cut();
  core_.dismiss(*this);
  // Last, and moved out: the handler may hold the only reference to things that call back here.
  const SocketHandler handler = std::exchange(handler_, {});
  if (accepted_ && handler.on_close) handler.on_close(code);
}

}  // namespace centralino::http
