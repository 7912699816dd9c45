#include "voice/media/dtls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/check.h"

namespace centralino::voice {

// Between OpenSSL and us: each write is a datagram, each read gives the one that has just come.
// (Its own memory BIO forgets where datagrams end.)
struct DatagramBio {
  static Dtls& owner(BIO* bio) { return *static_cast<Dtls*>(BIO_get_data(bio)); }

  static int write(BIO* bio, const char* bytes, int size) {
    owner(bio).send_(
        std::span(reinterpret_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(size)));
    return size;
  }
  static int read(BIO* bio, char* into, int room) {
    auto& incoming = owner(bio).incoming_;
    BIO_clear_retry_flags(bio);
    if (incoming.empty()) {
      BIO_set_retry_read(bio);
      return -1;
    }
    const auto size = std::min(incoming.size(), static_cast<std::size_t>(room));
    std::copy_n(incoming.begin(), size, reinterpret_cast<std::uint8_t*>(into));
    incoming = {};
    return static_cast<int>(size);
  }
  static long control(BIO*, int what, long, void*) { return what == BIO_CTRL_FLUSH ? 1 : 0; }

  static BIO_METHOD* method() {
    static BIO_METHOD* const made = [] {
      BIO_METHOD* out = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "datagrams");
      CHECK(out != nullptr, "OpenSSL has no room for a kind of BIO");
      BIO_meth_set_write(out, write);
      BIO_meth_set_read(out, read);
      BIO_meth_set_ctrl(out, control);
      return out;
    }();
    return made;
  }
};

namespace {

// RFC 7714 before RFC 5764: faster, and stronger.
constexpr const char* profiles = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";
constexpr long valid_s = 365L * 24 * 3'600;

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
};

void require(bool condition) {
  if (!condition) throw std::runtime_error("OpenSSL cannot make a certificate for audio");
}

std::unique_ptr<X509, Free> self_signed(EVP_PKEY* key) {
  std::unique_ptr<X509, Free> out(X509_new());
  require(out != nullptr);
  X509_set_version(out.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(out.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(out.get()), -24L * 3'600);  // clocks of others may be behind
  X509_gmtime_adj(X509_getm_notAfter(out.get()), valid_s);
  X509_set_pubkey(out.get(), key);
  X509_NAME* name = X509_get_subject_name(out.get());
  const std::array<unsigned char, 11> who = {"centralino"};
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, who.data(), -1, -1, 0);
  X509_set_issuer_name(out.get(), name);
  require(X509_sign(out.get(), key, EVP_sha256()) > 0);
  return out;
}

// As in a description; "" when the hash is unknown or weak.
std::string fingerprint_of(const X509* certificate, std::string_view hash) {
  const EVP_MD* with = nullptr;
  if (hash == "sha-256") with = EVP_sha256();
  if (hash == "sha-384") with = EVP_sha384();
  if (hash == "sha-512") with = EVP_sha512();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (with == nullptr || X509_digest(certificate, with, digest.data(), &size) != 1) return "";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    if (i > 0) out += ':';
    out += digits[digest[i] >> 4];
    out += digits[digest[i] & 15];
  }
  return out;
}

// Anybody may show any certificate here; its fingerprint is compared afterwards.
int accept_any(int, X509_STORE_CTX*) { return 1; }

}  // namespace

DtlsIdentity::DtlsIdentity() {
  const std::unique_ptr<EVP_PKEY, Free> key(EVP_EC_gen("P-256"));
  require(key != nullptr);
  const auto certificate = self_signed(key.get());
  context_ = SSL_CTX_new(DTLS_method());
  require(context_ != nullptr);
  require(SSL_CTX_use_certificate(context_, certificate.get()) == 1 &&
          SSL_CTX_use_PrivateKey(context_, key.get()) == 1 &&
          SSL_CTX_set_min_proto_version(context_, DTLS1_2_VERSION) == 1 &&
          SSL_CTX_set_tlsext_use_srtp(context_, profiles) == 0);
  SSL_CTX_set_verify(context_, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, accept_any);
  SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(context_, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_QUERY_MTU);
  fingerprint_ = {"sha-256", fingerprint_of(certificate.get(), "sha-256")};
}

