#include "voice/media/web_path.h"

#include "voice/media/leg.h"

namespace centralino::voice {

WebPath::WebPath(ShardContext& context, WebPort& port, const DtlsIdentity& identity, LegId id)
    : context_(context), port_(port), identity_(identity), id_(id) {}

WebPath::~WebPath() {
  forget_addresses();
  if (ice_) port_.remove(ice_->ours().ufrag);
}

void WebPath::forget_addresses() {
  for (auto& address : addresses_)
    if (address) port_.remove(*std::exchange(address, std::nullopt), *this);
}

void WebPath::remember(const TransportAddress& address) {
  for (const auto& known : addresses_)
    if (known == address) return;
  auto& place = addresses_[next_address_];
  next_address_ = (next_address_ + 1) % addresses_.size();
  if (place) port_.remove(*place, *this);
  place = address;
  port_.add(address, *this);
}

bool WebPath::agree(const sdp::Agreed& agreed) {
  if (agreed.security != sdp::Security::dtls || !agreed.ice || !agreed.fingerprint) return false;
  if (!prepared_) return ice_.has_value();  // only the codec or the direction changes
  if (ice_) port_.remove(ice_->ours().ufrag);
  forget_addresses();
  remote_ = {};
  ice_.emplace(*std::exchange(prepared_, std::nullopt), agreed.ice->ufrag);
  port_.add(ice_->ours().ufrag, *this);
  down(true);
  // The same certificate in the same role: the browser's connection lives on and only its network
  // changed (RFC 8842 §4.4); its keys stay. It may begin anew nevertheless, see receive_dtls.
  const bool same = dtls_ != nullptr && dtls_->state() == Dtls::State::ready &&
                    theirs_ == *agreed.fingerprint && client_ == agreed.dtls_client && !client_;
  theirs_ = *agreed.fingerprint;
  client_ = agreed.dtls_client;
  if (!same) {
    srtp_.reset();
    restart_dtls();
  }
  return true;
}

// ---- ICE

bool WebPath::receive_check(std::span<const std::uint8_t> bytes, const TransportAddress& source) {
  std::array<std::uint8_t, stun_bytes_max> response;
  const auto decision = ice_->receive(bytes, source, response);
  const SocketAddress to = socket_address(source);
  if (decision.outcome == IceLite::Outcome::ignored) return false;
  port_.send(std::span(response).first(decision.response_bytes), to);
  if (decision.outcome == IceLite::Outcome::refused) return false;
  remember(source);
  remote_ = socket_address(*ice_->remote());
  if (client_ && dtls_->state() == Dtls::State::handshaking && !handshake_) {
    handshake_ = remote_;
    dtls_->start();
  }
  alive();
  return true;
}

// ---- DTLS

void WebPath::restart_dtls() {
  handshake_ = {};
  dtls_ = std::make_unique<Dtls>(identity_, client_, theirs_, [this](auto datagram) {
    port_.send(datagram, handshake_ ? handshake_ : remote_);
  });
}

void WebPath::receive_dtls(std::span<const std::uint8_t> bytes, const SocketAddress& from) {
  if (!dtls_) return;
  if (!client_ && dtls_->state() != Dtls::State::handshaking && Dtls::begins_anew(bytes))
    restart_dtls();
  handshake_ = from;
  dtls_->receive(bytes);
  follow_dtls();
}

void WebPath::follow_dtls() {
  if (dtls_->state() == Dtls::State::closed) {
    srtp_.reset();
    down();
    return;
  }
  if (dtls_->state() != Dtls::State::ready || keys_used_ == dtls_->keys().receive) return;
  keys_used_ = dtls_->keys().receive;
  srtp_ = Srtp::make(dtls_->keys().suite, dtls_->keys().send, dtls_->keys().receive);
  alive();
}

// ---- audio

bool WebPath::receive_audio(std::span<std::uint8_t> bytes) {
  if (!srtp_) return false;
  if (looks_like_rtcp(bytes)) {
    const auto plain = srtp_->unprotect_rtcp(bytes);
    const auto rtcp = plain ? read_rtcp(bytes.first(*plain)) : std::nullopt;
    if (!rtcp) return false;
    alive();
    leg_->receive(*rtcp);
    return true;
  }
  const auto plain = srtp_->unprotect(bytes);
  const auto packet = plain ? read_rtp(bytes.first(*plain)) : std::nullopt;
  if (!packet) return false;
  alive();
  leg_->receive(*packet);
  return true;
}

bool WebPath::send_rtp(std::span<std::uint8_t> buffer, std::size_t size) {
  const auto sealed = ready() ? srtp_->protect(buffer, size) : std::nullopt;
  if (!sealed) return false;
  port_.send(buffer.first(*sealed), remote_);
  return true;
}

bool WebPath::send_rtcp(std::span<std::uint8_t> buffer, std::size_t size) {
  const auto sealed = ready() ? srtp_->protect_rtcp(buffer, size) : std::nullopt;
  if (!sealed) return false;
  port_.send(buffer.first(*sealed), remote_);
  return true;
}

// ---- whether it is there

void WebPath::alive() {
  alive_us_ = context_.now_us;
  if (up_ || !ready()) return;
  up_ = true;
  context_.tell(MediaUp{id_});
}

void WebPath::down(bool renewed) {
  if (!std::exchange(up_, false)) return;
  context_.tell(MediaDown{id_, renewed});
}

void WebPath::tick() {
  if (dtls_) dtls_->tick();
  if (up_ && context_.now_us - alive_us_ > gone_us) down();
}

}  // namespace centralino::voice
