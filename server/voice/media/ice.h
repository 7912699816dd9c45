// ICE-lite (RFC 8445 §2.5): we have a public address and only answer the other side's checks. A
// pure state per media stream: a request comes in, the response's bytes and what it means come out.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "voice/media/stun.h"

namespace centralino::voice {

class IceLite {
 public:
  struct Credentials {
    std::string ufrag;
    std::string password;
  };
  IceLite(Credentials ours, std::string their_ufrag);

  enum class Outcome : std::uint8_t {
    ignored,    // no request of this stream's; nothing to send
    refused,    // send the response; the address means nothing
    validated,  // send the response; media may be sent to this address
    nominated,  // and should be, from now on
  };
  struct Decision {
    Outcome outcome = Outcome::ignored;
    std::size_t response_bytes = 0;  // of `response`
  };
  // `response` has room for `stun_bytes_max`. Costs about 5 µs: one HMAC to check, one to make.
  Decision receive(std::span<const std::uint8_t> bytes, const TransportAddress& source,
                   std::span<std::uint8_t> response);

  // Where to send: the last nominated address or, before there is one, the last that was validated.
  // None: nowhere.
  const std::optional<TransportAddress>& remote() const { return remote_; }
  bool nominated() const { return nominated_; }
  // Whether media and DTLS from there may be believed to come from the other side. The last 8 are
  // known.
  bool validated(const TransportAddress& address) const;

  const Credentials& ours() const { return ours_; }

 private:
  Decision refuse(int code, std::string_view reason, const StunMessage& request, bool trusted,
                  std::span<std::uint8_t> response) const;

  Credentials ours_;
  std::string username_;  // "ours:theirs"
  std::array<std::optional<TransportAddress>, 8> known_{};
  std::size_t next_ = 0;
  std::optional<TransportAddress> remote_;
  bool nominated_ = false;
};

// Our half of a request's username: which stream on a shared port it is for. "" when it is none.
std::string_view stream_of(const StunMessage& request);

}  // namespace centralino::voice
