#include "voice/web/web_legs.h"
#include "voice/sip/timers.h"

#include <algorithm>
#include <utility>

#include "platform/crypto/crypto.h"

namespace centralino::voice {
namespace {

// Both laws: every browser has them (RFC 7874 §3), and nothing needs to be coded anew towards
// telephones.
std::vector<sdp::Codec> browser_codecs() {
  return {{0, "PCMU", 8'000, 1, ""},
          {8, "PCMA", 8'000, 1, ""},
          {101, "telephone-event", 8'000, 1, "0-15"}};
}

}  // namespace

struct WebLegs::Leg {
  WebLegs& legs;
  LegId id = 0;
  RoomId room = 0;
  Role role = Role::agent;
  std::uint64_t session_id = crypto::random_seed() >> 2;
  std::uint64_t version = 0;
  bool up = false;
  Timer ringing = {};
};

WebLegs::WebLegs(MediaPlane& plane, std::function<void(Event)> tell)
    : plane_(plane), tell_(std::move(tell)) {}

WebLegs::~WebLegs() = default;

void WebLegs::expect(const Dial& dial) {
  if (dial.leg <= 0 || has(dial.leg)) return;
  auto& leg = legs_[dial.leg];
  leg.reset(new Leg{*this, dial.leg, dial.room, dial.role});
  leg->ringing.start(static_cast<std::uint64_t>(std::max<std::int64_t>(dial.ring_ms, 1)),
                     rang_too_long, leg.get());
}

void WebLegs::rang_too_long(void* argument) {
  const auto& leg = *static_cast<Leg*>(argument);
  leg.legs.over(leg.id, Cause::no_answer, "the browser did not come");
}

void WebLegs::offer(const WebOffer& offer) {
  const auto parsed = sdp::parse(offer.sdp);
  const auto* offered = std::get_if<sdp::Description>(&parsed);
  const std::uint64_t number = offered != nullptr ? offered->id : 0;
  const auto refuse = [&](std::string_view problem) {
    tell_(WebAnswer{offer.leg, {}, std::string(problem), number});
  };
  if (offer.leg <= 0) return refuse("no leg");
  if (const auto* malformed = std::get_if<sdp::Malformed>(&parsed))
    return refuse(sdp::word(*malformed));

  const auto known = legs_.find(offer.leg);
  const bool fresh = known == legs_.end();
  const RoomId room = fresh ? offer.room : known->second->room;
  const Role role = fresh ? offer.role : known->second->role;
  const bool connected = !fresh && known->second->up;
  const auto place = plane_.open_web(offer.leg, room, role);
  if (!place) return refuse("no port is free for audio");
  if (fresh) legs_[offer.leg].reset(new Leg{*this, offer.leg, room, role});
  Leg& leg = *legs_[offer.leg];

  sdp::Ours ours;
  ours.session_id = leg.session_id;
  ours.version = leg.version++;
  ours.address = place->address;
  ours.port = place->port;
  ours.codecs = browser_codecs();
  ours.ice = place->ice;
  ours.fingerprint = place->fingerprint;
  ours.plain = false;
  const auto result = sdp::answer(ours, *offered);
  if (const auto* refused = std::get_if<sdp::Refused>(&result)) {
    if (!connected) plane_.close(offer.leg);  // a leg that is rung may still be offered better
    if (fresh) legs_.erase(offer.leg);
    return refuse(sdp::word(*refused));
  }
  const auto& answer = std::get<sdp::Answer>(result);
  plane_.agree(offer.leg, answer.agreed);
  plane_.connect(offer.leg, true);
  leg.ringing.stop();
  tell_(WebAnswer{offer.leg, sdp::write(answer.description), {}, number});
  if (!std::exchange(leg.up, true)) tell_(Answered{offer.leg});
}

void WebLegs::hang_up(LegId leg, Cause cause) { over(leg, cause, "hung up here"); }

void WebLegs::hang_up_all() {
  while (!legs_.empty()) hang_up(legs_.begin()->first, Cause::normal);
}

void WebLegs::over(LegId leg, Cause cause, std::string reason) {
  const auto at = legs_.find(leg);
  if (at == legs_.end()) return;
  const auto kept = std::move(at->second);
  legs_.erase(at);
  plane_.close(leg);
  tell_(Ended{leg, cause, 0, std::move(reason)});
}

}  // namespace centralino::voice
