#include "voice/media/rtcp.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

#include "voice/media/reception.h"

namespace centralino::voice {
namespace {

RC_GTEST_PROP(Rtcp, ReadsWhatItWrote,
              (std::uint32_t ssrc, std::uint64_t ntp, std::uint32_t other, std::uint8_t fraction,
               bool with_sender, bool with_block, bool bye)) {
  const auto lost = *rc::gen::inRange(-0x800000, 0x800000);
  const auto cname = *rc::gen::container<std::string>(rc::gen::inRange('a', 'z'));
  std::optional<SenderInfo> sender;
  if (with_sender) sender = SenderInfo{ntp, other, 5, 6};
  std::optional<ReportBlock> block;
  if (with_block) block = ReportBlock{other, fraction, lost, 70'000, 9, 10, 11};
  std::array<std::uint8_t, rtcp_bytes_max> out{};
  const std::size_t size = write_rtcp(ssrc, sender, block, cname, bye, out);
  RC_ASSERT(size % 4 == 0 && size <= rtcp_bytes_max);
  const auto read = read_rtcp(std::span(out).first(size));
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->ssrc == ssrc && read->bye == bye && !read->feedback);
  RC_ASSERT(read->sender.has_value() == with_sender);
  if (with_sender) RC_ASSERT(read->sender->ntp == ntp && read->sender->timestamp == other);
  RC_ASSERT(read->block_count == (with_block ? 1u : 0u));
  if (with_block) {
    RC_ASSERT(read->blocks[0].lost == lost && read->blocks[0].fraction == fraction);
    RC_ASSERT(read->blocks[0].highest == 70'000u && read->blocks[0].since_sr == 11u);
  }
  for (std::size_t less = 1; less < 4; ++less)
    RC_ASSERT(!read_rtcp(std::span(out).first(size - less)));
}

TEST(Rtcp, FeedbackIsReadOver) {
  const std::vector<std::uint8_t> pli = {0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2};
  const auto read = read_rtcp(pli);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->feedback);
  const std::vector<std::uint8_t> nack = {0x81, 205, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 9, 0, 0};
  EXPECT_TRUE(read_rtcp(nack));
}

TEST(Rtcp, RefusesCountsThatDoNotFit) {
  const std::vector<std::uint8_t> report = {0x9f, 201, 0, 1, 0, 0, 0, 1};  // 31 blocks, none there
  EXPECT_FALSE(read_rtcp(report));
  EXPECT_FALSE(read_rtcp({}));
}

TEST(Rtcp, RoundTrip) {
  // The example of RFC 3550 §6.4.1, figure 2: 6.125 s.
  ReportBlock block;
  block.last_sr = 0xb705'2000;
  block.since_sr = 0x0005'4000;
  EXPECT_EQ(round_trip_us(block, std::uint64_t{0xb710'8000} << 16), 6'125'000);
  block.last_sr = 0;
  EXPECT_FALSE(round_trip_us(block, 1));
  EXPECT_EQ(ntp_of(0) >> 32, 2'208'988'800u);
  EXPECT_EQ(ntp_of(500'000) & 0xffffffff, 0x8000'0000u);
}

class Receiving : public ::testing::Test {
 protected:
  void receive(std::uint16_t sequence, std::int64_t arrival_us) {
    reception.receive({false, 0, sequence, sequence * 160u, ssrc}, arrival_us);
  }
  Reception reception;
  std::uint32_t ssrc = 3;
};

TEST_F(Receiving, CountsLossAcrossTheWrap) {
  for (int i = 0; i < 1'000; ++i)
    if (i % 10 != 5) receive(static_cast<std::uint16_t>(65'000 + i), i * 20'000);
  EXPECT_EQ(reception.expected(), 1'000);
  EXPECT_EQ(reception.lost(), 100);
  const auto block = reception.block(0);
  EXPECT_EQ(block.fraction, 25);
  EXPECT_EQ(block.lost, 100);
  EXPECT_EQ(block.highest, 65'999u);
  EXPECT_EQ(reception.block(0).fraction, 0);  // nothing since
}

TEST_F(Receiving, DuplicatesAreNoNegativeLoss) {
  for (int i = 0; i < 20; ++i) receive(static_cast<std::uint16_t>(i / 2), i * 10'000);
  EXPECT_EQ(reception.lost(), 0);
  EXPECT_EQ(reception.block(0).lost, -10);
  EXPECT_EQ(reception.block(0).fraction, 0);
}

TEST_F(Receiving, JitterOfAnEvenStreamIsNothingAndOfAnAlternatingOneItsSwing) {
  for (int i = 0; i < 200; ++i) receive(static_cast<std::uint16_t>(i), i * 20'000);
  EXPECT_EQ(reception.jitter_us(), 0);
  ssrc = 4;
  for (int i = 0; i < 500; ++i)
    receive(static_cast<std::uint16_t>(i), i * 20'000 + (i % 2) * 10'000);
  EXPECT_NEAR(static_cast<double>(reception.jitter_us()), 10'000, 100);
}

TEST_F(Receiving, OneForeignPacketIsNoJumpTwoAre) {
  for (int i = 0; i < 10; ++i) receive(static_cast<std::uint16_t>(i), i * 20'000);
  receive(30'000, 200'000);
  EXPECT_EQ(reception.expected(), 10);
  receive(10, 200'000);
  EXPECT_EQ(reception.lost(), 0);
  receive(30'000, 220'000);
  receive(30'001, 240'000);
  EXPECT_EQ(reception.expected(), 1);
}

TEST_F(Receiving, SaysWhenTheLastReportCame) {
  receive(1, 0);
  EXPECT_EQ(reception.block(5).last_sr, 0u);
  reception.receive_report({ntp_of(0), 0, 0, 0}, 1'000'000);
  const auto block = reception.block(2'500'000);
  EXPECT_EQ(block.last_sr, middle_of(ntp_of(0)));
  EXPECT_EQ(block.since_sr, 65'536u * 3 / 2);
}

TEST(Rating, FollowsTheModel) {
  EXPECT_NEAR(rating_of(0, 0).mos, 4.41, 0.01);
  EXPECT_NEAR(rating_of(100, 0).r, 90.8, 0.01);
  EXPECT_NEAR(rating_of(277.3, 0).r, 93.2 - 6.655 - 11, 0.01);
  EXPECT_NEAR(rating_of(0, 0.251).r, 93.2 - 47.5, 0.01);
  EXPECT_EQ(rating_of(5'000, 1).mos, 1.0);
}

RC_GTEST_PROP(Rating, MoreDelayOrLossIsNeverBetter, ()) {
  const double delay = *rc::gen::inRange(0, 1'000);
  const double loss = *rc::gen::inRange(0, 100) / 100.0;
  RC_ASSERT(rating_of(delay + 10, loss).r <= rating_of(delay, loss).r);
  RC_ASSERT(rating_of(delay, loss + 0.01).r <= rating_of(delay, loss).r);
}

}  // namespace
}  // namespace centralino::voice
