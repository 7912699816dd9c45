// Durable commands a second, and the time a start takes: the loop and the subjects in this process,
// over a real database.
//   bench_loop            SQLite in a temporary folder, PostgreSQL at CENTRALINO_TEST_POSTGRES if
//   set
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

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
#include "subjects/agents/agents.h"
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

// What a commit costs at least here: a small write made durable.
void bench_disk(const std::string& folder) {
  const int file = open((folder + "/disk").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error("cannot write in " + folder);
  std::vector<double> times;
  const std::string page(4096, 'x');
  for (int i = 0; i < 500; ++i) {
    const auto start = Clock::now();
    if (write(file, page.data(), page.size()) < 0 || fdatasync(file) != 0)
      throw std::runtime_error("cannot write in " + folder);
    times.push_back(ms_since(start));
  }
  close(file);
  std::cout << "fdatasync of 4 kB: p50 " << percentile(times, 0.5) << " ms, p99 "
            << percentile(times, 0.99) << " ms\n";
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

struct Visitor {
  std::string token;
  ConversationId conversation;
};

// What a command costs before it does anything: the same token is recognised each time.
Result<loop::Answer> write_message(loop::Tx& tx, const Visitor& visitor) {
  access::Credentials credentials;
  credentials.bearer = visitor.token;
  credentials.changes = true;
  TRY(actor, access::authenticate(tx, credentials));
  TRY_DONE(conversations::visitor_message(tx, actor, {"Buongiorno, a che punto siamo?"}));
  return loop::Answer{};
}

// `writers` clients, each with one message under way: a visitor is recognised, the message stored,
// journalled, folded and published before the next is sent.
void bench_writers(Program& program, const std::vector<Visitor>& visitors, std::size_t writers,
                   double seconds_long) {
  std::mutex mutex;
  std::condition_variable all_done;
  std::vector<double> times;
  std::size_t refused = 0;
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
                             return write_message(tx, visitors[writer % visitors.size()]);
                           },
                           [&, writer, sent](const Result<loop::Answer>& answer) {
                             if (answer.ok()) {
                               times.push_back(ms_since(sent));
                             } else {
                               ++refused;
                             }
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
  if (refused > 0) std::cout << "  " << refused << " commands were refused\n";
}

std::vector<Visitor> start_chats(Program& program, std::size_t count) {
  std::vector<Visitor> visitors;
  for (std::size_t i = 0; i < count; ++i)
    program.loop.process({{"start",
                           [&](loop::Tx& tx) -> Result<loop::Answer> {
                             const auto chat = conversations::start_chat(
                                 tx, "demo", {"Visitor", std::nullopt, "Aiuto", "it"},
                                 crypto::random_token("vis_"), 1);
                             if (!chat.ok()) return chat.refusal();
                             visitors.push_back({chat->visitor_token, chat->conversation_id});
                             return loop::Answer{};
                           },
                           {}}});
  return visitors;
}

// One agent takes all of them: then each message is also told to a desk, with the conversation as
// its list shows it.
void answer_all(Program& program) {
  const TenantId tenant = program.floor.tenants().begin()->first;
  Actor agent;
  agent.kind = Actor::Kind::user;
  agent.tenant = tenant;
  auto run = [&](const std::function<Result<Done>(loop::Tx&)>& act) {
    program.loop.process({{"set up",
                           [&](loop::Tx& tx) -> Result<loop::Answer> {
                             TRY_DONE(act(tx));
                             return loop::Answer{};
                           },
                           {}}});
  };
  run([&](loop::Tx& tx) -> Result<Done> {
    auto settings = program.floor.of(tenant).cell.settings();
    for (auto& each : settings.agents) {
      each.capacity.chat = engine::routing::capacity_max;
      each.queues.clear();
      for (const auto& queue : settings.queues) each.queues.push_back(queue.id);
    }
    TRY_DONE(conversations::route(tx, agent, engine::routing::Configure{settings}));
    return Done{};
  });
  const auto set_all = [&](engine::routing::Presence presence) {
    for (const auto& row : program.floor.of(tenant).cell.agents())
      run([&](loop::Tx& tx) -> Result<Done> {
        agent.user = row.agent;
        TRY_DONE(agents::set_presence(tx, agent, row.agent, {presence, {}, {}}));
        return Done{};
      });
  };
  set_all(engine::routing::Presence::available);
  for (auto offers = program.floor.of(tenant).cell.offers(); !offers.empty();
       offers = program.floor.of(tenant).cell.offers())
    for (const auto& offer : offers) {
      agent.user = offer.agent;
      run([&](loop::Tx& tx) -> Result<Done> {
        TRY_DONE(conversations::accept_offer(tx, agent, offer.offer));
        return Done{};
      });
    }
  set_all(engine::routing::Presence::away);  // those who come later wait
}

void bench_database(const store::Location& location, const char* name) {
  store::migrate(location, clock::SystemClock().now());
  demo::load(*store::open(location, store::Access::read_write), clock::SystemClock().now());
  std::cout << name << "\n";
  Program program(location);
  // Fresh conversations for each run (one holds at most 5,000 messages), made before the thread
  // starts.
  const std::size_t writers[] = {1, 100, 1000};
  const auto answered = start_chats(program, 200);
  answer_all(program);
  std::vector<std::vector<Visitor>> visitors;
  for (std::size_t i = 0; i < std::size(writers); ++i)
    visitors.push_back(start_chats(program, 400));
  program.thread.start();
  std::cout << " conversations that wait\n";
  for (std::size_t i = 0; i < std::size(writers); ++i)
    bench_writers(program, visitors[i], writers[i], 5);
  std::cout << " conversations with an agent (desk told of each message)\n";
  bench_writers(program, answered, 100, 5);
  program.thread.stop();
}

// `rows` more in the journal, messages all of them, and a start on it.
void bench_start(const store::Location& location, std::int64_t rows) {
  {
    const auto db = store::open(location, store::Access::read_write);
    const auto newest = db->one("SELECT seq, at FROM journal ORDER BY seq DESC LIMIT 1");
    db->begin();
    db->exec(
        "INSERT INTO journal (seq, tenant, at, actor, subject_kind, subject, type, data) "
        "WITH RECURSIVE many (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM many "
        "WHERE n < CAST($3 AS BIGINT)) "
        "SELECT CAST($1 AS BIGINT) + n, 1, CAST($2 AS BIGINT), 'user_0000000000006', "
        "'conversation', 1 + n % 50000, 'message_added', CAST($4 AS TEXT) FROM many",
        {newest->integer(0), newest->integer(1), rows,
         "{\"id\":\"msg_0000000000001\",\"n\":1,\"kind\":\"text\",\"text\":\"Buongiorno\"}"});
    db->commit();
  }
  const auto start = Clock::now();
  Program program(location);
  std::cout << "  start with " << program.loop.last_seq() << " journal rows: " << ms_since(start)
            << " ms\n";
}

struct Folder {
  std::string path = fs::temp_directory_path() / "centralino-bench.XXXXXX";
  Folder() {
    if (!mkdtemp(path.data())) throw std::runtime_error("no temporary folder");
  }
  ~Folder() { fs::remove_all(path); }
};

}  // namespace

int main() try {
  crypto::init();
  std::cout.precision(3);
  const Folder temporary;
  const std::string& folder = temporary.path;
  bench_disk(folder);
  const store::Location sqlite{store::Backend::sqlite, folder + "/bench.db"};
  bench_database(sqlite, "SQLite");
  bench_start(sqlite, 1'000'000);
  if (const char* uri = std::getenv("CENTRALINO_TEST_POSTGRES")) {
    const store::Location postgres{store::Backend::postgres, uri};
    bench_database(postgres, "PostgreSQL");
    bench_start(postgres, 1'000'000);
  }
} catch (const std::exception& error) {
  std::cerr << "bench_loop: " << error.what() << "\n";
  return 1;
}
