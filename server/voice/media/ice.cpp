#include "voice/media/ice.h"

#include <algorithm>

namespace centralino::voice {

IceLite::IceLite(Credentials ours, std::string their_ufrag)
    : ours_(std::move(ours)), username_(ours_.ufrag + ":" + their_ufrag) {}

std::string_view stream_of(const StunMessage& request) {
  return request.username.substr(0, std::min(request.username.find(':'), request.username.size()));
}

bool IceLite::validated(const TransportAddress& address) const {
  return std::find(known_.begin(), known_.end(), address) != known_.end();
}

IceLite::Decision IceLite::refuse(int code, std::string_view reason, const StunMessage& request,
                                  bool trusted, std::span<std::uint8_t> response) const {
  StunWriter writer(StunType::binding_error, request.transaction, response);
  writer.error(code, reason);
  if (request.unknown != 0 && code == 420) writer.unknown_attribute(request.unknown);
  if (trusted) writer.integrity(ours_.password);
  writer.fingerprint();
  return {Outcome::refused, writer.size()};
}

IceLite::Decision IceLite::receive(std::span<const std::uint8_t> bytes,
                                   const TransportAddress& source,
                                   std::span<std::uint8_t> response) {
  const auto request = read_stun(bytes);
  if (!request || request->type != StunType::binding_request) return {};
  if (request->username.empty() || request->integrity_at == 0)
    return refuse(400, "Bad Request", *request, false, response);
  if (request->username != username_ || !stun_is_from(bytes, *request, ours_.password))
    return refuse(401, "Unauthenticated", *request, false, response);
  if (request->unknown != 0) return refuse(420, "Unknown Attribute", *request, true, response);
  // We are always the controlled side (§6.1.1): who thinks so too has to change its role
  // (§7.3.1.1).
  if (request->controlled) return refuse(487, "Role Conflict", *request, true, response);

  StunWriter writer(StunType::binding_success, request->transaction, response);
  writer.mapped(source);
  writer.integrity(ours_.password);
  writer.fingerprint();
  if (!validated(source)) {
    known_[next_] = source;
    next_ = (next_ + 1) % known_.size();
  }
  if (request->use_candidate) {
    remote_ = source;
    nominated_ = true;
    return {Outcome::nominated, writer.size()};
  }
  if (!nominated_) remote_ = source;
  return {Outcome::validated, writer.size()};
}

}  // namespace centralino::voice
