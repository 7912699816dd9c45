// One trunk: how it is reached, whether it is there, and our registration with it.
//
// Threads: the SIP thread only.
#pragma once

#include <functional>
#include <memory>

#include "voice/sip/dialog.h"
#include "voice/sip/digest.h"
#include "voice/sip/ip.h"
#include "voice/sip/timers.h"
#include "voice/sip/transports.h"
#include "voice/voice.h"

namespace centralino::voice {

class TrunkLine {
 public:
  // `stack`: its own, for TLS; else null. `trouble`: why it cannot be used at all.
  TrunkLine(Trunk trunk, const Line& line, std::shared_ptr<Stack> stack, std::string trouble,
            std::function<void(Event)> tell);
  ~TrunkLine();
  TrunkLine(const TrunkLine&) = delete;

  const Trunk& trunk() const { return trunk_; }
  const Line& line() const { return line_; }
  const std::shared_ptr<Stack>& stack() const { return stack_; }
  TrunkReach reach() const { return reach_; }
  bool usable() const { return trunk_.enabled && trouble_.empty(); }

  // Whether calls from this address are this trunk's: by its networks, or where it registered.
  bool owns(const Ip& from) const;
  // Whether it answered from there: no stranger, though no calls come from there.
  bool answers_from(const Ip& from) const { return answers_from_ == from; }

  std::string uri(const std::string& user) const;  // at the trunk; "" user: the trunk itself
  std::optional<Password> password() const;

  // Every settings of it are the same: nothing needs to be done anew.
  bool same(const Trunk& other) const;

  static constexpr std::int64_t registration_s = 300;
  static constexpr std::int64_t pause_s_min = 5, pause_s_max = 600;  // between failures, doubling
  static constexpr std::int64_t refused_pause_s =
      60;  // after a wrong password: not to be locked out
  static constexpr std::uint64_t ping_answer_ms = 5'000;

 private:
  void tell(TrunkReach reach, std::string detail);
  void ping();
  void pinged(int error, const sip_msg* answer);
  void enroll(std::int64_t expires_s);
  void enrolled(int error, const sip_msg* answer);
  void enroll_later(std::int64_t pause_s);
  std::string failure(int error) const;
  static int add_contact(enum sip_transp transport, const sa* here, const sa* there, mbuf* buffer,
                         void* self);

  const Trunk trunk_;
  const Line line_;
  const std::shared_ptr<Stack> stack_;
  const std::string trouble_;
  const std::function<void(Event)> tell_;
  std::vector<Network> sources_;
  TrunkReach reach_ = TrunkReach::unknown;
  std::string detail_;
  bool told_ = false;

  Dialog ping_dialog_, enroll_dialog_;
  Ref<SipRequest> ping_, enroll_;
  Timer next_ping_, ping_deadline_, next_enroll_;
  std::optional<Challenge> challenge_;
  std::uint32_t answered_challenges_ = 0;
  std::int64_t asked_expires_s_ = registration_s;
  int attempts_ = 0, failures_ = 0;
  bool registered_ = false;
  std::optional<Ip> registered_at_, answers_from_;
};

}  // namespace centralino::voice
