#include "engine/routing/simulation.h"

#include <map>
#include <queue>

#include "base/prng.h"

namespace centralino::engine::routing {
namespace {

constexpr std::int64_t first_id = 1'000'000'000;
constexpr std::int64_t first_work = 500'000'000;

// What people will do, in order of time.
struct Plan {
  Instant at;
  std::int64_t order = 0;
  Input input;
  bool operator>(const Plan& other) const {
    return at != other.at ? at > other.at : order > other.order;
  }
};

class DayRun {
 public:
  DayRun(const DaySettings& settings, std::uint64_t seed)
      : settings_(settings), prng_(seed), now_(settings.start) {
    for (const QueueDemand& demand : settings.demand) demand_[demand.queue] = &demand;
  }

  Day run() {
    apply(Configure{settings_.settings});
    for (const Shift& shift : settings_.shifts) plan_shift(shift);
    for (const QueueDemand& demand : settings_.demand) plan_arrivals(demand);
    while (day_.summary.broken.empty()) {
      const auto due = cell_.next_deadline();
      if (due && (plans_.empty() || *due <= plans_.top().at)) {
        now_ = std::max(now_, *due);
        apply(Tick{});
      } else if (!plans_.empty()) {
        now_ = plans_.top().at;
        Input input = plans_.top().input;
        plans_.pop();
        apply(std::move(input));
      } else {
        break;
      }
    }
    for (const QueueRow& row : cell_.queues())
      day_.summary.waiting_at_end += row.waiting + row.offered;
    return std::move(day_);
  }

 private:
  std::int64_t around(std::int64_t mean_ms) {
    return static_cast<std::int64_t>(prng_.exponential(static_cast<double>(mean_ms)));
  }
  bool permille(int n) { return static_cast<int>(prng_.below(1000)) < n; }
  void plan(Instant at, Input input) { plans_.push({at, ++order_, std::move(input)}); }

  void plan_shift(const Shift& shift) {
    const Instant from = settings_.start + minutes(shift.from_minute);
    const Instant to = settings_.start + minutes(shift.to_minute);
    plan(from, SetPresence{shift.agent, Presence::available, {}, false});
    Instant at = from;
    while (settings_.break_every_ms > 0) {
      at = at + milliseconds(around(settings_.break_every_ms));
      const Instant back = at + milliseconds(around(settings_.break_ms));
      if (back >= to) break;
      plan(at, SetPresence{shift.agent, Presence::away, {}, true});
      plan(back, SetPresence{shift.agent, Presence::available, {}, false});
      at = back;
    }
    plan(to, SetPresence{shift.agent, Presence::offline, {}, true});
  }

  // Poisson arrivals whose rate changes by the hour.
  void plan_arrivals(const QueueDemand& demand) {
    for (std::size_t hour = 0; hour < demand.arrivals_per_hour.size(); ++hour) {
      if (demand.arrivals_per_hour[hour] <= 0) continue;
      const std::int64_t gap_ms = 3'600'000 / demand.arrivals_per_hour[hour];
      const Instant from = settings_.start + minutes(static_cast<std::int64_t>(hour) * 60);
      for (Instant at = from + milliseconds(around(gap_ms)); at < from + minutes(60);
           at = at + milliseconds(around(gap_ms)))
        plan_arrival(demand, at);
    }
  }

  void plan_arrival(const QueueDemand& demand, Instant at) {
    WorkArrives input;
    input.work = {first_work + ++works_};
    input.queue = demand.queue;
    input.channel = demand.channel;
    for (const SkillLevel& item : demand.sometimes_requires)
      if (prng_.below(4) == 0) input.requirements.push_back(item);
    input.customer = {input.work.value};
    input.conversation = {input.work.value};
    input.arrived_at = at;
    plan(at, input);
    plan(at + milliseconds(around(demand.patience_ms)), WorkLeaves{input.work, Exit::abandoned});
  }

  void apply(Input input) {
    Step step{now_, first_id + static_cast<std::int64_t>(day_.steps.size()) * ids_per_step_max,
              std::move(input)};
    auto events = cell_.apply(step);
    if (!events.ok()) return;  // somebody was too late: patience that ended after the answer
    for (const Event& event : *events) std::visit([&](const auto& e) { react(e); }, event);
    ++day_.summary.steps;
    day_.summary.events += static_cast<std::int64_t>(events->size());
    day_.steps.push_back({std::move(step), std::move(*events)});
    if (!settings_.check_invariants) return;
    if (const auto broken = cell_.check_invariants())
      day_.summary.broken = *broken + " after step " + std::to_string(day_.steps.size());
  }

