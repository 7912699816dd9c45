// A running server under live conversations: memory, agent free → offer, message visitor → agent,
// and how they grow from one number of conversations to the next.
//   bench_chat PATH_OF_CENTRALINO [CONVERSATIONS…]
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <mutex>
#include <thread>

#include "load/server_process.h"
#include "main/demo.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/http/load_sockets.h"
#include "platform/store/migrations.h"
#include "subjects/access/access.h"
#include "subjects/queues/queues.h"

namespace {

using namespace centralino;
using load::percentile;
using load::ServerProcess;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr std::size_t chats_per_agent = 100;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Agents with open sessions, put straight into a fresh demo database.
std::vector<std::string> prepare(const std::string& data, std::size_t agents, int chats) {
  fs::create_directories(data);
  const store::Location location{store::Backend::sqlite, data + "/centralino.db"};
  const Instant now = clock::SystemClock().now();
  store::migrate(location, now);
  const auto db = store::open(location, store::Access::read_write);
  demo::load(*db, now);
  std::vector<std::string> cookies;
  db->begin();
  const auto template_row = db->one("SELECT settings FROM agent ORDER BY user_id LIMIT 1");
  auto place = *json::from_text<engine::routing::AgentSettings>(template_row->text(0));
  place.capacity.chat = chats;
  for (std::size_t i = 0; i < agents; ++i) {
    const UserId id{static_cast<std::int64_t>(1000 + i)};
    const std::string token = "ses_bench" + std::to_string(i);
    place.id = id;
    db->exec(
        "INSERT INTO user_account (id, email, name, password_hash, language, created_at) VALUES "
        "($1, $2, $2, '', 'it', 0)",
        {id, "agent" + std::to_string(i) + "@bench.example"});
    db->exec("INSERT INTO membership (tenant, user_id, role) VALUES (1, $1, 'agent')", {id});
    db->exec("INSERT INTO agent (tenant, user_id, settings) VALUES (1, $1, $2)",
             {id, json::to_string(place)});
    db->exec(
        "INSERT INTO session (token_hash, tenant, user_id, csrf_token, created_at, expires_at) "
        "VALUES ($1, 1, $2, 'csrf', 0, $3)",
        {crypto::sha256_hex(token), id, now + hours(10)});
    cookies.push_back("centralino_session=" + token);
  }
  db->commit();
  return cookies;
}

std::string field(std::string_view text, std::string_view name) {
  const std::string key = "\"" + std::string(name) + "\":\"";
  const auto at = text.find(key);
  if (at == std::string_view::npos) return {};
  const auto start = at + key.size();
  return std::string(text.substr(start, text.find('"', start) - start));
}

const http::Header json_type{"Content-Type", "application/json"};

struct Visitor {
  std::string conversation, token;
};

Visitor start_chat(http::Client& client) {
  const auto answer =
      client.request("POST", "/api/v1/widgets/demo/conversations", {json_type},
                     "{\"name\":\"Visitatrice\",\"text\":\"Buongiorno\",\"language\":\"it\"}");
  if (!answer || answer->status != 201) throw std::runtime_error("a chat could not be started");
  return {field(answer->body, "conversation_id"), field(answer->body, "visitor_token")};
}

void set_available(http::Client& client, const std::string& cookie) {
  const auto answer = client.request("PUT", "/api/v1/me/presence",
                                     {json_type, {"Cookie", cookie}, {"X-CSRF-Token", "csrf"}},
                                     "{\"state\":\"available\"}");
  if (!answer || answer->status != 200) throw std::runtime_error("presence was refused");
}

// Free agents against a long line: from sending the presence to the offer on the agent's socket.
void bench_offers(const std::string& program, std::size_t agents, std::size_t waiting) {
  const std::string data =
      fs::temp_directory_path() / ("centralino-offers." + std::to_string(getpid()));
  const auto cookies = prepare(data, agents, 1);
  {
    ServerProcess server(program, {"--demo", "--http", "127.0.0.1:0", "--data", data});
    std::cout << agents << " agents, " << waiting
              << " waiting\n  idle memory: " << server.resident_mb() << " MB\n";
    http::Client client("127.0.0.1", server.port());
    std::atomic<std::size_t> offered{agents};
    http::LoadSockets sockets({.port = server.port()},
                              {.on_message = [&](std::size_t index, std::string_view text) {
                                if (text.find("\"type\":\"offer.made\"") != std::string_view::npos)
                                  offered = index;
                              }});
    const auto open = sockets.open(agents, "/api/v1/live", [&](std::size_t i) {
      return std::vector<http::Header>{{"Cookie", cookies[i]}};
    });
    sockets.run_for(2'000);
    std::cout << "  with " << open << " desks open: " << server.resident_mb() << " MB\n";
    const auto started = Clock::now();
    for (std::size_t i = 0; i < waiting; ++i) start_chat(client);
    std::cout << "  " << waiting << " chats started: "
              << static_cast<long>(static_cast<double>(waiting) / ms_since(started) * 1000)
              << " a second by one client; " << server.resident_mb() << " MB\n";
    std::vector<double> times;
    for (std::size_t i = 0; i < std::min<std::size_t>(agents, 500); ++i) {
      offered = agents;
      const auto sent = Clock::now();
      std::thread presence([&] { set_available(client, cookies[i]); });
      sockets.run_for(5'000, [&] { return offered == i; });
      times.push_back(ms_since(sent));
      presence.join();
    }
    std::cout << "  agent free -> offer on the socket (commit included): p50 "
              << percentile(times, 0.5) << " ms, p99 " << percentile(times, 0.99) << " ms\n";
  }
  fs::remove_all(data);
}

// What one size gave, to be set against the next.
struct Measured {
  std::size_t conversations = 0;
  double p50_ms = 0, p99_ms = 0;
  double cpu_us = 0;  // of the server, a message
  double memory_mb = 0;
};

void tell_growth(const Measured& small, const Measured& large) {
  const auto times = [](double a, double b) { return b > 0 ? a / b : 0; };
  std::cout << "growth from " << small.conversations << " to " << large.conversations
            << " conversations (x"
            << times(static_cast<double>(large.conversations),
                     static_cast<double>(small.conversations))
            << "): p50 x" << times(large.p50_ms, small.p50_ms) << ", p99 x"
            << times(large.p99_ms, small.p99_ms) << ", CPU a message x"
            << times(large.cpu_us, small.cpu_us) << ", memory x"
            << times(large.memory_mb, small.memory_mb) << "\n";
}

// Live conversations, then messages of visitors picked all over them, one after the other.
Measured bench_messages(const std::string& program, std::size_t conversations) {
  Measured measured;
  measured.conversations = conversations;
  const std::size_t agents = (conversations + chats_per_agent - 1) / chats_per_agent;
  const std::string data =
      fs::temp_directory_path() / ("centralino-messages." + std::to_string(getpid()));
  const auto cookies = prepare(data, agents, static_cast<int>(chats_per_agent));
  {
    ServerProcess server(program, {"--demo", "--http", "127.0.0.1:0", "--data", data});
    http::Client client("127.0.0.1", server.port());
    http::Client acceptor("127.0.0.1", server.port());
    std::size_t accepted = 0;
    std::mutex mutex;
    std::map<std::string, Clock::time_point> sent;
    std::vector<double> times;
    http::LoadSockets desks(
        {.port = server.port()}, {.on_message = [&](std::size_t index, std::string_view text) {
          if (text.find("\"type\":\"offer.made\"") != std::string_view::npos) {
            const auto at = text.find("\"offer\":");
            (void)acceptor.request(
                "POST", "/api/v1/offers/" + field(text.substr(at), "id") + "/accept",
                {json_type, {"Cookie", cookies[index]}, {"X-CSRF-Token", "csrf"}}, "{}");
            ++accepted;
          } else if (const auto at = text.find("bench-");
                     at != std::string_view::npos &&
                     text.find("\"type\":\"message.added\"") != std::string_view::npos) {
            const std::string name(text.substr(at, text.find('"', at) - at));
            const std::lock_guard lock(mutex);
            if (const auto it = sent.find(name); it != sent.end()) {
              times.push_back(ms_since(it->second));
              sent.erase(it);
            }
          }
        }});
    desks.open(agents, "/api/v1/live", [&](std::size_t i) {
      return std::vector<http::Header>{{"Cookie", cookies[i]}};
    });
    for (const auto& cookie : cookies) set_available(client, cookie);
    const double empty = server.resident_mb();
    const double cpu_before_chats = server.cpu_seconds();
    const auto first = Clock::now();
    std::vector<Visitor> visitors;
    for (std::size_t i = 0; i < conversations; ++i) {
      visitors.push_back(start_chat(client));
      desks.run_for(5'000, [&] { return accepted >= visitors.size(); });
    }
    if (accepted < conversations) throw std::runtime_error("not every chat was offered and taken");
    const double before = server.resident_mb();
    const auto count = static_cast<double>(conversations);
    std::cout << conversations << " live conversations, " << agents << " desks\n  "
              << static_cast<long>(count / ms_since(first) * 1000)
              << " a second started, offered and taken, one after the other; CPU "
              << (server.cpu_seconds() - cpu_before_chats) * 1e6 / count << " us each; "
              << (before - empty) * 1024 / count << " kB each\n";
    http::LoadSockets pages({.port = server.port()}, {});
    std::size_t open = 0;
    for (const auto& visitor : visitors)
      open = pages.open(1, "/api/v1/visitor/live?token=" + visitor.token);
    pages.run_for(1'000);
    std::cout << "  " << open << " visitors connected; memory: " << before
              << " MB before the visitors' sockets, " << server.resident_mb() << " MB after ("
              << (server.resident_mb() - before) * 1024 / static_cast<double>(open)
              << " kB each)\n";
    measured.memory_mb = server.resident_mb();
    const double cpu_before = server.cpu_seconds();
    std::atomic<bool> writing{true};
    std::thread writer([&] {
      http::Client mine("127.0.0.1", server.port());
      for (int i = 0; i < 2000; ++i) {
        const auto& visitor = visitors[static_cast<std::size_t>(i * 7919) % visitors.size()];
        const std::string name = "bench-" + std::to_string(i) + "-";
        {
          const std::lock_guard lock(mutex);
          sent[name] = Clock::now();
        }
        (void)mine.request("POST", "/api/v1/visitor/messages",
                           {json_type, {"Authorization", "Bearer " + visitor.token}},
                           "{\"text\":\"" + name + "\"}");
      }
      writing = false;
    });
    const auto start = Clock::now();
    std::thread page_reader([&] {
      while (writing) pages.run_for(50);
    });
    while (writing) desks.run_for(20);
    desks.run_for(500);
    writer.join();
    page_reader.join();
    if (times.empty()) throw std::runtime_error("no message arrived");
    measured.p50_ms = percentile(times, 0.5);
    measured.p99_ms = percentile(times, 0.99);
    measured.cpu_us = (server.cpu_seconds() - cpu_before) * 1e6 / static_cast<double>(times.size());
    std::cout << "  " << times.size() << " of 2000 messages, one after the other ("
              << static_cast<long>(2000.0 / ms_since(start) * 1000) << "/s): visitor -> agent p50 "
              << measured.p50_ms << " ms, p99 " << measured.p99_ms << " ms; CPU " << measured.cpu_us
              << " us a message\n";
  }
  fs::remove_all(data);
  return measured;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2) {
    std::cerr << "usage: bench_chat PATH_OF_CENTRALINO [CONVERSATIONS...]\n";
    return 2;
  }
  crypto::init();
  std::cout.precision(3);
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;  // a socket for every visitor
    setrlimit(RLIMIT_NOFILE, &files);
  }
  bench_offers(argv[1], 1000, 2000);
  std::vector<std::size_t> sizes;
  for (int i = 2; i < argc; ++i) sizes.push_back(static_cast<std::size_t>(std::atoi(argv[i])));
  if (sizes.empty()) sizes = {1000};
  std::vector<Measured> measured;
  for (const std::size_t size : sizes) measured.push_back(bench_messages(argv[1], size));
  for (std::size_t i = 1; i < measured.size(); ++i) tell_growth(measured[i - 1], measured[i]);
} catch (const std::exception& error) {
  std::cerr << "bench_chat: " << error.what() << "\n";
  return 1;
}
