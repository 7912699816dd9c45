#include "voice/media/plane.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "voice/media/testing_phone.h"

namespace centralino::voice {
namespace {

using testing::Phone;
using testing::Told;

struct Plane : ::testing::Test {
  Told told;
  MediaPlane plane{testing::settings(), told.listener()};

  // Until all that was asked before has happened.
  void happened(LegId leg) {
    const std::int64_t play = ++asked_;
    plane.play(leg, play, {});
    told.wait_for<PlayDone>([=](const PlayDone& done) { return done.play == play; });
  }

 private:
  std::int64_t asked_ = 1'000;
};

std::vector<std::uint8_t> payload_of(int seed) {
  std::vector<std::uint8_t> out(160);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<std::uint8_t>(seed * 31 + static_cast<int>(i) * 7);
  return out;
}

SharedSamples tone(double hertz, std::int64_t ms, float level = 0.2F) {
  auto out = std::make_shared<std::vector<Sample>>(static_cast<std::size_t>(ms * 8));
  for (std::size_t i = 0; i < out->size(); ++i)
    (*out)[i] = clamped(static_cast<float>(std::sin(2 * std::numbers::pi * hertz *
                                                    static_cast<double>(i) / sample_rate)) *
                        level * 32'767);
  return out;
}

PlayPiece samples(SharedSamples samples, bool again = false) {
  PlayPiece out;
  out.samples = std::move(samples);
  out.again = again;
  return out;
}

void bridge_both(MediaPlane& plane, RoomId room, LegId a, LegId b) {
  plane.bridge({room, {{a, b, 1}, {b, a, 1}}});
}

// Packets that were passed on, without the silence before.
std::vector<Phone::Heard> since_marker(const std::vector<Phone::Heard>& heard,
                                       const std::vector<std::uint8_t>& first) {
  for (std::size_t i = 0; i < heard.size(); ++i)
    if (heard[i].payload == first)
      return {heard.begin() + static_cast<std::ptrdiff_t>(i), heard.end()};
  return {};
}

TEST_F(Plane, PassesPacketsOnBitForBit) {
  Phone a, b;
  a.call(plane, 1, 7, Role::customer);
  b.call(plane, 2, 7, Role::agent);
  ASSERT_TRUE(b.wait([](const auto& heard) { return heard.size() >= 5; }));  // silence first
  bridge_both(plane, 7, 1, 2);
  happened(2);
  RtpHeader header{false, 8, 65'530, 0xffff'ff00, 77};
  for (int i = 0; i < 20; ++i) {
    a.send(header, payload_of(i));
    ++header.sequence;
    header.timestamp += 160;
  }
  ASSERT_TRUE(
      b.wait([](const auto& heard) { return !since_marker(heard, payload_of(19)).empty(); }));
  const auto heard = b.heard();
  const auto passed = since_marker(heard, payload_of(0));
  ASSERT_GE(passed.size(), 20u);
  EXPECT_TRUE(passed[0].header.marker);
  for (std::size_t i = 0; i < 20; ++i)
    EXPECT_EQ(passed[i].payload, payload_of(static_cast<int>(i)));
  // One stream, whatever feeds it.
  for (std::size_t i = 1; i < heard.size(); ++i) {
    EXPECT_EQ(heard[i].header.ssrc, heard[0].header.ssrc);
    EXPECT_EQ(distance(heard[i - 1].header.sequence, heard[i].header.sequence), 1) << i;
    EXPECT_GT(distance(heard[i - 1].header.timestamp, heard[i].header.timestamp), 0) << i;
  }
}

TEST_F(Plane, TranslatesBetweenLaws) {
  Phone a(Law::ulaw), b(Law::alaw);
  a.call(plane, 1, 7, Role::customer);
  b.call(plane, 2, 7, Role::agent);
  bridge_both(plane, 7, 1, 2);
  a.say(500);
  b.say(700);
  EXPECT_TRUE(b.hears(500, 0.15));
  EXPECT_TRUE(a.hears(700, 0.15));
}

TEST_F(Plane, TranslatesBetweenOpusAndTheTelephone) {
  testing::OpusPhone a;
  Phone b(Law::ulaw);
  a.call(plane, 1, 7, Role::customer);
  b.call(plane, 2, 7, Role::agent);
  bridge_both(plane, 7, 1, 2);
  a.say(500);
  b.say(700);
  EXPECT_TRUE(b.hears(500, 0.15));
  EXPECT_TRUE(a.hears(700, 0.15));
}

TEST_F(Plane, PassesOpusOnBetweenTwoThatKnowNothingElse) {
  testing::OpusPhone a, b;
  a.call(plane, 1, 7, Role::customer);
  b.call(plane, 2, 7, Role::agent);
  bridge_both(plane, 7, 1, 2);
  a.say(500);
  b.say(700);
  EXPECT_TRUE(b.hears(500, 0.15));
  EXPECT_TRUE(a.hears(700, 0.15));
  // Keys too, on the clock of their audio: 100 ms of it are 4,800.
  plane.send_digits(2, "5");
  const auto pressed = [](const std::vector<Phone::Heard>& heard) {
    return std::any_of(heard.begin(), heard.end(), [](const Phone::Heard& packet) {
      if (packet.header.payload_type != testing::OpusPhone::events_type) return false;
      const auto event = read_telephone_event(packet.payload);
      return event && event->end && event->event == 5 && event->duration == 4'800;
    });
  };
  EXPECT_TRUE(b.wait(pressed));
}

TEST_F(Plane, SpeakersMayHearThemselves) {
  Phone a;
  a.call(plane, 1, 7, Role::customer);
  plane.bridge({7, {{1, 1, 1}}});
  a.say(500);
  EXPECT_TRUE(a.hears(500, 0.15));
}

TEST_F(Plane, PlaysAndSaysWhenItIsOver) {
  Phone a;
  a.call(plane, 1, 7, Role::customer);
  PlayPiece beep;
  beep.tone = Tone::beep;
  beep.ms = 200;
  PlayPiece silence;
  silence.ms = 40;
  plane.play(1, 5, {samples(tone(500, 300)), silence, beep});
  EXPECT_EQ(told.wait_for<PlayDone>().play, 5);
  ASSERT_TRUE(a.hears_not(1'000));
  const auto audio = a.audio();
  double most_500 = 0;
  double most_1000 = 0;
  for (std::size_t at = 0; at + 800 <= audio.size(); at += 160) {
    most_500 = std::max(most_500, testing::tone_level(Samples(audio).subspan(at, 800), 500));
    most_1000 = std::max(most_1000, testing::tone_level(Samples(audio).subspan(at, 800), 1'000));
  }
  EXPECT_NEAR(most_500, 0.2, 0.02);
  EXPECT_NEAR(most_1000, 0.1, 0.02);
}

TEST_F(Plane, MusicGoesOnUntilSomethingElseIsPlayed) {
  Phone a;
  a.call(plane, 1, 7, Role::customer);
  plane.play(1, 1, {samples(tone(500, 100), true)});
  a.forget();
  ASSERT_TRUE(a.wait([](const auto& heard) { return heard.size() > 20; }));
  ASSERT_TRUE(a.hears(500, 0.15));
  plane.play(1, 2, {samples(tone(700, 100))});
  EXPECT_EQ(told.wait_for<PlayDone>().play, 2);
  ASSERT_TRUE(a.hears_not(500));
  plane.play(1, 3, {});
  EXPECT_EQ(told.wait_for<PlayDone>([](const PlayDone& done) { return done.play != 2; }).play, 3);
}

TEST_F(Plane, HearsOthersUnderWhatIsPlayed) {
  Phone a, b;
  a.call(plane, 1, 7, Role::customer);
  b.call(plane, 2, 7, Role::agent);
  bridge_both(plane, 7, 1, 2);
  b.say(700);
  ASSERT_TRUE(a.hears(700, 0.15));
  plane.play(1, 1, {samples(tone(500, 100), true)});
  ASSERT_TRUE(a.hears(500, 0.15));
  EXPECT_TRUE(a.hears(700, 0.15));
  plane.stop_play(1);
  ASSERT_TRUE(a.hears_not(500));
  EXPECT_TRUE(a.hears(700, 0.15));
}

TEST_F(Plane, TellsEachKeyOnceAndPassesItOn) {
  Phone a, b;
  a.call(plane, 1, 7, Role::customer);
  b.call(plane, 2, 7, Role::agent);
  bridge_both(plane, 7, 1, 2);
  happened(1);
  happened(2);
  std::uint16_t sequence = 10;
  for (std::uint8_t key = 3; key < 6; ++key)
    for (int repeat = 0; repeat < 5; ++repeat) {
      std::array<std::uint8_t, 4> event;
      const auto duration = static_cast<std::uint16_t>(160 * std::min(repeat + 1, 3));
      write_telephone_event({key, repeat > 2, 10, duration}, event);
      a.send({repeat == 0, 101, sequence++, static_cast<std::uint32_t>(key * 3'000), 77}, event);
    }
  const auto events_of = [](const std::vector<Phone::Heard>& heard) {
    std::vector<Phone::Heard> out;
    for (const auto& packet : heard)
      if (packet.header.payload_type == 101) out.push_back(packet);
    return out;
  };
  ASSERT_TRUE(b.wait([&](const auto& heard) { return events_of(heard).size() >= 15; }));
  plane.digit_by_signalling(1, '#');
  told.wait_for<Digit>([](const Digit& digit) { return digit.key == '#'; });
  std::string keys;
  std::int64_t serial = 0;
  for (const Digit& digit : told.of<Digit>()) {
    keys += digit.key;
    EXPECT_EQ(digit.serial, ++serial);
  }
  EXPECT_EQ(keys, "345#");
  const auto passed = events_of(b.heard());
  EXPECT_EQ(passed[14].payload[0], 5);
  EXPECT_EQ(distance(passed[0].header.sequence, passed[14].header.sequence), 14);
  EXPECT_EQ(distance(passed[0].header.timestamp, passed[14].header.timestamp), 6'000);
}

TEST_F(Plane, WhoListensInGetsNoKeys) {
  Phone a, b, supervisor;
  a.call(plane, 1, 7, Role::customer);
  b.call(plane, 2, 7, Role::agent);
  supervisor.call(plane, 3, 7, Role::other);
  plane.bridge({7, {{1, 2, 1}, {2, 1, 1}, {3, 1, 1}}});
  a.say(500);
  ASSERT_TRUE(supervisor.hears(500, 0.15));
  a.hush();
  std::array<std::uint8_t, 4> event;
  write_telephone_event({7, false, 10, 160}, event);
  a.send({true, 101, 100, 0x7000'0000, Phone::ssrc}, event);
  const auto is_event = [](const auto& heard) {
    return std::any_of(heard.begin(), heard.end(),
                       [](const auto& packet) { return packet.header.payload_type == 101; });
  };
  ASSERT_TRUE(b.wait(is_event));
  supervisor.forget();
  ASSERT_TRUE(supervisor.wait([](const auto& heard) { return heard.size() > 3; }));
  EXPECT_FALSE(is_event(supervisor.heard()));
}

TEST_F(Plane, HearsKeysInTheAudioWhereNoEventsWereAgreed) {
  Phone a(Law::alaw, false), b(Law::alaw, false);
  a.call(plane, 1, 7, Role::customer);
  b.call(plane, 2, 8, Role::agent);
  plane.send_digits(2, "15,9");
  // What b hears is sent on to a's leg as a's own voice.
  std::size_t passed = 0;
  ASSERT_TRUE(b.wait([&](const auto& heard) {
    for (; passed < heard.size(); ++passed)
      a.send({false, 8, static_cast<std::uint16_t>(passed),
              static_cast<std::uint32_t>(passed * 160), 9},
             heard[passed].payload);
    return told.of<Digit>().size() >= 3;
  }));
  std::string keys;
  for (const Digit& digit : told.of<Digit>()) keys += digit.key;
  EXPECT_EQ(keys, "159");
}

TEST_F(Plane, PressesKeysAsEvents) {
  Phone a;
  a.call(plane, 1, 7, Role::customer);
  plane.send_digits(1, "4x2");
  ASSERT_TRUE(a.wait([](const auto& heard) {
    return std::count_if(heard.begin(), heard.end(), [](const auto& packet) {
             return packet.header.payload_type == 101 && (packet.payload[1] & 0x80) != 0;
           }) >= 6;
  }));
  std::string keys;
  std::uint32_t last = 0;
  for (const auto& packet : a.heard())
    if (packet.header.payload_type == 101 && packet.header.timestamp != last) {
      last = packet.header.timestamp;
      keys += *digit_of(packet.payload[0]);
    }
  EXPECT_EQ(keys, "42");
}

}  // namespace
}  // namespace centralino::voice
