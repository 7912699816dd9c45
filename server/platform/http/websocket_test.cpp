// WebSockets over real loopback connections.
#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <thread>

#include "platform/http/load_sockets.h"
#include "platform/http/test_support.h"

namespace centralino::http {
namespace {

constexpr std::string_view handshake =
    "GET /live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

// A masked client frame; the mask is zero, so the payload stays readable.
std::string frame(std::uint8_t first_byte, std::string_view payload) {
  std::string bytes;
  bytes.push_back(static_cast<char>(first_byte));
  if (payload.size() < 126) {
    bytes.push_back(static_cast<char>(0x80 | payload.size()));
  } else {
    bytes.push_back(static_cast<char>(0x80 | 126));
    bytes.push_back(static_cast<char>(payload.size() >> 8));
    bytes.push_back(static_cast<char>(payload.size() & 0xff));
  }
  bytes.append(4, '\0');
  bytes.append(payload);
  return bytes;
}

// Accepts every socket and keeps them, with the close codes, for the test's thread.
struct Sockets {
  void install(Rig& rig) {
    rig.handler.on_upgrade = [this](Request, Upgrade upgrade) {
      upgrade.accept({[this](const std::shared_ptr<Socket>& socket) {
                        const std::lock_guard lock(mutex);
                        opened.push_back(socket);
                      },
                      {},
                      [this](std::uint16_t code) {
                        const std::lock_guard lock(mutex);
                        codes.push_back(code);
                      }});
    };
  }
  std::shared_ptr<Socket> at(std::size_t index) {
    while (true) {
      {
        const std::lock_guard lock(mutex);
        if (opened.size() > index) return opened[index];
      }
      std::this_thread::yield();
    }
  }
  std::uint16_t code(std::size_t index) {
    while (true) {
      {
        const std::lock_guard lock(mutex);
        if (codes.size() > index) return codes[index];
      }
      std::this_thread::yield();
    }
  }

