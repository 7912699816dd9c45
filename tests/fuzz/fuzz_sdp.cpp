// Session descriptions from anybody: what is read can be written and reads the same; what we answer
// can be read, has as many media as the offer, and was agreed in full.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "voice/sdp/negotiate.h"

using namespace centralino::voice::sdp;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

Ours capable() {
  Ours ours;
  ours.session_id = 1;
  ours.address = "198.51.100.2";
  ours.port = 20'000;
  ours.codecs = {{8, "PCMA", 8'000, 1, ""},
                 {0, "PCMU", 8'000, 1, ""},
                 {101, "telephone-event", 8'000, 1, "0-15"}};
  ours.ice = Ice{"ours", "password"};
  ours.fingerprint = Fingerprint{"sha-256", "11:22"};
  ours.crypto = {{1, "AES_CM_128_HMAC_SHA1_80", "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"}};
  return ours;
}

void check(const Agreed& agreed) {
  require(!agreed.codec.name.empty() && agreed.codec.payload_type >= 0 &&
          agreed.codec.payload_type <= 127);
  require(agreed.ptime >= 10 && agreed.ptime <= 60);
  require(!agreed.address.empty());
  if (agreed.security == Security::sdes)
    require(agreed.receive_key.size() == key_characters(agreed.suite));
  if (agreed.security == Security::dtls) require(agreed.fingerprint.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = parse({reinterpret_cast<const char*>(data), size});
  const auto* offered = std::get_if<Description>(&read);
  if (offered == nullptr) return 0;
  // Once written, a description is in its normal form.
  const auto again = parse(write(*offered));
  if (const auto* once = std::get_if<Description>(&again)) {
    const auto third = parse(write(*once));
    require(std::get_if<Description>(&third) != nullptr && std::get<Description>(third) == *once);
  } else {
    require(std::get<Malformed>(again) == Malformed::too_long);
  }
  const Ours ours = capable();
  const auto result = answer(ours, *offered);
  if (const auto* made = std::get_if<Answer>(&result)) {
    require(made->description.media.size() == offered->media.size());
    check(made->agreed);
    const auto reread = parse(write(made->description));
    require(std::holds_alternative<Description>(reread));
    require(std::get<Description>(reread).media.size() == offered->media.size());
  }
  const auto accepted = accept(ours, offer(ours), *offered);
  if (const auto* agreed = std::get_if<Agreed>(&accepted)) check(*agreed);
  return 0;
}
