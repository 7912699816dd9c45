// Expected wait: clone the cell, run seeded futures through the real apply(), read off the
// quantiles. Not an average that grows while one waits.
//
// Handling times are sampled from what recently happened in each queue, mixed with a prior while
// there is little of it. Bounded work: a budget of steps is shared among the futures; when the line
// is longer than the budget allows, the first part is simulated and the rest extrapolated at the
// rate seen.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/routing/cell.h"

namespace centralino::engine::routing {

// Recent handling times (answer → end) of one queue, in any order. Few samples are filled up with
// the prior: `prior_ms` counts as much as eight samples.
struct HandlingTimes {
  QueueId queue;
  std::vector<std::int64_t> samples_ms;
  std::int64_t prior_ms = 300'000;
  std::int64_t wrapup_ms = -1;     // usual wrap-up; -1: the queue's whole wrap-up time
  std::int64_t answer_ms = 3'000;  // offer → accept
};
BOOST_DESCRIBE_STRUCT(HandlingTimes, (), (queue, samples_ms, prior_ms, wrapup_ms, answer_ms))

struct EstimateSettings {
  std::vector<HandlingTimes> queues;  // queues without an entry use a default entry
  std::int64_t patience_ms = 0;       // mean patience of those in line; 0 = nobody gives up
  int futures = 200;
  std::int64_t steps_max = 12'000;  // of all futures together; about 1 µs each
  std::int64_t wait_ms_max = 4 * 3'600'000;
};
BOOST_DESCRIBE_STRUCT(EstimateSettings, (), (queues, patience_ms, futures, steps_max, wait_ms_max))

struct Estimate {
  std::int64_t position = 0;
  std::int64_t wait_ms_median = 0;
  std::int64_t wait_ms_low = 0;   // 10th percentile
  std::int64_t wait_ms_high = 0;  // 90th percentile; never above wait_ms_max
  bool nobody_available = false;  // no agent who could take it is signed in and available or busy
};
BOOST_DESCRIBE_STRUCT(Estimate, (),
                      (position, wait_ms_median, wait_ms_low, wait_ms_high, nobody_available))

struct WorkEstimate {
  WorkId work;
  Estimate estimate;
};
BOOST_DESCRIBE_STRUCT(WorkEstimate, (), (work, estimate))

// From now() of the cell: how much longer, not counting what was waited already.
Estimate estimate(const Cell& cell, WorkId work, const EstimateSettings& settings,
                  std::uint64_t seed);

// For somebody who joined now. Only queue, channel, priority, requirements and language matter.
Estimate estimate_newcomer(const Cell& cell, const WorkArrives& arrival,
                           const EstimateSettings& settings, std::uint64_t seed);

// All who wait in the queue in one pass, in order of place, at about the cost of one estimate.
std::vector<WorkEstimate> estimate_queue(const Cell& cell, QueueId queue,
                                         const EstimateSettings& settings, std::uint64_t seed);

}  // namespace centralino::engine::routing
