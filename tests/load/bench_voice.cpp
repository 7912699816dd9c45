// The whole program under calls: it on one core, callers and telephones on another. Short calls,
// calls through to a telephone, audio both ways (recorded too), a queue whose agents never rest.
//   bench_voice PATH_OF_CENTRALINO [start|short|through|bridged|recorded|capacity|queue|long-queue…]
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <set>

#include "load/call_load.h"
#include "load/server_process.h"

namespace {

using namespace centralino;
using load::CallLoad;
using load::percentile;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr int server_core = 0;
constexpr int load_core = 1;
constexpr std::uint16_t telephones_port = 5'080;  // where --demo-load looks for them

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string numbered(const char* prefix, std::size_t n) {
  const std::string digits = std::to_string(n);
  return prefix + std::string(4 - std::min<std::size_t>(digits.size(), 4), '0') + digits;
}

// A port that is free now.
std::uint16_t free_port() {
  return voice::UdpSocket::bound(*voice::socket_address("127.0.0.1", 0))->port();
}

// A fresh server for each measure, and who calls it.
class Bench {
 public:
  explicit Bench(const std::string& program, CallLoad::Settings settings = {})
      : data_(fs::temp_directory_path() / ("centralino-voice." + std::to_string(getpid()))) {
    fs::remove_all(data_);
    settings.server = free_port();
    settings.telephones = telephones_port;
    started_ = Clock::now();
    server_ = std::make_unique<load::ServerProcess>(
        program,
        std::vector<std::string>{"--demo-load", "--http", "127.0.0.1:0", "--data", data_.string(),
                                 "--sip", "127.0.0.1:" + std::to_string(settings.server), "--rtp",
                                 "10000-19999", "--sip-trust", "127.0.0.1/32"},
        server_core);
    load_ = std::make_unique<CallLoad>(settings);
  }
  ~Bench() {
    load_.reset();
    server_.reset();
    fs::remove_all(data_);
  }
  CallLoad& load() { return *load_; }
  const load::ServerProcess& server() const { return *server_; }
  double age_s() const { return seconds_since(started_); }

  // `count` calls, `a_second` of them.
  std::vector<std::size_t> dial(const std::function<std::string(std::size_t)>& number,
                                std::size_t count, std::size_t a_second) {
    std::vector<std::size_t> calls;
    const auto begin = Clock::now();
    while (calls.size() < count) {
      const auto due =
          static_cast<std::size_t>(seconds_since(begin) * static_cast<double>(a_second));
      while (calls.size() < std::min(due, count))
        calls.push_back(load_->dial(number(calls.size())));
      load_->run_for(1);
    }
    return calls;
  }