  std::mutex mutex;
  std::vector<std::shared_ptr<Socket>> opened;
  std::vector<std::uint16_t> codes;
};

TEST(WebSocket, EchoesMessages) {
  Rig rig;
  rig.handler.on_upgrade = accept_echo;
  rig.start();
  WsClient client(rig.options());
  const auto answer = client.connect("/live");
  ASSERT_TRUE(answer) << answer.reason();
  EXPECT_EQ(answer->status, 101);
  EXPECT_EQ(answer->header("Server"), "centralino");
  for (const std::string& text : {std::string("hello"), std::string(), std::string(60'000, 'x')}) {
    EXPECT_TRUE(client.send(text));
    EXPECT_EQ(*client.receive(), text);
  }
  EXPECT_TRUE(client.close());
  EXPECT_EQ(rig.server->counters().messages_in, 3u);
}

TEST(WebSocket, HandlerChoosesAndRefuses) {
  Rig rig;
  rig.handler.on_upgrade = [](Request request, Upgrade upgrade) {
    if (request.path == "/late") {
      std::thread([upgrade] { upgrade.accept({}, "v1"); }).detach();
    } else if (request.path == "/refuse") {
      upgrade.refuse(problem_response(401, "sign_in", "Sign in first"));
    }  // else: dropped
  };
  rig.start();
  WsClient late(rig.options());
  const auto answer = late.connect("/late", {{"Sec-WebSocket-Protocol", "v2, v1"}});
  EXPECT_EQ(answer->header("Sec-WebSocket-Protocol"), "v1");
  EXPECT_EQ(WsClient(rig.options()).connect("/refuse")->status, 401);
  EXPECT_EQ(WsClient(rig.options()).connect("/drop")->status, 500);
}

TEST(WebSocket, RefusesBadHandshakes) {
  Rig rig;
  rig.handler.on_upgrade = accept_echo;
  rig.start();
  const auto status = [&](std::string bytes) {
    RawClient client(rig.server->bound_port());
    client.send(bytes);
    return status_of(client.read_head());
  };
  const std::string good(handshake);
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string bytes = good;
    bytes.replace(bytes.find(from), from.size(), to);
    return bytes + "\r\n";
  };
  EXPECT_EQ(status(good + "\r\n"), 101);
  EXPECT_EQ(status(with("Version: 13", "Version: 8")), 426);
  EXPECT_EQ(status(with("dGhlIHNhbXBsZSBub25jZQ==", "short")), 400);
  EXPECT_EQ(status(good + "Content-Length: 1\r\n\r\nx"), 400);
  EXPECT_EQ(status(good + "\r\n" + frame(0x81, "too early")), 400);
  EXPECT_EQ(status(with("Upgrade: websocket", "Upgrade: h2c")), 200);  // an ordinary request
}

TEST(WebSocket, ClosesWhatItDoesNotTake) {
  Sockets sockets;  // outlives the server
  Rig rig([](ServerConfig& config) { config.limits.message_bytes_max = 1'000; });
  sockets.install(rig);
  rig.start();
  const auto close_code = [&](const std::string& frames) {
    RawClient client(rig.server->bound_port());
    client.send(std::string(handshake) + "\r\n");
    client.read_head();
    client.send(frames);
    const std::string close = client.read_exactly(4);
    EXPECT_EQ(close.substr(0, 1), "\x88");
    return close.size() < 4
               ? 0
               : static_cast<unsigned char>(close[2]) << 8 | static_cast<unsigned char>(close[3]);
  };
  EXPECT_EQ(close_code(frame(0x81, std::string(1'001, 'x'))), close_too_big);
  EXPECT_EQ(close_code(frame(0x01, std::string(600, 'x')) + frame(0x80, std::string(600, 'x'))),
            close_too_big);
  EXPECT_EQ(close_code(frame(0x81, "\xff")), 1007);
  EXPECT_EQ(close_code(frame(0x82, "binary")), close_unsupported);
  EXPECT_EQ(close_code(frame(0x83, "")), 1002);
  EXPECT_EQ(close_code(frame(0xc1, "reserved bit")), 1002);
  EXPECT_EQ(close_code(std::string("\x81\x01x", 3)), 1002);  // unmasked
  EXPECT_EQ(close_code(frame(0x80, "continues nothing")), 1002);
  EXPECT_EQ(sockets.code(0), close_too_big);
  EXPECT_EQ(sockets.code(2), 1007);
}

TEST(WebSocket, TellsHowItEnded) {
  Sockets sockets;  // outlives the server
  Rig rig;
  sockets.install(rig);
  rig.start();
  WsClient first(rig.options());
  ASSERT_EQ(first.connect("/")->status, 101);
  sockets.at(0);
  first.close(4001);
  EXPECT_EQ(sockets.code(0), 4001);
  {
    WsClient second(rig.options());
    ASSERT_EQ(second.connect("/")->status, 101);
    sockets.at(1);
  }
  EXPECT_EQ(sockets.code(1), close_abnormal);
  WsClient third(rig.options());
  ASSERT_EQ(third.connect("/")->status, 101);
  sockets.at(2)->close(4002, "enough");
  EXPECT_EQ(third.receive().reason(), "closed");
  EXPECT_EQ(third.close_code(), 4002);
  EXPECT_EQ(sockets.code(2), 4002);
  EXPECT_FALSE(sockets.at(2)->open());
  sockets.at(2)->send(std::string("nobody"));
}

TEST(WebSocket, DropsTheSlowReaderAndServesTheOthers) {
  Sockets sockets;  // outlives the server
  Rig rig([](ServerConfig& config) {
    config.limits.queue_messages_max = 8;
    config.limits.close_ms_max = 10'000;
  });
  sockets.install(rig);
  rig.start();
  ClientOptions narrow = rig.options();
  narrow.receive_buffer_bytes = 4 * 1024;
  WsClient slow(narrow);
  ASSERT_EQ(slow.connect("/")->status, 101);
  const auto slow_socket = sockets.at(0);
  WsClient quick(rig.options());
  ASSERT_EQ(quick.connect("/")->status, 101);
  const auto quick_socket = sockets.at(1);
  const auto text = std::make_shared<const std::string>(100'000, 'x');
  while (slow_socket->open()) {  // until the kernel's buffers and our queue are full
    rig.server->post([&] {
      slow_socket->send(text);
      quick_socket->send(text);
    });
    ASSERT_EQ(quick.receive()->size(), text->size());
  }
  EXPECT_EQ(rig.server->counters().sockets_dropped_slow, 1u);
  quick_socket->send(std::string("still here"));
  EXPECT_EQ(*quick.receive(), "still here");
  while (slow.receive()) {  // what was already on its way
  }
  EXPECT_EQ(slow.close_code(), close_slow);
  EXPECT_EQ(sockets.code(0), close_slow);
}

TEST(WebSocket, BoundsTheQueueOfOtherThreadsToo) {
  Sockets sockets;  // outlives the server
  Rig rig([](ServerConfig& config) { config.limits.close_ms_max = 50; });
  sockets.install(rig);
  rig.start();
  WsClient client(rig.options());
  ASSERT_EQ(client.connect("/")->status, 101);
  const auto socket = sockets.at(0);
  std::promise<void> release;
  rig.server->post([wait = release.get_future().share()] { wait.wait(); });  // I/O thread is busy
  for (int i = 0; i < 1'000 && socket->open(); ++i) socket->send(std::string("x"));
  EXPECT_FALSE(socket->open());
  EXPECT_EQ(socket->queued_messages(), Limits().queue_messages_max + 1);
  release.set_value();
  EXPECT_EQ(sockets.code(0), close_slow);
}

TEST(WebSocket, CutsThePeerThatAnswersNoPing) {
  Sockets sockets;  // outlives the server
  Rig rig([](ServerConfig& config) { config.limits.ping_interval_ms = 10; });
  sockets.install(rig);
  rig.start();
  RawClient silent(rig.server->bound_port());
  silent.send(std::string(handshake) + "\r\n");
  silent.read_head();
  const std::string pings = silent.read_to_end();
  EXPECT_EQ(pings, std::string("\x89\0\x89\0", 4));
  EXPECT_EQ(sockets.code(0), close_abnormal);
  EXPECT_EQ(rig.server->counters().sockets_dropped_silent, 1u);
}

TEST(WebSocket, KeepsThePeerThatAnswersPings) {
  Sockets sockets;  // outlives the server
  Rig rig([](ServerConfig& config) { config.limits.ping_interval_ms = 10; });
  sockets.install(rig);
  rig.start();
  RawClient client(rig.server->bound_port());
  client.send(std::string(handshake) + "\r\n");
  client.read_head();
  for (int i = 0; i < 10; ++i) {
    ASSERT_EQ(client.read_exactly(2), std::string("\x89\0", 2));
    client.send(frame(0x8a, ""));
  }
  EXPECT_TRUE(sockets.at(0)->open());
}

TEST(LoadSockets, CarriesManySockets) {
  Rig rig;
  rig.handler.on_upgrade = accept_echo;
  rig.start();
  std::size_t messages = 0;
  LoadSockets load(rig.options(),
                   {.on_message = [&](std::size_t, std::string_view) { ++messages; }});
  ASSERT_EQ(load.open(200, "/live"), 200u);
  for (std::size_t i = 0; i < 200; ++i) load.send(i, "hello");
  load.run_for(10'000, [&] { return messages == 200; });
  EXPECT_EQ(messages, 200u);
  EXPECT_EQ(rig.server->counters().sockets_open, 200u);
}

}  // namespace
}  // namespace centralino::http
