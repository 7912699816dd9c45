// For tests: a browser's end of a call, written against OpenSSL and libsrtp2 directly, so that it
// shares no mistake with the plane: ICE checks, a DTLS handshake in either role, SRTP.
#pragma once

#include <openssl/ssl.h>
#include <srtp2/srtp.h>

#include <atomic>
#include <string>

#include "voice/media/testing_phone.h"

namespace centralino::voice::testing {

class Browser : public Phone {
 public:
  // `client`: it begins the handshake, as browsers do.
  explicit Browser(bool client = true);
  ~Browser() override;

  sdp::Agreed agreed() const override;
  // Opens the leg or comes back to it, agrees, connects, and begins to check.
  void call_web(MediaPlane& plane, LegId leg, RoomId room, Role role);
  // A new network: checks go on from another port, with the same keys.
  void roam(MediaPlane& plane, LegId leg, RoomId room, Role role);

  bool secured() const { return out_ != nullptr; }
  std::atomic<bool> silent = false;  // neither checks nor answers
  std::atomic<bool> forge = false;   // breaks each packet
  sdp::Fingerprint fingerprint;      // said in its description
  std::string profile;               // that was agreed

  // The last packet as it was sent, sealed.
  std::vector<std::uint8_t> last_sealed();

 protected:
  std::size_t seal(std::span<std::uint8_t> buffer, std::size_t size) override;
  std::size_t open(std::span<std::uint8_t> buffer, std::size_t size) override;
  bool special(std::span<std::uint8_t> bytes, const SocketAddress& from) override;
  void each_tick() override;

 private:
  void check();
  void handshake();
  void make_keys();

  bool client_;
  SSL_CTX* context_ = nullptr;
  SSL* ssl_ = nullptr;
  srtp_t out_ = nullptr;
  srtp_t in_ = nullptr;
  bool proved_ = false;  // a check was answered
  sdp::Ice theirs_;
  std::string ufrag_ = "them";
  int since_check_ = 0;
  std::vector<std::uint8_t> sealed_;
};

}  // namespace centralino::voice::testing
