#include "voice/media/stun.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

#include "voice/media/ice.h"

namespace centralino::voice {
namespace {

using Bytes = std::vector<std::uint8_t>;

// The sample request and its parameters of RFC 5769 §2.1.
const Bytes sample_request = {
    0x00, 0x01, 0x00, 0x58, 0x21, 0x12, 0xa4, 0x42, 0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6, 0x86,
    0xfa, 0x87, 0xdf, 0xae, 0x80, 0x22, 0x00, 0x10, 0x53, 0x54, 0x55, 0x4e, 0x20, 0x74, 0x65, 0x73,
    0x74, 0x20, 0x63, 0x6c, 0x69, 0x65, 0x6e, 0x74, 0x00, 0x24, 0x00, 0x04, 0x6e, 0x00, 0x01, 0xff,
    0x80, 0x29, 0x00, 0x08, 0x93, 0x2f, 0xf9, 0xb1, 0x51, 0x26, 0x3b, 0x36, 0x00, 0x06, 0x00, 0x09,
    0x65, 0x76, 0x74, 0x6a, 0x3a, 0x68, 0x36, 0x76, 0x59, 0x20, 0x20, 0x20, 0x00, 0x08, 0x00, 0x14,
    0x9a, 0xea, 0xa7, 0x0c, 0xbf, 0xd8, 0xcb, 0x56, 0x78, 0x1e, 0xf2, 0xb5, 0xb2, 0xd3, 0xf2, 0x49,
    0xc1, 0xb5, 0x71, 0xa2, 0x80, 0x28, 0x00, 0x04, 0xe5, 0x7a, 0x3b, 0xcf};
constexpr std::string_view sample_password = "VOkJxbRl1RmTxUk/WvJxBt";

TEST(Stun, ReadsTheRfcsRequest) {
  const auto message = read_stun(sample_request);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->type, StunType::binding_request);
  EXPECT_EQ(message->username, "evtj:h6vY");
  EXPECT_EQ(message->priority, 0x6e0001ffu);
  EXPECT_EQ(message->controlled, 0x932ff9b151263b36u);
  EXPECT_TRUE(message->fingerprint);
  EXPECT_TRUE(stun_is_from(sample_request, *message, sample_password));
  EXPECT_FALSE(stun_is_from(sample_request, *message, "another"));
}

// Any changed byte is noticed: by the fingerprint, or by what is left.
TEST(Stun, EveryChangedByteIsNoticed) {
  for (std::size_t i = 0; i < sample_request.size(); ++i) {
    Bytes changed = sample_request;
    changed[i] ^= 0x10;
    const auto message = read_stun(changed);
    EXPECT_FALSE(message && message->fingerprint &&
                 stun_is_from(changed, *message, sample_password))
        << i;
  }
  for (std::size_t size = 0; size < sample_request.size(); ++size)
    EXPECT_FALSE(read_stun(std::span(sample_request).first(size)));
}

RC_GTEST_PROP(Stun, AddressesReadBack, (StunTransaction transaction, std::uint16_t port, bool v6)) {
  TransportAddress address;
  address.v6 = v6;
  address.port = port;
  for (std::size_t i = 0; i < (v6 ? 16u : 4u); ++i)
    address.bytes[i] = *rc::gen::arbitrary<std::uint8_t>();
  std::array<std::uint8_t, stun_bytes_max> out{};
  StunWriter writer(StunType::binding_success, transaction, out);
  writer.mapped(address);
  writer.integrity("password");
  writer.fingerprint();
  const auto bytes = std::span(out).first(writer.size());
  const auto message = read_stun(bytes);
  RC_ASSERT(message.has_value());
  RC_ASSERT(message->transaction == transaction);
  RC_ASSERT(message->mapped == address);
  RC_ASSERT(message->fingerprint && stun_is_from(bytes, *message, "password"));
}

class Ice : public ::testing::Test {
 protected:
  struct Request {
    std::string_view username = "ours:theirs";
    std::string_view password = "secret";
    bool use_candidate = false;
    bool controlled = false;
  };
  IceLite::Outcome send(const Request& request, std::uint8_t from) {
    std::array<std::uint8_t, stun_bytes_max> out{};
    StunWriter writer(StunType::binding_request, {1, 2, 3}, out);
    writer.username(request.username);
    writer.priority(7);
    if (request.controlled) {
      writer.controlled(5);
    } else {
      writer.controlling(5);
    }
    if (request.use_candidate) writer.use_candidate();
    writer.integrity(request.password);
    writer.fingerprint();
    return receive(std::span(out).first(writer.size()), from);
  }
  IceLite::Outcome receive(std::span<const std::uint8_t> bytes, std::uint8_t from) {
    const auto decision = ice.receive(bytes, address(from), response);
    reply = decision.response_bytes > 0
                ? read_stun(std::span(response).first(decision.response_bytes))
                : std::nullopt;
    return decision.outcome;
  }
  static TransportAddress address(std::uint8_t last) {
    TransportAddress out;
    out.bytes = {192, 0, 2, last};
    out.port = 4'000;
    return out;
  }
  using Outcome = IceLite::Outcome;
  IceLite ice{{"ours", "secret"}, "theirs"};
  std::array<std::uint8_t, stun_bytes_max> response{};
  std::optional<StunMessage> reply;
};

TEST_F(Ice, ValidatesThenNominates) {
  EXPECT_FALSE(ice.remote());
  EXPECT_EQ(send({}, 1), Outcome::validated);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->type, StunType::binding_success);
  EXPECT_EQ(reply->mapped, address(1));
  EXPECT_TRUE(stun_is_from(response, *reply, "secret"));
  EXPECT_EQ(ice.remote(), address(1));  // DTLS may begin before the nomination
  EXPECT_FALSE(ice.nominated());
  EXPECT_EQ(send({.use_candidate = true}, 2), Outcome::nominated);
  EXPECT_EQ(ice.remote(), address(2));
  EXPECT_EQ(send({}, 1), Outcome::validated);  // keeping it warm moves nothing
  EXPECT_EQ(ice.remote(), address(2));
  EXPECT_TRUE(ice.validated(address(1)));
  EXPECT_FALSE(ice.validated(address(3)));
}

