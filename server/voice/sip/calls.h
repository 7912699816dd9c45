// Telephone calls as legs: commands of the contract in, events out, sessions and talks in between.
// Who may call is decided before (stack.h); where to call is asked of `Ways`.
//
// Threads: the SIP thread only.
#pragma once

#include <functional>
#include <memory>
#include <unordered_map>

#include "voice/sip/session.h"
#include "voice/sip/talk.h"

namespace centralino::voice {

// Calls that ring or are answered at this moment; the next is refused with 503 and Retry-After.
// Each may hold ports, so that unanswered calls must not be without number.
constexpr std::size_t calls_in_set_up_max = 400;
constexpr int retry_after_s = 10;

// Where a call goes.
struct Way {
  Line line;
  Outgoing call;
  Encryption encryption = Encryption::none;
  bool telephone = false;  // a registered telephone, perhaps behind NAT
};

class Ways {
 public:
  virtual ~Ways() = default;
  // None when the telephone is not registered and has no address of its own.
  virtual std::optional<Way> to_device(const Dial& dial) = 0;
  // None when the trunk is unknown, off, or its number makes no sense.
  virtual std::optional<Way> to_trunk(std::int64_t trunk, const Dial& dial) = 0;
  // Those that answer first, in the order asked for.
  virtual std::vector<std::int64_t> in_order(const std::vector<std::int64_t>& trunks) = 0;
};

// Who calls: one of a trunk, a device, or a trusted neighbour (both 0).
struct From {
  std::int64_t trunk = 0;
  std::int64_t device = 0;
};

class Calls {
 public:
  Calls(MediaPlane& plane, Ways& ways, std::function<void(Event)> tell,
        std::function<std::int64_t()> fresh);
  ~Calls();

  void invited(const Line& line, const sip_msg& invite, From from);
  Sessions& sessions() { return sessions_; }

  void apply(const Ring& command);
  void apply(const Answer& command);
  void apply(const Dial& command);
  void apply(const Hangup& command);
  void apply(const SendRefer& command);
  void apply(const ReferResult& command);

  bool has(LegId leg) const { return legs_.contains(leg); }
  void media_lost(LegId leg);
  void hang_up_all();
  std::size_t in_set_up() const { return in_set_up_; }

 private:
  class Leg;
  friend class Leg;
  void over(Leg& leg, const EndOfCall& end);

  MediaPlane& plane_;
  Ways& ways_;
  std::function<void(Event)> tell_;
  std::function<std::int64_t()> fresh_;
  Sessions sessions_;
  std::unordered_map<LegId, std::shared_ptr<Leg>> legs_;
  std::size_t in_set_up_ = 0;
};

}  // namespace centralino::voice
