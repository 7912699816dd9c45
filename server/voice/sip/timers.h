// The timers of the SIP thread: ours and, through library_timers.cpp, the library's.
#pragma once

#include <cstdint>
#include <map>

namespace centralino::voice {

class Timers;

// Calls `handler(argument)` once, on the SIP thread; stops when it goes. Only on that thread.
class Timer {
 public:
  using Handler = void(void* argument);
  Timer() = default;
  ~Timer() { stop(); }
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  void start(std::uint64_t ms, Handler* handler, void* argument);
  void stop();
  bool running() const { return timers_ != nullptr; }

 private:
  friend class Timers;
  Timers* timers_ = nullptr;  // while it runs
  std::multimap<std::int64_t, Timer*>::iterator place_;
  Handler* handler_ = nullptr;
  void* argument_ = nullptr;
};

// All of a thread's; made and destroyed there, around everything that has timers.
class Timers {
 public:
  Timers();
  ~Timers();
  Timers(const Timers&) = delete;
  bool good() const { return clock_ >= 0; }
  static Timers& here();

 private:
  friend class Timer;
  void ring();
  void wind();

  std::multimap<std::int64_t, Timer*> by_time_;  // ms of the steady clock
  int clock_ = -1;
  std::int64_t wound_for_ms_ = 0;  // 0: not at all
};

// Of the clock that never jumps.
std::int64_t steady_ms();

// What a timer of the library calls: such a timer may still run when its thread ends.
Timer::Handler* library_ring();

}  // namespace centralino::voice
