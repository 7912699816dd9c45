#include "voice/sip/digest.h"

#include <charconv>

#include "base/text.h"
#include "platform/crypto/crypto.h"

namespace centralino::voice {
namespace {

std::string md5_hex(std::string_view text) {
  std::uint8_t digest[MD5_SIZE];
  md5(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), digest);
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const std::uint8_t byte : digest) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

std::string hash(bool sha256, std::string_view text) {
  return sha256 ? crypto::sha256_hex(text) : md5_hex(text);
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    if (!out.empty()) out += ':';
    out += part;
  }
  return out;
}

// Whether "auth" is among them ("auth,auth-int").
bool offers_auth(std::string_view protections) {
  while (!protections.empty()) {
    const std::size_t end = std::min(protections.find(','), protections.size());
    if (lower_ascii(trimmed(protections.substr(0, end))) == "auth") return true;
    protections.remove_prefix(std::min(end + 1, protections.size()));
  }
  return false;
}

struct Best {
  std::optional<Challenge> challenge;
  bool proxy = false;
};

bool consider(const sip_hdr* found, const sip_msg*, void* argument) {
  auto& best = *static_cast<Best*>(argument);
  httpauth_digest_chall read;
  if (httpauth_digest_challenge_decode(&read, &found->val) != 0) return false;
  const std::string algorithm = lower_ascii(view(read.algorithm));
  const bool sha256 = algorithm == "sha-256";
  if (!sha256 && !algorithm.empty() && algorithm != "md5") return false;
  if (best.challenge && !sha256) return false;  // keep the stronger or the first
  const bool auth = offers_auth(view(read.qop));
  if (pl_isset(&read.qop) && !auth) return false;
  best.challenge = Challenge{std::string(view(read.realm)),
                             std::string(view(read.nonce)),
                             std::string(view(read.opaque)),
                             sha256,
                             auth,
                             best.proxy};
  return false;
}

}  // namespace

std::optional<Challenge> challenge_in(const sip_msg& message) {
  Best best;
  best.proxy = message.scode == 407;
  sip_msg_hdr_apply(&message, true,
                    best.proxy ? SIP_HDR_PROXY_AUTHENTICATE : SIP_HDR_WWW_AUTHENTICATE, consider,
                    &best);
  return best.challenge;
}

std::string answer_challenge(const Challenge& challenge, const Password& password,
                             std::string_view method, std::string_view uri, std::uint32_t count,
                             std::string_view cnonce) {
  const bool strong = challenge.sha256;
  const std::string ha1 =
      hash(strong, joined({password.username, challenge.realm, password.password}));
  const std::string ha2 = hash(strong, joined({method, uri}));
  char counted[9];
  std::snprintf(counted, sizeof counted, "%08x", count);
  const std::string response =
      challenge.auth ? hash(strong, joined({ha1, challenge.nonce, counted, cnonce, "auth", ha2}))
                     : hash(strong, joined({ha1, challenge.nonce, ha2}));
  std::string line = challenge.proxy ? "Proxy-Authorization: " : "Authorization: ";
  line += "Digest username=\"" + password.username + "\", realm=\"" + challenge.realm +
          "\", nonce=\"" + challenge.nonce + "\", uri=\"" + std::string(uri) + "\", response=\"" +
          response + "\", algorithm=" + (strong ? "SHA-256" : "MD5");
  if (challenge.auth) line += ", cnonce=\"" + std::string(cnonce) + "\", qop=auth, nc=" + counted;
  if (!challenge.opaque.empty()) line += ", opaque=\"" + challenge.opaque + "\"";
  return line + "\r\n";
}

std::optional<Claim> claim_in(const sip_msg& message) {
  const sip_hdr* found = sip_msg_hdr(&message, SIP_HDR_AUTHORIZATION);
  httpauth_digest_resp read;
  if (found == nullptr || httpauth_digest_response_decode(&read, &found->val) != 0)
    return std::nullopt;
  const auto copy = [](const pl& text) { return std::string(view(text)); };
  return Claim{copy(read.username), copy(read.realm),  copy(read.nonce), copy(read.uri),
               copy(read.response), copy(read.cnonce), copy(read.nc),    copy(read.qop)};
}

bool right(const Claim& claim, std::string_view method, std::string_view ha1) {
  const std::string ha2 = md5_hex(joined({method, claim.uri}));
  const std::string expected =
      claim.protection.empty()
          ? md5_hex(joined({ha1, claim.nonce, ha2}))
          : md5_hex(joined({ha1, claim.nonce, claim.count, claim.cnonce, claim.protection, ha2}));
  return crypto::equal(expected, lower_ascii(claim.response));
}

Nonces::Nonces() : key_(crypto::random_token("")) {}

std::string Nonces::seal(std::string_view time, std::string_view place) const {
  return crypto::hmac_sha256(key_, joined({time, place})).substr(0, 24);
}

std::string Nonces::make(std::string_view place, std::int64_t now_ms) {
  // The number, because two may be made in one millisecond, and each is good once.
  const std::string made = std::to_string(now_ms) + "-" + std::to_string(++made_);
  return made + "." + seal(made, place);
}

Nonces::Worth Nonces::take(const Claim& claim, std::string_view place, std::int64_t now_ms) {
  const std::size_t dot = claim.nonce.find('.');
  if (dot == std::string::npos) return Worth::forged;
  const auto made =
      whole_number(std::string_view(claim.nonce).substr(0, claim.nonce.find_first_of("-.")));
  const std::string seal_of = seal(std::string_view(claim.nonce).substr(0, dot), place);
  if (!made || !crypto::equal(seal_of, std::string_view(claim.nonce).substr(dot + 1)))
    return Worth::forged;
  if (*made < valid_from_ms_ || now_ms - *made > lives_ms) return Worth::stale;
  std::uint64_t count = 1;  // without counting, a nonce is good for one request
  if (!claim.protection.empty())
    std::from_chars(claim.count.data(), claim.count.data() + claim.count.size(), count, 16);
  if (last_count_.size() >= remembered_max && !last_count_.contains(claim.nonce)) {
    last_count_.clear();
    valid_from_ms_ = now_ms;  // none of those that were forgotten can be used again
    return Worth::stale;
  }
  std::uint64_t& last = last_count_[claim.nonce];
  if (count <= last) return Worth::stale;
  last = count;
  return Worth::good;
}

std::string challenge_value(std::string_view realm, std::string_view nonce, bool stale) {
  return "Digest realm=\"" + std::string(realm) + "\", nonce=\"" + std::string(nonce) +
         "\", qop=\"auth\", algorithm=MD5" + (stale ? ", stale=true" : "");
}

}  // namespace centralino::voice
