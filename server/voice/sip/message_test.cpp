#include "voice/sip/message.h"

#include <gtest/gtest.h>

#include "voice/sip/cause.h"
#include "voice/sip/testing_message.h"

namespace centralino::voice {
namespace {

using testing::request;

TEST(Message, WhoCalls) {
  const auto caller = [](std::string_view headers) { return caller_of(*request(headers).get()); };
  const Caller plain = caller("From: \"Anna \\\"B\\\"\" <sip:+390551;phone-context=x@h>;tag=1\n");
  EXPECT_EQ(plain.user, "+390551");
  EXPECT_EQ(plain.name, "Anna \"B\"");
  EXPECT_EQ(caller("From: <sip:a@h>;tag=1\nP-Asserted-Identity: <tel:+39055>\n").user, "+39055");
  EXPECT_EQ(caller("From: <sip:%2b39%30@h>;tag=1\n").user, "+390");
  EXPECT_EQ(caller("From: <sip:a@h>;tag=1\nP-Asserted-Identity: <sip:5@h>\nPrivacy: none\n").user,
            "5");
  EXPECT_EQ(caller("From: <sip:a@h>;tag=1\nPrivacy: header;id\n").user, "");
  EXPECT_EQ(caller("From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1\n").user, "");
  // The network knows, and the caller does not mind.
  EXPECT_EQ(
      caller("From: <sip:anonymous@anonymous.invalid>;tag=1\nP-Asserted-Identity: <sip:5@h>\n")
          .user,
      "5");
  EXPECT_TRUE(caller("From: <sip:711@h>;tag=1\n").relay);
  EXPECT_FALSE(caller("From: <sip:7110@h>;tag=1\n").relay);
  EXPECT_EQ(caller("From: <sip:" + std::string(500, '1') + "@h>;tag=1\n").user.size(),
            user_bytes_max);
  EXPECT_EQ(caller("From: <sip:a%0d%0ab%ff@h>;tag=1\n").user, "ab");
}

TEST(Message, WhatIsRequired) {
  EXPECT_EQ(unsupported(*request("From: <sip:a@h>;tag=1\nRequire: timer\n").get()), "");
  EXPECT_EQ(
      unsupported(*request("From: <sip:a@h>;tag=1\nRequire: 100rel, timer\nRequire: x\n").get()),
      "100rel, x");
}

TEST(Message, KeysInInfo) {
  const auto key = [](std::string_view type, std::string_view body) {
    return info_key(
        *request("From: <sip:a@h>;tag=1\nContent-Type: " + std::string(type) + "\n", "INFO", body)
             .get());
  };
  EXPECT_EQ(key("application/dtmf-relay", "Signal=5\nDuration=100\n"), '5');
  EXPECT_EQ(key("application/dtmf-relay", "signal = d\n"), 'D');
  EXPECT_EQ(key("application/dtmf-relay", "Signal=11\n"), '#');
  EXPECT_EQ(key("application/dtmf", "*"), '*');
  EXPECT_FALSE(key("application/dtmf", ""));
  EXPECT_FALSE(key("application/dtmf", "12"));
  EXPECT_FALSE(key("application/dtmf-relay", "Duration=5"));
  EXPECT_FALSE(key("application/dtmf-relay", "Signal"));
  EXPECT_FALSE(key("text/plain", "5"));
}

TEST(Message, WhereAReferralGoes) {
  EXPECT_EQ(referral("<sip:+39055@h>")->user, "+39055");
  const auto attended = referral("<sip:b@h?Replaces=c%40h%3Bto-tag%3Dt%3Bfrom-tag%3Df&Subject=x>");
  EXPECT_EQ(attended->call_id, "c@h");
  EXPECT_EQ(attended->to_tag, "t");
  EXPECT_EQ(attended->from_tag, "f");
  EXPECT_FALSE(referral("nonsense"));
  EXPECT_FALSE(referral(""));
  EXPECT_EQ(fragment_status("SIP/2.0 200 OK\r\n"), 200);
  EXPECT_EQ(fragment_status("SIP/2.0 99 x"), 0);
  EXPECT_EQ(fragment_status("200 OK"), 0);
}

TEST(Message, Parameters) {
  EXPECT_EQ(parameter("1800;refresher=uas", "refresher"), "uas");
  EXPECT_EQ(parameter("<sip:a>; Expires = 60 ;q=1", "expires"), "60");
  EXPECT_EQ(parameter("a;flag", "flag"), "");
  EXPECT_FALSE(parameter("a;flagged=1", "flag"));
  EXPECT_TRUE(lists("100rel, Timer", "timer"));
  EXPECT_FALSE(lists("timers", "timer"));
}

TEST(Message, WhatMayStandInAUri) {
  EXPECT_EQ(sane_user("+39055*#1"), "+39055*%231");
  for (const std::string wrong : {"", "a@b", "a;b", "a b", "a\r\nX: y", "a<", "a>", "\"", "a%0d"})
    EXPECT_EQ(sane_user(wrong), "") << wrong;
  EXPECT_EQ(sane_user(std::string(200, '1')), "");
  EXPECT_EQ(sane_text("A \"b\" <c>\r\nX: y"), "A b cX: y");
}

TEST(SessionTimer, IsAnsweredAsTheTableSays) {
  const auto reply = [](std::int64_t s, const char* who, bool knows) {
    return answer_session({s, who, knows});
  };
  EXPECT_FALSE(reply(0, "", true).timer.on());
  EXPECT_TRUE(reply(89, "", true).too_small);
  EXPECT_FALSE(reply(1'800, "", true).timer.ours);
  EXPECT_EQ(reply(1'800, "", true).headers,
            "Session-Expires: 1800;refresher=uac\r\nRequire: timer\r\n");
  EXPECT_TRUE(reply(1'800, "uas", true).timer.ours);
  EXPECT_TRUE(reply(1'800, "", false).timer.ours);
  EXPECT_TRUE(accept_session({1'800, "uac", true}).ours);
  EXPECT_FALSE(accept_session({1'800, "uas", true}).ours);
  EXPECT_EQ((SessionTimer{1'800, true}.act_after_s()), 900);
  EXPECT_EQ((SessionTimer{1'800, false}.act_after_s()), 1'768);
  EXPECT_EQ((SessionTimer{90, false}.act_after_s()), 60);
  const auto asked = request("From: <sip:a@h>;tag=1\nx: 99999999999;refresher=UAS\nk: timer\n");
  EXPECT_EQ(session_ask(*asked.get()).expires_s, 86'400);
  EXPECT_EQ(session_ask(*asked.get()).refresher, "uas");
  EXPECT_TRUE(session_ask(*asked.get()).supported);
}

TEST(Causes, GoThereAndBack) {
  for (const Cause cause : {Cause::busy, Cause::declined, Cause::not_found, Cause::forbidden,
                            Cause::no_codec, Cause::unavailable, Cause::cancelled, Cause::failed})
    EXPECT_EQ(cause_of(status_of(cause)), cause) << status_of(cause);
}

}  // namespace
}  // namespace centralino::voice
