#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "voice/sdp/negotiate.h"

namespace centralino::voice::sdp {
namespace {

// As Chromium writes an offer for audio, shortened.
constexpr std::string_view browser_offer =
    "v=0\r\n"
    "o=- 4611731400430051336 2 IN IP4 127.0.0.1\r\n"
    "s=-\r\n"
    "t=0 0\r\n"
    "a=group:BUNDLE 0 1\r\n"
    "a=extmap-allow-mixed\r\n"
    "a=msid-semantic: WMS\r\n"
    "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126\r\n"
    "c=IN IP4 0.0.0.0\r\n"
    "a=rtcp:9 IN IP4 0.0.0.0\r\n"
    "a=candidate:1 1 UDP 2122260223 192.0.2.7 50000 typ host generation 0\r\n"
    "a=ice-ufrag:EsAw\r\n"
    "a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n"
    "a=ice-options:trickle\r\n"
    "a=fingerprint:sha-256 ab:cd:ef:01\r\n"
    "a=setup:actpass\r\n"
    "a=mid:0\r\n"
    "a=sendrecv\r\n"
    "a=rtcp-mux\r\n"
    "a=rtpmap:111 opus/48000/2\r\n"
    "a=fmtp:111 minptime=10;useinbandfec=1\r\n"
    "a=rtpmap:63 red/48000/2\r\n"
    "a=rtpmap:9 G722/8000\r\n"
    "a=rtpmap:0 PCMU/8000\r\n"
    "a=rtpmap:8 PCMA/8000\r\n"
    "a=rtpmap:13 CN/8000\r\n"
    "a=rtpmap:110 telephone-event/48000\r\n"
    "a=rtpmap:126 telephone-event/8000\r\n"
    "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n"
    "c=IN IP4 0.0.0.0\r\n"
    "a=mid:1\r\n"
    "a=rtpmap:96 VP8/90000\r\n";

// A telephone's, with bare line ends and static types without rtpmap.
constexpr std::string_view phone_offer =
    "v=0\no=alice 1 1 IN IP4 192.0.2.1\ns=call\nc=IN IP4 192.0.2.1\nt=0 0\n"
    "m=audio 4000 RTP/AVP 18 8 0 101\na=rtpmap:101 telephone-event/8000\na=ptime:30\n";

constexpr std::string_view key_a = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
constexpr std::string_view key_b = "PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR";

Description read(std::string_view text) {
  auto parsed = parse(text);
  if (const auto* wrong = std::get_if<Malformed>(&parsed)) ADD_FAILURE() << word(*wrong);
  return std::get_if<Description>(&parsed) != nullptr ? std::get<Description>(parsed)
                                                      : Description{};
}

Ours trunk() {
  Ours ours;
  ours.session_id = 7;
  ours.version = 1;
  ours.address = "198.51.100.2";
  ours.port = 20'000;
  ours.codecs = {{8, "PCMA", 8'000, 1, ""},
                 {0, "PCMU", 8'000, 1, ""},
                 {101, "telephone-event", 8'000, 1, "0-15"}};
  return ours;
}

Ours browser() {
  Ours ours = trunk();
  ours.ice = Ice{"ours", "our-password-of-22-chars"};
  ours.fingerprint = Fingerprint{"sha-256", "11:22"};
  ours.plain = false;
  return ours;
}

Answer answered(const Ours& ours, std::string_view offer_text) {
  auto result = answer(ours, read(offer_text));
  if (const auto* refused = std::get_if<Refused>(&result)) ADD_FAILURE() << word(*refused);
  return std::get_if<Answer>(&result) != nullptr ? std::get<Answer>(result) : Answer{};
}

Refused refusal(const Ours& ours, std::string_view offer_text) {
  const auto result = answer(ours, read(offer_text));
  const auto* refused = std::get_if<Refused>(&result);
  if (refused == nullptr) ADD_FAILURE() << "was accepted";
  return refused == nullptr ? Refused::wrong_answer : *refused;
}

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out(text);
  out.replace(out.find(what), what.size(), by);
  return out;
}

TEST(Sdp, ReadsABrowsersOffer) {
  const Description offer = read(browser_offer);
  ASSERT_EQ(offer.media.size(), 2u);
  const Media& audio = offer.media[0];
  EXPECT_EQ(offer.bundle, (std::vector<std::string>{"0", "1"}));
  EXPECT_EQ(audio.codecs.size(), 8u);
  EXPECT_EQ(audio.codecs[0], (Codec{111, "opus", 48'000, 2, "minptime=10;useinbandfec=1"}));
  EXPECT_EQ(audio.ice, (Ice{"EsAw", "P2uYro0UCOQ4zxjKXaWCBui1"}));
  EXPECT_EQ(audio.fingerprint, (Fingerprint{"sha-256", "AB:CD:EF:01"}));
  EXPECT_EQ(audio.candidates.size(), 1u);
  EXPECT_EQ(audio.candidates[0].address, "192.0.2.7");
  EXPECT_EQ(audio.candidates[0].transport, "udp");
  EXPECT_TRUE(audio.rtcp_mux);
  EXPECT_EQ(offer.media[1].kind, "video");
}

TEST(Sdp, AnswersABrowser) {
  const Answer made = answered(browser(), browser_offer);
  EXPECT_EQ(made.agreed.codec.name, "PCMA");
  EXPECT_EQ(made.agreed.send_events, 126);
  EXPECT_EQ(made.agreed.security, Security::dtls);
  EXPECT_FALSE(made.agreed.dtls_client);
  EXPECT_EQ(made.agreed.ice->ufrag, "EsAw");
  EXPECT_TRUE(made.agreed.rtcp_mux);
  EXPECT_EQ(write(made.description),
            "v=0\r\n"
            "o=- 7 1 IN IP4 198.51.100.2\r\n"
            "s=-\r\n"
            "t=0 0\r\n"
            "a=ice-lite\r\n"
            "a=group:BUNDLE 0\r\n"
            "m=audio 20000 UDP/TLS/RTP/SAVPF 8 126\r\n"
            "c=IN IP4 198.51.100.2\r\n"
            "a=mid:0\r\n"
            "a=rtpmap:8 PCMA/8000\r\n"
            "a=rtpmap:126 telephone-event/8000\r\n"
            "a=fmtp:126 0-15\r\n"
            "a=ptime:20\r\n"
            "a=sendrecv\r\n"
            "a=rtcp-mux\r\n"
            "a=ice-ufrag:ours\r\n"
            "a=ice-pwd:our-password-of-22-chars\r\n"
            "a=fingerprint:sha-256 11:22\r\n"
            "a=setup:passive\r\n"
            "a=candidate:1 1 udp 2130706431 198.51.100.2 20000 typ host\r\n"
            "a=end-of-candidates\r\n"
            "m=video 0 UDP/TLS/RTP/SAVPF 96\r\n"
            "a=mid:1\r\n"
            "a=inactive\r\n");
}

TEST(Sdp, AnswersATelephone) {
  const Answer made = answered(trunk(), phone_offer);
  EXPECT_EQ(made.agreed.codec.payload_type, 8);
  EXPECT_EQ(made.agreed.address, "192.0.2.1");
  EXPECT_EQ(made.agreed.port, 4'000);
  EXPECT_EQ(made.agreed.rtcp_port, 4'001);
  EXPECT_EQ(made.agreed.ptime, 30);
  EXPECT_EQ(made.agreed.receive_events, 101);
  EXPECT_FALSE(made.description.media[0].rtcp_mux);
  EXPECT_FALSE(made.description.media[0].ice);
}

TEST(Sdp, HoldIsADirectionOrAnOldAddress) {
  const auto with = [&](std::string_view line) {
    return answered(trunk(), std::string(phone_offer) + std::string(line)).agreed.direction;
  };
  EXPECT_EQ(with(""), Direction::sendrecv);
  EXPECT_EQ(with("a=sendonly\n"), Direction::recvonly);
  EXPECT_EQ(with("a=recvonly\n"), Direction::sendonly);
  EXPECT_EQ(with("a=inactive\n"), Direction::inactive);
  EXPECT_EQ(with("c=IN IP4 0.0.0.0\n"), Direction::recvonly);
  Ours holding = trunk();
  holding.direction = Direction::sendonly;
  EXPECT_EQ(answered(holding, phone_offer).description.media[0].direction, Direction::sendonly);
}

TEST(Sdp, SaysWhyItRefuses) {
  EXPECT_EQ(refusal(trunk(), "v=0\no=a 1 1 IN IP4 192.0.2.1\n"), Refused::no_audio);
  EXPECT_EQ(refusal(trunk(), replaced(phone_offer, "audio 4000", "audio 0")), Refused::no_audio);
  EXPECT_EQ(refusal(trunk(), replaced(phone_offer, "18 8 0 101", "18 101")), Refused::no_codec);
  EXPECT_EQ(refusal(trunk(), replaced(phone_offer, "c=IN IP4 192.0.2.1\n", "")),
            Refused::no_address);
  EXPECT_EQ(refusal(browser(), phone_offer), Refused::not_encrypted);
  EXPECT_EQ(refusal(trunk(), browser_offer), Refused::cannot_encrypt);
  EXPECT_EQ(refusal(browser(), replaced(browser_offer, "a=fingerprint", "a=x")),
            Refused::cannot_encrypt);
}

TEST(Sdp, AgreesOnKeysInTheDescription) {
  const std::string offer_text = replaced(phone_offer, "RTP/AVP", "RTP/SAVP") +
                                 "a=crypto:1 AES_CM_256_HMAC_SHA1_80 inline:short\n"
                                 "a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:" +
                                 std::string(key_a) + "|2^20\n";
  Ours ours = trunk();
  EXPECT_EQ(refusal(ours, offer_text), Refused::cannot_encrypt);
  ours.crypto = {{1, "AEAD_AES_128_GCM", std::string(key_b)},
                 {2, "AES_CM_128_HMAC_SHA1_80", std::string(key_b)}};
  const Answer made = answered(ours, offer_text);
  EXPECT_EQ(made.agreed.security, Security::sdes);
  EXPECT_EQ(made.agreed.receive_key, key_a);
  EXPECT_EQ(made.agreed.send_key, key_b);
  EXPECT_EQ(made.description.media[0].crypto,
            (std::vector<Crypto>{{4, "AES_CM_128_HMAC_SHA1_80", std::string(key_b)}}));
}

// Two of ours, talking to each other, agree on the same in every way.
TEST(Sdp, OfferAnswerAccept) {
  for (const bool encrypted : {false, true}) {
    Ours caller = trunk();
    Ours called = trunk();
    called.address = "2001:db8::9";
    called.codecs[2].payload_type = 96;
    if (encrypted) {
      caller.crypto = {{1, "AES_CM_128_HMAC_SHA1_80", std::string(key_a)}};
      called.crypto = {{1, "AES_CM_128_HMAC_SHA1_80", std::string(key_b)}};
    }
    const Description offered = offer(caller);
    const Answer made = answered(called, write(offered));
    const auto result = accept(caller, offered, read(write(made.description)));
    ASSERT_TRUE(std::holds_alternative<Agreed>(result)) << word(std::get<Refused>(result));
    const Agreed& agreed = std::get<Agreed>(result);
    EXPECT_EQ(agreed.codec.name, "PCMA");
    EXPECT_EQ(agreed.address, "2001:db8::9");
    EXPECT_EQ(agreed.send_events, made.agreed.receive_events);
    EXPECT_EQ(agreed.receive_events, 101);
    EXPECT_EQ(agreed.send_key, made.agreed.receive_key);
    EXPECT_EQ(agreed.receive_key, made.agreed.send_key);
    EXPECT_TRUE(agreed.rtcp_mux);
  }
}

TEST(Sdp, BrowsersAnswerIsAccepted) {
  const Ours ours = browser();
  const Description offered = offer(ours);
  EXPECT_EQ(offered.media[0].setup, "actpass");
  Ours them = ours;
  them.fingerprint->value = "33:44";
  Answer made = answered(them, write(offered));
  made.description.media[0].setup = "active";
  const auto result = accept(ours, offered, made.description);
  ASSERT_TRUE(std::holds_alternative<Agreed>(result));
  EXPECT_FALSE(std::get<Agreed>(result).dtls_client);
  EXPECT_EQ(std::get<Agreed>(result).fingerprint->value, "33:44");
}

TEST(Sdp, AnswersThatDoNotFitAreRefused) {
  const Ours ours = trunk();
  const Description offered = offer(ours);
  const auto refused = [&](std::string_view text) {
    const auto result = accept(ours, offered, read(text));
    return std::holds_alternative<Refused>(result) ? word(std::get<Refused>(result)) : "accepted";
  };
  EXPECT_EQ(refused(phone_offer), "accepted");
  EXPECT_EQ(refused(replaced(phone_offer, "RTP/AVP", "RTP/SAVP")), word(Refused::wrong_answer));
  EXPECT_EQ(refused(replaced(phone_offer, "audio 4000", "audio 0")), word(Refused::no_audio));
  EXPECT_EQ(refused(replaced(phone_offer, "18 8 0 101", "18")), word(Refused::no_codec));
}

TEST(Sdp, RefusesWhatCannotBeRead) {
  const auto why = [](std::string_view text) {
    const auto result = parse(text);
    return std::holds_alternative<Malformed>(result) ? word(std::get<Malformed>(result)) : "read";
  };
  EXPECT_EQ(why(""), word(Malformed::no_version));
  EXPECT_EQ(why("v=1\n"), word(Malformed::no_version));
  EXPECT_EQ(why("v=0\n"), word(Malformed::no_origin));
  EXPECT_EQ(why("v=0\no=-\n"), word(Malformed::no_origin));
  const std::string good = "v=0\no=- 1 1 IN IP4 192.0.2.1\n";
  EXPECT_EQ(why(good), "read");
  EXPECT_EQ(why(good + "m=audio 70000 RTP/AVP 0\n"), word(Malformed::media_line));
  EXPECT_EQ(why(good + "m=audio 1 RTP/AVP\n"), word(Malformed::media_line));
  EXPECT_EQ(why(good + "s=\x01\n"), word(Malformed::control_characters));
  EXPECT_EQ(why(good + "s=a\rm=audio 1 RTP/AVP 0\n"), word(Malformed::control_characters));
  EXPECT_EQ(why(good + std::string(text_bytes_max, 'x')), word(Malformed::too_long));
  std::string many = good;
  for (std::size_t i = 0; i <= media_max; ++i) many += "m=audio 1 RTP/AVP 0\n";
  EXPECT_EQ(why(many), word(Malformed::too_much_media));
}

TEST(Sdp, WrittenTextsCannotBeginALine) {
  Description description = read(phone_offer);
  description.name = "x\r\na=inactive";
  description.media[0].mid = "0\na=sendonly";
  const Description again = read(write(description));
  EXPECT_EQ(again.media[0].direction, Direction::sendrecv);
}

// What was read is written so that it reads the same.
TEST(Sdp, ReadsWhatItWrote) {
  for (const std::string_view text : {browser_offer, phone_offer}) {
    const Description once = read(text);
    EXPECT_EQ(read(write(once)), once);
  }
}

RC_GTEST_PROP(Sdp, DirectionsAreConsistent, ()) {
  const auto any = rc::gen::element(Direction::sendrecv, Direction::sendonly, Direction::recvonly,
                                    Direction::inactive);
  const Direction a = *any;
  const Direction b = *any;
  RC_ASSERT(reversed(reversed(a)) == a);
  RC_ASSERT(reversed(both(a, b)) == both(reversed(a), reversed(b)));
  RC_ASSERT(both(a, Direction::sendrecv) == a);
}

}  // namespace
}  // namespace centralino::voice::sdp
