// The engine as a whole, where no telephone is needed; calls are in tests/sipp.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

#include "voice/media/testing_browser.h"
#include "voice/voice.h"

namespace centralino::voice {
namespace {

using testing::Told;

struct EngineTest : ::testing::Test {
  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("engine_test." + std::to_string(getpid()));
  Told told;
  Settings settings = [this] {
    Settings out;
    out.sip = "127.0.0.1:0";
    out.prompts_folder = folder.string();
    return out;
  }();
  ~EngineTest() override { std::filesystem::remove_all(folder); }

  std::string why_not(const Settings& wrong) {
    try {
      const Engine engine(wrong, told.listener());
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "it started";
  }
};

TEST_F(EngineTest, StartsAndStops) {
  const Engine engine(settings, told.listener());
  EXPECT_NE(engine.sip_port(), 0);
}

TEST_F(EngineTest, SaysWhatIsWrongWithItsSettings) {
  const Engine engine(settings, told.listener());
  Settings wrong = settings;
  wrong.sip = "127.0.0.1:" + std::to_string(engine.sip_port());
  EXPECT_NE(why_not(wrong).find("cannot listen for SIP on 127.0.0.1:"), std::string::npos);
  wrong.sip = "telephone";
  EXPECT_NE(why_not(wrong).find("no address and port"), std::string::npos);
  wrong = settings;
  wrong.trusted = {"everybody"};
  EXPECT_NE(why_not(wrong).find("\"everybody\" in `trusted`"), std::string::npos);
  wrong = settings;
  wrong.sip_tls = "127.0.0.1:0";
  wrong.tls_certificate = (folder / "none.pem").string();
  EXPECT_NE(why_not(wrong).find("cannot be read"), std::string::npos);
}

TEST_F(EngineTest, ABrowserIsRungAndTalks) {
  Engine engine(settings, told.listener());
  Dial dial;
  dial.leg = engine.fresh_leg();
  dial.room = engine.fresh_leg();
  engine.post(dial);
  engine.post(WebOffer{dial.leg, dial.room, Role::agent, "nonsense"});
  const auto refused = told.wait_for<WebAnswer>();
  EXPECT_EQ(refused.sdp, "");
  EXPECT_NE(refused.problem, "");
  // It is still rung: another offer may be better.
  engine.post(WebOffer{dial.leg, dial.room, Role::agent,
                       "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                       "m=audio 9 UDP/TLS/RTP/SAVPF 111 0 8 101\r\na=rtpmap:111 opus/48000/2\r\n"
                       "a=rtpmap:101 telephone-event/8000\r\na=rtcp-mux\r\na=mid:0\r\n"
                       "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=setup:actpass\r\n"
                       "a=fingerprint:sha-256 "
                       "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:"
                       "99:AA:BB:CC:DD:EE:FF\r\n"});
  EXPECT_EQ(told.wait_for<Answered>().leg, dial.leg);
  const auto answers = told.of<WebAnswer>();
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_NE(answers[1].sdp.find("a=ice-lite"), std::string::npos) << answers[1].problem;
  EXPECT_NE(answers[1].sdp.find("a=setup:passive"), std::string::npos);
  EXPECT_NE(answers[1].sdp.find("UDP/TLS/RTP/SAVPF 0"), std::string::npos) << answers[1].sdp;
  engine.post(Hangup{dial.leg, Cause::normal});
  EXPECT_EQ(told.wait_for<Ended>().cause, Cause::normal);
}

TEST_F(EngineTest, ABrowserThatDoesNotComeHasNotAnswered) {
  Engine engine(settings, told.listener());
  Dial dial;
  dial.leg = engine.fresh_leg();
  dial.ring_ms = 1;
  engine.post(dial);
  EXPECT_EQ(told.wait_for<Ended>().cause, Cause::no_answer);
}

TEST_F(EngineTest, PlaysWaitForTheirVoices) {
  Engine engine(settings, told.listener());
  const LegId leg = engine.fresh_leg();
  Dial dial;
  dial.leg = leg;
  engine.post(dial);
  engine.post(Play{leg, 1, {Text{"it", "Questo non si sente mai."}}});
  engine.post(Play{leg, 2, {Text{"tlh", "nuqneH"}}});  // cannot be spoken: over at once
  EXPECT_EQ(told.wait_for<PlayDone>().play, 2);
  engine.post(Play{99, 3, {Text{"it", "A nessuno."}}});  // no such leg
  engine.post(Hangup{leg, Cause::normal});
  told.wait_for<Ended>();
  EXPECT_EQ(told.of<PlayDone>().size(), 1u);
}

TEST_F(EngineTest, CommandsForLegsThatAreNotThereDoNothing) {
  Engine engine(settings, told.listener());
  for (const Command& command :
       {Command(Ring{7, true}), Command(Answer{7}), Command(Hangup{7, Cause::busy}),
        Command(StopPlay{7}), Command(SendRefer{7, "1"}), Command(ReferResult{7, 200}),
        Command(SendDigits{7, "1"}), Command(Move{7, 8}), Command(Patient{7})})
    engine.post(command);
  Dial last;
  last.leg = engine.fresh_leg();
  last.device = 5;  // unknown
  engine.post(last);
  EXPECT_EQ(told.wait_for<Ended>().leg, last.leg);
  EXPECT_EQ(told.of<Ended>().size(), 1u);
}

}  // namespace
}  // namespace centralino::voice
