// What the network does to telephones: strangers, NAT, loss, disorder, clocks that drift, silence.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>

#include "voice/media/latch.h"
#include "voice/media/rtcp.h"
#include "voice/media/testing_phone.h"

namespace centralino::voice {
namespace {

using testing::Phone;
using testing::Told;
using testing::tone_level;

struct Telephones : ::testing::Test {
  Told told;
  std::unique_ptr<MediaPlane> plane;
  void start(MediaPlane::Settings settings = testing::settings()) {
    plane = std::make_unique<MediaPlane>(settings, told.listener());
  }
  bool packets_more(Phone& phone, std::size_t count) {
    const std::size_t before = phone.heard().size();
    return phone.wait([&](const auto& heard) { return heard.size() >= before + count; });
  }
};

// How much of the strongest moments is the tone: 1 all of it.
double purity(Samples samples, double hertz) {
  double power = 0;
  for (const Sample sample : samples) power += static_cast<double>(sample) * sample;
  const double whole = std::sqrt(2 * power / static_cast<double>(samples.size())) / 32'768;
  return whole == 0 ? 0 : tone_level(samples, hertz) / whole;
}

TEST_F(Telephones, SendWhereThePacketsComeFrom) {
  start();
  Phone phone, elsewhere;
  // Its description says another port, as behind NAT.
  const auto opened = plane->open(1, 7, Role::customer);
  ASSERT_TRUE(opened);
  plane->agree(1, elsewhere.agreed());
  plane->connect(1, true);
  EXPECT_TRUE(elsewhere.wait([](const auto& heard) { return heard.size() > 3; }));
  phone.to(opened->port);
  phone.say(400);
  EXPECT_TRUE(phone.wait([](const auto& heard) { return heard.size() > 3; }));
  elsewhere.forget();
  EXPECT_TRUE(packets_more(phone, 10));
  EXPECT_TRUE(elsewhere.heard().size() <= 1);
}

TEST_F(Telephones, StrangersAreNotHeard) {
  start();
  Phone phone, stranger;
  phone.call(*plane, 1, 7, Role::customer);
  plane->bridge({7, {{1, 1, 1}}});
  phone.say(400);
  ASSERT_TRUE(phone.hears(400, 0.15));
  stranger.to(phone.to_port());
  const auto refused = plane->figures().packets_refused;
  stranger.say(1'000);
  ASSERT_TRUE(
      phone.wait([&](const auto&) { return plane->figures().packets_refused >= refused + 3; }));
  // Nor when the kernel refuses them, since it is settled who speaks.
  ASSERT_TRUE(packets_more(phone, 2 * Latch::settled_packets));
  EXPECT_TRUE(phone.hears_not(1'000));
  EXPECT_TRUE(phone.hears(400, 0.15));
  EXPECT_TRUE(stranger.heard().empty());
  // When the old source has been silent for a while, a steady new one is believed: a NAT that
  // forgot.
  phone.hush();
  EXPECT_TRUE(stranger.hears(1'000, 0.15));
}

TEST_F(Telephones, FollowANewDescriptionAtOnce) {
  start();
  Phone first, second;
  first.call(*plane, 1, 7, Role::customer);
  plane->bridge({7, {{1, 1, 1}}});
  first.say(400);
  ASSERT_TRUE(packets_more(first, 2 * Latch::settled_packets));
  plane->agree(1, second.agreed());
  second.to(first.to_port());
  first.hush();
  second.say(1'000);
  EXPECT_TRUE(second.hears(1'000, 0.15));
}

TEST_F(Telephones, OnHoldAreNeitherHeardNorSentTo) {
  start();
  Phone a, b;
  a.call(*plane, 1, 7, Role::customer);
  b.call(*plane, 2, 7, Role::agent);
  plane->bridge({7, {{1, 2, 1}, {2, 1, 1}}});
  a.say(400);
  b.say(700);
  ASSERT_TRUE(a.hears(700, 0.15));
  auto held = a.agreed();
  held.direction = sdp::Direction::recvonly;  // they want to hear nothing
  plane->agree(1, held);
  ASSERT_TRUE(packets_more(b, 10));
  a.forget();
  ASSERT_TRUE(packets_more(b, 10));
  EXPECT_LE(a.heard().size(), 1u);
  held.direction = sdp::Direction::inactive;
  plane->agree(1, held);
  EXPECT_TRUE(b.hears_not(400));
  plane->agree(1, a.agreed());
  EXPECT_TRUE(a.hears(700, 0.15));
  EXPECT_TRUE(b.hears(400, 0.15));
}

TEST_F(Telephones, BeforeTheAnswerOnlyWhatIsPlayedIsHeard) {
  start();
  Phone a, b;
  const auto opened = plane->open(1, 7, Role::customer);
  a.to(opened->port);
  plane->agree(1, a.agreed());
  b.call(*plane, 2, 7, Role::agent);
  plane->bridge({7, {{1, 2, 1}, {2, 1, 1}}});
  b.say(700);
  PlayPiece ringing;
  ringing.tone = Tone::ringback;
  plane->play(1, 1, {ringing});
  EXPECT_TRUE(a.hears(425, 0.05));
  EXPECT_TRUE(a.hears_not(700));
  plane->stop_play(1);
  a.forget();
  ASSERT_TRUE(packets_more(b, 10));
  EXPECT_LE(a.heard().size(), 1u);
  plane->connect(1, true);
  EXPECT_TRUE(a.hears(700, 0.15));
}

TEST_F(Telephones, LossAndDisorderAreHardlyHeard) {
  start();
  Phone a, b;
  a.lose = [](std::uint64_t n) { return n % 20 == 7; };  // 5 %
  a.swap = [](std::uint64_t n) { return n % 11 == 3; };
  a.clock_ratio = 1.0005;
  a.call(*plane, 1, 7, Role::customer);
  b.call(*plane, 2, 7, Role::agent);
  plane->bridge({7, {{2, 1, 0.5}}});  // not 1: through jitter buffer and mixer
  a.say(400);
  ASSERT_TRUE(b.hears(400, 0.08));
  double worst = 1;
  double weakest = 1;
  const bool good = testing::undisturbed(*plane, {&a, &b}, [&] {
    b.forget();
    if (!packets_more(b, 150)) return false;
    const auto audio = b.audio();
    worst = weakest = 1;
    for (std::size_t at = 0; at + 1'600 <= audio.size(); at += 1'600) {
      worst = std::min(worst, purity(Samples(audio).subspan(at, 1'600), 400));
      weakest = std::min(weakest, tone_level(Samples(audio).subspan(at, 1'600), 400));
    }
    return worst > 0.85 && weakest > 0.07;  // of 0.1
  });
  EXPECT_TRUE(good) << "worst " << worst << ", weakest " << weakest;
}

TEST_F(Telephones, LossStaysVisibleToWhoeverHearsIt) {
  start();
  Phone a, b;
  a.lose = [](std::uint64_t n) { return n % 10 == 5; };
  a.call(*plane, 1, 7, Role::customer);
  b.call(*plane, 2, 7, Role::agent);
  plane->bridge({7, {{2, 1, 1}}});
  a.say(400);
  ASSERT_TRUE(b.hears(400, 0.1));
  b.forget();
  ASSERT_TRUE(packets_more(b, 40));
  const auto heard = b.heard();
  const int packets = distance(heard.front().header.sequence, heard.back().header.sequence) + 1;
  const auto samples =
      distance(heard.front().header.timestamp, heard.back().header.timestamp) + 160;
  EXPECT_EQ(samples, packets * 160);
  EXPECT_GE(packets, static_cast<int>(heard.size()) + 3);
}

TEST_F(Telephones, SilenceEndsTheCallOnce) {
  auto settings = testing::settings();
  settings.media_silence_ms = 200;
  start(settings);
  Phone silent, patient, unanswered, speaking;
  patient.call(*plane, 2, 8, Role::customer);
  plane->patient(2);
  unanswered.call(*plane, 3, 9, Role::customer);
  plane->connect(3, false);
  speaking.call(*plane, 4, 10, Role::customer);
  speaking.say(400);
  silent.call(*plane, 1, 7, Role::customer);
  const auto ended = told.wait_for<Ended>();
  EXPECT_EQ(ended.leg, 1);
  EXPECT_EQ(ended.cause, Cause::media_lost);
  ASSERT_TRUE(packets_more(silent, 3));  // it stays until it is closed
  EXPECT_EQ(told.of<Ended>().size(), 1u);
}

TEST_F(Telephones, QualityIsToldAtTheEnd) {
  start();
  Phone a;
  a.lose = [](std::uint64_t n) { return n % 10 == 5; };
  a.call(*plane, 1, 7, Role::customer);
  plane->bridge({7, {{1, 1, 1}}});
  a.say(400);
  ASSERT_TRUE(packets_more(a, 60));
  plane->close(1);
  const auto quality = told.wait_for<Quality>();
  EXPECT_EQ(quality.leg, 1);
  EXPECT_NEAR(quality.loss, 0.1, 0.04);
  EXPECT_LT(quality.mos, 4);
  EXPECT_FALSE(quality.round_trip_ms);
}

TEST_F(Telephones, ReportsAnswerReports) {
  start();
  Phone a, reports;  // the second stands for its port of reports
  const auto opened = plane->open(1, 7, Role::customer);
  auto agreed = a.agreed();
  agreed.rtcp_port = reports.port();
  a.to(opened->port);
  plane->agree(1, agreed);
  plane->connect(1, true);
  a.say(400);
  ASSERT_TRUE(packets_more(a, 5));
  reports.to(static_cast<std::uint16_t>(opened->port + 1));
  // They lost a quarter of what we sent.
  ReportBlock block;
  block.ssrc = a.heard().front().header.ssrc;
  block.fraction = 64;
  std::array<std::uint8_t, rtcp_bytes_max> bytes;
  const auto size = write_rtcp(Phone::ssrc, std::nullopt, block, "them", false, bytes);
  reports.send_raw(std::span(bytes).first(size));
  ASSERT_TRUE(packets_more(a, 3));
  plane->close(1);
  EXPECT_NEAR(told.wait_for<Quality>().loss, 0.25, 0.01);
  // And ours says goodbye.
  ASSERT_TRUE(reports.wait([&](const auto&) { return !reports.reports().empty(); }));
  const auto report = read_rtcp(reports.reports().back());
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->bye);
  EXPECT_TRUE(report->sender);
  EXPECT_EQ(report->block_count, 1u);
  EXPECT_EQ(report->blocks[0].ssrc, Phone::ssrc);
}

TEST_F(Telephones, CanBeEncryptedWithKeysFromTheDescription) {
  for (const char* suite : {"AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32",
                            "AEAD_AES_128_GCM", "AEAD_AES_256_GCM"}) {
    SCOPED_TRACE(suite);
    Told events;
    MediaPlane own(testing::settings(), events.listener());
    testing::SdesPhone a(suite);
    Phone b;
    a.call(own, 1, 7, Role::customer);
    b.call(own, 2, 7, Role::agent);
    own.bridge({7, {{1, 2, 1}, {2, 1, 1}}});
    // Who has no key is not heard, not even who comes first.
    Phone open;
    open.to(a.to_port());
    open.say(1'000);
    ASSERT_TRUE(b.wait([&](const auto&) { return own.figures().packets_refused > 5; }));
    a.say(400);
    b.say(700);
    EXPECT_TRUE(a.hears(700, 0.15));
    EXPECT_TRUE(b.hears(400, 0.15));
    own.agree(1, a.agreed());  // a re-INVITE with the same keys
    b.forget();
    EXPECT_TRUE(b.hears(400, 0.15));
    EXPECT_TRUE(b.hears_not(1'000));
  }
}

TEST_F(Telephones, WithoutAFreePortThereIsNoLeg) {
  auto settings = testing::settings();
  settings.last_port = static_cast<std::uint16_t>(settings.first_port + 19);  // ten pairs
  start(settings);
  LegId legs = 0;
  while (legs < 10 && plane->open(legs + 1, 7, Role::customer)) ++legs;
  EXPECT_LT(legs, 10);  // browsers have one
  ASSERT_GT(legs, 0);
  plane->close(1);
  Phone waiting;
  waiting.call_when_free(*plane, 99, 8, Role::customer);
  EXPECT_TRUE(waiting.wait([](const auto& heard) { return heard.size() > 3; }));
}

TEST_F(Telephones, CallsGoOnWithNineInARoom) {
  start();
  std::vector<std::unique_ptr<Phone>> phones;
  for (LegId leg = 1; leg <= 9; ++leg) {
    phones.push_back(std::make_unique<Phone>());
    phones.back()->call(*plane, leg, 7, Role::agent);
  }
  plane->bridge({7, {{1, 2, 1}, {1, 9, 1}}});
  phones[1]->say(400);
  phones[8]->say(700);
  EXPECT_TRUE(phones[0]->hears(400, 0.15));
  EXPECT_TRUE(phones[0]->hears_not(700));
}

}  // namespace
}  // namespace centralino::voice
