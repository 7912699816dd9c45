#include <gtest/gtest.h>
#include <unistd.h>

#include "voice/media/testing_browser.h"

namespace centralino::voice {
namespace {

using testing::Browser;
using testing::Phone;
using testing::Told;

struct Web : ::testing::Test {
  Told told;
  MediaPlane plane{testing::settings(), told.listener()};

  // A telephone and a browser that talk to each other.
  void talk(Phone& phone, Browser& browser) {
    phone.call(plane, 1, 7, Role::customer);
    browser.call_web(plane, 2, 7, Role::agent);
    plane.bridge({7, {{1, 2, 1}, {2, 1, 1}}});
    told.wait_for<MediaUp>();
    phone.say(500);
    browser.say(700);
    EXPECT_TRUE(browser.hears(500, 0.15));
    EXPECT_TRUE(phone.hears(700, 0.15));
  }
};

TEST_F(Web, TalksToATelephoneBeginningTheHandshake) {
  Phone phone;
  Browser browser(true);
  talk(phone, browser);
  EXPECT_EQ(browser.profile, "SRTP_AES128_CM_SHA1_80");
}

TEST_F(Web, TalksToATelephoneWaitingForTheHandshake) {
  Phone phone(Law::ulaw);
  Browser browser(false);
  talk(phone, browser);
  EXPECT_EQ(browser.profile, "SRTP_AEAD_AES_128_GCM");
}

TEST_F(Web, RefusesAnotherCertificateThanWasSaid) {
  Browser impostor(true);
  Browser honest(true);
  impostor.fingerprint = honest.fingerprint;
  impostor.call_web(plane, 1, 7, Role::agent);
  // Its handshake ends on its side; ours says no. Another leg comes up meanwhile.
  impostor.say(500);
  honest.call_web(plane, 2, 7, Role::agent);
  plane.bridge({7, {{1, 2, 1}, {2, 1, 1}}});
  EXPECT_EQ(told.wait_for<MediaUp>().leg, 2);
  const auto refused = plane.figures().packets_refused;
  ASSERT_TRUE(
      honest.wait([&](const auto&) { return plane.figures().packets_refused > refused + 20; }));
  EXPECT_TRUE(impostor.heard().empty());
  EXPECT_TRUE(honest.hears_not(500));
  EXPECT_EQ(told.of<MediaUp>().size(), 1u);
}

TEST_F(Web, IgnoresForgedAndRepeatedPackets) {
  Phone phone;
  Browser browser;
  talk(phone, browser);
  const auto repeated = browser.last_sealed();
  browser.forge = true;
  auto refused = plane.figures().packets_refused;
  ASSERT_TRUE(phone.hears_not(700));
  EXPECT_GT(plane.figures().packets_refused, refused);
  browser.forge = false;
  EXPECT_TRUE(phone.hears(700, 0.15));  // what is genuine still counts
  browser.hush();
  ASSERT_TRUE(phone.hears_not(700));
  refused = plane.figures().packets_refused;
  for (int i = 0; i < 20; ++i) browser.send_raw(repeated);
  ASSERT_TRUE(
      phone.wait([&](const auto&) { return plane.figures().packets_refused >= refused + 20; }));
  EXPECT_TRUE(phone.hears_not(700));
}

TEST_F(Web, ComesBackInANewPage) {
  Phone phone;
  {
    Browser before;
    talk(phone, before);
  }
  Browser after;
  after.call_web(plane, 2, 7, Role::agent);
  after.say(900);
  EXPECT_TRUE(phone.hears(900, 0.15));
  EXPECT_TRUE(after.hears(500, 0.15));
  EXPECT_EQ(told.of<MediaDown>().size(), 1u);
  EXPECT_EQ(told.of<MediaUp>().size(), 2u);
}

TEST_F(Web, ComesBackFromAnotherNetworkWithItsKeys) {
  Phone phone;
  Browser browser;
  talk(phone, browser);
  browser.roam(plane, 2, 7, Role::agent);
  phone.forget();
  browser.forget();
  EXPECT_TRUE(phone.hears(700, 0.15));
  EXPECT_TRUE(browser.hears(500, 0.15));
}

TEST_F(Web, StaysUpWhileOnlyChecksComeAndGoesDownWithoutThem) {
  Browser browser;
  browser.call_web(plane, 2, 7, Role::agent);
  told.wait_for<MediaUp>();
  browser.silent = true;
  told.wait_for<MediaDown>();
  browser.silent = false;
  ASSERT_TRUE(told.wait([](const auto& events) { return events.size() >= 3; }));
  EXPECT_EQ(told.of<MediaUp>().size(), 2u);
}

TEST_F(Web, StrangersGetNoAnswer) {
  Phone phone;
  Browser browser;
  talk(phone, browser);
  // No check came from this address: its audio and handshakes count for nothing.
  Phone stranger;
  const auto place = plane.open_web(2, 7, Role::agent);
  stranger.to(place->port);
  const auto refused = plane.figures().packets_refused;
  const std::array<std::uint8_t, 14> hello{22, 254, 253, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1};
  stranger.send_raw(hello);
  stranger.send({true, 8, 1, 1, 1}, std::vector<std::uint8_t>(160));
  ASSERT_TRUE(
      phone.wait([&](const auto&) { return plane.figures().packets_refused >= refused + 2; }));
  EXPECT_TRUE(stranger.heard().empty());
}

}  // namespace
}  // namespace centralino::voice
