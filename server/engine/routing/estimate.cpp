#include "engine/routing/estimate.h"

#include <algorithm>
#include <cmath>

#include "engine/routing/future.h"

namespace centralino::engine::routing {
namespace {

constexpr std::int64_t futures_min = 3;    // each gets at most this share of the budget
constexpr std::size_t empirical_min = 20;  // fewer samples: the interval is computed, see spread()

// Waits of some waiting work, gathered over futures.
class Gathering {
 public:
  Gathering(const std::vector<WorkRow>& line, const EstimateSettings& settings)
      : line_(line), settings_(settings), waits_(line.size()) {
    for (std::size_t i = 0; i < line.size(); ++i) index_.emplace_back(line[i].work, i);
    std::sort(index_.begin(), index_.end());
  }

  // Runs one future until everybody in the line is decided or the budget is used; returns its
  // steps.
  std::int64_t run(Future& future, Instant start, std::int64_t steps_max) {
    std::vector<bool> decided(line_.size());
    std::size_t open = line_.size();
    std::size_t answered = 0;
    bool ran_dry = false;
    while (open > 0 && future.steps() < steps_max && !ran_dry) {
      ran_dry = !future.advance(start + milliseconds(settings_.wait_ms_max));
      for (const Event& event : future.events()) {
        const auto* answer = std::get_if<WorkAnswered>(&event);
        const auto* left = std::get_if<WorkLeft>(&event);
        if (!answer && !left) continue;
        const auto at = find(answer ? answer->work : left->work);
        if (at == line_.size() || decided[at]) continue;
        decided[at] = true;
        --open;
        if (!answer) continue;
        ++answered;
        waits_[at].push_back((future.now() - start).ms);
      }
    }
    if (open > 0) extrapolate(decided, answered, (future.now() - start).ms, ran_dry);
    return future.steps();
  }

  Estimate estimate(std::size_t at) {
    std::vector<std::int64_t>& waits = waits_[at];
    Estimate out;
    out.position = line_[at].position;
    if (waits.empty()) waits.push_back(settings_.wait_ms_max);
    std::sort(waits.begin(), waits.end());
    const auto part = [&](std::size_t pct) { return waits[(waits.size() - 1) * pct / 100]; };
    out.wait_ms_median = part(50);
    out.wait_ms_low = part(10);
    out.wait_ms_high = part(90);
    if (waits.size() < empirical_min) spread(out);
    out.wait_ms_high = std::min(out.wait_ms_high, settings_.wait_ms_max);
    out.wait_ms_median = std::min(out.wait_ms_median, out.wait_ms_high);
    return out;
  }

 private:
  std::size_t find(WorkId work) const {
    const auto found =
        std::lower_bound(index_.begin(), index_.end(), std::pair{work, std::size_t{0}});
    return found != index_.end() && found->first == work ? found->second : line_.size();
  }

  // The rest of a line too long to simulate moves on at the rate seen; if nothing moves any more,
  // the wait is the longest that is told.
  void extrapolate(const std::vector<bool>& decided, std::size_t answered, std::int64_t elapsed_ms,
                   bool ran_dry) {
    std::size_t ahead = answered;
    for (std::size_t i = 0; i < line_.size(); ++i) {
      if (decided[i]) continue;
      ++ahead;
      const std::int64_t wait =
          ran_dry || answered == 0
              ? settings_.wait_ms_max
              : elapsed_ms * static_cast<std::int64_t>(ahead) / static_cast<std::int64_t>(answered);
      waits_[i].push_back(std::min(wait, settings_.wait_ms_max));
    }
  }

  // With few futures the line is long: the p-th departure of a nearly Poisson stream, whose
  // standard deviation is wait / √p. 1.2816 is the 90th percentile of the normal distribution.
  static void spread(Estimate& out) {
    const double places = static_cast<double>(std::max<std::int64_t>(1, out.position));
    const double part = std::min(0.9, 1.2816 / std::sqrt(places));
    const double median = static_cast<double>(out.wait_ms_median);
    out.wait_ms_low = std::min(out.wait_ms_low, static_cast<std::int64_t>(median * (1.0 - part)));
    out.wait_ms_high = std::max(out.wait_ms_high, static_cast<std::int64_t>(median * (1.0 + part)));
  }

