#include "voice/sip/session.h"

#include "platform/crypto/crypto.h"
#include "voice/sip/cause.h"

namespace centralino::voice {

std::shared_ptr<Session> Sessions::find(const sip_msg& message) const {
  const auto [first, last] = by_call_id_.equal_range(std::string(view(message.callid)));
  for (auto at = first; at != last; ++at)
    if (at->second->dialog_.owns(message)) return at->second;
  return nullptr;
}

std::shared_ptr<Session> Sessions::find(const Referral& referral) const {
  const auto [first, last] = by_call_id_.equal_range(referral.call_id);
  for (auto at = first; at != last; ++at) {
    const Dialog& dialog = at->second->dialog_;
    // The tags are those of whoever will receive the replacing call: us.
    if (dialog.local_tag == referral.to_tag && dialog.remote_tag == referral.from_tag)
      return at->second;
    // Some name them from their own side.
    if (dialog.local_tag == referral.from_tag && dialog.remote_tag == referral.to_tag)
      return at->second;
  }
  return nullptr;
}

std::vector<std::shared_ptr<Session>> Sessions::all() const {
  std::vector<std::shared_ptr<Session>> out;
  for (const auto& [id, session] : by_call_id_) out.push_back(session);
  return out;
}

void Sessions::add(const std::shared_ptr<Session>& session) {
  by_call_id_.emplace(session->dialog_.call_id, session);
}

void Sessions::remove(const Session& session) {
  const auto [first, last] = by_call_id_.equal_range(session.dialog_.call_id);
  for (auto at = first; at != last; ++at) {
    if (at->second.get() != &session) continue;
    by_call_id_.erase(at);
    return;
  }
}

// Whoever calls this holds a reference: the session may go with the return.
void Session::finish() {
  over_ = true;
  user_ = nullptr;
  session_clock_.stop();
  first_answer_.stop();
  stop_waiting_for_ack();
  sessions_.remove(*this);
}

void Session::tell_end(EndOfCall end) {
  over_ = true;
  session_clock_.stop();
  first_answer_.stop();
  SessionUser* user = std::exchange(user_, nullptr);
  if (user == nullptr) return;
  if (referring_) user->referral_done(202);  // they hung up with it: that is all we shall know
  user->ended(end);
}

void Session::end(Cause cause) {
  if (over_) return;
  const auto self = shared_from_this();
  over_ = true;
  user_ = nullptr;
  session_clock_.stop();
  first_answer_.stop();
  if (incoming_ && !final_) {
    refuse(status_of(cause));
  } else if (!incoming_ && !final_) {
    // What comes is looked at in invite_answered: a 200 may be on its way already.
    sip_request_cancel(request_.get());
    if (!request_) finish();
  } else if (!unacknowledged_ || up_) {
    bye();
  }
  // Else BYE waits for ACK (RFC 3261 §15).
}

std::string Session::authorization(std::string_view method) {
  if (!challenge_ || !password_) return {};
  return answer_challenge(*challenge_, *password_, method, dialog_.target, ++answered_challenges_,
                          crypto::random_token("").substr(0, 16));
}

bool Session::learn_challenge(const sip_msg& answer) {
  if (!password_) return false;
  auto challenge = challenge_in(answer);
  if (!challenge) return false;
  challenge_ = std::move(challenge);
  answered_challenges_ = 0;
  return true;
}

int Session::add_contact(enum sip_transp transport, const sa* here, const sa* there, mbuf* buffer,
                         void* self) {
  const auto& session = *static_cast<Session*>(self);
  const std::string line =
      contact_line(session.line_, session.dialog_.user, transport, *here, *there);
  return mbuf_write_mem(buffer, reinterpret_cast<const std::uint8_t*>(line.data()), line.size());
}

int Session::request(SipRequest** slot, const char* method, std::string_view headers,
                     Content content, sip_resp_h* answered) {
  return send_request(slot, line_, true, dialog_, dialog_.local_sequence++, method, headers,
                      content, add_contact, answered, this);
}

void Session::bye() {
  if (bye_sent_) {
    finish();
    return;
  }
  bye_sent_ = true;
  const int error = request(bye_.out(), "BYE", authorization("BYE"), {},
                            [](int failed, const sip_msg* answer, void* argument) {
                              const auto self = static_cast<Session*>(argument)->shared_from_this();
                              if (failed == 0 && answer->scode < 200) return;
                              const bool again = failed == 0 && !self->challenge_ &&
                                                 (answer->scode == 401 || answer->scode == 407) &&
                                                 self->learn_challenge(*answer);
                              if (!again) {
                                self->finish();
                                return;
                              }
                              self->bye_sent_ = false;
                              self->bye();
                            });
  if (error != 0) finish();
}

void Session::start_session_timer() {
  session_clock_.stop();
  if (!session_timer_.on()) return;
  session_clock_.start(static_cast<std::uint64_t>(session_timer_.act_after_s()) * 1'000,
                       session_timer_rang, this);
}

void Session::session_timer_rang(void* argument) {
  const auto self = static_cast<Session*>(argument)->shared_from_this();
  if (self->over_) return;
  if (self->session_timer_.ours) {
    self->refresh();
    return;
  }
  self->tell_end({Cause::failed, 408, "the other side did not refresh the session", false});
  self->bye();
}

void Session::behind_nat(const sip_msg& from) {
  dialog_.next_hop = "sip:" + text_of(from.src) + sip_transp_param(from.tp);
}

}  // namespace centralino::voice
