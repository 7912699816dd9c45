// Browsers' legs: offer and answer travel as text by whoever talks with the browser; audio goes to
// the plane by ICE and DTLS (RFC 8829, RFC 8445 lite). No SIP here.
//
// Threads: the SIP thread only.
#pragma once

#include <functional>
#include <memory>
#include <unordered_map>

#include "voice/media/plane.h"

namespace centralino::voice {

class WebLegs {
 public:
  WebLegs(MediaPlane& plane, std::function<void(Event)> tell);
  ~WebLegs();

  // A browser will come with an offer for this leg, within the time that it rings.
  void expect(const Dial& dial);
  // The first offer of a leg, or the browser comes back.
  void offer(const WebOffer& offer);
  void hang_up(LegId leg, Cause cause);
  void hang_up_all();
  bool has(LegId leg) const { return legs_.contains(leg); }

 private:
  struct Leg;
  void over(LegId leg, Cause cause, std::string reason);
  static void rang_too_long(void* leg);

  MediaPlane& plane_;
  std::function<void(Event)> tell_;
  std::unordered_map<LegId, std::unique_ptr<Leg>> legs_;
};

}  // namespace centralino::voice
