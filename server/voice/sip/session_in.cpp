// A session's answers to what the other side asks.
#include "voice/sip/cause.h"
#include "voice/sip/session.h"

namespace centralino::voice {
namespace {

std::string answer_headers() {
  return standing_headers() + "Server: " + std::string(product) + "\r\n";
}

Content described(const std::string& sdp) {
  return sdp.empty() ? Content{} : Content{sdp_type, sdp};
}

}  // namespace

std::shared_ptr<Session> Session::incoming(Sessions& sessions, const Line& line,
                                           const sip_msg& invite, SessionUser& user) {
  std::shared_ptr<Session> session(new Session(sessions, line, user));
  session->incoming_ = true;
  if (!session->dialog_.accept(invite)) {
    send_answer(nullptr, nullptr, line.stack, invite, 400, {});
    return nullptr;
  }
  session->invite_ = Ref<sip_msg>::share(&invite);
  if (sip_strans_alloc(session->transaction_.out(), line.stack, &invite, cancelled,
                       session.get()) != 0)
    return nullptr;
  send_answer(session->transaction_.slot(), nullptr, line.stack, invite, 100, {});
  sessions.add(session);
  return session;
}

std::string_view Session::offer() const { return invite_ ? left(invite_->mb) : std::string_view(); }

void Session::progress(int status, const std::string& sdp) {
  if (!waiting_for_final_answer() || !transaction_) return;
  const std::string headers =
      contact_line(line_, dialog_.user, invite_->tp, invite_->dst, invite_->src) + answer_headers();
  send_answer(transaction_.slot(), nullptr, line_.stack, *invite_.get(), status, headers,
              described(sdp));
}

void Session::refuse(int status, std::string_view headers) {
  if (!waiting_for_final_answer()) return;
  const auto self = shared_from_this();
  final_ = true;
  if (transaction_)
    send_answer(transaction_.slot(), nullptr, line_.stack, *invite_.get(), status, headers);
  finish();
}

void Session::accept(const std::string& sdp) {
  if (!waiting_for_final_answer() || !transaction_) return;
  final_ = true;
  const SessionReply reply = answer_session(session_ask(*invite_.get()));
  session_timer_ = reply.timer;
  answer_invite(*invite_.get(), sdp, reply.headers, transaction_.slot());
  start_session_timer();
}

// Sends a 200, again and again until ACK (RFC 3261 §13.3.1.4).
void Session::answer_invite(const sip_msg& invite, const std::string& sdp, std::string headers,
                            sip_strans** transaction) {
  headers += contact_line(line_, dialog_.user, invite.tp, invite.dst, invite.src);
  headers += answer_headers();
  unacknowledged_.emplace();
  pl unused;
  const bool by_source = msg_param_exists(&invite.via.params, "rport", &unused) == 0;
  sip_reply_addr(&unacknowledged_->to, &invite, by_source);
  unacknowledged_->invite = Ref<sip_msg>::share(&invite);
  unacknowledged_->sequence = invite.cseq.num;
  unacknowledged_->offered = left(invite.mb).empty();
  const int error = send_answer(transaction, unacknowledged_->ok.out(), line_.stack, invite, 200,
                                headers, described(sdp));
  if (error != 0) {  // no 200, no ACK: the call is over before it began
    unacknowledged_.reset();
    tell_end({Cause::failed, 0, "the answer could not be sent", false});
    finish();
    return;
  }
  again_.start(SIP_T1, send_ok_again, this);
  no_ack_.start(64 * SIP_T1, no_ack, this);
}

void Session::send_ok_again(void* argument) {
  auto& self = *static_cast<Session*>(argument);
  auto& waiting = self.unacknowledged_;
  if (!waiting) return;
  waiting->ok->pos = 0;
  sip_send(self.line_.stack, waiting->invite->sock, waiting->invite->tp, &waiting->to,
           waiting->ok.get());
  const int doubled = std::min(SIP_T1 << std::min(++waiting->sent, 4), static_cast<int>(SIP_T2));
  self.again_.start(static_cast<std::uint64_t>(doubled), send_ok_again, argument);
}

void Session::no_ack(void* argument) {
  const auto self = static_cast<Session*>(argument)->shared_from_this();
  self->stop_waiting_for_ack();
  self->tell_end({Cause::failed, 408, "the answer was never acknowledged", false});
  self->bye();
}

void Session::stop_waiting_for_ack() {
  again_.stop();
  no_ack_.stop();
  unacknowledged_.reset();
}

void Session::cancelled(void* argument) {
  const auto self = static_cast<Session*>(argument)->shared_from_this();
  self->final_ = true;
  send_answer(self->transaction_.slot(), nullptr, self->line_.stack, *self->invite_.get(), 487, {});
  self->tell_end({Cause::cancelled, 487, "cancelled", false});
  self->finish();
}

void Session::receive(const sip_msg& request) {
  const auto self = shared_from_this();
  const std::string_view method = view(request.met);
  if (method == "ACK") {
    acknowledged(request);
    return;
  }
  if (request.cseq.num < dialog_.remote_sequence) {
    send_answer(nullptr, nullptr, line_.stack, request, 500, {});
    return;
  }
  dialog_.remote_sequence = request.cseq.num;
  if (method == "BYE") {
    if (incoming_ && !final_) {
      final_ = true;
      send_answer(transaction_.slot(), nullptr, line_.stack, *invite_.get(), 487, {});
    }
    send_answer(nullptr, nullptr, line_.stack, request, 200, {});
    tell_end({Cause::normal, 0, "BYE", false});
    finish();
  } else if (over_) {
    send_answer(nullptr, nullptr, line_.stack, request, 481, {});
  } else if (method == "INVITE") {
    reinvited(request);
  } else if (method == "INFO") {
    informed(request);
  } else if (method == "REFER") {
    referred(request);
  } else if (method == "NOTIFY") {
    notified(request);
  } else if (method == "OPTIONS") {
    send_answer(nullptr, nullptr, line_.stack, request, 200, answer_headers());
  } else {
    send_answer(nullptr, nullptr, line_.stack, request, 501, answer_headers());
  }
}

void Session::acknowledged(const sip_msg& ack) {
  if (!unacknowledged_ || ack.cseq.num != unacknowledged_->sequence) return;
  const bool offered = unacknowledged_->offered;
  stop_waiting_for_ack();
  const bool first = !up_;
  up_ = true;
  if (first) invite_.reset();
  if (over_) {
    bye();
    return;
  }
  if (offered && !user_->answered(left(ack.mb))) {
    tell_end({Cause::no_codec, 488, "no audio in common", false});
    bye();
    return;
  }
  if (first) user_->established();
}

void Session::reinvited(const sip_msg& invite) {
  if (const std::string unknown = unsupported(invite); !unknown.empty()) {
    send_answer(nullptr, nullptr, line_.stack, invite, 420, "Unsupported: " + unknown + "\r\n");
    return;
  }
  if (!final_ || unacknowledged_) {
    send_answer(nullptr, nullptr, line_.stack, invite, 500, "Retry-After: 5\r\n");
    return;
  }
  if (request_) {
    send_answer(nullptr, nullptr, line_.stack, invite, 491, {});
    return;
  }
  const SessionReply reply = answer_session(session_ask(invite));
  if (reply.too_small) {
    send_answer(nullptr, nullptr, line_.stack, invite, 422,
                "Min-SE: " + std::to_string(session_s_min) + "\r\n");
    return;
  }
  const SessionUser::Offered offered = user_->offered(left(invite.mb));
  if (offered.status != 200) {
    send_answer(nullptr, nullptr, line_.stack, invite, offered.status, {});
    return;
  }
  dialog_.update(invite);
  session_timer_ = reply.timer;
  answer_invite(invite, offered.sdp, reply.headers, nullptr);
  if (!over_) start_session_timer();
}

void Session::informed(const sip_msg& request) {
  const auto key = info_key(request);
  const bool empty = left(request.mb).empty();  // some only ask whether we are still there
  send_answer(nullptr, nullptr, line_.stack, request, key || empty ? 200 : 415,
              key || empty ? "" : "Accept: application/dtmf-relay, application/dtmf\r\n");
  if (key) user_->key_pressed(*key);
}

void Session::referred(const sip_msg& request) {
  const auto wanted = referral(header(request, SIP_HDR_REFER_TO));
  if (!wanted) {
    send_answer(nullptr, nullptr, line_.stack, request, 400, {});
    return;
  }
  if (their_refer_) {  // one at a time
    send_answer(nullptr, nullptr, line_.stack, request, 491, {});
    return;
  }
  send_answer(nullptr, nullptr, line_.stack, request, 202,
              contact_line(line_, dialog_.user, request.tp, request.dst, request.src));
  their_refer_ = request.cseq.num;
  report_referral(100);
  user_->referred(*wanted);
}

void Session::notified(const sip_msg& request) {
  if (!referring_ || !header(request, SIP_HDR_EVENT).starts_with("refer")) {
    send_answer(nullptr, nullptr, line_.stack, request, 481, {});
    return;
  }
  send_answer(nullptr, nullptr, line_.stack, request, 200, {});
  const int status = fragment_status(left(request.mb));
  const bool terminated = header(request, SIP_HDR_SUBSCRIPTION_STATE).starts_with("terminated");
  if (status < 200 && !terminated) return;
  referring_ = false;
  user_->referral_done(status);
}

}  // namespace centralino::voice
