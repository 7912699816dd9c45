#include "voice/recording/tape.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "base/prng.h"

namespace centralino::voice {
namespace {

constexpr std::uint8_t blank = 0xff;
constexpr std::size_t delay_frames = Tape::delay_ms / frame_ms;
constexpr std::uint32_t ssrc = 7;

// Packet i says i, so that it can be seen where it ended up. Never blank.
constexpr std::uint8_t word(std::int64_t packet) {
  return static_cast<std::uint8_t>(packet % 250 + 1);
}

// A tape and the time it lives in: 20 ms with each frame.
struct Machine {
  Tape tape;
  std::vector<std::uint8_t> written;  // from the moment on in which the tape began

  void push(std::int64_t packet, std::uint32_t first_timestamp = 0, std::uint32_t from = ssrc,
            std::size_t size = frame_samples) {
    RtpHeader header;
    header.sequence = static_cast<std::uint16_t>(packet);
    header.timestamp =
        first_timestamp + static_cast<std::uint32_t>(packet) * static_cast<std::uint32_t>(size);
    header.ssrc = from;
    tape.push(header, std::vector<std::uint8_t>(size, word(packet)));
  }
  void frame() {
    Tape::Codes codes;
    tape.pop(codes);
    written.insert(written.end(), codes.begin(), codes.end());
  }
  void frames(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) frame();
  }
  // Of the moment in which frame i was popped.
  std::uint8_t at(std::size_t i) const { return written.at((i + delay_frames) * frame_samples); }
};

TEST(Tape, PutsEachPacketWhereItWasSaid) {
  Machine machine;
  for (std::int64_t i = 0; i < 100; ++i) {
    machine.push(i, 0xfffffa00);  // the timestamp wraps
    machine.frame();
  }
  machine.frames(delay_frames);
  for (std::size_t i = 0; i < delay_frames * frame_samples; ++i)
    ASSERT_EQ(machine.written[i], blank);
  for (std::size_t i = 0; i < 100 * frame_samples; ++i)
    ASSERT_EQ(machine.written[i + delay_frames * frame_samples],
              word(static_cast<std::int64_t>(i / frame_samples)));
}

TEST(Tape, TakesPacketsOfAnyLength) {
  for (const std::size_t size : {80u, 240u, 480u}) {
    Machine machine;
    std::size_t sent = 0;
    for (std::size_t i = 0; i < 60; ++i) {
      for (; sent * size < (i + 1) * frame_samples; ++sent)
        machine.push(static_cast<std::int64_t>(sent), 0, ssrc, size);
      machine.frame();
    }
    for (std::size_t i = 0; i < 40 * frame_samples; ++i)
      ASSERT_EQ(machine.written[i + delay_frames * frame_samples],
                word(static_cast<std::int64_t>(i / size)))
          << size;
  }
  Machine machine;
  RtpHeader header;
  machine.tape.push(header, {});
  machine.tape.push(header, std::vector<std::uint8_t>(481, 1));
  machine.frames(2 * delay_frames);
  EXPECT_EQ(std::count(machine.written.begin(), machine.written.end(), blank),
            static_cast<std::ptrdiff_t>(machine.written.size()));
}

// Late by up to 160 ms, out of order, some twice.
RC_GTEST_PROP(Tape, PutsInOrderWhatComesInTime, (std::uint32_t seed)) {
  Prng prng(seed);
  std::multimap<std::int64_t, std::int64_t> arrivals;  // frame, packet
  constexpr std::int64_t packets = 200;
  arrivals.emplace(0, 0);
  for (std::int64_t i = 1; i < packets; ++i) {
    arrivals.emplace(i + static_cast<std::int64_t>(prng.below(9)), i);
    if (prng.below(10) == 0) arrivals.emplace(i + static_cast<std::int64_t>(prng.below(9)), i);
  }
  Machine machine;
  for (std::int64_t i = 0; i < packets + 30; ++i) {
    const auto [from, to] = arrivals.equal_range(i);
    for (auto each = from; each != to; ++each) machine.push(each->second);
    machine.frame();
  }
  for (std::size_t i = 0; i < packets; ++i)
    RC_ASSERT(machine.at(i) == word(static_cast<std::int64_t>(i)));
}

TEST(Tape, RepeatsWhatWasSaidWhereOneIsMissingAndLeavesPausesSilent) {
  Machine machine;
  for (std::int64_t i = 0; i < 100; ++i) {
    if (i != 20 && (i < 40 || i >= 60)) machine.push(i);
    machine.frame();
  }
  machine.frames(delay_frames);
  EXPECT_EQ(machine.at(20), word(19));
  EXPECT_EQ(machine.at(21), word(21));
  for (std::size_t i = 40; i < 60; ++i) EXPECT_EQ(machine.at(i), blank) << i;
  EXPECT_EQ(machine.at(60), word(60));
}

TEST(Tape, LeavesOutWhatIsTooLate) {
  Machine machine;
  for (std::int64_t i = 0; i < 60; ++i) {
    if (i != 20) machine.push(i);
    if (i == 40) machine.push(20);
    machine.frame();
  }
  machine.frames(delay_frames);
  EXPECT_EQ(machine.at(20), word(19));
  for (std::size_t i = 21; i < 60; ++i)
    EXPECT_EQ(machine.at(i), word(static_cast<std::int64_t>(i)));
}

TEST(Tape, FollowsAnotherStreamAndOneThatJumps) {
  Machine machine;
  for (std::int64_t i = 0; i < 300; ++i) {
    if (i < 100) {
      machine.push(i);
    } else if (i < 200) {
      machine.push(i, 1'000'000, ssrc + 1);
    } else {
      machine.push(i, 9'000'000, ssrc + 1);
    }
    machine.frame();
  }
  machine.frames(delay_frames);
  for (std::size_t i = 0; i < 300; ++i) {
    if (i == 200 || i == 201) continue;  // not believed yet
    ASSERT_EQ(machine.at(i), word(static_cast<std::int64_t>(i))) << i;
  }
}

// A clock that is 300 ppm off loses 0.54 s in half an hour: what is written stays within 70 ms of
// when it was said.
TEST(Tape, FollowsTheSendersClock) {
  for (const double drift : {-0.0003, 0.0003}) {
    Machine machine;
    std::int64_t sent = 0;
    std::map<std::int64_t, std::size_t> said;  // packet: when
    for (std::size_t i = 0; i < 90'000; ++i) {
      while (static_cast<double>(sent) <= static_cast<double>(i) * (1 + drift)) {
        if (sent % 250 == 0) said[sent] = i;
        machine.push(sent++);
      }
      machine.frame();
    }
    machine.frames(delay_frames);
    std::size_t found = 0;
    for (const auto& [packet, when] : said) {
      for (std::size_t i = when < 4 ? 0 : when - 4; i <= when + 4 && i < 90'000; ++i)
        if (machine.at(i) == word(packet)) {
          ++found;
          break;
        }
    }
    EXPECT_EQ(found, said.size()) << drift;
  }
}

TEST(Tape, TakesNothingWhilePausedNorFromBefore) {
  Machine machine;
  for (std::int64_t i = 0; i < 100; ++i) {
    if (i == 30) machine.tape.pause(true);
    if (i == 60) machine.tape.pause(false);
    machine.push(i);
    if (i == 62) machine.push(50);  // late, but in time
    machine.frame();
  }
  machine.frames(delay_frames);
  for (std::size_t i = 0; i < 30; ++i) ASSERT_EQ(machine.at(i), word(static_cast<std::int64_t>(i)));
  for (std::size_t i = 30 * frame_samples; i < 60 * frame_samples; ++i)
    ASSERT_EQ(machine.written[i + delay_frames * frame_samples], blank) << i;
  for (std::size_t i = 60; i < 100; ++i)
    ASSERT_EQ(machine.at(i), word(static_cast<std::int64_t>(i)));
}

TEST(Tape, TakesAMixWhereAStreamWas) {
  Machine machine;
  Tape::Codes mix;
  mix.fill(3);
  for (std::int64_t i = 0; i < 90; ++i) {
    if (i < 30 || i >= 60) {
      machine.push(i);
    } else {
      machine.tape.write(mix);
    }
    machine.frame();
  }
  machine.frames(delay_frames);
  for (std::size_t i = 0; i < 90; ++i)
    ASSERT_EQ(machine.at(i), i < 30 || i >= 60 ? word(static_cast<std::int64_t>(i)) : 3) << i;
}

}  // namespace
}  // namespace centralino::voice
