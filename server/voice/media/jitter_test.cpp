#include "voice/media/jitter.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

#include "base/prng.h"

namespace centralino::voice {
namespace {

// Sample i of the stream says where it stands (mod 20,000), so that order can be seen in what is
// played.
constexpr Sample ramp(std::int64_t i) { return static_cast<Sample>(i % 20'000 + 1'000); }

struct Packet {
  RtpHeader header;
  std::vector<Sample> samples;
  std::int64_t arrival_us = 0;
};

struct Network {
  std::int64_t packet_ms = 20;
  std::int64_t packets = 500;
  double loss = 0;
  double duplicates = 0;
  std::int64_t jitter_us = 0;  // up to, evenly
  double drift = 0;            // of the sender's clock: 0.0001 is 100 ppm fast
  std::uint32_t first_timestamp = 0xfffff000;
};

std::vector<Packet> sent(const Network& network, Prng& prng) {
  std::vector<Packet> out;
  const std::int64_t size = network.packet_ms * 8;
  for (std::int64_t i = 0; i < network.packets; ++i) {
    Packet packet;
    packet.header.sequence = static_cast<std::uint16_t>(65'000 + i);
    packet.header.timestamp = network.first_timestamp + static_cast<std::uint32_t>(i * size);
    packet.header.ssrc = 9;
    for (std::int64_t s = 0; s < size; ++s) packet.samples.push_back(ramp(i * size + s));
    packet.arrival_us =
        50'000 + static_cast<std::int64_t>(static_cast<double>(i * network.packet_ms * 1'000) /
                                           (1 + network.drift));
    if (network.jitter_us > 0) packet.arrival_us += prng.between(0, network.jitter_us);
    if (prng.chance(network.loss)) continue;
    if (prng.chance(network.duplicates)) out.push_back(packet);
    out.push_back(packet);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Packet& a, const Packet& b) { return a.arrival_us < b.arrival_us; });
  return out;
}

struct Played {
  std::int64_t frames = 0;
  std::int64_t heard = 0;
  std::int64_t heard_at_the_end = 0;  // of the last 50 frames
  std::int64_t lost_at_the_end = 0;
  bool in_order = true;
  bool whole = true;  // each frame adds up
  JitterBuffer::Figures figures;
};

