#include "voice/media/digits.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace centralino::voice {
namespace {

struct Sent {
  RtpHeader header;
  TelephoneEvent event;
};

// What a sender makes of `digits`, one element per packet.
std::vector<Sent> sent(const std::string& digits, std::uint32_t timestamp, std::int64_t tone_ms) {
  DigitSender sender;
  for (const char digit : digits) EXPECT_TRUE(sender.push(digit, tone_ms));
  std::vector<Sent> out;
  for (std::uint16_t sequence = 65'500; !sender.idle(); timestamp += 160)
    if (const auto packet = sender.next(timestamp))
      out.push_back({{packet->marker, 101, sequence++, packet->timestamp, 7}, packet->event});
  return out;
}

std::string heard(const std::vector<Sent>& packets) {
  DigitReceiver receiver;
  std::string out;
  std::int64_t now_ms = 0;
  for (const Sent& packet : packets)
    if (const auto digit = receiver.receive(packet.header, packet.event, now_ms += 20))
      out += *digit;
  return out;
}

TEST(Digits, SenderWritesOneEvent) {
  const auto packets = sent("5", 1'000, 100);
  ASSERT_EQ(packets.size(), 7u);  // 20, 40, 60, 80, 100 ms, and the end twice more
  for (std::size_t i = 0; i < packets.size(); ++i) {
    EXPECT_EQ(packets[i].header.marker, i == 0);
    EXPECT_EQ(packets[i].header.timestamp, 1'000u);
    EXPECT_EQ(packets[i].event.event, 5);
    EXPECT_EQ(packets[i].event.end, i >= 4);
    EXPECT_EQ(packets[i].event.duration, std::min<std::size_t>(800, 160 * (i + 1)));
  }
}

TEST(Digits, ShortTonesAreMadeLongEnoughAndPausesKept) {
  const auto packets = sent("11", 0, 1);
  EXPECT_EQ(packets[2].event.duration, 400);
  const auto& second = packets[packets.size() / 2];
  EXPECT_TRUE(second.header.marker);
  EXPECT_GE(second.header.timestamp, 400u + 480u);
}

TEST(Digits, SenderRefusesWhatIsNoDigitAndTooMany) {
  DigitSender sender;
  EXPECT_FALSE(sender.push('x'));
  for (std::size_t i = 0; i < DigitSender::waiting_max; ++i) EXPECT_TRUE(sender.push('1'));
  EXPECT_FALSE(sender.push('1'));
}

// Each digit once, whichever packets of it are lost or doubled, as long as one arrives; neighbours
// may change places within an event.
RC_GTEST_PROP(Digits, EachOnceThroughABadNetwork, (std::uint32_t timestamp)) {
  const auto text = *rc::gen::nonEmpty(
      rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789*#ABCD"))));
  if (text.size() > DigitSender::waiting_max) return;
  const auto packets = sent(text, timestamp, *rc::gen::inRange(50, 300));
  std::vector<Sent> arrived;
  for (std::size_t begin = 0; begin < packets.size();) {
    std::size_t end = begin;
    while (end < packets.size() && packets[end].header.timestamp == packets[begin].header.timestamp)
      ++end;
    std::vector<Sent> event(packets.begin() + static_cast<std::ptrdiff_t>(begin),
                            packets.begin() + static_cast<std::ptrdiff_t>(end));
    const auto count = *rc::gen::inRange<std::size_t>(1, 12);
    for (std::size_t i = 0; i < count; ++i)
      arrived.push_back(event[*rc::gen::inRange<std::size_t>(0, event.size())]);
    begin = end;
  }
  RC_ASSERT(heard(arrived) == text);
}

TEST(Digits, StragglersOfTheLastDigitTellNothing) {
  auto packets = sent("12", 0, 100);
  const Sent straggler = packets[2];
  packets.insert(packets.begin() + 9, straggler);
  packets.push_back(straggler);
  EXPECT_EQ(heard(packets), "12");
}

TEST(Digits, LongPressIsOneDigit) {
  std::vector<Sent> packets;
  for (std::uint32_t t = 160; t < 200'000; t += 160) {
    const std::uint32_t segment = t / 65'440;
    packets.push_back({{t == 160, 101, 0, segment * 65'440, 7},
                       {3, false, 10, static_cast<std::uint16_t>(t - segment * 65'440)}});
  }
  EXPECT_EQ(heard(packets), "3");
}

TEST(Digits, SendersThatMoveTheTimestampAreUnderstood) {
  std::vector<Sent> packets;
  for (std::uint16_t i = 0; i < 6; ++i)
    packets.push_back({{i == 0, 101, i, 160u * i, 7},
                       {9, i == 5, 10, static_cast<std::uint16_t>(160 * (i + 1))}});
  EXPECT_EQ(heard(packets), "9");
}

TEST(Digits, NewStreamIsANewPress) {
  auto packets = sent("4", 0, 100);
  auto again = packets;
  for (auto& packet : again) packet.header.ssrc = 8;
  packets.insert(packets.end(), again.begin(), again.end());
  EXPECT_EQ(heard(packets), "44");
}

TEST(Digits, KeyWhoseEndWasLostComesUp) {
  DigitReceiver receiver;
  EXPECT_FALSE(receiver.pressed(0));
  receiver.receive({true, 101, 0, 160, 7}, {1, false, 10, 160}, 1'000);
  EXPECT_TRUE(receiver.pressed(1'100));
  EXPECT_FALSE(receiver.pressed(1'151));
  receiver.receive({false, 101, 1, 160, 7}, {1, false, 10, 320}, 1'200);
  EXPECT_TRUE(receiver.pressed(1'200));
  receiver.receive({false, 101, 2, 160, 7}, {1, true, 10, 480}, 1'220);
  EXPECT_FALSE(receiver.pressed(1'220));
}

TEST(Digits, FlashAndOtherEventsAreNoDigits) {
  DigitReceiver receiver;
  EXPECT_FALSE(receiver.receive({true, 101, 0, 160, 7}, {16, false, 10, 160}, 0));
  EXPECT_FALSE(receiver.pressed(0));
}

}  // namespace
}  // namespace centralino::voice
