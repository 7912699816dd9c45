#include "platform/web/web_client.h"

#include <gtest/gtest.h>

#include <future>

#include "platform/http/server.h"

namespace centralino::web {
namespace {

class WebClientTest : public ::testing::Test, public http::Handler {
 protected:
  void SetUp() override {
    server_ = std::make_unique<http::Server>(http::ServerConfig{}, *this);
    ASSERT_TRUE(server_->start().ok());
    url_ = "http://127.0.0.1:" + std::to_string(server_->bound_port());
  }
  void TearDown() override { server_->stop(1'000); }

  void handle(http::Request request, http::Respond respond) override {
    if (request.path == "/long")
      return respond(http::text_response(200, std::string(200'000, 'x')));
    if (request.path == "/silent") {
      kept_ = std::move(respond);
      return;
    }
    if (request.path == "/moved") {
      http::Response response;
      response.status = 302;
      return respond(response.set("Location", "/"));
    }
    respond(http::text_response(
        201, request.method + " " + std::string(request.header("x-test")) + " " + request.body));
  }
  void upgrade(http::Request, http::Upgrade) override {}

  WebAnswer ask(WebClient& client, WebRequest request) {
    std::promise<WebAnswer> promise;
    client.send(std::move(request),
                [&](WebAnswer answer) { promise.set_value(std::move(answer)); });
    return promise.get_future().get();
  }
  static std::vector<http::Cidr> loopback() { return {*http::parse_cidr("127.0.0.0/8")}; }

  std::unique_ptr<http::Server> server_;
  http::Respond kept_;
  std::string url_;
};

TEST_F(WebClientTest, sends_method_headers_and_body) {
  WebClient client(loopback());
  const auto answer = ask(client, {"POST", url_ + "/", {{"X-Test", "a"}}, "hello"});
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.body, "POST a hello");
}

TEST_F(WebClientTest, refuses_an_address_inside_our_network) {
  WebClient client({});
  const auto answer = ask(client, {"GET", url_ + "/", {}, ""});
  EXPECT_EQ(answer.status, 0);
  EXPECT_NE(answer.failure.find("not public"), std::string::npos) << answer.failure;
}

TEST_F(WebClientTest, does_not_follow_and_cuts_what_is_too_long) {
  WebClient client(loopback());
  EXPECT_EQ(ask(client, {"GET", url_ + "/moved", {}, ""}).status, 302);
  const auto answer = ask(client, {"GET", url_ + "/long", {}, "", seconds(15), 1'000});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body.size(), 1'000u);
}

TEST_F(WebClientTest, says_when_nobody_answers) {
  WebClient client(loopback());
  const auto silent = ask(client, {"GET", url_ + "/silent", {}, "", milliseconds(50)});
  EXPECT_EQ(silent.status, 0);
  EXPECT_FALSE(silent.failure.empty());
  server_->stop(0);
  EXPECT_EQ(ask(client, {"GET", url_ + "/", {}, ""}).status, 0);
}

TEST_F(WebClientTest, stops_with_a_request_under_way) {
  WebClient client(loopback());
  client.send({"GET", url_ + "/silent", {}, ""}, [](WebAnswer) {});
  client.stop();
}

TEST(CheckUrl, takes_addresses_of_the_web_only) {
  EXPECT_TRUE(check_url("url", "https://example.com/hook?a=b").ok());
  EXPECT_TRUE(check_url("url", "http://[::1]:8080/").ok());
  for (const char* bad : {"", "example.com", "ftp://example.com/", "file:///etc/passwd", "https://",
                          "https://name:word@example.com/", "javascript:alert(1)"})
    EXPECT_FALSE(check_url("url", bad).ok()) << bad;
}

TEST(IsPublic, knows_the_special_networks) {
  for (const char* text : {"127.0.0.1", "10.1.2.3", "172.31.255.255", "192.168.0.1", "169.254.1.1",
                           "100.64.0.1", "0.0.0.0", "255.255.255.255", "239.1.1.1", "::1", "::",
                           "fe80::1", "fd00::1", "ff02::1", "64:ff9b::7f00:1", "2002:7f00:1::"})
    EXPECT_FALSE(is_public(*http::parse_address(text))) << text;
  for (const char* text : {"1.1.1.1", "8.8.8.8", "172.32.0.1", "2606:4700::1111"})
    EXPECT_TRUE(is_public(*http::parse_address(text))) << text;
}

}  // namespace
}  // namespace centralino::web
