#include "platform/http/request_parser.h"

#include <gtest/gtest.h>

namespace centralino::http {
namespace {

using State = RequestParser::State;

struct Parsed {
  State state;
  int status;
  std::size_t taken;
  Request request;
  bool keep_alive;
};

// Feeds the bytes in pieces of that size; accepts bodies up to 100 bytes.
Parsed parse(std::string_view bytes, std::size_t piece = 1'000'000, Limits limits = {}) {
  RequestParser parser(limits);
  std::size_t taken = 0;
  while (taken < bytes.size()) {
    const std::size_t n = parser.feed(bytes.substr(taken, piece));
    taken += n;
    if (parser.state() == State::head_done)
      parser.accept_body(100);
    else if (n == 0)
      break;
  }
  return {parser.state(), parser.status(), taken, parser.request(), parser.keep_alive()};
}

int status_for(std::string_view bytes) { return parse(bytes).status; }

TEST(RequestParser, ReadsARequestHoweverItIsCut) {
  const std::string bytes =
      "POST /a%20b/c?x=1&y=%C3%A8+z HTTP/1.1\r\nHost: Example.org:8080\r\nX-One:  a b \r\n"
      "Content-Length: 5\r\n\r\nhelloGET /next";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    const Parsed parsed = parse(bytes, piece);
    ASSERT_EQ(parsed.state, State::done) << piece;
    EXPECT_EQ(parsed.taken, bytes.size() - 9);
    EXPECT_EQ(parsed.request.method, "POST");
    EXPECT_EQ(parsed.request.path, "/a b/c");
    EXPECT_EQ(parsed.request.query_value("y"), "\xC3\xA8 z");
    EXPECT_EQ(parsed.request.host, "example.org:8080");
    EXPECT_EQ(parsed.request.header("x-ONE"), "a b");
    EXPECT_EQ(parsed.request.body, "hello");
    EXPECT_TRUE(parsed.keep_alive);
  }
}

TEST(RequestParser, JoinsChunksHoweverTheyAreCut) {
  const std::string bytes =
      "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n"
      "5;name=value\r\nhello\r\nA\r\n, world!!!\r\n0\r\nX-Trailer: t\r\n\r\n";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    const Parsed parsed = parse(bytes, piece);
    ASSERT_EQ(parsed.state, State::done) << piece;
    EXPECT_EQ(parsed.taken, bytes.size());
    EXPECT_EQ(parsed.request.body, "hello, world!!!");
    EXPECT_FALSE(parsed.request.has_header("X-Trailer"));
  }
}

