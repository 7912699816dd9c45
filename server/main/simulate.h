// The verbs that run the engine without a server: a simulated day, and the journal decided again.
#pragma once

#include <cstdint>

#include "platform/store/db.h"

namespace centralino {

struct SimulateOptions {
  std::uint64_t seed = 1;
  int agents = 20;
  std::int64_t contacts = 0;  // 0: as many as that staff would be given
  bool json = false;
};
int simulate(const SimulateOptions& options);

// 0: every decision of the journal was decided the same way again. 1: prints the first that was
// not.
int replay(const store::Location& location);

}  // namespace centralino
