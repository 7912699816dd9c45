#include "voice/media/testing_browser.h"

#include <openssl/err.h>
#include <openssl/x509.h>

#include <cstring>
#include <stdexcept>

#include "voice/media/srtp.h"

namespace centralino::voice::testing {
namespace {

constexpr int check_ticks = 5;

std::string fingerprint_text(const X509* certificate) {
  std::array<unsigned char, 32> digest{};
  unsigned size = 0;
  X509_digest(certificate, EVP_sha256(), digest.data(), &size);
  std::string out;
  for (const unsigned char byte : digest) {
    std::array<char, 4> text{};
    std::snprintf(text.data(), text.size(), "%02X", byte);
    if (!out.empty()) out += ':';
    out += text.data();
  }
  return out;
}

srtp_t session(bool gcm, const std::string& key, srtp_ssrc_type_t direction) {
  srtp_policy_t policy;
  std::memset(&policy, 0, sizeof policy);
  if (gcm) {
    srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp);
    srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp);
  } else {
    srtp_crypto_policy_set_rtp_default(&policy.rtp);
    srtp_crypto_policy_set_rtcp_default(&policy.rtcp);
  }
  std::vector<unsigned char> bytes(key.begin(), key.end());
  policy.key = bytes.data();
  policy.ssrc.type = direction;
  policy.window_size = 128;
  srtp_t out = nullptr;
  if (srtp_create(&out, &policy) != srtp_err_status_ok) throw std::runtime_error("srtp_create");
  return out;
}

}  // namespace

Browser::Browser(bool client) : client_(client) {
  // The library may be initialised once only; the plane's own does it.
  Srtp::make(SrtpSuite::aes128_gcm, std::string(28, 'k'), std::string(28, 'k'));
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 9);
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 86'400);
  X509_set_pubkey(certificate, key);
  X509_sign(certificate, key, EVP_sha256());
  context_ = SSL_CTX_new(client ? DTLS_client_method() : DTLS_server_method());
  SSL_CTX_use_certificate(context_, certificate);
  SSL_CTX_use_PrivateKey(context_, key);
  SSL_CTX_set_verify(context_, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
                     [](int, X509_STORE_CTX*) { return 1; });
  // One role with each suite, so that both are tried.
  SSL_CTX_set_tlsext_use_srtp(context_,
                              client ? "SRTP_AES128_CM_SHA1_80" : "SRTP_AEAD_AES_128_GCM");
  fingerprint = {"sha-256", fingerprint_text(certificate)};
  X509_free(certificate);
  EVP_PKEY_free(key);
}

Browser::~Browser() {
  stop();
  if (ssl_ != nullptr) SSL_free(ssl_);
  SSL_CTX_free(context_);
  if (out_ != nullptr) srtp_dealloc(out_);
  if (in_ != nullptr) srtp_dealloc(in_);
}

sdp::Agreed Browser::agreed() const {
  sdp::Agreed out = Phone::agreed();
  out.security = sdp::Security::dtls;
  out.rtcp_mux = true;
  out.dtls_client = !client_;
  out.fingerprint = fingerprint;
  out.ice = sdp::Ice{ufrag_, "theirpasswordtheirpassword"};
  return out;
}

void Browser::call_web(MediaPlane& plane, LegId leg, RoomId room, Role role) {
  const auto place = plane.open_web(leg, room, role);
  {
    const std::lock_guard lock(mutex_);
    theirs_ = place->ice;
    proved_ = false;
  }
  plane.agree(leg, agreed());
  plane.connect(leg, true);
  to(place->port);
}

void Browser::roam(MediaPlane& plane, LegId leg, RoomId room, Role role) {
  stop();
  {
    const std::lock_guard lock(mutex_);
    socket_ = std::move(*UdpSocket::bound(*socket_address("127.0.0.1", 0)));
    ufrag_ += "x";
  }
  call_web(plane, leg, room, role);
}

void Browser::check() {
  std::array<std::uint8_t, stun_bytes_max> bytes;
  StunTransaction transaction{};
  static std::atomic<std::uint8_t> number = 0;
  transaction[0] = ++number;
  StunWriter writer(StunType::binding_request, transaction, bytes);
  writer.username(theirs_.ufrag + ":" + ufrag_);
  writer.priority(1);
  writer.controlling(77);
  writer.use_candidate();
  writer.integrity(theirs_.password);
  writer.fingerprint();
  socket_.send(std::span(bytes).first(writer.size()), to_);
}

