#include "voice/media/rtp.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <vector>

namespace centralino::voice {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes packet_of(const RtpHeader& header, const Bytes& payload) {
  Bytes bytes(rtp_header_bytes);
  write_rtp_header(header, bytes);
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  return bytes;
}

RC_GTEST_PROP(Rtp, WrittenIsReadBack,
              (bool marker, std::uint16_t sequence, std::uint32_t timestamp, std::uint32_t ssrc,
               Bytes payload)) {
  const auto type = *rc::gen::inRange<std::uint8_t>(0, 128);
  const Bytes bytes = packet_of({marker, type, sequence, timestamp, ssrc}, payload);
  const auto packet = read_rtp(bytes);
  RC_ASSERT(packet.has_value());
  RC_ASSERT(packet->header.marker == marker && packet->header.payload_type == type);
  RC_ASSERT(packet->header.sequence == sequence && packet->header.timestamp == timestamp);
  RC_ASSERT(packet->header.ssrc == ssrc);
  RC_ASSERT(Bytes(packet->payload.begin(), packet->payload.end()) == payload);
}

TEST(Rtp, SkipsContributorsExtensionAndPadding) {
  Bytes bytes = packet_of({false, 0, 1, 2, 3}, {});
  bytes[0] |= 0x20 | 0x10 | 2;
  const Bytes rest = {1,    1,    1, 1, 2, 2, 2, 2,  // two contributors
                      0xbe, 0xde, 0, 1, 9, 9, 9, 9,  // extension of one word
                      42,   43,   0, 0, 3};          // payload and padding
  bytes.insert(bytes.end(), rest.begin(), rest.end());
  const auto packet = read_rtp(bytes);
  ASSERT_TRUE(packet);
  EXPECT_EQ(Bytes(packet->payload.begin(), packet->payload.end()), (Bytes{42, 43}));
}

TEST(Rtp, RefusesWhatIsNone) {
  const Bytes good = packet_of({}, {1, 2, 3});
  EXPECT_FALSE(read_rtp(Bytes(good.begin(), good.begin() + 11)));
  EXPECT_FALSE(read_rtp({}));
  Bytes bad = good;
  bad[0] = 0x40;  // version 1
  EXPECT_FALSE(read_rtp(bad));
  bad = good;
  bad[0] |= 15;  // more contributors than bytes
  EXPECT_FALSE(read_rtp(bad));
  bad = good;
  bad[0] |= 0x10;  // extension that is not there
  EXPECT_FALSE(read_rtp(bad));
  bad = good;
  bad[0] |= 0x20;
  bad.back() = 4;  // more padding than payload
  EXPECT_FALSE(read_rtp(bad));
  bad.back() = 0;
  EXPECT_FALSE(read_rtp(bad));
}

TEST(Rtp, TellsRtcpApart) {
  const Bytes report = {0x80, 200, 0, 1, 0, 0, 0, 1};
  EXPECT_TRUE(looks_like_rtcp(report));
  const Bytes audio = packet_of({true, 0, 1, 2, 3}, {});
  EXPECT_FALSE(looks_like_rtcp(audio));
}

TEST(Rtp, EveryDigitHasItsEvent) {
  for (const char digit : std::string_view("0123456789*#ABCD"))
    EXPECT_EQ(digit_of(*event_of(digit)), digit);
  EXPECT_FALSE(digit_of(16));
  EXPECT_FALSE(event_of('x'));
}

TEST(Rtp, TelephoneEventsReadBack) {
  std::array<std::uint8_t, 4> bytes{};
  write_telephone_event({11, true, 10, 800}, bytes);
  const auto event = read_telephone_event(bytes);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->event, 11);
  EXPECT_TRUE(event->end);
  EXPECT_EQ(event->volume, 10);
  EXPECT_EQ(event->duration, 800);
  EXPECT_FALSE(read_telephone_event(std::span(bytes).first(3)));
}

TEST(Rtp, DistanceWraps) {
  EXPECT_EQ(distance(std::uint16_t{65'535}, std::uint16_t{1}), 2);
  EXPECT_EQ(distance(std::uint16_t{1}, std::uint16_t{65'535}), -2);
  EXPECT_EQ(distance(std::uint32_t{0xffffff60}, std::uint32_t{0}), 160);
}

}  // namespace
}  // namespace centralino::voice