  const std::vector<WorkRow>& line_;
  const EstimateSettings& settings_;
  std::vector<std::vector<std::int64_t>> waits_;
  std::vector<std::pair<WorkId, std::size_t>> index_;
};

bool somebody_works(const Cell& cell, QueueId queue) {
  for (const AgentRow& agent : cell.agents()) {
    if (agent.presence != Presence::available || agent.after_current) continue;
    if (std::find(agent.queues.begin(), agent.queues.end(), queue) != agent.queues.end())
      return true;
  }
  return false;
}

Estimate nobody(std::int64_t position, const EstimateSettings& settings) {
  const std::int64_t longest = settings.wait_ms_max;
  return {position, longest, longest, longest, true};
}

// Clones cost as much as the state is big: a very large cell is cloned less often.
std::vector<Estimate> run(const Cell& cell, const std::vector<WorkRow>& line,
                          const EstimateSettings& settings, std::uint64_t seed) {
  const Outset outset = outset_of(cell, settings);
  Gathering gathering(line, settings);
  Prng seeds(seed);
  const auto size = static_cast<std::int64_t>(outset.active.size() + outset.waiting.size());
  const std::int64_t clone_cost = size / 3;  // in steps
  std::int64_t used = 0;
  for (int i = 0; i < settings.futures && (i == 0 || used < settings.steps_max); ++i) {
    Future future(cell, outset, settings.patience_ms, seeds.next());
    const std::int64_t share =
        std::max<std::int64_t>(1, settings.steps_max / futures_min - clone_cost);
    used +=
        gathering.run(future, cell.now(), std::max(share, settings.steps_max / 10)) + clone_cost;
  }
  std::vector<Estimate> out;
  for (std::size_t i = 0; i < line.size(); ++i) out.push_back(gathering.estimate(i));
  return out;
}

}  // namespace

Estimate estimate(const Cell& cell, WorkId work, const EstimateSettings& settings,
                  std::uint64_t seed) {
  const auto row = cell.work(work);
  if (!row || row->phase == WorkPhase::active) return {};
  const auto why = cell.why_waiting(work);
  const auto fact = [&](const char* name) { return why.ok() ? why->facts.at(name) : 0; };
  if (row->phase == WorkPhase::waiting && row->also == QueueId{} &&
      fact("busy") + fact("excluded") == 0)
    return nobody(row->position, settings);
  return run(cell, {*row}, settings, seed).front();
}

Estimate estimate_newcomer(const Cell& cell, const WorkArrives& arrival,
                           const EstimateSettings& settings, std::uint64_t seed) {
  Cell clone = cell;
  WorkArrives newcomer = arrival;
  newcomer.work = {(std::int64_t{1} << 62) - 1};
  newcomer.arrived_at = cell.now();
  const auto events = clone.apply({cell.now(), std::int64_t{1} << 61, newcomer});
  const auto row = clone.work(newcomer.work);
  if (!events.ok() || !row) return nobody(0, settings);
  return estimate(clone, newcomer.work, settings, seed);
}

std::vector<WorkEstimate> estimate_queue(const Cell& cell, QueueId queue,
                                         const EstimateSettings& settings, std::uint64_t seed) {
  const std::vector<WorkRow> line = cell.waiting(queue);
  std::vector<WorkEstimate> out;
  if (line.empty()) return out;
  const bool works = somebody_works(cell, queue);
  std::vector<Estimate> estimates;
  if (works ||
      std::any_of(line.begin(), line.end(), [](const WorkRow& row) { return bool(row.also); })) {
    estimates = run(cell, line, settings, seed);
  } else {
    for (const WorkRow& row : line) estimates.push_back(nobody(row.position, settings));
  }
  for (std::size_t i = 0; i < line.size(); ++i) out.push_back({line[i].work, estimates[i]});
  return out;
}

}  // namespace centralino::engine::routing
