#include "platform/loop/loop_thread.h"

#include <algorithm>
#include <chrono>

namespace centralino::loop {

void LoopThread::start() {
  thread_ = std::thread([this] { run(); });
}

void LoopThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

bool LoopThread::submit(Command command) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || commands_.size() >= max_queued_commands) return false;
    commands_.push_back(std::move(command));
  }
  wake_.notify_one();
  return true;
}

bool LoopThread::inspect(std::function<void(Loop&)> look) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    looks_.push_back(std::move(look));
  }
  wake_.notify_one();
  return true;
}

void LoopThread::every(Duration interval, std::function<void(Loop&)> tick) {
  tick_interval_ = interval;
  tick_ = std::move(tick);
}

std::size_t LoopThread::queued() const {
  const std::lock_guard lock(mutex_);
  return commands_.size();
}

bool LoopThread::wait_for_work(std::deque<Command>& commands,
                               std::deque<std::function<void(Loop&)>>& looks) {
  const Instant now = loop_.now();
  Duration patience = tick_interval_;
  if (const auto wake = loop_.next_wake())
    patience = std::clamp(*wake - now, Duration{0}, patience);
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, std::chrono::milliseconds(patience.ms),
                 [&] { return stopping_ || !commands_.empty() || !looks_.empty(); });
  commands.swap(commands_);
  looks.swap(looks_);
  return !stopping_ || !commands.empty() || !looks.empty();
}

void LoopThread::run() {
  try {
    run_until_stopped();
  } catch (const std::exception& error) {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    on_fatal(error.what());
  }
}

void LoopThread::run_until_stopped() {
  Instant next_tick = loop_.now() + tick_interval_;
  Instant earliest_deadline = {};
  std::deque<Command> commands;
  std::deque<std::function<void(Loop&)>> looks;
  while (wait_for_work(commands, looks)) {
    if (!commands.empty())
      loop_.process(
          {std::make_move_iterator(commands.begin()), std::make_move_iterator(commands.end())});
    commands.clear();
    if (const Instant now = loop_.now(); now >= earliest_deadline) {
      const auto failed = loop_.figures().failed_batches;
      loop_.fire_due();
      // What cannot be stored now (a full disk) is tried again in a second, not at once.
      if (loop_.figures().failed_batches != failed) earliest_deadline = now + seconds(1);
    }
    for (auto& look : looks) look(loop_);
    looks.clear();
    if (tick_ && loop_.now() >= next_tick) {
      tick_(loop_);
      next_tick = loop_.now() + tick_interval_;
    }
  }
}

}  // namespace centralino::loop
