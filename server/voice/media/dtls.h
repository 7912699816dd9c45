// Keys for encrypted audio by a DTLS handshake (RFC 5763, RFC 5764) with OpenSSL underneath. Who
// the other side is says the fingerprint of its certificate in its description, not a certificate
// authority. One thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "voice/media/srtp.h"
#include "voice/sdp/sdp.h"

struct ssl_ctx_st;
struct ssl_st;

namespace centralino::voice {

// Our certificate, made anew with each start (EC P-256), and what all handshakes share.
class DtlsIdentity {
 public:
  DtlsIdentity();  // throws std::runtime_error when OpenSSL cannot
  ~DtlsIdentity();
  DtlsIdentity(const DtlsIdentity&) = delete;
  DtlsIdentity& operator=(const DtlsIdentity&) = delete;

  const sdp::Fingerprint& fingerprint() const { return fingerprint_; }
  ssl_ctx_st* context() const { return context_; }

 private:
  ssl_ctx_st* context_ = nullptr;
  sdp::Fingerprint fingerprint_;
};

class Dtls {
 public:
  using Send = std::function<void(std::span<const std::uint8_t>)>;
  // `client`: we begin, with `start`. `theirs`: their certificate must have it.
  Dtls(const DtlsIdentity& identity, bool client, sdp::Fingerprint theirs, Send send);
  ~Dtls();
  Dtls(const Dtls&) = delete;
  Dtls& operator=(const Dtls&) = delete;

  void start();
  void receive(std::span<const std::uint8_t> datagram);
  // Now and then while it is `handshaking`: sends again what may have been lost.
  void tick();

  enum class State : std::uint8_t {
    handshaking,
    ready,   // keys are agreed
    failed,  // for good: another certificate, no common suite, nonsense
    closed,  // they said goodbye
  };
  State state() const { return state_; }

  struct Keys {
    SrtpSuite suite = SrtpSuite::aes128_gcm;
    std::string send;  // key and salt
    std::string receive;
  };
  // Once `ready`.
  const Keys& keys() const { return keys_; }

  // How a handshake begins again: the first message of a client, not encrypted.
  static bool begins_anew(std::span<const std::uint8_t> datagram);

  static constexpr long mtu = 1'200;  // fits every way to a browser

 private:
  friend struct DatagramBio;
  void go_on();
  bool has_their_certificate() const;
  bool export_keys();

  sdp::Fingerprint theirs_;
  Send send_;
  bool client_;
  ssl_st* ssl_ = nullptr;
  std::span<const std::uint8_t> incoming_;  // while `receive` runs
  State state_ = State::handshaking;
  Keys keys_;
};

}  // namespace centralino::voice
