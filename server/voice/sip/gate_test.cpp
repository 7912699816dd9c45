#include "voice/sip/gate.h"

#include <gtest/gtest.h>

namespace centralino::voice {
namespace {

Ip ip(std::string_view text) { return *parse_ip(text); }

TEST(Ip, IsReadAndWritten) {
  EXPECT_EQ(ip("192.0.2.1").text(), "192.0.2.1");
  EXPECT_EQ(ip("::ffff:192.0.2.1"), ip("192.0.2.1"));
  EXPECT_EQ(ip("2001:db8::1").text(), "2001:db8::1");
  EXPECT_TRUE(ip("0.0.0.0").any());
  EXPECT_FALSE(parse_ip("192.0.2"));
  EXPECT_FALSE(parse_ip(std::string_view("1.2.3.4\0x", 9)));
}

TEST(Ip, NetworksHoldWhatTheySay) {
  EXPECT_TRUE(parse_network("192.0.2.0/24")->contains(ip("192.0.2.255")));
  EXPECT_FALSE(parse_network("192.0.2.0/24")->contains(ip("192.0.3.0")));
  EXPECT_TRUE(parse_network("192.0.2.9")->contains(ip("192.0.2.9")));
  EXPECT_FALSE(parse_network("0.0.0.0/0")->contains(ip("2001:db8::1")));
  EXPECT_TRUE(parse_network("2001:db8::/32")->contains(ip("2001:db8:9::1")));
  for (const char* wrong : {"192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1", "host/8", "/8"})
    EXPECT_FALSE(parse_network(wrong)) << wrong;
  EXPECT_EQ(ip("192.0.2.77").neighbourhood(), ip("192.0.2.0"));
  EXPECT_EQ(ip("2001:db8::7:1").neighbourhood(), ip("2001:db8::"));
}

TEST(Ip, HostsWithPorts) {
  EXPECT_EQ(parse_host_port("sip.example.net:5062")->port, 5062);
  EXPECT_EQ(parse_host_port("sip.example.net")->port, 0);
  EXPECT_EQ(parse_host_port("[2001:db8::1]:5060")->host, "2001:db8::1");
  for (const char* wrong : {"", ":5060", "h:", "h:65536", "h:x", "[::1", "[::1]5060"})
    EXPECT_FALSE(parse_host_port(wrong)) << wrong;
}

TEST(Gate, StrangersHaveLittleAndGetItBack) {
  Gate gate;
  const Ip one = ip("198.51.100.1"), neighbour = ip("198.51.100.2"), other = ip("203.0.113.1");
  int admitted = 0;
  while (gate.admit_request(admitted % 2 == 0 ? one : neighbour, 0)) ++admitted;
  EXPECT_EQ(admitted, static_cast<int>(Gate::stranger_burst));
  EXPECT_TRUE(gate.admit_request(other, 0));  // another place is not the worse for it
  EXPECT_FALSE(gate.admit_request(one, 50));
  EXPECT_TRUE(gate.admit_request(one, 1'000));
}

TEST(Gate, AllStrangersTogetherAreBounded) {
  Gate gate;
  int admitted = 0;
  for (int i = 0; i < 1'000; ++i) {
    Ip from = ip("10.0.0.1");
    from.bytes[1] = static_cast<std::uint8_t>(i / 250);
    from.bytes[2] = static_cast<std::uint8_t>(i % 250);
    if (gate.admit_request(from, 0)) ++admitted;
  }
  EXPECT_EQ(admitted, static_cast<int>(Gate::strangers_burst));
}

TEST(Gate, ItsTablesAreBounded) {
  BySource<int> table(3);
  for (int i = 0; i < 10; ++i) {
    Ip from = ip("10.0.0.0");
    from.bytes[3] = static_cast<std::uint8_t>(i);
    table.at(from, i);
    table.at(ip("10.0.0.0"), 0);  // used all the time: stays
  }
  EXPECT_EQ(table.size(), 3u);
  EXPECT_NE(table.find(ip("10.0.0.0")), nullptr);
  EXPECT_NE(table.find(ip("10.0.0.9")), nullptr);
  EXPECT_EQ(table.find(ip("10.0.0.5")), nullptr);
}

TEST(Gate, WhoGuessesWaitsLongerEachTime) {
  Gate gate;
  const Ip from = ip("198.51.100.1");
  for (int i = 0; i < Gate::failures_free; ++i) gate.failed(from, 0);
  EXPECT_FALSE(gate.waits(from, 0));
  gate.failed(from, 0);
  EXPECT_TRUE(gate.waits(from, 999));
  EXPECT_FALSE(gate.waits(from, 1'000));
  gate.failed(from, 1'000);
  EXPECT_TRUE(gate.waits(from, 2'999));
  for (int i = 0; i < 40; ++i) gate.failed(from, 3'000);
  EXPECT_TRUE(gate.waits(from, 3'000 + Gate::wait_ms_max - 1));
  EXPECT_FALSE(gate.waits(from, 3'000 + Gate::wait_ms_max));
  EXPECT_FALSE(gate.waits(ip("198.51.100.2"), 3'000));
  gate.passed(from, 4'000);  // the right one, from the same place
  EXPECT_FALSE(gate.waits(from, 4'000));
  EXPECT_TRUE(gate.proved(from, 4'000));
  EXPECT_FALSE(gate.proved(from, 4'000 + Gate::proof_ms));
}

TEST(Gate, FewRefusalsAreToldAndTheOthersCounted) {
  Gate gate;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(gate.refusal(0), 0);
  for (int i = 0; i < 7; ++i) EXPECT_FALSE(gate.refusal(0));
  EXPECT_EQ(gate.refusal(1'000), 7);
  EXPECT_EQ(gate.refusal(1'000), 0);
}

TEST(Look, KnowsWhatMayBeSip) {
  EXPECT_EQ(look("\r\n\r\n"), Look::keep_alive);
  EXPECT_EQ(look(std::string_view("\0\0\0\0", 4)), Look::keep_alive);
  EXPECT_EQ(look("SIP/2.0 200 OK\r\n\r\n"), Look::answer);
  EXPECT_EQ(look("INVITE sip:a@b SIP/2.0\r\nTo: x\r\n\r\n"), Look::request);
  for (const char* other :
       {"GET / HTTP/1.1\r\n\r\n", "invite sip:a SIP/2.0\r\n\r\n", "x", "INVITE sip:a SIP/2.0"})
    EXPECT_EQ(look(other), Look::nothing) << other;
}

TEST(Scanners, SayWhoTheyAre) {
  EXPECT_TRUE(scanner("friendly-scanner"));
  EXPECT_TRUE(scanner(" SIPVicious 0.2"));
  EXPECT_FALSE(scanner("Yealink SIP-T46S 66.85.0.5"));
  EXPECT_TRUE(from_scanner("OPTIONS sip:1 SIP/2.0\r\nTo: x\r\nuser-AGENT: sipcli/v1.8\r\n\r\n"));
  // Not where it is only talked about.
  EXPECT_FALSE(
      from_scanner("OPTIONS sip:1 SIP/2.0\r\nSubject: sipcli\r\n\r\nUser-Agent: sipcli\r\n"));
}

}  // namespace
}  // namespace centralino::voice
