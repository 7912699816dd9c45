// How long somebody in a queue has still to wait, as it is told to them.
//
// Threads: the loop's only.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/routing/estimate.h"
#include "subjects/queues/floor.h"

namespace centralino::shell {

// The place in line as it is told: in a long line rounded up to tens. Nobody counts further, each
// sentence is made by a voice once, and the same place is not told anew for every step.
constexpr std::int64_t told_place(std::int64_t position) {
  if (position <= 20) return position < 1 ? 1 : position;
  return (position + 9) / 10 * 10;
}

class Waits {
 public:
  // In whole minutes: half of those in this place wait less. None when nobody could take it, or it
  // is too far away to be told.
  std::optional<std::int64_t> minutes(const queues::FloorNow& floor,
                                      const engine::routing::WorkRow& work);

 private:
  // Of all who stand in a long line, for a moment: one by one, each would cost as much as the line
  // is long.
  struct LongLine {
    Instant at;
    std::vector<engine::routing::WorkEstimate> waits;
  };
  engine::routing::Estimate estimate(const queues::FloorNow& floor,
                                     const engine::routing::WorkRow& work);

  std::map<QueueId, LongLine> long_lines_;
};

}  // namespace centralino::shell
