// The library's timers, replaced by ours: its functions of these names are found here first, also
// by itself, because a program's own names go before those of the libraries it loads. Its own stand
// in one list, searched from the end for each that is started: every transaction leaves a timer of
// half a minute there, so that the cost of a call grew with the calls of the last half minute, to a
// seventh of all at forty a second. And they went by the wall clock: a step of it forward ended
// transactions, a step back stopped their repetitions.
//
// `le.data` of a running timer is our Timer; the library reads nothing else of `le`.
#include "voice/sip/libre.h"
#include "voice/sip/timers.h"

namespace {

using centralino::voice::Timer;

void release(tmr* timer) {
  delete static_cast<Timer*>(timer->le.data);
  timer->le.data = nullptr;
  timer->th = nullptr;
}

void ring(void* argument) {
  tmr* timer = static_cast<tmr*>(argument);
  tmr_h* handler = timer->th;
  void* of_handler = timer->arg;
  release(timer);
  handler(of_handler);  // may start it again, or end it
}

}  // namespace

namespace centralino::voice {

Timer::Handler* library_ring() { return ring; }

}  // namespace centralino::voice

extern "C" {

void tmr_init(tmr* timer) {
  if (timer != nullptr) *timer = {};
}

void tmr_start(tmr* timer, uint64_t delay_ms, tmr_h* handler, void* argument) {
  if (timer == nullptr) return;
  release(timer);
  if (handler == nullptr) return;
  timer->th = handler;
  timer->arg = argument;
  timer->jfs = tmr_jiffies() + delay_ms;
  auto* ours = new Timer;
  timer->le.data = ours;
  ours->start(delay_ms, ring, timer);
}

void tmr_cancel(tmr* timer) {
  if (timer != nullptr) release(timer);
}

uint64_t tmr_get_expire(const tmr* timer) {
  if (timer == nullptr || timer->th == nullptr) return 0;
  const uint64_t now = tmr_jiffies();
  return timer->jfs > now ? timer->jfs - now : 0;
}

uint64_t tmr_jiffies() { return static_cast<uint64_t>(centralino::voice::steady_ms()); }

// What its loop asks for: ours ring by a descriptor, it need not wake up for them.
uint64_t tmr_next_timeout(list* /*timers*/) { return 0; }
void tmr_poll(list* /*timers*/) {}
void tmr_debug() {}
int tmr_status(struct re_printf* /*to*/, void* /*unused*/) { return 0; }

}  // extern "C"
