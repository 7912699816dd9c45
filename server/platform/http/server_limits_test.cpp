// Each limit over real sockets: what the client sees and what is counted. The time limits are tiny
// and the tests wait for the server to act, never for a duration.
#include <gtest/gtest.h>

#include <thread>

#include "platform/http/test_support.h"

namespace centralino::http {
namespace {

// What a fresh connection answers to these bytes, up to its end.
std::string answer(const Rig& rig, std::string_view bytes) {
  RawClient client(rig.server->bound_port());
  client.send(bytes);
  return client.read_to_end();
}

TEST(ServerLimits, Sizes) {
  Rig rig([](ServerConfig& config) {
    config.limits.body_bytes_max = 10;
    config.limits.target_bytes_max = 300;
    config.limits.header_bytes_max = 1'000;
  });
  rig.start();
  const std::string host = " HTTP/1.1\r\nHost: x\r\n";
  EXPECT_EQ(status_of(answer(rig, "GET /" + std::string(400, 'a') + host + "\r\n")), 414);
  EXPECT_EQ(status_of(answer(rig, "GET /" + host + "A: " + std::string(1'000, 'a') + "\r\n\r\n")),
            431);
  EXPECT_EQ(status_of(answer(rig, "PUT /" + host + "Content-Length: 11\r\n\r\n")), 413);
  EXPECT_EQ(status_of(answer(
                rig, "PUT /" + host + "Transfer-Encoding: chunked\r\n\r\n6\r\n123456\r\n5\r\n")),
            413);
  EXPECT_EQ(rig.refused(Refused::target_too_long), 1u);
  EXPECT_EQ(rig.refused(Refused::header_too_large), 1u);
  EXPECT_EQ(rig.refused(Refused::body_too_large), 2u);
}

TEST(ServerLimits, ALargeUploadIsToldBeforeTheConnectionCloses) {
  Rig rig;
  rig.start();
  RawClient client(rig.server->bound_port());
  client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n");
  client.send(std::string(2'000'000, 'x'));
  EXPECT_EQ(status_of(client.read_head()), 413);
}

TEST(ServerLimits, ARouteMayTakeMore) {
  Rig rig;
  rig.handler.body_limit = [](const Request& head, std::size_t normal) {
    return head.path == "/upload" ? 10'000'000 : normal;
  };
  rig.handler.on_request = [](Request request, Respond respond) {
    respond(text_response(200, std::to_string(request.body.size())));
  };
  rig.start();
  Client client(rig.options());
  EXPECT_EQ(client.request("POST", "/upload", {}, std::string(5'000'000, 'x'))->body, "5000000");
  EXPECT_EQ(client.request("POST", "/other", {}, std::string(70'000, 'x'))->status, 413);
}

TEST(ServerLimits, SlowHeadersAndBodies) {
  Rig rig([](ServerConfig& config) {
    config.limits.header_ms_max = 20;
    config.limits.body_ms_max = 20;
  });
  rig.start();
  EXPECT_EQ(status_of(answer(rig, "GET / HTTP/1.1\r\nHost")), 408);
  EXPECT_EQ(rig.refused(Refused::header_slow), 1u);
  EXPECT_EQ(status_of(answer(rig, "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhel")),
            408);
  EXPECT_EQ(rig.refused(Refused::body_slow), 1u);
}

TEST(ServerLimits, IdleConnections) {
  Rig rig([](ServerConfig& config) { config.limits.idle_ms_max = 20; });
  rig.start();
  EXPECT_EQ(answer(rig, ""), "");
  EXPECT_TRUE(answer(rig, get_a).ends_with("GET /a"));  // and then the server closes
}

TEST(ServerLimits, SlowReaders) {
  Rig rig([](ServerConfig& config) { config.limits.write_ms_max = 20; });
  static const std::string large(32 * 1024 * 1024, 'x');
  rig.handler.on_request = [](Request, Respond respond) {
    Response response;
    response.static_body = large;
    respond(std::move(response));
  };
  rig.start();
  RawClient client(rig.server->bound_port(), 4 * 1024);
  client.send(get_a);
  while (rig.server->counters().connections_open != 0 || rig.refused(Refused::reader_slow) == 0) {
    std::this_thread::yield();
  }
  EXPECT_LT(client.read_to_end().size(), large.size());
}

TEST(ServerLimits, Connections) {
  Rig rig([](ServerConfig& config) { config.limits.connections_max = 2; });
  rig.start();
  {
    Client first(rig.options());
    Client second(rig.options());
    EXPECT_EQ(first.request("GET", "/")->status, 200);
    EXPECT_EQ(second.request("GET", "/")->status, 200);
    const std::string refused = answer(rig, get_a);
    EXPECT_EQ(status_of(refused), 503);
    EXPECT_NE(refused.find("Retry-After"), std::string::npos);
    EXPECT_EQ(first.request("GET", "/")->status, 200);
  }
  while (rig.server->counters().connections_open != 0) std::this_thread::yield();
  EXPECT_EQ(Client(rig.options()).request("GET", "/")->status, 200);
  EXPECT_EQ(rig.refused(Refused::connections_full), 1u);
}

TEST(ServerLimits, ConnectionsPerAddress) {
  Rig rig([](ServerConfig& config) { config.limits.connections_per_loopback_max = 1; });
  rig.start();
  Client first(rig.options());
  EXPECT_EQ(first.request("GET", "/")->status, 200);
  EXPECT_EQ(Client(rig.options()).request("GET", "/")->status, 503);
  EXPECT_EQ(rig.refused(Refused::address_full), 1u);
}

}  // namespace
}  // namespace centralino::http
