// The loop's thread: a bounded queue of commands in front of a Loop.
//
// Threads: submit and inspect may be called from any thread. When the queue is full, submit answers
// false and the caller refuses with `unavailable`: nothing waits without a bound.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "platform/loop/loop.h"

namespace centralino::loop {

constexpr std::size_t max_queued_commands = 20'000;  // about half a second of work

class LoopThread {
 public:
  explicit LoopThread(Loop& loop) : loop_(loop) {}
  ~LoopThread() { stop(); }

  void start();
  // Finishes what is queued, then ends the thread. Later submits are refused.
  void stop();

  bool submit(Command command);
  // Runs `look` on the loop's thread between two batches: it sees memory and committed rows as of
  // loop.last_seq(), and must not write. False when the loop is stopping.
  bool inspect(std::function<void(Loop&)> look);

  // Called on the loop's thread at least once every `interval` while running.
  void every(Duration interval, std::function<void(Loop&)> tick);

  // Set when the loop could not go on (its database is lost): the process should stop.
  std::function<void(std::string_view why)> on_fatal = [](std::string_view) {};

  std::size_t queued() const;

 private:
  void run();
  void run_until_stopped();
  bool wait_for_work(std::deque<Command>& commands, std::deque<std::function<void(Loop&)>>& looks);

  Loop& loop_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Command> commands_;
  std::deque<std::function<void(Loop&)>> looks_;
  bool stopping_ = false;
  Duration tick_interval_ = seconds(1);
  std::function<void(Loop&)> tick_;
  std::thread thread_;
};

}  // namespace centralino::loop