TEST(RequestParser, KnowsWhetherTheConnectionLives) {
  EXPECT_TRUE(parse("GET / HTTP/1.1\r\nHost: x\r\n\r\n").keep_alive);
  EXPECT_FALSE(parse("GET / HTTP/1.1\r\nHost: x\r\nConnection: a, Close\r\n\r\n").keep_alive);
  EXPECT_FALSE(parse("GET / HTTP/1.0\r\n\r\n").keep_alive);
  EXPECT_TRUE(parse("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keep_alive);
}

TEST(RequestParser, TakesTheTargetFormsItShould) {
  const Parsed absolute = parse("GET http://Other.example:81/p?q=1 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(absolute.request.host, "other.example:81");
  EXPECT_EQ(absolute.request.path, "/p");
  EXPECT_EQ(absolute.request.target, "/p?q=1");
  EXPECT_EQ(parse("GET http://h?q=1 HTTP/1.1\r\nHost: x\r\n\r\n").request.target, "/?q=1");
  EXPECT_EQ(parse("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").request.path, "*");
  EXPECT_EQ(status_for("GET * HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
  EXPECT_EQ(status_for("CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n"), 501);
  EXPECT_EQ(status_for("GET ftp://h/ HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
  EXPECT_EQ(status_for("GET /../etc HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
}

TEST(RequestParser, RefusesWhatCouldBeReadInTwoWays) {
  const std::string start = "POST / HTTP/1.1\r\nHost: x\r\n";
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  EXPECT_EQ(status_for(start + chunked + "Content-Length: 3\r\n\r\n"), 400);
  EXPECT_EQ(status_for(start + "Content-Length: 3\r\nContent-Length: 3\r\n\r\n"), 400);
  EXPECT_EQ(status_for(start + "Content-Length: 3, 3\r\n\r\n"), 400);
  EXPECT_EQ(status_for(start + "Content-Length: +3\r\n\r\n"), 400);
  EXPECT_EQ(status_for(start + "Content-Length: 0x3\r\n\r\n"), 400);
  EXPECT_EQ(status_for(start + "Content-Length:\r\n\r\n"), 400);
  EXPECT_EQ(status_for(start + chunked + chunked + "\r\n"), 400);
  EXPECT_EQ(status_for(start + "Transfer-Encoding: gzip, chunked\r\n\r\n"), 501);
  EXPECT_EQ(status_for(start + "Transfer-Encoding: chunked, identity\r\n\r\n"), 501);
  EXPECT_EQ(status_for(start + "Transfer-Encoding: xchunked\r\n\r\n"), 501);
  EXPECT_EQ(status_for("POST / HTTP/1.0\r\n" + chunked + "\r\n"), 400);
  EXPECT_EQ(status_for(start + "Content-Length : 3\r\n\r\n"), 400);
  EXPECT_EQ(status_for(start + "X: a\r\n b\r\n\r\n"), 400);
  EXPECT_EQ(status_for("GET / HTTP/1.1\r\n Host: x\r\n\r\n"), 400);
  EXPECT_EQ(status_for(start + "X: a\rb\r\n\r\n"), 400);
  EXPECT_EQ(status_for(start + "X: a\nY: b\r\n\r\n"), 400);
  EXPECT_EQ(status_for(start + std::string("X: a\0b\r\n\r\n", 10)), 400);
  EXPECT_EQ(status_for(start + "no colon\r\n\r\n"), 400);
  EXPECT_EQ(status_for(start + "Host: y\r\n\r\n"), 400);
  EXPECT_EQ(status_for("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(status_for("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400);
  EXPECT_EQ(status_for("GET / HTTP/1.1\nHost: x\n\n"), 400);
  EXPECT_EQ(status_for("GET  / HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
  EXPECT_EQ(status_for("GET / HTTP/2.0\r\nHost: x\r\n\r\n"), 505);
  EXPECT_EQ(status_for("GET / HTTP/1.12\r\nHost: x\r\n\r\n"), 400);
  EXPECT_EQ(status_for("G@T / HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
}

TEST(RequestParser, RefusesMalformedChunks) {
  const std::string start = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const char* chunks : {"zz\r\n", "\r\n", "-1\r\n", "0x5\r\nhello\r\n", "5 \r\nhello\r\n",
                             "5\nhello\r\n", "5\r\nhelloX\r\n", "5\r\nhello\n", "5;\x01\r\n",
                             "ffffffffffffffffff\r\n", "0\r\nbad trailer\r\n", "0\r\n x: y\r\n"}) {
    EXPECT_EQ(status_for(start + chunks), 400) << chunks;
  }
  EXPECT_EQ(status_for(start + "1;" + std::string(300, 'x')), 400);
  EXPECT_EQ(status_for(start + "0\r\nX: " + std::string(20'000, 'x')), 431);
  EXPECT_EQ(status_for(start + "65\r\n"), 413);
}

TEST(RequestParser, KeepsItsLimits) {
  Limits limits;
  limits.target_bytes_max = 100;
  limits.header_bytes_max = 400;
  limits.headers_max = 5;
  const std::string host = " HTTP/1.1\r\nHost: x\r\n";
  const auto status = [&](const std::string& bytes) { return parse(bytes, 7, limits).status; };
  EXPECT_EQ(status("GET /" + std::string(99, 'a') + host + "\r\n"), 0);
  EXPECT_EQ(status("GET /" + std::string(100, 'a') + host + "\r\n"), 414);
  EXPECT_EQ(status("GET /" + std::string(10'000, 'a')), 414);
  EXPECT_EQ(status("GET /" + host + "X: " + std::string(500, 'a')), 431);
  EXPECT_EQ(status("GET /" + host + "A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\n\r\n"), 0);
  EXPECT_EQ(status("GET /" + host + "A: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\nE: 1\r\n\r\n"), 431);
  EXPECT_EQ(status("POST /" + host + "Content-Length: 101\r\n\r\n"), 413);
  EXPECT_EQ(status("POST /" + host + "Content-Length: 99999999999999999999999\r\n\r\n"), 413);
}

TEST(RequestParser, SkipsEmptyLinesBetweenRequests) {
  EXPECT_EQ(parse("\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 1).state, State::done);
}

TEST(RequestParser, StartsAfreshAfterNext) {
  const Limits limits;
  RequestParser parser(limits);
  const std::string first = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nA";
  EXPECT_EQ(parser.feed(first), first.size() - 1);
  parser.accept_body(10);
  EXPECT_EQ(parser.feed("AB"), 1u);
  parser.next();
  EXPECT_FALSE(parser.started());
  parser.feed("GET /b HTTP/1.1\r\nHost: y\r\n\r\n");
  EXPECT_EQ(parser.state(), State::head_done);
  EXPECT_EQ(parser.request().path, "/b");
  EXPECT_EQ(parser.request().headers.size(), 1u);
  EXPECT_FALSE(parser.has_body());
}

TEST(RequestParser, SeesHandshakesAndExpectations) {
  const Limits limits;
  RequestParser parser(limits);
  parser.feed("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: WebSocket\r\nConnection: x, Upgrade\r\n\r\n");
  EXPECT_TRUE(parser.wants_websocket());
  RequestParser other(limits);
  other.feed("PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n");
  EXPECT_TRUE(other.expects_continue());
  EXPECT_FALSE(other.wants_websocket());
  EXPECT_EQ(status_for("PUT / HTTP/1.1\r\nHost: x\r\nExpect: 200-ok\r\n\r\n"), 417);
}

TEST(Request, FindsCookies) {
  Request request;
  request.headers = {{"cookie", "a=1; session=x=y;b"}, {"Cookie", "c=3"}};
  EXPECT_EQ(request.cookie("session"), "x=y");
  EXPECT_EQ(request.cookie("c"), "3");
  EXPECT_EQ(request.cookie("b"), std::nullopt);
  EXPECT_EQ(request.cookie("ession"), std::nullopt);
}

}  // namespace
}  // namespace centralino::http
