// One telephone's leg: its session, what it says about audio, and what is told about it.
#pragma once

#include "voice/sip/calls.h"
#include "voice/sip/timers.h"

namespace centralino::voice {

class Calls::Leg : public SessionUser, public std::enable_shared_from_this<Calls::Leg> {
 public:
  Leg(Calls& calls, LegId id, RoomId room, Role role)
      : calls_(calls), id_(id), room_(room), role_(role) {
    ++calls_.in_set_up_;
  }
  ~Leg() override { set_up_is_over(); }

  LegId id() const { return id_; }

  // ---- a call to us. False when it was refused at once.
  bool begin(const Line& line, const sip_msg& invite, const From& from, LegId replaces);
  void ring(bool early_media);
  void answer();

  // ---- a call of ours
  void dial(const Dial& dial);

  // ---- both
  void hang_up(Cause cause);
  void refer(const std::string& to);
  void report_referral(int status) {
    if (session_) session_->report_referral(status);
  }

  // Answered, and of the same trunk; telephones may take calls from each other.
  bool may_be_replaced_by(const From& from) const;

  // ---- the session's
  void progressed(int status, std::string_view sdp) override;
  bool answered(std::string_view sdp) override;
  void established() override;
  Offered offered(std::string_view sdp) override;
  std::string description() override { return talk_ ? talk_->last() : std::string(); }
  void key_pressed(char key) override;
  void referred(const Referral& referral) override;
  void referral_done(int status) override;
  void ended(const EndOfCall& end) override;

 private:
  void set_up_is_over();
  // Our description for an answer or an early one; none: the call was ended with a reason.
  std::optional<std::string> describe();
  bool next_way();
  void attempt(Way way);
  void tell_held();
  static void rang_too_long(void* self);

  Calls& calls_;
  From peer_;  // whose end it is
  const LegId id_;
  const RoomId room_;
  const Role role_;
  bool counted_ = true;
  std::shared_ptr<Session> session_;
  std::optional<Talk> talk_;
  Encryption encryption_ = Encryption::none;
  bool held_ = false;
  bool told_ringing_ = false, told_early_media_ = false;

  Dial dial_;
  std::vector<std::int64_t> trunks_left_;  // the next is the last
  Timer ringing_;
  EndOfCall last_failure_{Cause::unavailable, 0, "no way to call", false};
};

}  // namespace centralino::voice
