// The telephone exchange: what arrives is let in or not, telephones register, calls find their way.
// Everything of SIP meets here; the rules are in gate.h, registrar.h, trunk_line.h and calls.h.
//
// Threads: the SIP thread only.
#pragma once

#include <list>
#include <map>
#include <memory>

#include "voice/sip/calls.h"
#include "voice/sip/digest.h"
#include "voice/sip/gate.h"
#include "voice/sip/registrar.h"
#include "voice/sip/timers.h"
#include "voice/sip/transports.h"
#include "voice/sip/trunk_line.h"

namespace centralino::voice {

class Exchange : private Ways {
 public:
  // Throws std::runtime_error with a sentence that says what to do.
  Exchange(const Settings& settings, MediaPlane& plane, std::function<void(Event)> tell,
           std::function<std::int64_t()> fresh);
  ~Exchange() override;

  void apply(Configure command);
  void apply(const CheckTrunk& command);
  Calls& calls() { return calls_; }
  std::uint16_t port() const { return transports_->port(); }

 private:
  std::optional<Way> to_device(const Dial& dial) override;
  std::optional<Way> to_trunk(std::int64_t trunk, const Dial& dial) override;
  std::vector<std::int64_t> in_order(const std::vector<std::int64_t>& trunks) override;

  // exchange_in.cpp: what arrives
  Ears::Admission admits(const sa& from, std::string_view datagram);
  bool stranger(const Ip& from) const;
  void requested(const Line& line, const sip_msg& request);
  void answered(const sip_msg& answer);
  void invited(const Line& line, const sip_msg& invite);
  void registered(const Line& line, const sip_msg& request);
  // Who it is by password; null when it was answered with a challenge, or refused.
  const Device* prove(const Line& line, const sip_msg& request);
  void refuse(const std::string& source, const std::string& to, std::string why);
  TrunkLine* trunk_of(const sip_msg& request);

  void sweep();
  std::unique_ptr<TrunkLine> open(const Trunk& trunk);

  const std::string realm_;
  std::vector<Network> trusted_;
  std::function<void(Event)> tell_;
  Ears ears_;
  std::unique_ptr<Transports> transports_;
  Gate gate_;
  Nonces nonces_;
  Registrar registrar_;
  std::map<std::int64_t, std::unique_ptr<TrunkLine>> trunks_;
  // Stacks of trunks that were taken away while calls still use them.
  std::list<std::shared_ptr<Stack>> retired_;
  Calls calls_;
  Timer sweep_;
};

}  // namespace centralino::voice
