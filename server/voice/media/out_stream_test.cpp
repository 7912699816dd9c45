#include "voice/media/out_stream.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "voice/media/latch.h"

namespace centralino::voice {
namespace {

constexpr std::int64_t frame_us = 20'000;

TEST(OutStream, GoesOnWhateverFeedsIt) {
  OutStream out(7, 65'534, 0xffff'ff80);
  std::int64_t now_us = 1'000'000;
  const auto first = out.own(8, now_us);
  EXPECT_TRUE(first.marker);
  EXPECT_EQ(first.sequence, 65'535);
  const auto second = out.own(8, now_us += frame_us);
  EXPECT_FALSE(second.marker);
  EXPECT_EQ(second.sequence, 0);
  EXPECT_EQ(second.timestamp, first.timestamp + 160);
  // Somebody else's packets now, with their own numbers.
  const auto passed = out.forwarded({false, 0, 500, 90'000, 1}, 3, 8, now_us += frame_us);
  EXPECT_TRUE(passed->marker);
  EXPECT_EQ(passed->payload_type, 8);
  EXPECT_EQ(passed->ssrc, 7u);
  EXPECT_EQ(passed->sequence, 1);
  EXPECT_EQ(passed->timestamp, second.timestamp + 160);
  // One is lost on the way, one is late: both can be seen.
  EXPECT_EQ(out.forwarded({false, 0, 502, 90'320, 1}, 3, 8, now_us)->sequence, 3);
  EXPECT_EQ(out.forwarded({false, 0, 501, 90'160, 1}, 3, 8, now_us)->sequence, 2);
  // What comes from before the beginning has no number left.
  EXPECT_FALSE(out.forwarded({false, 0, 499, 89'840, 1}, 3, 8, now_us));
  // Half a second without anything, then our own again.
  const auto again = out.own(8, now_us += 500'000);
  EXPECT_TRUE(again.marker);
  EXPECT_EQ(again.sequence, 4);
  EXPECT_EQ(again.timestamp, passed->timestamp + 320 + 4'000);
}

TEST(OutStream, LeavesNoGapWhereItLeavesSomethingOut) {
  OutStream out(7, 0, 0);
  out.forwarded({false, 0, 10, 1'000, 1}, 3, 8, 0);
  out.left_out({false, 101, 11, 1'160, 1}, 3);
  out.left_out({false, 101, 11, 1'160, 1}, 3);  // twice
  const auto next = out.forwarded({false, 0, 12, 1'320, 1}, 3, 8, 60'000);
  EXPECT_EQ(next->sequence, 2);
  EXPECT_EQ(next->timestamp, 160u + 320u);
}

TEST(OutStream, BeginsAnewWhenTheSourceDoes) {
  OutStream out(7, 0, 0);
  out.forwarded({false, 0, 10, 1'000, 1}, 3, 8, 0);
  for (const RtpHeader& in : {RtpHeader{false, 0, 11, 1'160, 2},             // another stream
                              RtpHeader{false, 0, 30'000, 1'320, 2},         // its numbers jump
                              RtpHeader{false, 0, 30'001, 900'000'000, 2}})  // its time jumps
    EXPECT_TRUE(out.forwarded(in, 3, 8, frame_us)->marker);
  EXPECT_FALSE(out.forwarded({false, 0, 30'002, 900'000'160, 2}, 3, 8, frame_us)->marker);
  EXPECT_TRUE(out.forwarded({false, 0, 30'003, 900'000'320, 2}, 4, 8, frame_us)->marker);
}

RC_GTEST_PROP(OutStream, NumbersNeverComeTwice, (const std::vector<std::uint8_t>& steps)) {
  OutStream out(7, 65'530, 0);
  std::vector<bool> used(65'536);
  RtpHeader a{false, 0, 65'500, 5, 1};
  RtpHeader b{false, 0, 30, 0xffff'ff00, 2};
  std::int64_t now_us = 0;
  for (const std::uint8_t step : steps) {
    now_us += frame_us;
    std::optional<RtpHeader> sent;
    RtpHeader& in = step % 2 == 0 ? a : b;
    const std::int64_t source = step % 2 == 0 ? 1 : 2;
    ++in.sequence;
    in.timestamp += 160;
    if (step % 8 < 2) {
      sent = out.own(8, now_us);
    } else if (step % 8 < 4) {
      out.left_out(in, source);
    } else {
      sent = out.forwarded(in, source, 8, now_us);
    }
    if (!sent) continue;
    RC_ASSERT(!used[sent->sequence]);
    used[sent->sequence] = true;
  }
}

SocketAddress at(std::uint16_t port) { return *socket_address("192.0.2.1", port); }

TEST(Latch, TheFirstPacketShowsTheWay) {
  Latch latch;
  latch.expect(at(1'000));
  EXPECT_EQ(latch.remote(), at(1'000));
  EXPECT_TRUE(latch.accept({false, 8, 1, 0, 7}, at(2'000), 0));
  EXPECT_EQ(latch.remote(), at(2'000));
  EXPECT_FALSE(latch.accept({false, 8, 1, 0, 9}, at(3'000), 10'000));
  latch.expect(at(1'000));  // said again
  EXPECT_EQ(latch.remote(), at(2'000));
  latch.expect(at(4'000));
  EXPECT_TRUE(latch.accept({false, 8, 1, 0, 9}, at(5'000), 20'000));
  EXPECT_EQ(latch.remote(), at(5'000));
}

TEST(Latch, OnlyASteadySourceFollowsASilentOne) {
  Latch latch;
  EXPECT_TRUE(latch.accept({false, 8, 1, 0, 7}, at(1'000), 0));
  std::int64_t now_us = Latch::silent_us + 1;
  for (std::uint16_t i = 0; i < 20; ++i)  // two strangers in turns
    EXPECT_FALSE(
        latch.accept({false, 8, i, 0, 9}, at(static_cast<std::uint16_t>(2'000 + i % 2)), now_us));
  for (std::uint16_t i = 0; i + 1 < Latch::steady_packets; ++i)
    EXPECT_FALSE(latch.accept({false, 8, i, 0, 9}, at(3'000), now_us));
  EXPECT_TRUE(latch.accept({false, 8, Latch::steady_packets - 1, 0, 9}, at(3'000), now_us));
  EXPECT_EQ(latch.remote(), at(3'000));
  // The old source speaks again: too late.
  EXPECT_FALSE(latch.accept({false, 8, 2, 0, 7}, at(1'000), now_us));
}

TEST(Latch, IsSettledAfterAWhileAndNoLongerWhenSilent) {
  Latch latch;
  for (std::uint16_t i = 0; i < Latch::settled_packets; ++i) {
    EXPECT_FALSE(latch.settled(i * 20'000));
    EXPECT_TRUE(latch.accept({false, 8, i, 0, 7}, at(1'000), i * 20'000));
  }
  constexpr std::int64_t last_us = (Latch::settled_packets - 1) * 20'000;
  EXPECT_TRUE(latch.settled(last_us + Latch::silent_us));
  EXPECT_FALSE(latch.settled(last_us + Latch::silent_us + 1));
  latch.expect(at(2'000));
  EXPECT_FALSE(latch.settled(last_us));
}

TEST(SocketAddress, AreNumbersOfBothKinds) {
  EXPECT_FALSE(socket_address("localhost", 1));
  EXPECT_FALSE(socket_address("", 1));
  for (const char* text : {"192.0.2.7", "2001:db8::7"}) {
    const auto address = *socket_address(text, 5'060);
    EXPECT_EQ(socket_address(transport_address(address)), address);
    EXPECT_TRUE(address.same_host(*socket_address(text, 1)));
    EXPECT_FALSE(address == *socket_address(text, 1));
  }
  EXPECT_FALSE(at(1).same_host(*socket_address("2001:db8::7", 1)));
}

}  // namespace
}  // namespace centralino::voice
