// The only place that reads the time of day. Everything else receives `now`.
#pragma once

#include "base/time.h"

namespace centralino::clock {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

// The system's UTC clock. May step; the loop keeps its own time from going backwards.
class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

// A clock that moves only when told: scenarios and tests.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_;
};

}  // namespace centralino::clock
