// Who hears whom, what is recorded and what is measured of it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "platform/crypto/crypto.h"
#include "voice/media/testing_phone.h"
#include "voice/recording/recording_file.h"

namespace centralino::voice {
namespace {

using testing::Phone;
using testing::Told;
using testing::tone_level;

constexpr LegId customer_leg = 1, agent_leg = 2, supervisor_leg = 3;
constexpr RoomId room = 7;

struct Rooms : ::testing::Test {
  Rooms() {
    crypto::init();
    std::filesystem::create_directories(folder);
    auto settings = testing::settings();
    settings.recordings_key_file = folder + "/keys";
    plane = std::make_unique<MediaPlane>(settings, told.listener());
    customer.call(*plane, customer_leg, room, Role::customer);
    agent.call(*plane, agent_leg, room, Role::agent);
    customer.say(400);
    agent.say(700);
  }
  ~Rooms() override {
    plane.reset();
    std::filesystem::remove_all(folder);
  }

  RecordingFile recorded(std::int64_t id) {
    const auto done =
        told.wait_for<Recorded>([=](const Recorded& one) { return one.recording == id; });
    auto file = RecordingFile::open(done.path, RecordingKeys::from_file(folder + "/keys"));
    return std::get<RecordingFile>(std::move(file));
  }
  // Tone on one side of a part of a recording.
  static double level(const RecordingFile& file, int side, double hertz, std::int64_t from_ms,
                      std::int64_t ms) {
    const auto both = file.read(from_ms, ms);
    std::vector<Sample> one;
    for (std::size_t i = static_cast<std::size_t>(side); i < both->size(); i += 2)
      one.push_back((*both)[i]);
    return tone_level(one, hertz);
  }
  void bridge_both() {
    plane->bridge({room, {{customer_leg, agent_leg, 1}, {agent_leg, customer_leg, 1}}});
  }
  bool packets_more(Phone& phone, std::size_t count) {
    const std::size_t before = phone.heard().size();
    return phone.wait([&](const auto& heard) { return heard.size() >= before + count; });
  }

