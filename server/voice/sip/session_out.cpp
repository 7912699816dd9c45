// A session's own requests.
#include "base/check.h"
#include "platform/crypto/crypto.h"
#include "voice/sip/cause.h"
#include "voice/sip/session.h"

namespace centralino::voice {
namespace {

std::string hexadecimal(std::uint64_t number) {
  char text[17];
  std::snprintf(text, sizeof text, "%016" PRIx64, number);
  return text;
}

}  // namespace

std::shared_ptr<Session> Session::outgoing(Sessions& sessions, const Line& line,
                                           const Outgoing& call, std::string sdp,
                                           SessionUser& user) {
  std::shared_ptr<Session> session(new Session(sessions, line, user));
  Dialog& dialog = session->dialog_;
  dialog.call_id = hexadecimal(rand_u64()) + hexadecimal(rand_u64());
  dialog.local_tag = hexadecimal(rand_u64());
  dialog.local = (call.name.empty() ? "" : "\"" + call.name + "\" ") + "<" + call.from +
                 ">;tag=" + dialog.local_tag;
  dialog.remote = "<" + call.to + ">";
  dialog.target = call.to;
  dialog.next_hop = call.next_hop;
  if (!call.user.empty()) dialog.user = call.user;
  session->password_ = call.password;
  session->sdp_ = std::move(sdp);
  session->headers_ = call.headers + standing_headers();
  sessions.add(session);
  session->send_invite();
  return session;
}

void Session::send_invite() {
  ++attempts_;
  invite_authorization_ = authorization("INVITE");
  const int error = request(request_.out(), "INVITE", invite_authorization_ + headers_,
                            {sdp_type, sdp_}, [](int failed, const sip_msg* answer, void* self) {
                              static_cast<Session*>(self)->invite_answered(failed, answer);
                            });
  first_answer_.start(
      error == 0 ? first_answer_ms : 0,
      [](void* argument) {
        const auto self = static_cast<Session*>(argument)->shared_from_this();
        if (self->heard_ || self->over_) return;
        sip_request_cancel(self->request_.get());
        self->tell_end({Cause::unavailable, 408, "no answer", true});
        if (!self->request_) self->finish();
      },
      this);
}

void Session::invite_answered(int error, const sip_msg* answer) {
  const auto self = shared_from_this();
  if (error != 0) {
    tell_end(
        {Cause::unavailable, 0, error == ETIMEDOUT ? "no answer" : "cannot be reached", !rang_});
    finish();
    return;
  }
  const int status = answer->scode;
  heard_ = true;
  first_answer_.stop();
  if (status < 200) {
    rang_ = rang_ || status > 100;
    if (!over_ && status > 100) user_->progressed(status, left(answer->mb));
    return;
  }
  if (status < 300) {
    invite_accepted(*answer);
    return;
  }
  const bool asked = status == 401 || status == 407;
  if (asked && !over_ && attempts_ == 1 && learn_challenge(*answer)) {
    send_invite();
    return;
  }
  // Redirections are not followed: who may be called, and through whom, is not theirs to say.
  const bool elsewhere = !rang_ && (status == 408 || (status >= 500 && status < 600));
  tell_end({cause_of(status), status, std::string(view(answer->reason)), elsewhere});
  finish();
}

void Session::invite_accepted(const sip_msg& answer) {
  final_ = true;
  up_ = true;
  if (!dialog_.complete(answer)) {
    dialog_.remote = view(answer.to.val);
    dialog_.remote_tag = view(answer.to.tag);
  }
  acknowledge(answer);
  if (over_) {  // it crossed our CANCEL
    bye();
    return;
  }
  session_timer_ = accept_session(session_ask(answer));
  start_session_timer();
  if (!user_->answered(left(answer.mb))) {
    tell_end({Cause::no_codec, 488, "no audio in common", false});
    bye();
    return;
  }
  if (!over_) user_->established();
}

void Session::acknowledge(const sip_msg& answer) {
  ack_.sequence = answer.cseq.num;
  const auto keep = [](enum sip_transp transport, const sa*, const sa* to, mbuf* text, void* self) {
    Ack& ack = static_cast<Session*>(self)->ack_;
    ack.text = Ref<mbuf>::share(text);
    ack.to = *to;
    ack.transport = transport;
    return 0;
  };
  // It carries the INVITE's credentials (RFC 3261 §22.1).
  send_request(ack_request_.out(), line_, false, dialog_, answer.cseq.num, "ACK",
               invite_authorization_, {}, keep, nullptr, this);
}

void Session::acknowledge_again(const sip_msg& answer) {
  if (!ack_.text || answer.cseq.num != ack_.sequence) return;
  ack_.text->pos = 0;
  sip_send(line_.stack, nullptr, ack_.transport, &ack_.to, ack_.text.get());
}

void Session::refresh() {
  if (request_ || unacknowledged_) {  // something is being agreed: that refreshes as well
    session_clock_.start(1'000, session_timer_rang, this);
    return;
  }
  const std::string sdp = user_->description();
  invite_authorization_ = authorization("INVITE");
  const int error =
      request(request_.out(), "INVITE",
              invite_authorization_ + refresh_headers(session_timer_) + standing_headers(),
              {sdp_type, sdp}, [](int failed, const sip_msg* answer, void* self) {
                static_cast<Session*>(self)->refresh_answered(failed, answer);
              });
  if (error == 0) return;
  tell_end({Cause::failed, 0, "the session could not be refreshed", false});
  bye();
}

void Session::refresh_answered(int error, const sip_msg* answer) {
  const auto self = shared_from_this();
  const int status = error == 0 ? answer->scode : 408;
  if (status < 200) return;
  if (status < 300) {
    dialog_.update(*answer);
    acknowledge(*answer);
    if (over_) return;
    const SessionTimer agreed = accept_session(session_ask(*answer));
    if (agreed.on()) session_timer_ = agreed;
    start_session_timer();
    if (!user_->answered(left(answer->mb))) {
      tell_end({Cause::no_codec, 488, "no audio in common", false});
      bye();
    }
    return;
  }
  if (over_) return;
  if ((status == 401 || status == 407) && learn_challenge(*answer)) {
    refresh();
  } else if (status == 408 || status == 481) {
    tell_end({Cause::failed, status, "the other side knows nothing of this call", false});
    bye();
  } else if (status == 491) {
    session_clock_.start(1'000 + rand_u16() % 1'000, session_timer_rang, this);
  } else {
    start_session_timer();  // it goes on as it was; at the next turn again
  }
}

void Session::refer(const std::string& to) {
  if (over_ || !up_ || referring_) return;
  referring_ = true;
  refer_to_ = to;
  refer_attempts_ = 0;
  send_refer();
}

void Session::send_refer() {
  ++refer_attempts_;
  const std::string headers =
      authorization("REFER") + "Refer-To: <" + refer_to_ +
      ">\r\nReferred-By: " + dialog_.local.substr(0, dialog_.local.find(";tag=")) + "\r\n";
  const int error = request(refer_.out(), "REFER", headers, {},
                            [](int failed, const sip_msg* answer, void* argument) {
                              const auto self = static_cast<Session*>(argument)->shared_from_this();
                              if (self->over_ || (failed == 0 && answer->scode < 300)) return;
                              const int status = failed == 0 ? answer->scode : 408;
                              if ((status == 401 || status == 407) && self->refer_attempts_ == 1 &&
                                  self->learn_challenge(*answer)) {
                                self->send_refer();
                                return;
                              }
                              if (!std::exchange(self->referring_, false)) return;
                              self->user_->referral_done(status);
                            });
  if (error != 0 && std::exchange(referring_, false)) user_->referral_done(500);
}

void Session::report_referral(int status) {
  if (over_ || !their_refer_) return;
  reports_.push_back(status == 202 ? 100 : status);
  if (!notify_) send_notify();
}

void Session::send_notify() {
  const int status = reports_.front();
  reports_.pop_front();
  const bool last = status >= 200;
  const std::string headers =
      authorization("NOTIFY") + "Event: refer;id=" + std::to_string(*their_refer_) +
      "\r\nSubscription-State: " + (last ? "terminated;reason=noresource" : "active;expires=60") +
      "\r\n";
  if (last) {
    their_refer_.reset();
    reports_.clear();
  }
  const std::string body =
      "SIP/2.0 " + std::to_string(status) + " " + std::string(phrase(status)) + "\r\n";
  // One after the other, so that they arrive in their order. What they answer changes nothing.
  request(notify_.out(), "NOTIFY", headers, {"message/sipfrag;version=2.0", body},
          [](int failed, const sip_msg* answer, void* argument) {
            auto& self = *static_cast<Session*>(argument);
            if (failed == 0 && answer->scode < 200) return;
            if (!self.over_ && self.their_refer_ && !self.reports_.empty()) self.send_notify();
          });
}

}  // namespace centralino::voice