 private:
  fs::path data_;
  Clock::time_point started_;
  std::unique_ptr<load::ServerProcess> server_;
  std::unique_ptr<CallLoad> load_;
};

void start(const std::string& program) {
  Bench bench(program);
  std::size_t call = bench.load().dial("101");
  while (!bench.load().up(call) && bench.age_s() < 30) {
    bench.load().run_for(50, [&] { return bench.load().up(call); });
    if (!bench.load().up(call)) call = bench.load().dial("101");
  }
  std::printf("start, migrations of a new database included, to the first answered call: %.2f s\n",
              bench.age_s());
}

// Calls that are answered, last half a second and are ended by the caller.
void come_and_go(const std::string& program, const char* name, std::size_t a_second,
                 std::size_t seconds, const std::function<std::string(std::size_t)>& number) {
  Bench bench(program);
  CallLoad& load = bench.load();
  std::deque<std::pair<Clock::time_point, std::size_t>> calls;
  const auto begin = Clock::now();
  std::size_t placed = 0;
  const auto total = a_second * seconds;
  const double cpu_before = bench.server().cpu_seconds();
  while (placed < total || !calls.empty()) {
    const auto due = static_cast<std::size_t>(seconds_since(begin) * static_cast<double>(a_second));
    for (; placed < std::min(due, total); ++placed)
      calls.emplace_back(Clock::now(), load.dial(number(placed)));
    while (!calls.empty() && seconds_since(calls.front().first) >= 0.5) {
      load.hang_up(calls.front().second);
      calls.pop_front();
    }
    load.run_for(1);
  }
  load.run_for(500);
  const auto& figures = load.figures();
  std::printf(
      "%s, %zu a second: %.2f ms CPU a call, %lld of %zu answered, %lld refused\n", name, a_second,
      (bench.server().cpu_seconds() - cpu_before) * 1e3 / static_cast<double>(total),
      static_cast<long long>(figures.answered), total, static_cast<long long>(figures.failed));
}

void audio(const std::string& program, const char* name, const char* prefix, std::size_t calls) {
  constexpr std::int64_t window_ms = 10'000;
  CallLoad::Settings settings;
  settings.audio = true;
  Bench bench(program, settings);
  CallLoad& load = bench.load();
  load.run_for(500);
  const double before_mb = bench.server().resident_mb();
  bench.dial([&](std::size_t i) { return numbered(prefix, i + 1); }, calls, 100);
  load.run_for(3'000);
  load.forget();
  const double cpu_before = bench.server().cpu_seconds();
  const auto begin = Clock::now();
  load.run_for(window_ms);
  const auto& figures = load.figures();
  const double call_seconds = static_cast<double>(figures.talking) * seconds_since(begin);
  const auto lost = static_cast<double>(figures.sent - figures.received);
  std::printf(
      "%s, %lld of %zu calls: %.2f ms CPU a call-second, added transit p50 %.2f ms, p99 %.2f ms, "
      "lost %.3f %%, late %.3f %%, %.0f kB a call; the generator ran at most %lld ms late\n",
      name, static_cast<long long>(figures.talking), calls,
      (bench.server().cpu_seconds() - cpu_before) * 1e3 / call_seconds,
      percentile(figures.transit_ms, 0.5), percentile(figures.transit_ms, 0.99),
      100 * lost / static_cast<double>(figures.sent),
      100 * static_cast<double>(figures.late) / static_cast<double>(figures.sent),
      (bench.server().resident_mb() - before_mb) * 1024 / static_cast<double>(calls),
      static_cast<long long>(figures.behind_ms));
}

// 200 agents who talk for five seconds each, and more callers than that, always.
void queue(const std::string& program, std::size_t callers) {
  CallLoad::Settings settings;
  settings.talk_ms = 5'000;
  Bench bench(program, settings);
  CallLoad& load = bench.load();
  auto calls = bench.dial([](std::size_t) { return std::string("401"); }, callers, 100);
  const auto keep_full = [&] {
    for (std::size_t& call : calls)
      if (load.over(call)) call = load.dial("401");
    return false;
  };
  load.run_for(10'000, keep_full);
  load.forget();
  const double cpu_before = bench.server().cpu_seconds();
  load.run_for(20'000, keep_full);
  const auto& figures = load.figures();
  std::printf(
      "queue of 200 agents, %zu callers: agent free -> next INVITE p50 %.1f ms, p99 %.1f ms "
      "(%zu); %.1f ms CPU each, music and all\n",
      callers, percentile(figures.hand_off_ms, 0.5), percentile(figures.hand_off_ms, 0.99),
      figures.hand_off_ms.size(),
      (bench.server().cpu_seconds() - cpu_before) * 1e3 /
          static_cast<double>(std::max<std::size_t>(figures.hand_off_ms.size(), 1)));
}

int run(const std::string& program, std::set<std::string> which) {
  if (which.empty())
    which = {"start", "short", "through", "bridged", "recorded", "capacity", "queue", "long-queue"};
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(load_core, &one);
  sched_setaffinity(0, sizeof one, &one);
  const auto bridge = [](std::size_t i) { return numbered("2", i % 3'000 + 1); };
  if (which.contains("start")) start(program);
  if (which.contains("short"))
    come_and_go(program, "short calls", 100, 15, [](std::size_t) { return std::string("101"); });
  if (which.contains("through"))
    come_and_go(program, "calls through to a telephone", 40, 15, bridge);
  if (which.contains("bridged")) audio(program, "bridged", "2", 200);
  if (which.contains("recorded")) audio(program, "recorded", "3", 200);
  if (which.contains("capacity")) {
    audio(program, "bridged", "2", 800);
    audio(program, "bridged", "2", 1'200);
    audio(program, "recorded", "3", 1'000);
  }
  if (which.contains("queue")) queue(program, 220);
  if (which.contains("long-queue")) queue(program, 1'000);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "bench_voice PATH_OF_CENTRALINO [MEASURE…]\n");
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  return run(argv[1], {argv + 2, argv + argc});
}
