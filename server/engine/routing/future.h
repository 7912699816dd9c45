// One possible future of a cell, driven through the real apply(): agents accept, conversations and
// wrap-ups end after sampled times, deadlines fire. Internal to estimate.h and simulation.h.
#pragma once

#include <queue>

#include "base/prng.h"
#include "engine/routing/estimate.h"

namespace centralino::engine::routing {

// Samples handling times of one queue.
class HandlingSampler {
 public:
  HandlingSampler() = default;
  explicit HandlingSampler(const HandlingTimes& times);
  std::int64_t sample_ms(Prng& prng) const;
  // What is left of a handling that has lasted elapsed_ms already.
  std::int64_t residual_ms(std::int64_t elapsed_ms, Prng& prng) const;
  std::int64_t wrapup_ms() const { return wrapup_ms_; }
  std::int64_t answer_ms() const { return answer_ms_; }

 private:
  std::vector<std::int64_t> sorted_ms_;
  std::int64_t prior_ms_ = 300'000;
  std::int64_t wrapup_ms_ = -1;
  std::int64_t answer_ms_ = 3'000;
};

// What is going on at the start, read from the cell once for all futures.
struct Outset {
  std::vector<WorkRow> active;
  std::vector<OfferRow> offers;
  std::vector<WrapUpRow> wrapups;
  std::vector<WorkId> waiting;  // patience is drawn for these
  std::map<QueueId, HandlingSampler> samplers;
  HandlingSampler usual;  // queues without samples
  const HandlingSampler& sampler(QueueId queue) const;
};
Outset outset_of(const Cell& cell, const EstimateSettings& settings);

class Future {
 public:
  Future(const Cell& cell, const Outset& outset, std::int64_t patience_ms, std::uint64_t seed);

  // Goes on by one step; false when nothing more will happen before `until`.
  bool advance(Instant until);
  const std::vector<Event>& events() const { return events_; }  // of the last step
  Instant now() const { return now_; }
  std::int64_t steps() const { return steps_; }

 private:
  enum class Kind { accept, end, wrapup, leave };
  struct Plan {
    Instant at;
    std::int64_t order = 0;
    Kind kind = Kind::accept;
    std::int64_t id = 0;
    AgentId agent;
    bool operator>(const Plan& other) const {
      return at != other.at ? at > other.at : order > other.order;
    }
  };
  void plan(Instant at, Kind kind, std::int64_t id, AgentId agent = {});
  void react(const Event& event);
  void apply(Input input);

  Cell cell_;
  const Outset& outset_;
  Prng prng_;
  Instant now_;
  std::int64_t order_ = 0;
  std::int64_t steps_ = 0;
  std::priority_queue<Plan, std::vector<Plan>, std::greater<>> plans_;
  std::vector<Event> events_;
};

}  // namespace centralino::engine::routing
