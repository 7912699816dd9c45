#include "voice/sip/talk.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base/check.h"
#include "platform/crypto/crypto.h"

namespace centralino::voice {
namespace {

// The best first, with the bytes of key and salt (RFC 7714 §12, RFC 3711 §8.2).
struct Suite {
  std::string_view name;
  int bytes;
};
constexpr Suite suites[] = {
    {"AEAD_AES_256_GCM", 44}, {"AEAD_AES_128_GCM", 28}, {"AES_CM_128_HMAC_SHA1_80", 30}};

std::vector<sdp::Crypto> fresh_keys() {
  std::vector<sdp::Crypto> out;
  for (const Suite& suite : suites) {
    unsigned char key[48];
    CHECK(RAND_bytes(key, suite.bytes) == 1, "no random bytes");
    unsigned char text[65];
    const int length = EVP_EncodeBlock(text, key, suite.bytes);
    OPENSSL_cleanse(key, sizeof key);
    out.push_back({static_cast<int>(out.size()) + 1, std::string(suite.name),
                   std::string(text, text + length)});
  }
  return out;
}

sdp::Ours capable(Encryption encryption) {
  sdp::Ours ours;
  ours.address = "0.0.0.0";
  ours.port = 9;
  ours.codecs = telephone_codecs();
  ours.plain = encryption != Encryption::insisted;
  if (encryption != Encryption::none) ours.crypto = fresh_keys();
  return ours;
}

int status_of(sdp::Refused) { return 488; }

const sdp::Description* read(const std::variant<sdp::Description, sdp::Malformed>& parsed) {
  return std::get_if<sdp::Description>(&parsed);
}

}  // namespace

std::vector<sdp::Codec> telephone_codecs() {
  return {{8, "PCMA", 8'000, 1, ""},
          {0, "PCMU", 8'000, 1, ""},
          // For those who know nothing else; it carries no more than the telephone does.
          {111, "opus", 48'000, 2, "maxplaybackrate=8000; sprop-maxcapturerate=8000; stereo=0"},
          {101, "telephone-event", 8'000, 1, "0-15"},
          {110, "telephone-event", 48'000, 1, "0-15"}};
}

Talk::Talk(MediaPlane& plane, LegId leg, RoomId room, Role role, Encryption encryption)
    : plane_(plane), leg_(leg), room_(room), role_(role), ours_(capable(encryption)) {
  ours_.session_id = crypto::random_seed() >> 2;  // some read it as a signed number
}

int Talk::judge(std::string_view offer, Encryption encryption) {
  if (offer.empty()) return 200;  // they want ours
  const auto parsed = sdp::parse(offer);
  if (read(parsed) == nullptr) return 400;
  const auto result = sdp::answer(capable(encryption), *read(parsed));
  const auto* refused = std::get_if<sdp::Refused>(&result);
  return refused == nullptr ? 200 : status_of(*refused);
}

bool Talk::offers_text(std::string_view offer) {
  return offer.starts_with("m=text ") || offer.find("\nm=text ") != std::string_view::npos;
}

bool Talk::open() {
  if (opened_) return true;
  const auto place = plane_.open(leg_, room_, role_);
  if (!place) return false;
  ours_.address = place->address;
  ours_.port = place->port;
  opened_ = true;
  return true;
}

void Talk::agree(const sdp::Agreed& agreed) {
  agreed_ = true;
  held_ =
      agreed.direction == sdp::Direction::recvonly || agreed.direction == sdp::Direction::inactive;
  plane_.agree(leg_, agreed);
}

std::optional<std::string> Talk::answer(std::string_view offer, int& status) {
  const auto parsed = sdp::parse(offer);
  status = 400;
  if (read(parsed) == nullptr) return std::nullopt;
  const auto result = sdp::answer(ours_, *read(parsed));
  if (const auto* refused = std::get_if<sdp::Refused>(&result)) {
    status = status_of(*refused);
    return std::nullopt;
  }
  status = 200;
  const auto& made = std::get<sdp::Answer>(result);
  agree(made.agreed);
  last_ = sdp::write(made.description);
  ++ours_.version;
  return last_;
}

std::string Talk::offer() {
  offered_ = sdp::offer(ours_);
  last_ = sdp::write(*offered_);
  ++ours_.version;
  return last_;
}

bool Talk::accept(std::string_view answer) {
  if (answer.empty()) return agreed_;  // what was agreed before the answer holds
  const auto parsed = sdp::parse(answer);
  if (read(parsed) == nullptr) return false;
  // A refresh said again what was said last: then that is what they answer.
  if (!offered_) {
    const auto again = sdp::parse(last_);
    if (read(again) == nullptr) return false;
    offered_ = *read(again);
  }
  const auto result = sdp::accept(ours_, *offered_, *read(parsed));
  if (const auto* agreed = std::get_if<sdp::Agreed>(&result)) {
    agree(*agreed);
    return true;
  }
  return false;
}

}  // namespace centralino::voice