  void react(const WorkQueued& event) {
    ++day_.summary.arrived;
    queued_[event.work] = event.at;
  }
  void react(const OfferMade& event) {
    ++day_.summary.offers;
    if (permille(settings_.no_answer_permille)) return;
    const Instant at = event.at + milliseconds(around(settings_.answer_ms));
    if (permille(settings_.decline_permille)) {
      plan(at, DeclineOffer{event.offer, event.agent, {}});
    } else {
      plan(at, AcceptOffer{event.offer, event.agent});
    }
  }
  void react(const OfferEnded& event) {
    day_.summary.declined += event.outcome == OfferOutcome::declined ? 1 : 0;
    day_.summary.timed_out += event.outcome == OfferOutcome::timed_out ? 1 : 0;
  }
  void react(const WorkAnswered& event) {
    const std::int64_t wait_ms = (event.at - queued_[event.work]).ms;
    ++day_.summary.answered;
    day_.summary.wait_sum_ms += wait_ms;
    day_.summary.answered_within_20_s += wait_ms <= 20'000 ? 1 : 0;
    const auto demand = demand_.find(event.queue);
    const std::int64_t mean_ms = demand == demand_.end() ? 240'000 : demand->second->handling_ms;
    plan(event.at + milliseconds(around(mean_ms)), WorkEnds{event.work, EndedBy::customer});
  }
  void react(const WorkLeft& event) {
    ++(event.exit == Exit::abandoned ? day_.summary.abandoned : day_.summary.other_exits);
  }
  // Missed an offer and was set away by policy: back after a while.
  void react(const AgentStateChanged& event) {
    if (event.cause != Cause::policy || event.presence != Presence::away) return;
    plan(event.at + minutes(2), SetPresence{event.agent, Presence::available, {}, false});
  }
  template <class Other>
  void react(const Other&) {}

  const DaySettings& settings_;
  std::map<QueueId, const QueueDemand*> demand_;
  Prng prng_;
  Instant now_;
  Cell cell_;
  Day day_;
  std::int64_t order_ = 0;
  std::int64_t works_ = 0;
  std::map<WorkId, Instant> queued_;
  std::priority_queue<Plan, std::vector<Plan>, std::greater<>> plans_;
};

}  // namespace

Day simulate_day(const DaySettings& settings, std::uint64_t seed) {
  return DayRun(settings, seed).run();
}

DaySettings example_day(int agents, Instant start) {
  DaySettings out;
  out.start = start;
  const std::vector<std::int64_t> curve = {3, 6, 9, 10, 8,
                                           6, 7, 9, 7,  4};  // per agent and ten hours
  for (int q = 1; q <= 3; ++q) {
    QueueSettings queue;
    queue.id = {q};
    queue.strategy = static_cast<StrategyName>(q);
    queue.ring_s = 20;
    queue.wrap_up.seconds = 30;
    if (q < 3) queue.overflow = Overflow{120, {q + 1}, true};
    if (q == 1) queue.relaxations.push_back({60, {}, 0, true});
    out.settings.queues.push_back(queue);
    QueueDemand demand;
    demand.queue = queue.id;
    demand.channel = q == 1 ? Channel::voice : Channel::chat;
    demand.sometimes_requires = {{{q}, 5}};
    for (const std::int64_t per_agent : curve)
      demand.arrivals_per_hour.push_back(per_agent * agents / (q == 1 ? 3 : 2));
    out.demand.push_back(demand);
  }
  for (int a = 0; a < agents; ++a) {
    AgentSettings agent;
    agent.id = {1000 + a};
    agent.skills = {{{a % 3 + 1}, a % 10 + 1}};
    agent.queues = {{1}, {a % 2 + 2}};
    out.settings.agents.push_back(agent);
    const std::int64_t from = a % 3 * 60;
    out.shifts.push_back({agent.id, from, from + 480});
  }
  return out;
}

std::string to_text(const DaySummary& s) {
  const auto number = [](std::int64_t n) { return std::to_string(n); };
  const std::int64_t mean_s = s.answered == 0 ? 0 : s.wait_sum_ms / s.answered / 1000;
  std::string out = number(s.arrived) + " arrived: " + number(s.answered) + " answered (" +
                    number(s.answered_within_20_s) + " within 20 s, mean wait " + number(mean_s) +
                    " s), " + number(s.abandoned) + " abandoned, " + number(s.other_exits) +
                    " left otherwise, " + number(s.waiting_at_end) + " still waiting\n";
  out += number(s.offers) + " offers: " + number(s.declined) + " declined, " + number(s.timed_out) +
         " not answered\n";
  out += number(s.steps) + " steps, " + number(s.events) +
         " events, invariants: " + (s.broken.empty() ? "held" : s.broken) + "\n";
  return out;
}

}  // namespace centralino::engine::routing
