#include "voice/sip/digest.h"

#include <gtest/gtest.h>

#include "voice/sip/testing_message.h"

namespace centralino::voice {
namespace {

// RFC 2617 §3.5.
constexpr std::string_view ha1 = "939e7578ed9e3c518a452acee763bce9";
Claim example() {
  return {"Mufasa",
          "testrealm@host.com",
          "dcd98b7102dd2f0e8b11d0f600bfb0c093",
          "/dir/index.html",
          "6629fae49393a05397450978507c4ef1",
          "0a4f113b",
          "00000001",
          "auth"};
}

TEST(Digest, TheExampleIsRight) {
  EXPECT_TRUE(right(example(), "GET", ha1));
  EXPECT_FALSE(right(example(), "PUT", ha1));
  Claim other = example();
  other.response[0] = '7';
  EXPECT_FALSE(right(other, "GET", ha1));
  other.response = "";
  EXPECT_FALSE(right(other, "GET", ha1));
}

TEST(Digest, WeAnswerAsTheExample) {
  const Challenge challenge{"testrealm@host.com",
                            "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                            "5ccc069c403ebaf9f0171e9517f40e41",
                            false,
                            true,
                            false};
  const std::string line = answer_challenge(challenge, {"Mufasa", "Circle Of Life"}, "GET",
                                            "/dir/index.html", 1, "0a4f113b");
  EXPECT_NE(line.find("response=\"6629fae49393a05397450978507c4ef1\""), std::string::npos) << line;
  EXPECT_NE(line.find("nc=00000001"), std::string::npos);
  EXPECT_EQ(line.find("Circle"), std::string::npos);
}

TEST(Digest, TheBestChallengeIsTaken) {
  const auto best = [](std::string_view headers) {
    return challenge_in(
        *testing::read_message(
             "SIP/2.0 401 Unauthorized\nVia: SIP/2.0/UDP h;branch=z\nTo: <sip:a@h>;tag=2\n"
             "From: <sip:a@h>;tag=1\nCall-ID: c\nCSeq: 1 REGISTER\n" +
             std::string(headers) + "\n")
             .get());
  };
  const auto strong = best(
      "WWW-Authenticate: Digest realm=\"r\", nonce=\"1\", algorithm=SHA-512-256\n"
      "WWW-Authenticate: Digest realm=\"r\", nonce=\"2\", algorithm=SHA-256, "
      "qop=\"auth,auth-int\"\n"
      "WWW-Authenticate: Digest realm=\"r\", nonce=\"3\", algorithm=MD5\n");
  ASSERT_TRUE(strong);
  EXPECT_EQ(strong->nonce, "2");
  EXPECT_TRUE(strong->sha256 && strong->auth);
  EXPECT_EQ(best("WWW-Authenticate: Digest realm=\"r\", nonce=\"3\"\n")->nonce, "3");
  EXPECT_FALSE(best("WWW-Authenticate: Digest realm=\"r\", nonce=\"3\", qop=\"auth-int\"\n"));
  EXPECT_FALSE(best("WWW-Authenticate: Basic realm=\"r\"\n"));
  EXPECT_FALSE(best(""));
}

TEST(Nonces, AreGoodOnceInTheirPlaceForAWhile) {
  Nonces nonces;
  Claim claim = example();
  claim.nonce = nonces.make("192.0.2.1", 1'000);
  EXPECT_EQ(nonces.take(claim, "192.0.2.2", 1'000), Nonces::Worth::forged);
  EXPECT_EQ(nonces.take(claim, "192.0.2.1", 1'000), Nonces::Worth::good);
  EXPECT_EQ(nonces.take(claim, "192.0.2.1", 1'000), Nonces::Worth::stale);  // sent again
  claim.count = "00000002";
  EXPECT_EQ(nonces.take(claim, "192.0.2.1", 1'000 + Nonces::lives_ms), Nonces::Worth::good);
  claim.count = "00000003";
  EXPECT_EQ(nonces.take(claim, "192.0.2.1", 1'001 + Nonces::lives_ms), Nonces::Worth::stale);
  EXPECT_NE(nonces.make("a", 5), nonces.make("a", 5));
  for (const char* made_up : {"", ".", "1000.", "1000-1.AAAA", "x"}) {
    claim.nonce = made_up;
    EXPECT_EQ(nonces.take(claim, "192.0.2.1", 1'000), Nonces::Worth::forged) << made_up;
  }
}

TEST(Nonces, ForgettingThemMakesNoneGoodAgain) {
  Nonces nonces;
  Claim first = example();
  first.nonce = nonces.make("p", 0);
  EXPECT_EQ(nonces.take(first, "p", 0), Nonces::Worth::good);
  Claim claim = example();
  for (std::size_t i = 0; i <= Nonces::remembered_max; ++i) {
    claim.nonce = nonces.make("p", 1);
    nonces.take(claim, "p", 1);
  }
  EXPECT_EQ(nonces.take(first, "p", 2), Nonces::Worth::stale);
}

}  // namespace
}  // namespace centralino::voice
