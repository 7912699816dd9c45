// STUN from anybody: nobody without the password is believed, and every response of ours can be
// read.
#include <cstdint>
#include <cstdlib>

#include "voice/media/ice.h"

using namespace centralino::voice;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> bytes(data, size);
  IceLite ice({"ours", "secret"}, "theirs");
  TransportAddress source;
  source.bytes = {192, 0, 2, 1};
  source.port = 5'000;
  std::array<std::uint8_t, stun_bytes_max> response;
  const auto decision = ice.receive(bytes, source, response);
  const auto message = read_stun(bytes);
  const bool trusted = message && stun_is_from(bytes, *message, "secret");
  const bool believed = decision.outcome == IceLite::Outcome::validated ||
                        decision.outcome == IceLite::Outcome::nominated;
  if (believed) require(trusted && stream_of(*message) == "ours");
  require(ice.remote().has_value() == believed && ice.validated(source) == believed);
  if (decision.outcome == IceLite::Outcome::ignored) {
    require(decision.response_bytes == 0);
    return 0;
  }
  require(message.has_value());
  const auto reply = read_stun(std::span(response).first(decision.response_bytes));
  require(reply && reply->fingerprint && reply->transaction == message->transaction);
  require(believed ? reply->mapped == source : reply->error >= 400);
  return 0;
}