  std::string folder = ::testing::TempDir() + "room" + std::to_string(getpid());
  Told told;
  std::unique_ptr<MediaPlane> plane;
  Phone customer;
  Phone agent{Law::ulaw};
};

TEST_F(Rooms, ListenWhisperBargeHold) {
  Phone supervisor;
  supervisor.call(*plane, supervisor_leg, room, Role::other);
  supervisor.say(1'000);
  bridge_both();
  EXPECT_TRUE(customer.hears(700, 0.15));
  EXPECT_TRUE(agent.hears(400, 0.15));
  EXPECT_TRUE(supervisor.hears_not(400));

  // Listen: both, softer than they are.
  std::vector<Hears> hears = {{customer_leg, agent_leg, 1},
                              {agent_leg, customer_leg, 1},
                              {supervisor_leg, customer_leg, 0.5},
                              {supervisor_leg, agent_leg, 0.5}};
  plane->bridge({room, hears});
  EXPECT_TRUE(supervisor.hears(400, 0.08));
  EXPECT_TRUE(supervisor.hears(700, 0.08));
  EXPECT_TRUE(supervisor.hears_not(1'000));
  EXPECT_TRUE(agent.hears_not(1'000));

  // Whisper: the agent hears the supervisor, the customer does not.
  hears.push_back({agent_leg, supervisor_leg, 1});
  plane->bridge({room, hears});
  EXPECT_TRUE(agent.hears(1'000, 0.15));
  EXPECT_TRUE(agent.hears(400, 0.15));
  EXPECT_TRUE(packets_more(customer, 20));
  EXPECT_TRUE(customer.hears_not(1'000));

  // Barge.
  hears.push_back({customer_leg, supervisor_leg, 1});
  plane->bridge({room, hears});
  EXPECT_TRUE(customer.hears(1'000, 0.15));
  EXPECT_TRUE(customer.hears(700, 0.15));

  // Hold: nobody hears anybody.
  plane->bridge({room, {}});
  EXPECT_TRUE(customer.hears_not(700));
  EXPECT_TRUE(customer.hears_not(1'000));
  EXPECT_TRUE(agent.hears_not(400));
  EXPECT_TRUE(supervisor.hears_not(400));

  // And back, as if nothing had been: one stream on each leg.
  bridge_both();
  EXPECT_TRUE(customer.hears(700, 0.15));
  const auto heard = customer.heard();
  for (std::size_t i = 1; i < heard.size(); ++i) {
    ASSERT_EQ(distance(heard[i - 1].header.sequence, heard[i].header.sequence), 1) << i;
    ASSERT_GT(distance(heard[i - 1].header.timestamp, heard[i].header.timestamp), 0) << i;
  }
}

TEST_F(Rooms, LegsMoveToAnotherRoom) {
  bridge_both();
  ASSERT_TRUE(customer.hears(700, 0.15));
  Phone other;
  other.call(*plane, 4, 8, Role::agent);
  other.say(1'000);
  plane->move(customer_leg, 8);
  plane->bridge({8, {{customer_leg, 4, 1}, {4, customer_leg, 1}}});
  EXPECT_TRUE(customer.hears(1'000, 0.15));
  EXPECT_TRUE(customer.hears_not(700));
  EXPECT_TRUE(other.hears(400, 0.15));
  EXPECT_TRUE(agent.hears_not(400));
  EXPECT_EQ(told.wait_for<Measured>().room, room);
}

TEST_F(Rooms, RecordsCustomersLeftAndAgentsRight) {
  bridge_both();
  ASSERT_TRUE(customer.hears(700, 0.15));
  std::int64_t id = 10;
  Recorded done;
  const auto as_said = [&](std::int64_t at) {
    const auto file = recorded(id);
    return std::abs(level(file, 0, 400, at, 200) - 0.2) < 0.02 &&
           std::abs(level(file, 1, 700, at, 200) - 0.2) < 0.02 &&
           level(file, 0, 700, at, 200) < 0.005 && level(file, 1, 400, at, 200) < 0.005;
  };
  EXPECT_TRUE(testing::undisturbed(*plane, {&customer, &agent}, [&] {
    plane->record({room, ++id, folder + "/x/" + std::to_string(id) + ".rec", 0, 0, 0});
    bool went_on = packets_more(customer, 40);
    plane->pause({id, true, "secret"});
    went_on = packets_more(customer, 40) && went_on;
    plane->pause({id, false, "secret"});
    went_on = packets_more(customer, 40) && went_on;
    plane->stop_recording(id);
    done = told.wait_for<Recorded>([&](const Recorded& one) { return one.recording == id; });
    return went_on && done.markers.size() == 2 && as_said(done.markers[0].at_ms - 300) &&
           as_said(done.markers[1].at_ms + 100);
  }));
  EXPECT_GE(done.length_ms, 2'000);
  EXPECT_FALSE(done.cut_off);
  ASSERT_EQ(done.markers.size(), 2u);
  EXPECT_TRUE(done.markers[0].on);
  EXPECT_EQ(done.markers[0].why, "secret");
  const auto file = recorded(id);
  EXPECT_TRUE(file.complete());
  EXPECT_EQ(file.length_ms(), done.length_ms);
  EXPECT_EQ(file.markers(), done.markers);
  const std::int64_t from = done.markers[0].at_ms;
  const std::int64_t to = done.markers[1].at_ms;
  EXPECT_GE(to - from, 500);
  const auto paused = file.read(from, to - from);
  EXPECT_TRUE(
      std::all_of(paused->begin(), paused->end(), [](Sample sample) { return sample == 0; }));
  // Calls were passed on as they came all the time.
  EXPECT_TRUE(customer.hears(700, 0.15));
}

TEST_F(Rooms, WhatIsWhisperedIsNotRecordedUntilTheCustomerHearsIt) {
  Phone coach;
  coach.call(*plane, supervisor_leg, room, Role::agent);
  coach.say(1'000);
  std::vector<Hears> hears = {{customer_leg, agent_leg, 1},
                              {agent_leg, customer_leg, 1},
                              {supervisor_leg, customer_leg, 1},
                              {supervisor_leg, agent_leg, 1},
                              {agent_leg, supervisor_leg, 1}};
  plane->bridge({room, hears});
  ASSERT_TRUE(agent.hears(1'000, 0.15));
  plane->record({room, 11, folder + "/1.rec", 0, 0, 0});
  ASSERT_TRUE(packets_more(customer, 50));
  plane->stop_recording(11);
  const auto whispered = recorded(11);
  EXPECT_NEAR(level(whispered, 1, 700, 500, 200), 0.2, 0.02);
  EXPECT_LT(level(whispered, 1, 1'000, 500, 200), 0.005);
  EXPECT_LT(level(whispered, 0, 1'000, 500, 200), 0.005);

  hears.push_back({customer_leg, supervisor_leg, 1});
  plane->bridge({room, hears});
  ASSERT_TRUE(customer.hears(1'000, 0.15));
  plane->record({room, 12, folder + "/2.rec", 0, 0, 0});
  ASSERT_TRUE(packets_more(customer, 50));
  plane->stop_recording(12);
  const auto joined = recorded(12);
  EXPECT_NEAR(level(joined, 1, 700, 500, 200), 0.2, 0.02);
  EXPECT_NEAR(level(joined, 1, 1'000, 500, 200), 0.2, 0.02);
}

TEST_F(Rooms, BothSidesOfARecordingAreInStep) {
  bridge_both();
  customer.say(0);
  agent.say(0);
  ASSERT_TRUE(customer.hears_not(700));
  plane->record({room, 1, folder + "/1.rec", 0, 0, 0});
  ASSERT_TRUE(packets_more(customer, 20));
  // At the same moment, as near as two telephones can.
  customer.say(400);
  agent.say(400);
  ASSERT_TRUE(customer.hears(400, 0.15));
  ASSERT_TRUE(packets_more(customer, 20));
  plane->stop_recording(1);
  const auto file = recorded(1);
  const auto both = file.read(0, file.length_ms());
  const auto begin = [&](std::size_t side) {
    for (std::size_t i = side; i < both->size(); i += 2)
      if (std::abs((*both)[i]) > 1'000) return static_cast<std::int64_t>(i / 16);
    return std::int64_t{-10'000};
  };
  EXPECT_GT(begin(0), 0);
  EXPECT_NEAR(static_cast<double>(begin(0)), static_cast<double>(begin(1)), 40);
}

TEST_F(Rooms, RecordsAMessageUntilNobodySpeaks) {
  plane->record({room, 5, folder + "/5.rec", customer_leg, 60'000, 600});
  ASSERT_TRUE(packets_more(customer, 7));  // one each 200 ms, for nobody is to be heard
  customer.say(0);
  const auto file = recorded(5);
  EXPECT_GT(file.length_ms(), 1'200);
  EXPECT_NEAR(level(file, 0, 400, 400, 400), 0.2, 0.02);
  EXPECT_NEAR(level(file, 1, 400, 400, 400), 0.2, 0.02);
  EXPECT_LT(level(file, 0, 700, 400, 400), 0.005);
  // Of nothing but silence nothing is kept.
  plane->record({room, 6, folder + "/6.rec", customer_leg, 60'000, 400});
  const auto nothing =
      told.wait_for<Recorded>([](const Recorded& one) { return one.recording == 6; });
  EXPECT_EQ(nothing.length_ms, 0);
  EXPECT_FALSE(std::filesystem::exists(folder + "/6.rec"));
}

TEST_F(Rooms, RecordingsEndAtTheirLongest) {
  plane->record({room, 5, folder + "/5.rec", 0, 300, 0});
  const auto done = told.wait_for<Recorded>();
  EXPECT_EQ(done.length_ms, 300);
  EXPECT_TRUE(done.cut_off);
}

TEST_F(Rooms, RecordingsEndWithTheCall) {
  plane->record({room, 5, folder + "/5.rec", 0, 0, 0});
  ASSERT_TRUE(packets_more(customer, 10));
  plane->close(agent_leg);
  ASSERT_TRUE(packets_more(customer, 10));
  plane->close(customer_leg);
  EXPECT_GT(told.wait_for<Recorded>().length_ms, 300);
}

TEST_F(Rooms, SaysWhatCannotBeRecorded) {
  const auto failed = [&](std::int64_t id) {
    return told.wait_for<RecordingFailed>([=](const auto& one) { return one.recording == id; }).why;
  };
  plane->record({99, 1, folder + "/1.rec", 0, 0, 0});
  EXPECT_NE(failed(1), "");
  plane->record({room, 2, folder + "/2.rec", 99, 0, 0});
  EXPECT_NE(failed(2), "");
  plane->record({room, 3, folder + "/keys", 0, 0, 0});  // there is such a file
  EXPECT_NE(failed(3), "");
  ASSERT_TRUE(packets_more(customer, 3));
  plane->record({room, 4, folder + "/4.rec", 0, 0, 0});
  plane->record({room, 5, folder + "/5.rec", 0, 0, 0});
  EXPECT_NE(failed(5), "");  // one of a kind at a time
  ASSERT_TRUE(packets_more(customer, 5));
  plane->stop_recording(4);
  EXPECT_GT(told.wait_for<Recorded>().length_ms, 0);
}

TEST_F(Rooms, MeasuresWhoSpoke) {
  customer.say(0);
  agent.say(0);
  bridge_both();
  ASSERT_TRUE(packets_more(customer, 25));
  // A voice, as far as loudness goes: the agent greets, the customer answers at length.
  agent.say(700);
  ASSERT_TRUE(packets_more(customer, 50));
  agent.say(0);
  ASSERT_TRUE(packets_more(customer, 30));
  customer.say(400);
  ASSERT_TRUE(packets_more(customer, 100));
  customer.say(0);
  ASSERT_TRUE(packets_more(customer, 25));
  plane->close(agent_leg);
  const auto measured = told.wait_for<Measured>();
  EXPECT_EQ(measured.room, room);
  const auto& figures = measured.figures;
  EXPECT_NEAR(static_cast<double>(figures.length_ms), 4'600, 300);
  EXPECT_NEAR(static_cast<double>(figures.greeting_ms), 500, 200);
  EXPECT_NEAR(static_cast<double>(figures.talk_ms[Conversation::agent]), 1'200, 200);
  EXPECT_NEAR(static_cast<double>(figures.talk_ms[Conversation::customer]), 2'200, 200);
  EXPECT_EQ(figures.both_ms, 0);
}

}  // namespace
}  // namespace centralino::voice
