// Digest authentication (RFC 2617, RFC 8760): what we answer to a challenge, and what we ask of
// telephones. MD5, since telephones and trunks know nothing else; towards trunks SHA-256 too, where
// they offer it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "voice/sip/libre.h"

namespace centralino::voice {

struct Challenge {
  std::string realm, nonce, opaque;
  bool sha256 = false;
  bool auth = false;   // a quality of protection is asked for
  bool proxy = false;  // 407
};
// The best of those in a 401 or 407 that we can answer; none when there is none.
std::optional<Challenge> challenge_in(const sip_msg& message);

struct Password {
  std::string username, password;
};
// The header line that answers it, with its end. `count`: how often this challenge was answered,
// from 1; `cnonce`: random.
std::string answer_challenge(const Challenge& challenge, const Password& password,
                             std::string_view method, std::string_view uri, std::uint32_t count,
                             std::string_view cnonce);

// What somebody who calls or registers here says about himself.
struct Claim {
  std::string username, realm, nonce, uri, response;
  std::string cnonce, count, protection;  // "" without
};
std::optional<Claim> claim_in(const sip_msg& message);

// Whether it was made with this password. In constant time. `ha1`: hexadecimal.
bool right(const Claim& claim, std::string_view method, std::string_view ha1);

// Our nonces: they say when they were made, are sealed by a key of this process, hold for a minute
// and for one place; each with each count is believed once.
class Nonces {
 public:
  Nonces();
  std::string make(std::string_view place, std::int64_t now_ms);
  enum class Worth { good, stale, forged };
  Worth take(const Claim& claim, std::string_view place, std::int64_t now_ms);

  static constexpr std::int64_t lives_ms = 60'000;
  static constexpr std::size_t remembered_max = 8'192;  // then all are forgotten and stale

 private:
  std::string seal(std::string_view time, std::string_view place) const;

  std::string key_;
  std::uint64_t made_ = 0;
  std::int64_t valid_from_ms_ = 0;
  std::unordered_map<std::string, std::uint64_t> last_count_;
};

// "Digest realm=…": what follows "WWW-Authenticate: ".
std::string challenge_value(std::string_view realm, std::string_view nonce, bool stale);

}  // namespace centralino::voice
