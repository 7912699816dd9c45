// Offer and answer (RFC 3264) as pure functions: what we can do and what they said → what we say,
// and what was agreed. One audio stream for each call; other media are refused in their place.
#pragma once

#include "voice/sdp/sdp.h"

namespace centralino::voice::sdp {

// Who we are in one call. Everything random or secret comes from outside.
struct Ours {
  std::uint64_t session_id = 0;
  std::uint64_t version = 0;  // one more with each description we send
  std::string address;        // audio comes here
  std::uint16_t port = 0;
  std::vector<Codec>
      codecs;  // the best first, with the numbers of our own offers; telephone-event among them
  int ptime = 20;
  Direction direction = Direction::sendrecv;  // sendonly: we hold them
  bool rtcp_mux = true;
  std::optional<Ice> ice;  // we are ICE-lite (RFC 8445 §2.5) with one host candidate
  std::optional<Fingerprint> fingerprint;  // DTLS-SRTP can be done
  std::vector<Crypto> crypto;              // SDES can be done: suites with our keys, the best first
  bool plain = true;                       // unencrypted audio is allowed
};

enum class Security : std::uint8_t { plain, sdes, dtls };

struct Agreed {
  Codec codec;  // with the number that we send with
  int receive_payload_type = 0;
  std::optional<int> send_events;  // payload types of telephone events
  std::optional<int> receive_events;
  Direction direction = Direction::sendrecv;  // ours
  std::string address;  // where audio goes; with ICE only until it knows better
  std::uint16_t port = 0;
  std::uint16_t rtcp_port = 0;  // == port with rtcp_mux
  bool rtcp_mux = false;
  int ptime = 20;
  Security security = Security::plain;
  bool dtls_client = false;                // we begin the handshake
  std::optional<Fingerprint> fingerprint;  // theirs
  std::optional<Ice> ice;                  // theirs
  std::vector<Candidate> candidates;       // theirs
  std::string suite;                       // SDES
  std::string send_key;
  std::string receive_key;
};

enum class Refused : std::uint8_t {
  no_audio,
  no_codec,
  no_address,
  not_encrypted,   // and we insist
  cannot_encrypt,  // they insist on what we cannot do
  wrong_answer,    // does not fit what was offered
};
std::string_view word(Refused refused);

struct Answer {
  Description description;
  Agreed agreed;
};
std::variant<Answer, Refused> answer(const Ours& ours, const Description& offer);

Description offer(const Ours& ours);
// `offered`: what offer() gave for the same `ours`.
std::variant<Agreed, Refused> accept(const Ours& ours, const Description& offered,
                                     const Description& answer);

}  // namespace centralino::voice::sdp