Played play(const std::vector<Packet>& packets, std::uint32_t first_timestamp,
            JitterBuffer& buffer) {
  Played played;
  std::size_t next = 0;
  std::uint32_t last = first_timestamp - 8'000;
  std::vector<std::int64_t> heard, lost;
  for (std::int64_t now_us = 60'000; next < packets.size(); now_us += 20'000) {
    for (; next < packets.size() && packets[next].arrival_us <= now_us; ++next)
      buffer.push(packets[next].header, packets[next].samples, packets[next].arrival_us);
    Frame frame;
    const auto before = buffer.figures().lost_samples;
    const auto popped = buffer.pop(now_us, frame);
    ++played.frames;
    played.heard += popped.heard;
    played.whole = played.whole && popped.heard + popped.concealed + popped.silent ==
                                       static_cast<int>(frame.size());
    if (popped.heard > 0) {
      played.in_order = played.in_order && distance(last, popped.timestamp) >= 0;
      last = popped.timestamp;
    }
    if (popped.heard == frame.size())  // a whole frame is a piece of the ramp, but for a cross-fade
      for (std::size_t i = 60; i < frame.size(); ++i)
        played.in_order = played.in_order && (frame[i] - frame[i - 1] == 1 || frame[i] == 1'000);
    heard.push_back(popped.heard);
    lost.push_back(static_cast<std::int64_t>(buffer.figures().lost_samples - before));
  }
  for (std::size_t i = heard.size() > 50 ? heard.size() - 50 : 0; i < heard.size(); ++i) {
    played.heard_at_the_end += heard[i];
    played.lost_at_the_end += lost[i];
  }
  played.figures = buffer.figures();
  return played;
}

Played play(const Network& network, std::uint64_t seed) {
  Prng prng(seed);
  JitterBuffer buffer;
  return play(sent(network, prng), network.first_timestamp, buffer);
}

TEST(Jitter, AGoodNetworkIsPlayedWholeWithAShortDelay) {
  for (const std::int64_t packet_ms : {10, 20, 30, 40, 60}) {
    const Played played = play({.packet_ms = packet_ms, .packets = 10'000 / packet_ms}, 1);
    EXPECT_TRUE(played.in_order && played.whole) << packet_ms;
    EXPECT_EQ(played.figures.lost_samples, 0u) << packet_ms;
    EXPECT_EQ(played.figures.late, 0u) << packet_ms;
    EXPECT_LE(played.figures.delay_ms, 55) << packet_ms;
  }
}

// Whatever the network does, audio is never played out of order, and once it is kind again all is
// heard.
RC_GTEST_PROP(Jitter, NeverOutOfOrderAndRecovers, (std::uint64_t seed)) {
  Network bad;
  bad.packet_ms = 10 * *rc::gen::inRange(1, 7);
  bad.packets = *rc::gen::inRange(1, 400);
  bad.loss = *rc::gen::inRange(0, 40) / 100.0;
  bad.duplicates = *rc::gen::inRange(0, 30) / 100.0;
  bad.jitter_us = *rc::gen::inRange(0, 250'000);
  bad.drift = *rc::gen::inRange(-500, 500) / 1e6;
  bad.first_timestamp = *rc::gen::arbitrary<std::uint32_t>();
  Prng prng(seed);
  auto packets = sent(bad, prng);
  Network good = bad;
  good.packets = 400;
  good.loss = good.duplicates = good.drift = 0;
  good.jitter_us = 0;
  good.first_timestamp += static_cast<std::uint32_t>(bad.packets * bad.packet_ms * 8);
  const std::int64_t bad_us = bad.packets * bad.packet_ms * 1'000;
  auto kind = sent(good, prng);
  for (Packet& packet : kind) {
    packet.arrival_us += bad_us;
    packet.header.sequence = static_cast<std::uint16_t>(packet.header.sequence + bad.packets);
    packets.push_back(packet);
  }
  std::stable_sort(packets.begin(), packets.end(),
                   [](const Packet& a, const Packet& b) { return a.arrival_us < b.arrival_us; });
  JitterBuffer buffer;
  const Played played = play(packets, bad.first_timestamp, buffer);
  RC_ASSERT(played.whole);
  RC_ASSERT(played.lost_at_the_end == 0);
  RC_ASSERT(played.heard_at_the_end > 40 * 160);
  RC_ASSERT(played.figures.delay_ms <= 320);
}

RC_GTEST_PROP(Jitter, OrderUnderAnyNetwork, (std::uint64_t seed)) {
  Network network;
  network.packet_ms = 10 * *rc::gen::inRange(1, 7);
  network.packets = *rc::gen::inRange(1, 600);
  network.loss = *rc::gen::inRange(0, 50) / 100.0;
  network.duplicates = *rc::gen::inRange(0, 50) / 100.0;
  network.jitter_us = *rc::gen::inRange(0, 400'000);
  network.drift = *rc::gen::inRange(-1'000, 1'000) / 1e6;
  network.first_timestamp = *rc::gen::arbitrary<std::uint32_t>();
  const Played played = play(network, seed);
  RC_ASSERT(played.in_order && played.whole);
}

TEST(Jitter, DelayFollowsTheNetwork) {
  const Played played = play({.packets = 1'000, .jitter_us = 60'000}, 2);
  EXPECT_TRUE(played.in_order);
  EXPECT_GE(played.figures.target_ms, 60);
  EXPECT_LE(played.figures.target_ms, 100);
  EXPECT_LE(played.lost_at_the_end, 320);
  EXPECT_GE(played.heard, 160 * 900);
}

TEST(Jitter, ShrinksInSilenceWhenTheNetworkCalmsDown) {
  Prng prng(3);
  auto packets = sent({.packets = 200, .jitter_us = 150'000}, prng);
  Network calm{.packets = 3'000, .first_timestamp = 0xfffff000 + 200u * 160u};
  for (Packet packet : sent(calm, prng)) {
    packet.arrival_us += 200 * 20'000;
    packet.header.sequence = static_cast<std::uint16_t>(packet.header.sequence + 200);
    std::fill(packet.samples.begin(), packet.samples.end(), Sample{3});  // nobody speaks
    packets.push_back(packet);
  }
  std::stable_sort(packets.begin(), packets.end(),
                   [](const Packet& a, const Packet& b) { return a.arrival_us < b.arrival_us; });
  JitterBuffer buffer;
  const Played played = play(packets, 0xfffff000, buffer);
  EXPECT_LE(played.figures.target_ms, 45);
  EXPECT_LE(played.figures.delay_ms, 60);
  EXPECT_GT(played.figures.skipped_samples, 400u);
}

// Ten minutes with clocks 300 ppm apart: 180 ms in all.
TEST(Jitter, ClocksMayDrift) {
  for (const double drift : {-3e-4, 3e-4}) {
    const Played played = play({.packets = 30'000, .jitter_us = 5'000, .drift = drift}, 4);
    EXPECT_TRUE(played.in_order) << drift;
    EXPECT_EQ(played.lost_at_the_end, 0) << drift;
    EXPECT_EQ(played.figures.late, 0u) << drift;
    EXPECT_LE(played.figures.delay_ms, 150) << drift;
  }
}

class Pushing : public ::testing::Test {
 protected:
  JitterBuffer::Pushed push(std::uint16_t sequence, std::uint32_t timestamp, std::uint32_t ssrc = 1,
                            std::size_t size = 160) {
    const std::vector<Sample> samples(size, Sample{500});
    return buffer.push({false, 0, sequence, timestamp, ssrc}, samples, now_us);
  }
  JitterBuffer::Popped tick() {
    Frame frame;
    const auto popped = buffer.pop(now_us, frame);
    now_us += 20'000;
    return popped;
  }
  JitterBuffer buffer;
  std::int64_t now_us = 0;
  using Pushed = JitterBuffer::Pushed;
};

TEST_F(Pushing, NothingIsSilence) {
  EXPECT_EQ(tick().silent, 160);
  EXPECT_EQ(buffer.figures().lost_samples, 0u);
}

TEST_F(Pushing, DuplicatesAndNonsenseAreToldApart) {
  EXPECT_EQ(push(1, 1'000), Pushed::restarted);
  EXPECT_EQ(push(1, 1'000), Pushed::duplicate);
  EXPECT_EQ(push(2, 1'080), Pushed::stored);  // overlaps by half
  EXPECT_EQ(push(3, 1'160, 1, 0), Pushed::refused);
  EXPECT_EQ(push(3, 1'160, 1, 481), Pushed::refused);
}

TEST_F(Pushing, OneForeignTimestampDoesNotDisturb) {
  for (std::uint16_t i = 0; i < 20; ++i) {
    EXPECT_NE(push(i, i * 160u), Pushed::late);
    if (i == 10) {
      EXPECT_EQ(push(700, 900'000), Pushed::suspect);
    }
    tick();
  }
  EXPECT_EQ(buffer.figures().restarts, 0u);
  EXPECT_EQ(buffer.figures().lost_samples, 0u);
}

TEST_F(Pushing, AStreamMayJumpOrBeReplaced) {
  push(1, 0);
  tick();
  EXPECT_EQ(push(2, 5'000'000), Pushed::restarted);  // next in line: believed at once
  tick();
  EXPECT_EQ(push(900, 9'000'000), Pushed::suspect);
  EXPECT_EQ(push(901, 9'000'160), Pushed::restarted);
  EXPECT_EQ(push(5, 77, 2), Pushed::restarted);  // another source
  EXPECT_EQ(buffer.figures().restarts, 3u);
  std::uint16_t heard = 0;
  for (int i = 0; i < 10; ++i) heard = static_cast<std::uint16_t>(heard + tick().heard);
  EXPECT_EQ(heard, 160);
}

TEST_F(Pushing, AStreamThatJumpsBackALittleIsHeardAgain) {
  for (std::uint16_t i = 0; i < 100; ++i) {
    push(i, 100'000 + i * 160u);
    tick();
  }
  std::uint64_t heard = 0;
  for (std::uint16_t i = 0; i < 100; ++i) {
    push(static_cast<std::uint16_t>(500 + i), 100'000 + i * 160u);
    heard += tick().heard;
  }
  EXPECT_GT(heard, 60u * 160);
}

TEST_F(Pushing, LossIsConcealedAPauseIsSilence) {
  push(1, 0);
  push(2, 160);
  std::uint64_t concealed = 0, silent = 0, heard = 0;
  for (int i = 0; i < 50; ++i) {
    const auto popped = tick();
    concealed += popped.concealed;
    silent += popped.silent;
    heard += popped.heard;
  }
  EXPECT_EQ(heard, 320u);
  EXPECT_GE(concealed, 1'600u);
  EXPECT_LE(concealed, 1'760u);
  EXPECT_EQ(heard + concealed + silent, 8'000u);
}

TEST_F(Pushing, ATickThatCameVeryLateCatchesUp) {
  for (std::uint16_t i = 0; i < 100; ++i) {
    push(i, i * 160u);
    if (i < 40 || i > 70) {
      tick();
    } else {
      now_us += 20'000;  // the machine stood still
    }
  }
  EXPECT_LE(buffer.figures().delay_ms, 200);
  EXPECT_EQ(tick().heard, 160);
}

}  // namespace
}  // namespace centralino::voice
