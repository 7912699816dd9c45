// The server over real loopback sockets: how requests and answers travel.
#include "platform/http/server.h"

#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <thread>

#include "platform/http/static_files.h"
#include "platform/http/test_support.h"

namespace centralino::http {
namespace {

TEST(Server, KeepsConnectionsAlive) {
  Rig rig;
  rig.start();
  Client client(rig.options());
  for (int i = 0; i < 3; ++i) {
    const auto response = client.request("GET", "/n" + std::to_string(i));
    ASSERT_TRUE(response) << response.reason();
    EXPECT_EQ(response->body, "GET /n" + std::to_string(i));
    EXPECT_TRUE(client.connected());
  }
  EXPECT_EQ(rig.server->counters().connections_total, 1u);
  EXPECT_EQ(rig.server->counters().responses_by_class[2], 3u);
  const auto last = client.request("GET", "/", {{"Connection", "close"}});
  EXPECT_EQ(last->header("Connection"), "close");
  EXPECT_FALSE(client.connected());
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  Rig rig;
  std::mutex mutex;
  std::vector<std::pair<Request, Respond>> waiting;
  std::promise<void> first_waits;
  rig.handler.on_request = [&](Request request, Respond respond) {
    if (request.path == "/slow") {
      const std::lock_guard lock(mutex);
      waiting.emplace_back(std::move(request), std::move(respond));
      first_waits.set_value();
    } else {
      respond(text_response(200, request.path + request.body));
    }
  };
  rig.start();
  RawClient client(rig.server->bound_port());
  client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n" + get_a +
              "POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody" +
              "POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
              "2\r\nch\r\n0\r\n\r\n" +
              "GET /d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  first_waits.get_future().wait();
  waiting.front().second(text_response(200, "/slow"));  // from this thread
  const std::string all = client.read_to_end();
  std::size_t at = 0;
  for (const char* body :
       {"\r\n\r\n/slow", "\r\n\r\n/a", "\r\n\r\n/bbody", "\r\n\r\n/cch", "\r\n\r\n/d"}) {
    const std::size_t found = all.find(body, at);
    ASSERT_NE(found, std::string::npos) << body << " in " << all;
    at = found;
  }
}

TEST(Server, AnswersHeadWithoutPayload) {
  Rig rig;
  rig.handler.on_request = [](Request, Respond respond) {
    respond(text_response(200, std::string(20'000, 'x')));
  };
  rig.start();
  RawClient client(rig.server->bound_port());
  client.send(
      "HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_NE(client.read_head().find("Content-Length: 20000"), std::string::npos);
  EXPECT_EQ(status_of(client.read_head()), 200);
  EXPECT_EQ(client.read_to_end(), std::string(20'000, 'x'));
}

TEST(Server, ContinuesWhenExpected) {
  Rig rig;
  rig.handler.on_request = [](Request request, Respond respond) {
    respond(text_response(200, request.body));
  };
  rig.start();
  RawClient client(rig.server->bound_port());
  client.send("PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(client.read_head(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("hello");
  EXPECT_EQ(status_of(client.read_head()), 200);
  EXPECT_EQ(client.read_exactly(5), "hello");
  client.send(
      "PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 999999\r\n\r\n");
  EXPECT_EQ(status_of(client.read_head()), 413);
}

TEST(Server, SpeaksHttp10) {
  Rig rig;
  rig.start();
  RawClient client(rig.server->bound_port());
  client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /b HTTP/1.0\r\n\r\n");
  const std::string all = client.read_to_end();
  EXPECT_NE(all.find("Connection: keep-alive"), std::string::npos);
  EXPECT_TRUE(all.ends_with("GET /b")) << all;
}

TEST(Server, SendsLargePayloadsFromEverySource) {
  Rig rig;
  static const std::string embedded(3'000'000, 'e');
  rig.handler.on_request = [](Request request, Respond respond) {
    Response response;
    if (request.path == "/shared") {
      response.shared_body = std::make_shared<const std::string>(2'000'000, 's');
    } else if (request.path == "/static") {
      response.static_body = embedded;
    } else {
      response.body.assign(1'000'000, 'b');
    }
    respond(std::move(response));
  };
  rig.start();
  Client client(rig.options());
  EXPECT_EQ(client.request("GET", "/shared")->body, std::string(2'000'000, 's'));
  EXPECT_EQ(client.request("GET", "/static")->body, embedded);
  EXPECT_EQ(client.request("GET", "/own")->body, std::string(1'000'000, 'b'));
  EXPECT_TRUE(client.connected());
}

TEST(Server, FetchesALongAnswerPartByPart) {
  Rig rig;
  std::vector<std::uint64_t> asked;
  rig.handler.on_request = [&](Request request, Respond respond) {
    auto rest = std::make_shared<Response::Rest>();
    rest->bytes = 2'500'000;
    rest->more = [&, path = request.path](std::uint64_t from, const Respond& give) {
      asked.push_back(from);
      if (from == 1'000'000 && path == "/fails")
        return give(problem_response(503, "unavailable", "No more"));
      if (from == 1'000'000 && path == "/forgets") return;
      if (from == 1'000'000 && path == "/too-much")
        return give(text_response(200, std::string(1'500'001, 'x')));
      const auto part = std::string(std::min<std::size_t>(1'000'000, 2'500'000 - from), 'm');
      std::thread([give, part] { give(text_response(200, part)); }).join();
    };
    Response response = text_response(200, "first");
    response.rest = std::move(rest);
    respond(std::move(response));
  };
  rig.start();
  Client client(rig.options());
  EXPECT_EQ(client.request("GET", "/")->body, "first" + std::string(2'500'000, 'm'));
  EXPECT_EQ(asked, (std::vector<std::uint64_t>{0, 1'000'000, 2'000'000}));
  EXPECT_TRUE(client.connected());
  asked.clear();
  RawClient raw(rig.server->bound_port());
  raw.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_NE(raw.read_to_end().find("Content-Length: 2500005"), std::string::npos);
  EXPECT_TRUE(asked.empty());
  for (const char* path : {"/fails", "/forgets", "/too-much"}) {
    RawClient cut(rig.server->bound_port());
    cut.send("GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_NE(cut.read_head().find("Content-Length: 2500005"), std::string::npos);
    EXPECT_EQ(cut.read_to_end().size(), 1'000'005u) << path;
  }
}

TEST(Server, AnswersForTheHandlerThatDoesNot) {
  Rig rig([](ServerConfig& config) { config.limits.handle_ms_max = 50; });
  std::vector<Respond> kept;
  rig.handler.on_request = [&](Request request, Respond respond) {
    if (request.path == "/forget") return;  // drops respond
    if (request.path == "/keep") return kept.push_back(std::move(respond));
    if (request.path == "/inject") {
      return respond(text_response(200, "").set("X", "a\r\nSet-Cookie: stolen=1"));
    }
    respond(text_response(200, "first"));
    respond(text_response(200, "second"));
  };
  rig.start();
  Client client(rig.options());
  EXPECT_EQ(client.request("GET", "/forget")->status, 500);
  EXPECT_EQ(client.request("GET", "/inject")->status, 500);
  EXPECT_EQ(client.request("GET", "/twice")->body, "first");
  EXPECT_EQ(client.request("GET", "/keep")->status, 504);
  EXPECT_EQ(rig.refused(Refused::handler_slow), 1u);
  EXPECT_EQ(client.request("GET", "/twice")->body, "first");
  kept.front()(text_response(200, "late"));  // harmless
  EXPECT_EQ(client.request("GET", "/twice")->body, "first");
}

TEST(Server, RefusesSmugglingAndCloses) {
  Rig rig;
  rig.start();
  for (const char* bad :
       {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
        "GET /%2e%2e/ HTTP/1.1\r\nHost: x\r\n\r\n"}) {
    RawClient client(rig.server->bound_port());
    client.send(std::string(bad) + get_a);
    const std::string all = client.read_to_end();
    EXPECT_EQ(status_of(all), 400) << bad;
    EXPECT_EQ(all.find("HTTP/1.1", 9), std::string::npos) << all;
    EXPECT_NE(all.find("X-Request-Id: "), std::string::npos);
  }
  EXPECT_EQ(rig.refused(Refused::bad_request), 6u);
}

TEST(Server, HonoursProxyHeadersOnlyFromTrusted) {
  for (const bool trusted : {false, true}) {
    Rig rig([&](ServerConfig& config) {
      if (trusted) config.trusted_proxies = {*parse_cidr("127.0.0.0/8")};
    });
    rig.handler.on_request = [](Request request, Respond respond) {
      respond(text_response(200, request.remote + (request.secure ? " secure" : " plain")));
    };
    rig.start();
    Client client(rig.options());
    const auto response = client.request(
        "GET", "/", {{"X-Forwarded-For", "9.8.7.6"}, {"X-Forwarded-Proto", "https"}});
    EXPECT_EQ(response->body, trusted ? "9.8.7.6 secure" : "127.0.0.1 plain");
  }
}

TEST(Server, FinishesWhatIsInFlightWhenStopping) {
  Rig rig([](ServerConfig& config) { config.limits.linger_ms_max = 50; });
  std::promise<Respond> asked;
  rig.handler.on_request = [&](Request, Respond respond) { asked.set_value(std::move(respond)); };
  rig.handler.on_upgrade = accept_echo;
  rig.start();
  WsClient socket(rig.options());
  ASSERT_EQ(socket.connect("/live")->status, 101);
  RawClient idle(rig.server->bound_port());
  RawClient busy(rig.server->bound_port());
  busy.send(get_a + get_a);
  Respond respond = asked.get_future().get();
  std::thread stopping([&] { rig.server->stop(10'000); });
  EXPECT_EQ(idle.read_to_end(), "");
  EXPECT_EQ(socket.receive().reason(), "closed");
  EXPECT_EQ(socket.close_code(), close_going_away);
  respond(text_response(200, std::string(100'000, 'x')));
  const std::string all = busy.read_to_end();
  EXPECT_NE(all.find("Connection: close"), std::string::npos);
  EXPECT_TRUE(all.ends_with(std::string(100'000, 'x')));
  stopping.join();
  EXPECT_EQ(rig.server->counters().connections_open, 0u);
}

TEST(Server, CutsAtTheStopDeadline) {
  Rig rig;
  std::promise<Respond> asked;
  rig.handler.on_request = [&](Request, Respond respond) { asked.set_value(std::move(respond)); };
  rig.start();
  RawClient busy(rig.server->bound_port());
  busy.send(get_a);
  Respond respond = asked.get_future().get();
  rig.server->stop(1);
  EXPECT_EQ(busy.read_to_end(), "");
  respond(text_response(200, "nobody hears it"));
  rig.server.reset();
  respond(text_response(200, "nor this"));
}

TEST(Server, RunsPostedWorkInOrderAndTimers) {
  Rig rig;
  rig.start();
  std::vector<int> order;
  std::promise<void> done;
  rig.server->post([&] { order.push_back(1); });
  rig.server->post([&] { order.push_back(2); });
  rig.server->after(1, [&] {
    order.push_back(3);
    done.set_value();
  });
  done.get_future().wait();
  EXPECT_EQ(order, (std::vector<int>{1, 2, 3}));
}

TEST(Server, ReportsWhatItCannotBind) {
  Rig rig;
  rig.start();
  Rig second([&](ServerConfig& config) { config.port = rig.server->bound_port(); });
  const auto started = second.server->start();
  ASSERT_FALSE(started);
  EXPECT_NE(started.reason().find("cannot listen"), std::string::npos);
}

}  // namespace
}  // namespace centralino::http
