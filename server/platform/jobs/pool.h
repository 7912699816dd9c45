// Threads for work that must not be on the loop or the I/O thread: password hashing, reading.
//
// Both pools have a bounded queue; when it is full `submit` answers false and the caller refuses.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/store/db.h"

namespace centralino::jobs {

constexpr std::size_t max_queued_jobs = 10'000;

// Worker threads; each has a context it made for itself on its own thread (a database connection).
template <class Context>
class Pool {
 public:
  using Job = std::function<void(Context&)>;

  Pool(std::size_t threads, std::function<std::unique_ptr<Context>()> make_context) {
    for (std::size_t i = 0; i < threads; ++i)
      threads_.emplace_back([this, make_context] { run(make_context); });
  }
  ~Pool() { stop(); }

  bool submit(Job job) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_ || jobs_.size() >= max_queued_jobs) return false;
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
  }

  // Finishes what is queued, then ends the threads.
  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_)
      if (thread.joinable()) thread.join();
  }

 private:
  void run(const std::function<std::unique_ptr<Context>()>& make_context) {
    const auto context = make_context();
    for (;;) {
      Job job;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      job(*context);
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

struct NoContext {};
using CpuPool = Pool<NoContext>;

// A read connection that is opened when first needed and again after it was lost.
class Reader {
 public:
  explicit Reader(store::Location location) : location_(std::move(location)) {}
  // Throws StoreError if the database cannot be reached.
  store::Db& db() {
    if (!db_) db_ = store::open(location_, store::Access::read_only);
    return *db_;
  }
  void lost() { db_.reset(); }

 private:
  store::Location location_;
  std::unique_ptr<store::Db> db_;
};
using ReadPool = Pool<Reader>;

}  // namespace centralino::jobs
