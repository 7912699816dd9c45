// What arrives at the exchange.
#include "voice/sip/exchange.h"

#include "base/text.h"

namespace centralino::voice {
namespace {

constexpr std::string_view allow =
    "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, REFER, NOTIFY, REGISTER\r\n";

}  // namespace

bool Exchange::stranger(const Ip& from) const {
  if (contains(trusted_, from) || registrar_.at(from)) return false;
  return std::none_of(trunks_.begin(), trunks_.end(), [&](const auto& entry) {
    return entry.second->owns(from) || entry.second->answers_from(from);
  });
}

Ears::Admission Exchange::admits(const sa& from, std::string_view datagram) {
  using enum Ears::Admission;
  const Look what = look(datagram);
  if (what == Look::keep_alive) return dropped;
  const Ip ip = ip_of(from);
  const std::int64_t now = steady_ms();
  if (what == Look::nothing) {
    refuse(text_of(from) + "/udp", {}, "malformed");
    return dropped;
  }
  if (!stranger(ip) || gate_.proved(ip, now)) return passed;
  if (what == Look::answer) return gate_.admit_answer(now) ? checked : dropped;
  const char* why = gate_.waits(ip, now)            ? "password"
                    : from_scanner(datagram)        ? "scanner"
                    : !gate_.admit_request(ip, now) ? "too_many"
                                                    : nullptr;
  if (why == nullptr) return checked;
  refuse(text_of(from) + "/udp", {}, why);
  return dropped;
}

void Exchange::refuse(const std::string& source, const std::string& to, std::string why) {
  if (const auto suppressed = gate_.refusal(steady_ms()))
    tell_(CallRefused{source, to, std::move(why), *suppressed});
}

TrunkLine* Exchange::trunk_of(const sip_msg& request) {
  const Ip from = ip_of(request.src);
  TrunkLine* found = nullptr;
  for (const auto& [id, trunk] : trunks_) {
    if (!trunk->owns(from)) continue;
    // Several at one address: the one that is called by the name it registered.
    if (found == nullptr || view(request.uri.user) == trunk->trunk().username) found = trunk.get();
  }
  return found;
}

void Exchange::answered(const sip_msg& answer) {
  // A 200 again: our ACK was lost.
  if (view(answer.cseq.met) != "INVITE" || answer.scode < 200 || answer.scode > 299) return;
  if (const auto session = calls_.sessions().find(answer)) session->acknowledge_again(answer);
}

void Exchange::requested(const Line& line, const sip_msg& request) {
  const std::string_view method = view(request.met);
  if (pl_isset(&request.to.tag) || method == "ACK") {
    if (const auto session = calls_.sessions().find(request))
      session->receive(request);
    else if (method != "ACK")
      send_answer(nullptr, nullptr, line.stack, request, 481, {});
    return;
  }
  const Ip from = ip_of(request.src);
  const std::int64_t now = steady_ms();
  // Datagrams came by here already; what comes through connections did not.
  const bool unknown = stranger(from) && !gate_.proved(from, now);
  if (request.tp != SIP_TRANSP_UDP && unknown) {
    const char* why = scanner(header(request, SIP_HDR_USER_AGENT)) ? "scanner"
                      : gate_.waits(from, now)                     ? "password"
                      : !gate_.admit_request(from, now)            ? "too_many"
                                                                   : nullptr;
    if (why != nullptr) {
      refuse(source_of(request), user_of(request.uri), why);
      return;
    }
  }
  if (method == "INVITE") {
    invited(line, request);
  } else if (method == "REGISTER") {
    registered(line, request);
  } else if (unknown) {
    refuse(source_of(request), user_of(request.uri), "unknown_source");
  } else if (method == "OPTIONS") {
    send_answer(nullptr, nullptr, line.stack, request, 200,
                std::string(allow) + "Accept: application/sdp\r\nSupported: timer, replaces\r\n");
  } else if (method == "CANCEL") {
    send_answer(nullptr, nullptr, line.stack, request, 481, {});
  } else {
    send_answer(nullptr, nullptr, line.stack, request, 501, allow);
  }
}

void Exchange::invited(const Line& line, const sip_msg& invite) {
  From from;
  if (const TrunkLine* trunk = trunk_of(invite)) {
    from.trunk = trunk->trunk().id;
  } else if (!contains(trusted_, ip_of(invite.src)) ||
             registrar_.by_username(user_of(invite.from.uri)) != nullptr) {
    // A telephone: also among trusted neighbours it says who it is.
    const Device* device = prove(line, invite);
    if (device == nullptr) return;
    from.device = device->id;
  }
  calls_.invited(line, invite, from);
}

const Device* Exchange::prove(const Line& line, const sip_msg& request) {
  const Ip ip = ip_of(request.src);
  const std::string place = ip.text();
  const std::int64_t now = steady_ms();
  const auto claim = claim_in(request);
  const auto challenge = [&](bool stale) {
    send_answer(
        nullptr, nullptr, line.stack, request, 401,
        "WWW-Authenticate: " + challenge_value(realm_, nonces_.make(place, now), stale) + "\r\n");
    return nullptr;
  };
  if (!claim) {
    if (view(request.met) == "INVITE" &&
        registrar_.by_username(user_of(request.from.uri)) == nullptr)
      refuse(source_of(request), user_of(request.uri), "unknown_source");
    return challenge(false);
  }
  if (gate_.waits(ip, now)) return nullptr;
  const Device* device = registrar_.by_username(claim->username);
  // Strangers and those who mistyped take the same way: names are not to be found out.
  const std::string_view nobody = "00000000000000000000000000000000";
  const bool fits = right(*claim, view(request.met), device != nullptr ? device->ha1 : nobody) &&
                    device != nullptr && claim->realm == realm_;
  const Nonces::Worth worth = nonces_.take(*claim, place, now);
  if (fits && worth == Nonces::Worth::stale) return challenge(true);
  if (fits && worth == Nonces::Worth::good) {
    gate_.passed(ip, now);
    return device;
  }
  gate_.failed(ip, now);
  refuse(source_of(request), user_of(request.uri), "password");
  send_answer(nullptr, nullptr, line.stack, request, 403, {});
  return nullptr;
}

void Exchange::registered(const Line& line, const sip_msg& request) {
  const Device* device = prove(line, request);
  if (device == nullptr) return;
  if (user_of(request.to.uri) != device->username) {  // nobody registers for somebody else
    send_answer(nullptr, nullptr, line.stack, request, 403, {});
    return;
  }
  const std::int64_t now = steady_ms();
  const std::string_view contact = header(request, SIP_HDR_CONTACT);
  const pl text = as_pl(contact);
  sip_addr address;
  const bool every = contact == "*";
  if (!contact.empty() && !every && sip_addr_decode(&address, &text) != 0) {
    send_answer(nullptr, nullptr, line.stack, request, 400, {});
    return;
  }
  if (!contact.empty() && registrar_.outdated(device->id, view(request.callid), request.cseq.num)) {
    send_answer(nullptr, nullptr, line.stack, request, 500, {});
    return;
  }
  if (!contact.empty()) {
    const auto of_contact = every ? std::nullopt : parameter(view(address.params), "expires");
    const auto asked =
        whole_number(of_contact ? std::string_view(*of_contact) : header(request, SIP_HDR_EXPIRES));
    const std::int64_t seconds =
        every ? 0 : Registrar::granted(asked.value_or(Registrar::expires_s_usual));
    if (seconds == 0) {
      if (registrar_.remove(device->id)) tell_(DeviceState{device->id, false});
    } else {
      Registrar::Place place{std::string(view(address.auri)),
                             "sip:" + text_of(request.src) + sip_transp_param(request.tp),
                             ip_of(request.src),
                             now + seconds * 1'000,
                             std::string(view(request.callid)),
                             request.cseq.num};
      if (registrar_.put(device->id, std::move(place)))
        tell_(DeviceState{device->id, true, text_of(request.src)});
    }
  }
  std::string headers;
  if (const Registrar::Place* place = registrar_.place(device->id, now))
    headers = "Contact: <" + place->contact +
              ">;expires=" + std::to_string((place->until_ms - now) / 1'000) + "\r\n";
  send_answer(nullptr, nullptr, line.stack, request, 200, headers);
}

}  // namespace centralino::voice
