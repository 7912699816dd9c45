#include "voice/media/sip_path.h"

#include "platform/crypto/crypto.h"

namespace centralino::voice {

SipPath::SipPath(ShardContext& context, PortPairs::Pair ports)
    : context_(context), ports_(std::move(ports)) {
  ports_.rtp.receive_buffer(receive_bytes);
}

void SipPath::tick() {
  const bool settled = latch_.settled(context_.now_us);
  if (settled && !connected_) connected_ = ports_.rtp.connect(latch_.remote());
  if (!settled && connected_) open_to_all();
}

void SipPath::open_to_all() {
  ports_.rtp.disconnect();
  connected_ = false;
}

bool SipPath::set_keys(const sdp::Agreed& agreed) {
  encrypted_ = agreed.security == sdp::Security::sdes;
  if (!encrypted_) {
    srtp_.reset();
    suite_.clear();
    return agreed.security == sdp::Security::plain;
  }
  // The same keys again (a re-INVITE) go on counting: a new context would accept repeated packets.
  if (srtp_ && agreed.suite == suite_ && agreed.send_key == send_key_ &&
      agreed.receive_key == receive_key_)
    return true;
  srtp_.reset();
  suite_ = agreed.suite;
  send_key_ = agreed.send_key;
  receive_key_ = agreed.receive_key;
  const auto suite = srtp_suite(agreed.suite);
  if (!suite) return false;
  srtp_ = Srtp::make(*suite, crypto::from_base64(send_key_), crypto::from_base64(receive_key_));
  return srtp_.has_value();
}

bool SipPath::agree(const sdp::Agreed& agreed) {
  rtcp_mux_ = agreed.rtcp_mux;
  audio_type_ = agreed.receive_payload_type;
  events_type_ = agreed.receive_events.value_or(-1);
  // An old way to hold says 0.0.0.0 (RFC 3264 §8.4): the audio goes on from where it came.
  const bool nowhere = agreed.address == "0.0.0.0" || agreed.address == "::";
  if (!nowhere) {
    const auto rtp = socket_address(agreed.address, agreed.port);
    const auto rtcp = socket_address(agreed.address, agreed.rtcp_port);
    if (!rtp || !rtcp) return false;
    latch_.expect(*rtp);
    if (connected_ && !latch_.latched()) open_to_all();
    if (!rtcp_remote_ || !rtcp_remote_.same_host(*rtcp)) rtcp_remote_ = *rtcp;
  }
  return set_keys(agreed);
}

SipPath::Received SipPath::refused() {
  context_.counters.packets_refused.add();
  return {};
}

bool SipPath::expected(std::uint8_t payload_type) const {
  constexpr std::uint8_t comfort_noise = 13;  // RFC 3389: silence, but from the right place
  return payload_type == audio_type_ || payload_type == events_type_ ||
         payload_type == comfort_noise;
}

SipPath::Received SipPath::receive_rtp() {
  SocketAddress from;
  const auto size = ports_.rtp.receive(context_.incoming, from);
  if (!size) return {};
  context_.counters.packets_in.add();
  auto bytes = std::span(context_.incoming).first(*size);
  if (looks_like_rtcp(bytes)) {
    if (!rtcp_mux_ || !(from == latch_.remote())) return refused();
    return {std::nullopt, reports(bytes, from)};
  }
  if (encrypted_) {
    const auto plain = srtp_ ? srtp_->unprotect(bytes) : std::nullopt;
    if (!plain) return refused();
    bytes = bytes.first(*plain);
  }
  auto packet = read_rtp(bytes);
  if (!packet || !expected(packet->header.payload_type) ||
      !latch_.accept(packet->header, from, context_.now_us))
    return refused();
  return {packet, std::nullopt};
}

std::optional<Rtcp> SipPath::reports(std::span<std::uint8_t> bytes, const SocketAddress& from) {
  if (encrypted_) {
    const auto plain = srtp_ ? srtp_->unprotect_rtcp(bytes) : std::nullopt;
    if (!plain) {
      refused();
      return std::nullopt;
    }
    bytes = bytes.first(*plain);
  }
  const auto read = read_rtcp(bytes);
  // Reports come from where the audio comes from; their port may differ from what was said (NAT).
  if (!read || !from.same_host(latch_.remote())) {
    refused();
    return std::nullopt;
  }
  if (!rtcp_mux_) rtcp_remote_ = from;
  return read;
}

std::optional<Rtcp> SipPath::receive_rtcp() {
  SocketAddress from;
  const auto size = ports_.rtcp.receive(context_.incoming, from);
  if (!size) return std::nullopt;
  return reports(std::span(context_.incoming).first(*size), from);
}

bool SipPath::send_rtp(std::span<std::uint8_t> buffer, std::size_t size) {
  if (!ready()) return false;
  if (encrypted_) {
    const auto sealed = srtp_ ? srtp_->protect(buffer, size) : std::nullopt;
    if (!sealed) return false;
    size = *sealed;
  }
  return send_audio_port(buffer.first(size));
}

bool SipPath::send_audio_port(std::span<const std::uint8_t> bytes) {
  return connected_ ? ports_.rtp.send(bytes) : ports_.rtp.send(bytes, latch_.remote());
}

bool SipPath::send_rtcp(std::span<std::uint8_t> buffer, std::size_t size) {
  if (!ready()) return false;
  if (encrypted_) {
    const auto sealed = srtp_ ? srtp_->protect_rtcp(buffer, size) : std::nullopt;
    if (!sealed) return false;
    size = *sealed;
  }
  if (rtcp_mux_) return send_audio_port(buffer.first(size));
  return rtcp_remote_ && ports_.rtcp.send(buffer.first(size), rtcp_remote_);
}

}  // namespace centralino::voice
