// url, cidr, forwarded, multipart, rate_limit, response_writer: small pure things.
#include <gtest/gtest.h>

#include "platform/http/cidr.h"
#include "platform/http/forwarded.h"
#include "platform/http/multipart.h"
#include "platform/http/rate_limit.h"
#include "platform/http/response_writer.h"
#include "platform/http/url.h"

namespace centralino::http {
namespace {

TEST(Url, DecodesPercentEscapesOnce) {
  EXPECT_EQ(*percent_decode("a%20b%2Fc%2541"), "a b/c%41");
  EXPECT_EQ(*percent_decode("a+b"), "a+b");
  EXPECT_EQ(*percent_decode("a+b", true), "a b");
  for (const char* bad : {"%", "%4", "%zz", "%4g", "a%"}) EXPECT_FALSE(percent_decode(bad)) << bad;
  EXPECT_EQ(percent_encode("a b/\xC3\xA8~"), "a%20b%2F%C3%A8~");
}

TEST(Url, NormalisesPathsAndRefusesTricks) {
  EXPECT_EQ(*normalise_path("/"), "/");
  EXPECT_EQ(*normalise_path("//a///b/"), "/a/b/");
  EXPECT_EQ(*normalise_path("/caff%C3%A8"), "/caff\xC3\xA8");
  EXPECT_EQ(*normalise_path("/a...b/.c"), "/a...b/.c");
  for (const char* bad : {"", "a", "/..", "/a/../b", "/%2e%2E/b", "/./a", "/a%2fb", "/a%5cb",
                          "/a\\b", "/%00", "/%0a", "/%ff", "/%c0%af", "/%ed%a0%80", "/%zz"}) {
    EXPECT_FALSE(normalise_path(bad)) << bad;
  }
}

TEST(Url, ReadsQueries) {
  const auto query = parse_query("a=1&b=&&c&a=%26+x=y");
  ASSERT_TRUE(query);
  const Query expected = {{"a", "1"}, {"b", ""}, {"c", ""}, {"a", "& x=y"}};
  EXPECT_EQ(*query, expected);
  for (const char* bad : {"a=%", "a=%00", "%ff=1"}) EXPECT_FALSE(parse_query(bad)) << bad;
  EXPECT_FALSE(parse_target("/a#b"));
  EXPECT_EQ(parse_target("/a?b?c")->query.front().first, "b?c");
}

TEST(Cidr, ReadsAndWritesAddresses) {
  EXPECT_EQ(parse_address("10.1.2.3")->to_string(), "10.1.2.3");
  EXPECT_EQ(parse_address("2001:DB8::1")->to_string(), "2001:db8::1");
  EXPECT_EQ(parse_address("::ffff:10.1.2.3"), parse_address("10.1.2.3"));
  for (const char* bad : {"", "10.1.2", "10.1.2.3.4", "1.2.3.4 ", "[::1]", "::1%eth0", "x"}) {
    EXPECT_FALSE(parse_address(bad)) << bad;
  }
  EXPECT_EQ(parse_address_and_port(" 10.1.2.3:80 "), parse_address("10.1.2.3"));
  EXPECT_EQ(parse_address_and_port("[::1]:80"), parse_address("::1"));
  EXPECT_EQ(parse_address_and_port("::1"), parse_address("::1"));
  EXPECT_TRUE(parse_address("127.9.9.9")->loopback());
  EXPECT_TRUE(parse_address("::1")->loopback());
  EXPECT_FALSE(parse_address("128.0.0.1")->loopback());
}

TEST(Cidr, MatchesBlocks) {
  const auto inside = [](const char* block, const char* address) {
    return parse_cidr(block)->contains(*parse_address(address));
  };
  EXPECT_TRUE(inside("10.0.0.0/8", "10.255.1.2"));
  EXPECT_FALSE(inside("10.0.0.0/8", "11.0.0.0"));
  EXPECT_TRUE(inside("192.168.4.0/22", "192.168.7.255"));
  EXPECT_FALSE(inside("192.168.4.0/22", "192.168.8.0"));
  EXPECT_TRUE(inside("1.2.3.4", "1.2.3.4"));
  EXPECT_FALSE(inside("1.2.3.4", "1.2.3.5"));
  EXPECT_TRUE(inside("0.0.0.0/0", "9.9.9.9"));
  EXPECT_FALSE(inside("0.0.0.0/0", "::9"));
  EXPECT_TRUE(inside("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(inside("2001:db8::/33", "2001:db8:8000::1"));
  for (const char* bad :
       {"10.0.0.1/8", "10.0.0.0/33", "::/129", "10.0.0.0/", "/8", "10.0.0.0/-1"}) {
    EXPECT_FALSE(parse_cidr(bad)) << bad;
  }
}

Request forwarded(std::vector<Header> headers, const char* peer, bool trusted) {
  Request request;
  request.host = "inner";
  request.headers = std::move(headers);
  std::vector<Cidr> proxies;
  if (trusted) proxies = {*parse_cidr("10.0.0.0/8")};
  apply_forwarding(request, *parse_address(peer), false, proxies, "fresh-id");
  return request;
}

TEST(Forwarded, BelievesOnlyTrustedProxies) {
  const std::vector<Header> headers = {{"X-Forwarded-For", "6.6.6.6, 1.2.3.4"},
                                       {"x-forwarded-for", "10.0.0.9"},
                                       {"X-Forwarded-Proto", "https"},
                                       {"X-Forwarded-Host", "Desk.example"},
                                       {"X-Request-Id", "abcd-1234"}};
  const Request believed = forwarded(headers, "10.0.0.1", true);
  EXPECT_EQ(believed.remote, "1.2.3.4");  // left of it, anyone may have written
  EXPECT_TRUE(believed.secure);
  EXPECT_EQ(believed.host, "desk.example");
  EXPECT_EQ(believed.request_id, "abcd-1234");
  for (const Request& ignored :
       {forwarded(headers, "10.0.0.1", false), forwarded(headers, "11.0.0.1", true)}) {
    EXPECT_EQ(ignored.remote.substr(2), ".0.0.1");
    EXPECT_FALSE(ignored.secure);
    EXPECT_EQ(ignored.host, "inner");
    EXPECT_EQ(ignored.request_id, "fresh-id");
    EXPECT_TRUE(ignored.headers.empty());
  }
}

TEST(Forwarded, StopsAtNonsense) {
  EXPECT_EQ(forwarded({{"X-Forwarded-For", "1.2.3.4, rubbish"}}, "10.0.0.1", true).remote,
            "10.0.0.1");
  EXPECT_EQ(forwarded({{"X-Forwarded-For", "1.2.3.4, rubbish, 10.0.0.5"}}, "10.0.0.1", true).remote,
            "10.0.0.5");
  EXPECT_EQ(forwarded({{"X-Request-Id", "a b\"<>"}}, "10.0.0.1", true).request_id, "fresh-id");
  EXPECT_EQ(forwarded({{"X-Forwarded-Host", "a/b"}}, "10.0.0.1", true).host, "inner");
}

constexpr std::string_view form_type = "multipart/form-data; boundary=\"xY\"";

TEST(Multipart, ReadsFieldsAndFiles) {
  const std::string body =
      "--xY\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\ncaff\xC3\xA8\r\n"
      "--xY\r\nContent-Disposition: form-data; name=\"f\"; filename=\"..\\..\\a%22b.txt\"\r\n"
      "Content-Type: image/png\r\n\r\n\r\n--x\r\nY\r\n"
      "--xY\r\ncontent-disposition: form-data; name=e; filename*=UTF-8''%e2%82%ac.pdf\r\n\r\n\r\n"
      "--xY--\r\n";
  const auto parts = parse_multipart(form_type, body);
  ASSERT_TRUE(parts) << parts.reason();
  ASSERT_EQ(parts->size(), 3u);
  EXPECT_EQ((*parts)[0].name, "note");
  EXPECT_EQ((*parts)[0].content, "caff\xC3\xA8");
  EXPECT_EQ((*parts)[0].media_type, "text/plain");
  EXPECT_FALSE((*parts)[0].file_name);
  EXPECT_EQ((*parts)[1].file_name, "a_b.txt");
  EXPECT_EQ((*parts)[1].content, "\r\n--x\r\nY");
  EXPECT_EQ((*parts)[2].file_name, "\xE2\x82\xAC.pdf");
  EXPECT_EQ((*parts)[2].content, "");
}

TEST(Multipart, RefusesMalformedBodies) {
  const std::string head = "--xY\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n";
  EXPECT_TRUE(parse_multipart(form_type, head + "v\r\n--xY--"));
  EXPECT_TRUE(parse_multipart(form_type, "--xY--"));
  for (const std::string& bad :
       {std::string(), head, head + "v", head + "v\r\n--xY", head + "v\r\n--xYz\r\n", "x" + head,
        std::string("--xY\r\n\r\nv\r\n--xY--"),
        std::string("--xY\r\nContent-Disposition: attachment; name=n\r\n\r\nv\r\n--xY--"),
        std::string("--xY\r\nContent-Disposition: form-data\r\n\r\nv\r\n--xY--"),
        std::string("--xY\r\nContent-Disposition: form-data; name=\"n\r\n\r\nv\r\n--xY--"),
        std::string("--xY\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\n\r\n--xY--"),
        "--xY\r\nX: " + std::string(3000, 'x') + "\r\n\r\nv\r\n--xY--"}) {
    EXPECT_FALSE(parse_multipart(form_type, bad)) << bad;
  }
  for (const char* type :
       {"", "text/plain", "multipart/form-data", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"a\nb\"", "multipart/mixed; boundary=xY"}) {
    EXPECT_FALSE(parse_multipart(type, head + "v\r\n--xY--")) << type;
  }
  EXPECT_FALSE(parse_multipart(form_type, head + "\r\n" + head + "\r\n--xY--", {.parts_max = 1}));
}

TEST(Multipart, SanitisesFileNames) {
  EXPECT_EQ(sanitise_file_name("/etc/passwd"), "passwd");
  EXPECT_EQ(sanitise_file_name("C:\\temp\\report.pdf"), "report.pdf");
  EXPECT_EQ(sanitise_file_name("../.."), "file");
  EXPECT_EQ(sanitise_file_name("..hidden"), "hidden");
  EXPECT_EQ(sanitise_file_name(std::string("a\0b\r\nc", 6)), "abc");
  EXPECT_EQ(sanitise_file_name("photo\xE2\x80\xAEgpj.exe"), "photogpj.exe");
  EXPECT_EQ(sanitise_file_name("a\xFF.txt"), "a.txt");
  EXPECT_EQ(sanitise_file_name("x. . "), "x");
  EXPECT_EQ(sanitise_file_name(""), "file");
  const std::string longest = sanitise_file_name(std::string(300, 'x') + "\xC3\xA8.jpeg");
  EXPECT_EQ(longest.size(), 150u);
  EXPECT_TRUE(longest.ends_with(".jpeg"));
  EXPECT_EQ(content_disposition("caff\xC3\xA8.pdf"),
            "attachment; filename=\"caff__.pdf\"; filename*=UTF-8''caff%C3%A8.pdf");
  EXPECT_EQ(content_disposition("a.pdf", true), "inline; filename=\"a.pdf\"");
}

TEST(RateLimit, LetsABurstPassAndThenItsRate) {
  const RateLimit limit{"test", 3, 3'000};
  RateLimiter limiter;
  const std::uint64_t start = 1'000'000;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limiter.take(limit, "k", start).allowed);
  const auto refused = limiter.take(limit, "k", start + 400);
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.retry_after_ms, 600u);
  EXPECT_TRUE(limiter.take(limit, "other", start).allowed);
  EXPECT_TRUE(limiter.take(limit, "k", start + 1000).allowed);
  EXPECT_FALSE(limiter.take(limit, "k", start + 1000).allowed);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limiter.take(limit, "k", start + 10'000).allowed);
  EXPECT_FALSE(limiter.take(limit, "k", start + 10'000).allowed);
  limiter.forgive(limit, "k");
  EXPECT_TRUE(limiter.take(limit, "k", start + 10'000).allowed);
}

TEST(RateLimit, ForgetsTheLongestUnused) {
  const RateLimit limit{"test", 1, 60'000};
  RateLimiter limiter(2);
  EXPECT_TRUE(limiter.take(limit, "a", 0).allowed);
  EXPECT_TRUE(limiter.take(limit, "b", 0).allowed);
  EXPECT_FALSE(limiter.take(limit, "a", 0).allowed);  // refreshes a
  EXPECT_TRUE(limiter.take(limit, "c", 0).allowed);   // forgets b
  EXPECT_EQ(limiter.size(), 2u);
  EXPECT_FALSE(limiter.take(limit, "a", 0).allowed);
  EXPECT_TRUE(limiter.take(limit, "b", 0).allowed);
}

TEST(ResponseWriter, WritesHeadsThatCannotBeBrokenInto) {
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
  Response response = text_response(200, "hello");
  response.headers.push_back({"Content-Length", "999"});
  EXPECT_TRUE(sendable(response));
  std::string head;
  write_head(head, response, {.keep_alive = false, .date = "D", .request_id = "R"});
  EXPECT_EQ(head,
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 5\r\n"
            "Date: D\r\nX-Request-Id: R\r\nConnection: close\r\n\r\n");
  EXPECT_FALSE(sendable(text_response(200, "").set("X", "a\r\nSet-Cookie: b")));
  EXPECT_FALSE(sendable(text_response(200, "").set("X: y", "a")));
  EXPECT_FALSE(sendable(text_response(99, "")));
}

}  // namespace
}  // namespace centralino::http
