// bench_routing: how fast one core routes, and how that grows. Prints readable text and one JSON
// line.
//
//   bench_routing [agents waiting skills queues kinds]      default: a growing series
//
// `kinds`: how many different requests (queue, channel, skills with levels) customers make; 0 =
// every request is new, the worst case, since the engine then meets no requirement twice.
//
// Steady state: every agent busy, the lines full. One cycle = an agent ends work, completes the
// wrap-up, is offered the next in line and accepts, and one more arrives: 5 steps, about 10 events.
// "Free → offer" is the time inside apply() of the step that frees an agent and makes the offer.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <fstream>

#include "base/json.h"
#include "base/prng.h"
#include "engine/routing/estimate.h"

namespace centralino::engine::routing {
namespace {

struct Size {
  int agents = 10'000;
  int waiting = 10'000;
  int skills = 500;
  int queues = 64;
  int kinds = 2'000;
};

struct Figures {
  std::int64_t agents = 0;
  std::int64_t waiting = 0;
  std::int64_t kinds = 0;
  double events_per_s = 0;
  double free_to_offer_p50_us = 0;
  double free_to_offer_p99_us = 0;
  std::int64_t memory_kb = 0;
};
BOOST_DESCRIBE_STRUCT(Figures, (),
                      (agents, waiting, kinds, events_per_s, free_to_offer_p50_us,
                       free_to_offer_p99_us, memory_kb))

// Of this process on its core: what others do on the machine does not count.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::int64_t resident_kb() {
  std::ifstream in("/proc/self/statm");
  std::int64_t total = 0;
  std::int64_t resident = 0;
  in >> total >> resident;
  return resident * 4;
}

class Bench {
 public:
  explicit Bench(Size size) : size_(size), prng_(7) {}

