// Carries out effects: what the program does in the outside world, written in the transaction that
// decided it and done after its commit.
//
// An effect is attempted until it is done or given up; each attempt's end is a command of its own.
// A crash between doing and noting it repeats the effect with the same id, by which the receiver
// recognises it: at least once, never silently not at all.
//
// Effects of one kind and subject form a lane. A lane has a few attempts under way at most and the
// others wait, so a receiver that does not answer delays only itself. Within a lane effects start
// in the order in which they are due.
//
// Threads: all but reports and figures happens on the loop's thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "platform/loop/loop.h"

namespace centralino::loop {

struct Attempt {
  enum class Outcome {
    done,
    again,   // may work later: tried again after a growing pause, then given up
    failed,  // never will
  };
  Outcome outcome = Outcome::done;
  std::string detail;  // what the receiver said, one short line without secrets
};

// After the first attempt of an effect failed, after the second, …; then it is given up.
inline constexpr Duration effect_pauses[] = {seconds(10),     seconds(60),    seconds(300),
                                             seconds(1'800),  seconds(7'200), seconds(18'000),
                                             seconds(36'000), seconds(50'400)};
constexpr std::size_t attempts_per_lane_max = 4;
constexpr std::size_t attempts_under_way_max = 64;
// How long effects that are over remain to be looked at.
constexpr Duration effects_kept = hours(24 * 7);

class Outbox {
 public:
  // Called exactly once per attempt, on any thread.
  using Report = std::function<void(Attempt)>;
  // Starts an attempt and returns at once.
  using Executor = std::function<void(Loop&, const Effect&, Report)>;
  // Runs in the transaction that gives an effect up.
  using GivenUp = std::function<void(Tx&, const Effect&, const Attempt&)>;

  // `submit` takes a command to the loop; false when it has no room now or is stopping. Any thread.
  explicit Outbox(std::function<bool(Command)> submit) : submit_(std::move(submit)) {}

  void on(std::string kind, Executor executor, GivenUp given_up);

  // Takes up what an earlier run left. After loop.start().
  void start(Loop& loop);
  // New effects, after their commit.
  void release(const std::vector<Effect>& effects);
  // Starts what is due and has room. Call after release and at least once a second.
  void fire(Loop& loop);

  // Any thread.
  std::size_t under_way() const { return under_way_; }
  std::size_t waiting() const { return waiting_; }

 private:
  struct Kind {
    Executor executor;
    GivenUp given_up;
  };
  struct Lane {
    std::set<std::pair<Instant, EffectId>> waiting;
    std::size_t under_way = 0;
  };
  using LaneName = std::pair<std::string, std::int64_t>;

  void submit(Command command);
  void wait(const LaneName& lane, Instant due, EffectId id);
  void attempt(Loop& loop, const LaneName& lane, EffectId id);
  void note(const Effect& effect, const Attempt& attempt);
  void conclude(Tx& tx, Effect& effect, const Attempt& attempt) const;
  void over(const Effect& effect, bool waits_again);

  std::function<bool(Command)> submit_;
  std::mutex mutex_;
  std::vector<Command> refused_;  // ends of attempts for which the loop had no room
  std::map<std::string, Kind> kinds_;
  std::map<LaneName, Lane> lanes_;
  std::atomic<std::size_t> under_way_ = 0;
  std::atomic<std::size_t> waiting_ = 0;
};

// Forgets effects that have been over for `effects_kept`.
void forget_old_effects(Tx& tx);

}  // namespace centralino::loop