void Browser::each_tick() {
  if (silent || theirs_.ufrag.empty()) return;
  if (since_check_++ % check_ticks == 0) check();
  if (ssl_ != nullptr && out_ == nullptr && DTLSv1_handle_timeout(ssl_) > 0) handshake();
}

bool Browser::special(std::span<std::uint8_t> bytes, const SocketAddress&) {
  if (silent) return true;
  if (looks_like_stun(bytes)) {
    const auto message = read_stun(bytes);
    if (!message || message->type != StunType::binding_success || proved_) return true;
    proved_ = true;
    if (client_ && ssl_ == nullptr) handshake();
    return true;
  }
  if (bytes.empty() || bytes[0] < 20 || bytes[0] > 63) return false;
  if (ssl_ == nullptr) handshake();
  BIO_write(SSL_get_rbio(ssl_), bytes.data(), static_cast<int>(bytes.size()));
  handshake();
  return true;
}

void Browser::handshake() {
  if (ssl_ == nullptr) {
    ssl_ = SSL_new(context_);
    SSL_set_bio(ssl_, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    BIO_set_mem_eof_return(SSL_get_rbio(ssl_), -1);
    SSL_set_options(ssl_, SSL_OP_NO_QUERY_MTU);
    SSL_set_mtu(ssl_, 1'200);
    client_ ? SSL_set_connect_state(ssl_) : SSL_set_accept_state(ssl_);
  }
  if (out_ != nullptr) return;
  ERR_clear_error();
  const int result = SSL_do_handshake(ssl_);
  // Records one by one, as datagrams.
  std::array<std::uint8_t, 16'384> bytes;
  const int size = BIO_read(SSL_get_wbio(ssl_), bytes.data(), bytes.size());
  for (int at = 0; at + 13 <= size;) {
    const auto i = static_cast<std::size_t>(at);
    const int length = 13 + (bytes[i + 11] << 8 | bytes[i + 12]);
    socket_.send(std::span(bytes).subspan(i, static_cast<std::size_t>(length)), to_);
    at += length;
  }
  if (result == 1) make_keys();
}

void Browser::make_keys() {
  const auto* selected = SSL_get_selected_srtp_profile(ssl_);
  profile = selected->name;
  const bool gcm = selected->id == SRTP_AEAD_AES_128_GCM;
  const std::size_t salt = gcm ? 12 : 14;
  std::string all(2 * (16 + salt), '\0');
  SSL_export_keying_material(ssl_, reinterpret_cast<unsigned char*>(all.data()), all.size(),
                             "EXTRACTOR-dtls_srtp", 19, nullptr, 0, 0);
  const std::string of_client = all.substr(0, 16) + all.substr(32, salt);
  const std::string of_server = all.substr(16, 16) + all.substr(32 + salt, salt);
  in_ = session(gcm, client_ ? of_server : of_client, ssrc_any_inbound);
  out_ = session(gcm, client_ ? of_client : of_server, ssrc_any_outbound);
}

std::size_t Browser::seal(std::span<std::uint8_t> buffer, std::size_t size) {
  if (out_ == nullptr || silent) return 0;
  int length = static_cast<int>(size);
  if (srtp_protect(out_, buffer.data(), &length) != srtp_err_status_ok) return 0;
  const auto sealed = static_cast<std::size_t>(length);
  sealed_.assign(buffer.begin(), buffer.begin() + length);
  if (forge) buffer[sealed - 1] ^= 0x40;
  return sealed;
}

std::size_t Browser::open(std::span<std::uint8_t> buffer, std::size_t size) {
  const auto packet = buffer.first(size);
  if (in_ == nullptr || looks_like_rtcp(packet)) return 0;
  int length = static_cast<int>(packet.size());
  if (srtp_unprotect(in_, packet.data(), &length) != srtp_err_status_ok) return 0;
  return static_cast<std::size_t>(length);
}

std::vector<std::uint8_t> Browser::last_sealed() {
  const std::lock_guard lock(mutex_);
  return sealed_;
}

}  // namespace centralino::voice::testing
