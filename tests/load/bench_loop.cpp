// Durable commands a second, and the time a start takes: the loop and the subjects in this process,
// over a real database.
//   bench_loop            SQLite in a temporary folder, PostgreSQL at CENTRALINO_TEST_POSTGRES if
//   set
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <iostream>
#include <mutex>

#include "main/demo.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/loop/loop_thread.h"
#include "platform/store/migrations.h"
#include "subjects/conversations/conversations.h"

namespace {

using namespace centralino;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double percentile(std::vector<double>& values, double p) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(p * static_cast<double>(values.size() - 1))];
}

struct Program {
  explicit Program(const store::Location& location)
      : db(store::open(location, store::Access::read_write)),
        loop(*db, floor, clock, {}),
        thread(loop) {
    loop.on_deadline(conversations::fire_deadlines);
    for (const char* kind : {"visitor_gone", "agent_gone", "conversation_idle", "case_closes"})
      loop.on_timer(kind, [](loop::Tx&, const loop::Timer&) {});
    loop.start();
  }
  clock::SystemClock clock;
  std::unique_ptr<store::Db> db;
  queues::Floor floor;
  loop::Loop loop;
  loop::LoopThread thread;
};

// `writers` clients, each with one message under way: a visitor's message is stored, journalled,
// folded and published before the next is sent.
void bench_writers(Program& program, const std::vector<Actor>& visitors, std::size_t writers,
                   double seconds_long) {
  std::mutex mutex;
  std::condition_variable all_done;
  std::vector<double> times;
  std::size_t running = writers;
  const auto start = Clock::now();
  const double cpu = cpu_seconds();
  std::function<void(std::size_t)> next = [&](std::size_t writer) {
    if (ms_since(start) > seconds_long * 1000) {
      const std::lock_guard lock(mutex);
      if (--running == 0) all_done.notify_one();
      return;
    }
    const auto sent = Clock::now();
    program.thread.submit({"message",
                           [&, writer](loop::Tx& tx) -> Result<loop::Answer> {
                             const auto done = conversations::visitor_message(
                                 tx, visitors[writer % visitors.size()],
                                 "Buongiorno, a che punto siamo?");
                             if (!done.ok()) return done.refusal();
                             return loop::Answer{};
                           },
                           [&, writer, sent](const Result<loop::Answer>& answer) {
                             if (answer.ok()) times.push_back(ms_since(sent));
                             next(writer);
                           }});
  };
  for (std::size_t i = 0; i < writers; ++i) next(i);
  std::unique_lock lock(mutex);
  all_done.wait(lock, [&] { return running == 0; });
  const double elapsed = ms_since(start) / 1000;
  const auto count = static_cast<double>(times.size());
  std::cout << "  " << writers << " writers: " << static_cast<long>(count / elapsed)
            << " commands/s, p50 " << percentile(times, 0.5) << " ms, p99 "
            << percentile(times, 0.99) << " ms, CPU " << (cpu_seconds() - cpu) * 1e6 / count
            << " us a command\n";
}

std::vector<Actor> start_chats(Program& program, std::size_t count) {
  std::vector<Actor> visitors;
  for (std::size_t i = 0; i < count; ++i)
    program.loop.process({{"start",
                           [&](loop::Tx& tx) -> Result<loop::Answer> {
                             const auto chat = conversations::start_chat(
                                 tx, "demo", {"Visitor", std::nullopt, "Aiuto", "it"},
                                 crypto::random_token("vis_"), 1);
                             if (!chat.ok()) return chat.refusal();
                             Actor actor;
                             actor.kind = Actor::Kind::visitor;
                             actor.tenant = program.floor.tenants().begin()->first;
                             actor.conversation = chat->conversation_id;
                             visitors.push_back(actor);
                             return loop::Answer{};
                           },
                           {}}});
  return visitors;
}

void bench_database(const store::Location& location, const char* name) {
  store::migrate(location, clock::SystemClock().now());
  demo::load(*store::open(location, store::Access::read_write), clock::SystemClock().now());
  std::cout << name << "\n";
  Program program(location);
  // Fresh conversations for each run (one holds at most 5,000 messages), made before the thread
  // starts.
  const std::size_t writers[] = {1, 100, 1000};
  std::vector<std::vector<Actor>> visitors;
  for (std::size_t i = 0; i < std::size(writers); ++i)
    visitors.push_back(start_chats(program, 400));
  program.thread.start();
  for (std::size_t i = 0; i < std::size(writers); ++i)
    bench_writers(program, visitors[i], writers[i], 5);
  program.thread.stop();
}

// A journal of `rows`, most of them messages, and a start on it.
void bench_start(const store::Location& location, std::int64_t rows) {
  {
    const auto db = store::open(location, store::Access::read_write);
    const auto first = db->one("SELECT max(seq), max(at) FROM journal");
    db->begin();
    for (std::int64_t i = 1; i <= rows; ++i)
      db->exec(
          "INSERT INTO journal (seq, tenant, at, actor, subject_kind, subject, type, data) VALUES "
          "($1, 1, $2, 'user_0000000000006', 'conversation', $3, 'message_added', $4)",
          {first->integer(0) + i, first->integer(1), i % 50'000,
           "{\"id\":\"msg_0000000000001\",\"n\":1,\"kind\":\"text\",\"text\":\"Buongiorno\"}"});
    db->commit();
  }
  const auto start = Clock::now();
  Program program(location);
  std::cout << "  start with " << program.loop.last_seq() << " journal rows: " << ms_since(start)
            << " ms\n";
}

}  // namespace

int main() {
  crypto::init();
  std::cout.precision(3);
  std::string pattern = fs::temp_directory_path() / "centralino-bench.XXXXXX";
  const std::string folder = mkdtemp(pattern.data());
  const store::Location sqlite{store::Backend::sqlite, folder + "/bench.db"};
  bench_database(sqlite, "SQLite");
  bench_start(sqlite, 1'000'000);
  if (const char* uri = std::getenv("CENTRALINO_TEST_POSTGRES"))
    bench_database({store::Backend::postgres, uri}, "PostgreSQL");
  fs::remove_all(folder);
}
