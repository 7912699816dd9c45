#include "voice/sip/timers.h"

#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/check.h"
#include "voice/sip/libre.h"

namespace centralino::voice {
namespace {

thread_local Timers* current = nullptr;

}  // namespace

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

void Timer::start(std::uint64_t ms, Handler* handler, void* argument) {
  stop();
  handler_ = handler;
  argument_ = argument;
  timers_ = &Timers::here();
  place_ = timers_->by_time_.emplace(steady_ms() + static_cast<std::int64_t>(ms), this);
  timers_->wind();
}

void Timer::stop() {
  if (timers_ == nullptr) return;
  std::exchange(timers_, nullptr)->by_time_.erase(place_);
}

Timers::Timers() {
  clock_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  const int error = fd_listen(
      clock_, FD_READ, [](int, void* self) { static_cast<Timers*>(self)->ring(); }, this);
  if (error != 0 && clock_ >= 0) ::close(std::exchange(clock_, -1));
  current = this;
}

Timers::~Timers() {
  for (const auto& [due, timer] : by_time_) {
    CHECK(timer->handler_ == library_ring(), "a timer outlives its thread");
    timer->timers_ = nullptr;
  }
  current = nullptr;
  if (clock_ < 0) return;
  fd_close(clock_);
  ::close(clock_);
}

Timers& Timers::here() {
  CHECK(current != nullptr, "a timer on a thread that has none");
  return *current;
}

// One that was stopped may leave the clock wound: it rings for nothing, which is cheaper than
// winding it each time.
void Timers::wind() {
  const std::int64_t first = by_time_.begin()->first;
  if (wound_for_ms_ != 0 && wound_for_ms_ <= first) return;
  wound_for_ms_ = first;
  // An absolute time of zero would stop it.
  const std::int64_t at = std::max<std::int64_t>(first, 1);
  itimerspec when{};
  when.it_value.tv_sec = at / 1'000;
  when.it_value.tv_nsec = at % 1'000 * 1'000'000;
  timerfd_settime(clock_, TFD_TIMER_ABSTIME, &when, nullptr);
}

void Timers::ring() {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto got = ::read(clock_, &count, sizeof count);
  wound_for_ms_ = 0;
  const std::int64_t now = steady_ms();
  while (!by_time_.empty() && by_time_.begin()->first <= now) {
    Timer& timer = *by_time_.begin()->second;
    const auto handler = timer.handler_;
    void* argument = timer.argument_;
    timer.stop();
    handler(argument);  // may end the timer, and others
  }
  if (!by_time_.empty()) wind();
}

}  // namespace centralino::voice