TEST_F(Ice, StrangersMoveNothing) {
  EXPECT_EQ(send({.username = "ours:others", .use_candidate = true}, 1), Outcome::refused);
  EXPECT_EQ(reply->error, 401);
  EXPECT_EQ(send({.password = "guess", .use_candidate = true}, 1), Outcome::refused);
  EXPECT_EQ(reply->error, 401);
  EXPECT_EQ(send({.username = ""}, 1), Outcome::refused);
  EXPECT_EQ(reply->error, 400);
  EXPECT_FALSE(ice.remote());
  EXPECT_FALSE(ice.validated(address(1)));
}

TEST_F(Ice, WhoWantsToBeControlledIsTold) {
  EXPECT_EQ(send({.controlled = true}, 1), Outcome::refused);
  EXPECT_EQ(reply->error, 487);
}

TEST_F(Ice, AnswersAndNoiseAreIgnored) {
  EXPECT_EQ(receive(Bytes(40, 0x80), 1), Outcome::ignored);
  std::array<std::uint8_t, stun_bytes_max> out{};
  StunWriter writer(StunType::binding_success, {}, out);
  writer.fingerprint();
  EXPECT_EQ(receive(std::span(out).first(writer.size()), 1), Outcome::ignored);
}

TEST_F(Ice, UnknownRequiredAttributesAreNamed) {
  Bytes bytes = {0, 1, 0, 4, 0x21, 0x12, 0xa4, 0x42, 1,    2,    3, 4,
                 5, 6, 7, 8, 9,    10,   11,   12,   0x7f, 0x01, 0, 0};
  const auto message = read_stun(bytes);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->unknown, 0x7f01);
}

TEST(IceLite, StreamsAreToldApartByOurFragment) {
  StunMessage message;
  message.username = "abcd:efgh";
  EXPECT_EQ(stream_of(message), "abcd");
  message.username = "";
  EXPECT_EQ(stream_of(message), "");
}

}  // namespace
}  // namespace centralino::voice
