#include "voice/media/player.h"

#include <gtest/gtest.h>

#include "voice/media/digits_out.h"
#include "voice/media/dtmf.h"
#include "voice/media/source_limit.h"

namespace centralino::voice {
namespace {

PlayPiece constant(Sample value, std::size_t samples, bool again = false) {
  PlayPiece out;
  out.samples = std::make_shared<const std::vector<Sample>>(samples, value);
  out.again = again;
  return out;
}
PlayPiece silence(std::int64_t ms) {
  PlayPiece out;
  out.ms = ms;
  return out;
}

TEST(Player, PlaysPieceAfterPiece) {
  Player player;
  Frame frame;
  EXPECT_FALSE(player.next(frame));
  player.play(3, {constant(5, 200), silence(20), constant(9, 160)});
  std::vector<std::pair<Sample, Sample>> ends;  // first and last sample
  while (player.next(frame)) {
    ends.emplace_back(frame.front(), frame.back());
    const bool last = ends.size() == 4;
    EXPECT_EQ(player.playing(), true);
    EXPECT_EQ(player.finished(), last ? std::optional<std::int64_t>(3) : std::nullopt);
    if (last) break;
  }
  const std::vector<std::pair<Sample, Sample>> wanted = {{5, 5}, {5, 0}, {0, 0}, {9, 9}};
  EXPECT_EQ(ends, wanted);
  EXPECT_FALSE(player.playing());
  EXPECT_FALSE(player.next(frame));
}

TEST(Player, MusicGoesRound) {
  Player player;
  player.play(1, {constant(7, 100, true), constant(1, 160)});
  Frame frame;
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(player.next(frame));
    EXPECT_EQ(frame, [] {
      Frame all;
      all.fill(7);
      return all;
    }());
  }
  player.stop();
  EXPECT_FALSE(player.next(frame));
  EXPECT_FALSE(player.finished());
}

TEST(Player, NothingIsOverAtOnce) {
  Frame frame;
  for (const auto& pieces : std::vector<std::vector<PlayPiece>>{{},
                                                                {constant(1, 0)},
                                                                {silence(0)},
                                                                {constant(1, 0, true)},
                                                                {silence(-5), constant(1, 0)}}) {
    Player player;
    player.play(4, pieces);
    EXPECT_TRUE(player.playing());
    EXPECT_FALSE(player.next(frame));
    EXPECT_EQ(player.finished(), 4);
    EXPECT_FALSE(player.playing());
  }
}

TEST(Player, TonesLastAsLongAsTheyShould) {
  Player player;
  PlayPiece beep;
  beep.tone = Tone::beep;
  beep.ms = 50;
  player.play(1, {beep});
  Frame frame;
  int frames = 0;
  while (!player.finished()) frames += player.next(frame) ? 1 : 0;
  EXPECT_EQ(frames, 3);
  PlayPiece endless;
  endless.tone = Tone::busy;
  player.play(2, {endless});
  for (int i = 0; i < 1'000; ++i) ASSERT_TRUE(player.next(frame));
  EXPECT_FALSE(player.finished());
}

TEST(DigitsOut, AreTonesWhereNothingElseWorks) {
  DigitsOut digits;
  digits.push("1,x#");
  DtmfDetector detector;
  Frame frame;
  std::string heard;
  int frames = 0;
  for (; !digits.idle() && frames < 1'000; ++frames) {
    if (!digits.tone(frame)) frame.fill(0);
    if (const auto key = detector.hear(frame)) heard += *key;
  }
  EXPECT_EQ(heard, "1#");
  EXPECT_GE(frames, 25 + 2 * 8);
}

TEST(DigitsOut, AreLeftOutWhenThereAreTooMany) {
  DigitsOut digits;
  digits.push(std::string(500, '5'));
  int events = 0;
  for (std::uint32_t now = 0; !digits.idle(); now += 160)
    if (const auto packet = digits.event(now)) events += packet->marker ? 1 : 0;
  EXPECT_EQ(events, static_cast<int>(DigitsOut::waiting_max));
}

TEST(SourceLimit, GivesEachSourceItsShare) {
  SourceLimit limit(9, false, 10, 20);
  TransportAddress a, b;
  a.bytes = {192, 0, 2, 1};
  b.bytes = {192, 0, 2, 2};
  int allowed = 0;
  for (std::uint16_t port = 0; port < 100; ++port) {
    a.port = port;
    allowed += limit.allow(a, 0) ? 1 : 0;
  }
  EXPECT_EQ(allowed, 20);
  EXPECT_TRUE(limit.allow(b, 0));
  for (int i = 0; i < 100; ++i) allowed += limit.allow(a, 1'000'000) ? 1 : 0;
  EXPECT_EQ(allowed, 30);
}

}  // namespace
}  // namespace centralino::voice
