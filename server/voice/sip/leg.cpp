#include "voice/sip/leg.h"

#include "platform/log/log.h"
#include "voice/sip/cause.h"

namespace centralino::voice {

void Calls::Leg::set_up_is_over() {
  if (std::exchange(counted_, false)) --calls_.in_set_up_;
}

bool Calls::Leg::may_be_replaced_by(const From& from) const {
  const bool same_trunk = from.trunk == peer_.trunk && (from.device == 0) == (peer_.device == 0);
  return !counted_ && same_trunk;
}

bool Calls::Leg::begin(const Line& line, const sip_msg& invite, const From& from, LegId replaces) {
  peer_ = from;
  encryption_ = invite.tp == SIP_TRANSP_TLS ? Encryption::accepted : Encryption::none;
  session_ = Session::incoming(calls_.sessions_, line, invite, *this);
  if (!session_) return false;
  session_->leg = id_;
  if (from.device != 0) session_->behind_nat(invite);
  const std::string_view offer = session_->offer();
  if (const int status = Talk::judge(offer, encryption_); status != 200) {
    session_->refuse(status);
    session_.reset();
    return false;
  }
  Incoming told;
  told.leg = id_;
  told.room = room_;
  told.trunk = from.trunk;
  told.device = from.device;
  Caller caller = caller_of(invite);
  told.from = std::move(caller.user);
  told.from_name = std::move(caller.name);
  told.relay = caller.relay || Talk::offers_text(offer);
  told.to = user_of(invite.uri);
  told.source = source_of(invite);
  told.replaces = replaces;
  told.call_id = view(invite.callid).substr(0, user_bytes_max);
  calls_.tell_(std::move(told));
  return true;
}

std::optional<std::string> Calls::Leg::describe() {
  if (!talk_) talk_.emplace(calls_.plane_, id_, room_, role_, encryption_);
  if (talk_->agreed()) return talk_->last();  // said early; it holds
  if (!talk_->open()) {
    const auto self = shared_from_this();
    session_->refuse(503, "Retry-After: " + std::to_string(retry_after_s) + "\r\n");
    calls_.over(*this, {Cause::unavailable, 503, "no port is free for audio", false});
    return std::nullopt;
  }
  const std::string_view offer = session_->offer();
  if (offer.empty()) return talk_->last().empty() ? talk_->offer() : talk_->last();
  int status = 200;
  auto sdp = talk_->answer(offer, status);
  if (sdp) return sdp;
  const auto self = shared_from_this();
  session_->refuse(status);
  calls_.over(*this, {cause_of(status), status, "no audio in common", false});
  return std::nullopt;
}

void Calls::Leg::ring(bool early_media) {
  if (!session_ || !session_->waiting_for_final_answer()) return;
  if (!early_media) {
    session_->progress(180, {});
    return;
  }
  if (const auto sdp = describe()) session_->progress(183, *sdp);
}

void Calls::Leg::answer() {
  if (!session_ || !session_->waiting_for_final_answer()) return;
  const auto self = shared_from_this();
  const auto sdp = describe();
  if (!sdp) return;
  set_up_is_over();
  session_->accept(*sdp);
  // Before ACK: those who call may speak at once, and mostly do.
  if (session_ && talk_->agreed()) calls_.plane_.connect(id_, true);
}

void Calls::Leg::dial(const Dial& dial) {
  dial_ = dial;
  peer_.device = dial.device;
  if (dial.device == 0) {
    trunks_left_ = calls_.ways_.in_order(dial.trunks);
    std::reverse(trunks_left_.begin(), trunks_left_.end());
  }
  ringing_.start(static_cast<std::uint64_t>(std::max<std::int64_t>(dial.ring_ms, 1)), rang_too_long,
                 this);
  if (dial.device != 0) {
    if (auto way = calls_.ways_.to_device(dial)) {
      attempt(std::move(*way));
      return;
    }
    last_failure_.reason = "the telephone is not registered";
  } else if (next_way()) {
    return;
  }
  const auto self = shared_from_this();
  calls_.over(*this, last_failure_);
}

bool Calls::Leg::next_way() {
  while (!trunks_left_.empty()) {
    const std::int64_t trunk = trunks_left_.back();
    trunks_left_.pop_back();
    peer_.trunk = trunk;
    auto way = calls_.ways_.to_trunk(trunk, dial_);
    if (!way) continue;
    attempt(std::move(*way));
    return true;
  }
  return false;
}

void Calls::Leg::attempt(Way way) {
  // A second attempt keeps its ports: the descriptions differ only in what is encrypted.
  if (!talk_ || encryption_ != way.encryption) {
    if (talk_) calls_.plane_.close(id_);
    encryption_ = way.encryption;
    talk_.emplace(calls_.plane_, id_, room_, role_, encryption_);
  }
  if (!talk_->open()) {
    const auto self = shared_from_this();
    calls_.over(*this, {Cause::unavailable, 0, "no port is free for audio", false});
    return;
  }
  session_ = Session::outgoing(calls_.sessions_, way.line, way.call, talk_->offer(), *this);
  session_->leg = id_;
}

void Calls::Leg::rang_too_long(void* argument) {
  const auto self = static_cast<Leg*>(argument)->shared_from_this();
  if (self->session_) self->session_->end(Cause::no_answer);
  self->calls_.over(*self, {Cause::no_answer, 408, "rang too long", false});
}

void Calls::Leg::hang_up(Cause cause) {
  const auto self = shared_from_this();
  const bool refused = session_ && session_->waiting_for_final_answer();
  if (session_) session_->end(cause);
  calls_.over(*this, {cause, refused ? status_of(cause) : 0, "hung up here", false});
}

void Calls::Leg::refer(const std::string& to) {
  if (!session_) return;
  std::string target = to;
  if (!target.starts_with("sip:")) {
    const std::string user = sane_user(to);
    const pl text = as_pl(session_->dialog().target);
    uri there{};
    if (user.empty() || uri_decode(&there, &text) != 0) {
      referral_done(484);
      return;
    }
    target = "sip:" + user + "@" + in_uri(view(there.host));
    if (there.port != 0) target += ":" + std::to_string(there.port);
  }
  if (target.find_first_of("<>\"\r\n ") != std::string::npos) {
    referral_done(484);
    return;
  }
  session_->refer(target);
}

void Calls::Leg::progressed(int status, std::string_view sdp) {
  bool early_media = false;
  if (!sdp.empty()) early_media = talk_->accept(sdp);
  if (status != 180 && !early_media) return;
  if (told_ringing_ && (!early_media || told_early_media_)) return;
  told_ringing_ = true;
  told_early_media_ = told_early_media_ || early_media;
  calls_.tell_(Ringing{id_, early_media});
}

bool Calls::Leg::answered(std::string_view sdp) { return talk_ && talk_->accept(sdp); }

void Calls::Leg::established() {
  ringing_.stop();
  set_up_is_over();
  calls_.plane_.connect(id_, true);
  calls_.tell_(Answered{id_, peer_.trunk});
  tell_held();
}

SessionUser::Offered Calls::Leg::offered(std::string_view sdp) {
  if (!talk_) return {488, {}};
  if (sdp.empty()) return {200, talk_->offer()};
  int status = 200;
  auto answer = talk_->answer(sdp, status);
  if (!answer) return {status, {}};
  tell_held();
  return {200, std::move(*answer)};
}

void Calls::Leg::tell_held() {
  if (talk_->held() == held_) return;
  held_ = talk_->held();
  calls_.tell_(Held{id_, held_});
}

void Calls::Leg::key_pressed(char key) { calls_.plane_.digit_by_signalling(id_, key); }

void Calls::Leg::referred(const Referral& referral) {
  Refer told;
  told.leg = id_;
  told.to = referral.user;
  if (!referral.call_id.empty())
    if (const auto other = calls_.sessions_.find(referral)) told.replaces = other->leg;
  calls_.tell_(std::move(told));
}

void Calls::Leg::referral_done(int status) { calls_.tell_(ReferDone{id_, status}); }

void Calls::Leg::ended(const EndOfCall& end) {
  const auto self = shared_from_this();
  if (end.elsewhere && !trunks_left_.empty()) {
    log::info("a trunk does not take the call, the next is tried",
              {{"leg", std::to_string(id_)}, {"reason", end.reason}});
    session_.reset();
    last_failure_ = end;
    if (next_way()) return;
    calls_.over(*this, last_failure_);
    return;
  }
  calls_.over(*this, end);
}

}  // namespace centralino::voice