DtlsIdentity::~DtlsIdentity() { SSL_CTX_free(context_); }

Dtls::Dtls(const DtlsIdentity& identity, bool client, sdp::Fingerprint theirs, Send send)
    : theirs_(std::move(theirs)),
      send_(std::move(send)),
      client_(client),
      ssl_(SSL_new(identity.context())) {
  BIO* bio = ssl_ == nullptr ? nullptr : BIO_new(DatagramBio::method());
  if (bio == nullptr) {
    state_ = State::failed;
    return;
  }
  BIO_set_data(bio, this);
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl_, bio, bio);
  SSL_set_mtu(ssl_, mtu);
  if (client) {
    SSL_set_connect_state(ssl_);
  } else {
    SSL_set_accept_state(ssl_);
  }
}

Dtls::~Dtls() { SSL_free(ssl_); }

void Dtls::start() {
  if (client_ && state_ == State::handshaking) go_on();
}

void Dtls::receive(std::span<const std::uint8_t> datagram) {
  if (state_ == State::failed || state_ == State::closed) return;
  incoming_ = datagram;
  if (state_ == State::handshaking) go_on();
  if (state_ == State::ready) {
    // Repeated last messages of the handshake and alerts; nobody sends data.
    std::array<char, 256> nothing;
    ERR_clear_error();
    const int result = SSL_read(ssl_, nothing.data(), nothing.size());
    if (result <= 0 && SSL_get_error(ssl_, result) == SSL_ERROR_ZERO_RETURN) state_ = State::closed;
  }
  incoming_ = {};
}

void Dtls::tick() {
  if (state_ == State::handshaking) DTLSv1_handle_timeout(ssl_);
}

void Dtls::go_on() {
  ERR_clear_error();
  const int result = SSL_do_handshake(ssl_);
  if (result == 1) {
    state_ = has_their_certificate() && export_keys() ? State::ready : State::failed;
    return;
  }
  const int error = SSL_get_error(ssl_, result);
  if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) state_ = State::failed;
}

bool Dtls::has_their_certificate() const {
  const std::unique_ptr<X509, Free> certificate(SSL_get1_peer_certificate(ssl_));
  if (!certificate) return false;
  const std::string shown = fingerprint_of(certificate.get(), theirs_.hash);
  return !shown.empty() && shown == theirs_.value;
}

bool Dtls::export_keys() {
  const SRTP_PROTECTION_PROFILE* profile = SSL_get_selected_srtp_profile(ssl_);
  if (profile == nullptr) return false;
  keys_.suite =
      profile->id == SRTP_AEAD_AES_128_GCM ? SrtpSuite::aes128_gcm : SrtpSuite::aes128_sha1_80;
  const auto [key, salt] = srtp_lengths(keys_.suite);
  // RFC 5764 §4.2: the client's key, the server's, the client's salt, the server's.
  std::array<unsigned char, 2 * (32 + 14)> material{};
  constexpr std::string_view label = "EXTRACTOR-dtls_srtp";
  if (SSL_export_keying_material(ssl_, material.data(), 2 * (key + salt), label.data(),
                                 label.size(), nullptr, 0, 0) != 1)
    return false;
  const std::string_view all(reinterpret_cast<const char*>(material.data()), material.size());
  std::string of_client = std::string(all.substr(0, key)) + std::string(all.substr(2 * key, salt));
  std::string of_server =
      std::string(all.substr(key, key)) + std::string(all.substr(2 * key + salt, salt));
  keys_.send = client_ ? of_client : of_server;
  keys_.receive = client_ ? of_server : of_client;
  return true;
}

bool Dtls::begins_anew(std::span<const std::uint8_t> datagram) {
  constexpr std::uint8_t handshake = 22;
  constexpr std::uint8_t client_hello = 1;
  return datagram.size() > 13 && datagram[0] == handshake && datagram[3] == 0 && datagram[4] == 0 &&
         datagram[13] == client_hello;
}

}  // namespace centralino::voice
