// Session descriptions (RFC 8866) as values: what telephones, trunks and browsers say about their
// audio. Tolerant in reading: unknown lines and attributes are skipped, line ends may be bare.
// Strict in writing: the order of RFC 8866 §5, CRLF, nothing that could begin another line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace centralino::voice::sdp {

constexpr std::size_t text_bytes_max = 32 * 1'024;
constexpr std::size_t media_max = 16;    // with more, the description is refused
constexpr std::size_t formats_max = 64;  // more of any of these are left out
constexpr std::size_t candidates_max = 32;
constexpr std::size_t crypto_max = 8;

enum class Direction : std::uint8_t { sendrecv, sendonly, recvonly, inactive };
std::string_view word(Direction direction);
Direction reversed(Direction direction);  // as the other side sees it
// What is left when both want something, in one side's view.
Direction both(Direction a, Direction b);

struct Codec {
  int payload_type = 0;  // 0–127
  std::string name;      // as written; compared without case
  std::uint32_t clock = 8'000;
  int channels = 1;
  std::string fmtp;  // "" without

  bool operator==(const Codec&) const = default;
};
// Name, clock and channels; not the number.
bool same_codec(const Codec& a, const Codec& b);

struct Fingerprint {
  std::string hash;   // "sha-256", lower case
  std::string value;  // "AB:CD:…", upper case
  bool operator==(const Fingerprint&) const = default;
};

// SDES (RFC 4568): key and salt in base 64 after "inline:".
struct Crypto {
  int tag = 1;
  std::string suite;
  std::string key;
  bool operator==(const Crypto&) const = default;
};
// Characters of base 64 that the suite's key and salt take; 0 for suites we do not know.
std::size_t key_characters(std::string_view suite);

struct Candidate {  // RFC 8839 §5.1
  std::string foundation = "1";
  int component = 1;
  std::string transport = "udp";
  std::uint32_t priority = 0;
  std::string address;
  std::uint16_t port = 0;
  std::string type = "host";
  bool operator==(const Candidate&) const = default;
};

struct Ice {
  std::string ufrag;
  std::string password;
  bool operator==(const Ice&) const = default;
};

struct Media {
  std::string kind = "audio";
  std::uint16_t port = 0;  // 0: refused or off
  std::string protocol = "RTP/AVP";
  std::vector<std::string>
      formats;  // as in the line; for audio each number has its place in `codecs`
  std::vector<Codec> codecs;
  std::string address;  // "" only if neither media nor session say one
  Direction direction = Direction::sendrecv;
  int ptime = 0;  // ms; 0 unsaid
  bool rtcp_mux = false;
  std::uint16_t rtcp_port = 0;  // 0: the next above `port`
  std::string mid;
  std::optional<Ice> ice;
  std::optional<Fingerprint> fingerprint;
  std::string setup;  // "actpass", "active", "passive", "" unsaid
  std::vector<Crypto> crypto;
  std::vector<Candidate> candidates;
  bool end_of_candidates = false;

  bool operator==(const Media&) const = default;
};

struct Description {
  std::string user = "-";
  std::uint64_t id = 0;
  std::uint64_t version = 0;
  std::string address = "127.0.0.1";  // of the origin
  std::string name = "-";
  bool ice_lite = false;
  std::vector<std::string> bundle;  // mids of the first BUNDLE group
  std::vector<Media> media;

  bool operator==(const Description&) const = default;
};

enum class Malformed : std::uint8_t {
  too_long,
  control_characters,
  no_version,  // does not begin with v=0
  no_origin,
  media_line,
  too_much_media,
};
std::string_view word(Malformed malformed);

// Never throws. What belongs to the whole session (address, direction, ICE, fingerprint) is given
// to each media.
std::variant<Description, Malformed> parse(std::string_view text);

std::string write(const Description& description);

}  // namespace centralino::voice::sdp