  Figures run(double budget_s) {
    fill();
    Figures out{size_.agents, size_.waiting, size_.kinds, 0, 0, 0, resident_kb()};
    std::vector<double> latencies;
    for (int i = 0; i < 2000; ++i) cycle(nullptr);
    events_total_ = 0;
    const double begin = cpu_seconds();
    double end = begin;
    while (end - begin < budget_s) {
      for (int i = 0; i < 500; ++i) cycle(nullptr);
      end = cpu_seconds();
    }
    out.events_per_s = static_cast<double>(events_total_) / (end - begin);
    for (int i = 0; i < 20'000; ++i) cycle(&latencies);
    std::sort(latencies.begin(), latencies.end());
    out.free_to_offer_p50_us = latencies[latencies.size() / 2] * 1e6;
    out.free_to_offer_p99_us = latencies[latencies.size() * 99 / 100] * 1e6;
    return out;
  }

 private:
  SkillId skill(std::uint64_t n) const { return {static_cast<std::int64_t>(1000 + n)}; }
  QueueId queue(std::uint64_t n) const { return {static_cast<std::int64_t>(100 + n)}; }

  Settings settings() {
    Settings out;
    for (int q = 0; q < size_.queues; ++q) {
      QueueSettings item;
      item.id = queue(static_cast<std::uint64_t>(q));
      item.strategy = q % 3 == 0 ? StrategyName::best_skill : StrategyName::longest_idle;
      item.wrap_up.seconds = 30;
      item.relaxations = {{3600, {}, 1, true}};
      item.overflow =
          Overflow{7200, queue(static_cast<std::uint64_t>((q + 1) % size_.queues)), true};
      out.queues.push_back(item);
    }
    for (int a = 0; a < size_.agents; ++a) {
      AgentSettings item;
      item.id = {100'000 + a};
      item.capacity = {1, 1, 0, 0, 0};
      const std::uint64_t first = prng_.below(static_cast<std::uint64_t>(size_.queues));
      for (std::uint64_t i = 0; i < 3; ++i)
        item.queues.push_back(queue((first + i) % static_cast<std::uint64_t>(size_.queues)));
      std::vector<bool> has(static_cast<std::size_t>(size_.skills));
      for (int i = 0; i < 20; ++i) has[random_skill(first + prng_.below(3))] = true;
      for (std::size_t s = 0; s < has.size(); ++s)
        if (has[s]) item.skills.push_back({skill(s), static_cast<int>(prng_.between(1, 10))});
      out.agents.push_back(item);
    }
    return out;
  }

  // Each queue asks for skills of its own neighbourhood, as departments do.
  std::size_t random_skill(std::uint64_t queue_number) {
    const auto skills = static_cast<std::uint64_t>(size_.skills);
    const std::uint64_t base = queue_number * skills / static_cast<std::uint64_t>(size_.queues);
    return static_cast<std::size_t>((base + prng_.below(16)) % skills);
  }

  // What somebody can do, so that the lines do not fill with what nobody can.
  WorkArrives request() {
    WorkArrives input;
    const AgentSettings& model = settings_.agents[prng_.below(settings_.agents.size())];
    input.queue = model.queues[prng_.below(model.queues.size())];
    input.channel = prng_.below(2) == 0 ? Channel::voice : Channel::chat;
    const std::size_t first = prng_.below(model.skills.size());
    for (std::uint64_t i = prng_.below(3); i > 0; --i) {
      const SkillLevel& has = model.skills[(first + i) % model.skills.size()];
      input.requirements.push_back({has.skill, static_cast<int>(prng_.between(1, has.level))});
    }
    return input;
  }

  void arrive() {
    WorkArrives input = kinds_.empty() ? request() : kinds_[prng_.below(kinds_.size())];
    input.work = {next_work_++};
    input.arrived_at = now_;
    apply(std::move(input));
  }

  void fill() {
    settings_ = settings();
    apply(Configure{settings_});
    for (int i = 0; i < size_.kinds; ++i) kinds_.push_back(request());
    for (int a = 0; a < size_.agents; ++a)
      apply(SetPresence{{100'000 + a}, Presence::available, {}, false});
    // Enough arrivals that everybody is busy and the lines have their length.
    while (waiting_ < size_.waiting) arrive();
  }

  double apply(Input input) {
    now_ = now_ + milliseconds(1);
    const Step step{now_, next_id_, std::move(input)};
    next_id_ += 4;
    events_.clear();
    const double begin = timing_ ? seconds_now() : 0;
    const auto done = cell_.apply(step, events_);
    const double end = timing_ ? seconds_now() : 0;
    CHECK(done.ok(), "the bench sends only valid input");
    events_total_ += static_cast<std::int64_t>(events_.size());
    for (const Event& event : events_) note(event);
    while (!made_.empty()) {
      const OfferMade made = made_.back();
      made_.pop_back();
      apply(AcceptOffer{made.offer, made.agent});
    }
    return end - begin;
  }

  void note(const Event& event) {
    if (const auto* made = std::get_if<OfferMade>(&event)) made_.push_back(*made);
    if (std::get_if<WorkQueued>(&event)) ++waiting_;
    if (const auto* answered = std::get_if<WorkAnswered>(&event)) {
      live_.push_back(answered->work);
      --waiting_;
    }
    if (const auto* wrapup = std::get_if<WrapUpStarted>(&event)) wrapup_ = *wrapup;
  }

  void cycle(std::vector<double>* latencies) {
    if (live_.empty()) return arrive();
    const std::size_t at = prng_.below(live_.size());
    const WorkId work = live_[at];
    live_[at] = live_.back();
    live_.pop_back();
    apply(WorkEnds{work, EndedBy::agent});
    timing_ = latencies != nullptr;
    const std::size_t before = live_.size();
    const double took = apply(WrapUpComplete{wrapup_.wrapup, wrapup_.agent});
    timing_ = false;
    if (latencies && live_.size() > before) latencies->push_back(took);
    while (waiting_ < size_.waiting) arrive();
  }

  Size size_;
  Prng prng_;
  Settings settings_;
  std::vector<WorkArrives> kinds_;
  Cell cell_;
  Instant now_{1'772'438'400'000};
  std::int64_t next_id_ = 1'000'000'000;
  std::int64_t next_work_ = 10'000'000;
  std::vector<Event> events_;
  std::vector<OfferMade> made_;
  std::vector<WorkId> live_;
  WrapUpStarted wrapup_;
  std::int64_t waiting_ = 0;
  std::int64_t events_total_ = 0;
  bool timing_ = false;
};

void report(Size size) {
  const Figures out = Bench(size).run(2.0);
  std::printf(
      "%6d agents × %6d waiting × %d skills × %d queues, %s: %.0f events/s, free → offer "
      "p50 %.1f µs, p99 %.1f µs, resident %lld kB\n",
      size.agents, size.waiting, size.skills, size.queues,
      size.kinds == 0 ? "all requests new" : (std::to_string(size.kinds) + " kinds").c_str(),
      out.events_per_s, out.free_to_offer_p50_us, out.free_to_offer_p99_us,
      static_cast<long long>(out.memory_kb));
  std::printf("%s\n", json::to_string(out).c_str());
  std::fflush(stdout);
}

// All estimates of one queue, as the live page asks for them.
void report_estimates(int agents, int waiting) {
  Settings settings;
  settings.queues.resize(1);
  settings.queues[0].id = {1};
  settings.queues[0].wrap_up.seconds = 30;
  for (int a = 0; a < agents; ++a) {
    settings.agents.emplace_back().id = {1000 + a};
    settings.agents.back().queues = {{1}};
    settings.agents.back().capacity = {1, 1, 0, 0, 0};
  }
  Cell cell;
  Instant now{1'772'438'400'000};
  std::int64_t id = 1'000'000;
  const auto apply = [&](Input input) {
    const auto events = cell.apply({now, id += ids_per_step_max, std::move(input)});
    CHECK(events.ok(), "valid input");
    for (const Event& event : *events)
      if (const auto* made = std::get_if<OfferMade>(&event))
        (void)cell.apply({now, id += ids_per_step_max, AcceptOffer{made->offer, made->agent}});
  };
  apply(Configure{settings});
  for (int a = 0; a < agents; ++a) apply(SetPresence{{1000 + a}, Presence::available, {}, false});
  for (int w = 0; w < agents + waiting; ++w) {
    now = now + milliseconds(100);
    WorkArrives input;
    input.work = {10'000'000 + w};
    input.queue = {1};
    input.arrived_at = now;
    apply(input);
  }
  double best = 1e9;
  for (int i = 0; i < 5; ++i) {
    const double begin = cpu_seconds();
    const auto all = estimate_queue(cell, {1}, {}, static_cast<std::uint64_t>(i));
    CHECK(all.size() == static_cast<std::size_t>(waiting), "an estimate for everybody");
    best = std::min(best, cpu_seconds() - begin);
  }
  std::printf("estimates of %d waiting × %d agents: %.1f ms\n", waiting, agents, best * 1e3);
}

}  // namespace
}  // namespace centralino::engine::routing

int main(int argc, char** argv) {
  using centralino::engine::routing::report;
  using centralino::engine::routing::report_estimates;
  using centralino::engine::routing::Size;
  if (argc == 6) {
    report({std::atoi(argv[1]), std::atoi(argv[2]), std::atoi(argv[3]), std::atoi(argv[4]),
            std::atoi(argv[5])});
    return 0;
  }
  report({100, 1'000, 500, 64, 2'000});
  report({1'000, 1'000, 500, 64, 2'000});
  report({1'000, 10'000, 500, 64, 2'000});
  report({10'000, 10'000, 500, 64, 2'000});
  report({10'000, 100'000, 500, 64, 2'000});
  report({10'000, 10'000, 500, 64, 0});
  report_estimates(50, 50);
  report_estimates(50, 1'000);
  report_estimates(50, 10'000);
}
