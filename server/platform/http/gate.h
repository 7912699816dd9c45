// The way onto the I/O thread for handles that may outlive the server (Respond, Socket): open while
// the server runs, shut for good before its io_context goes away. Private to this room.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

namespace centralino::http {

class Gate {
 public:
  using Post = std::function<void(std::function<void()>)>;

  void open(Post post) {
    const std::lock_guard lock(mutex_);
    post_ = std::move(post);
  }
  // Called by the I/O thread before it takes its first work.
  void enter() { io_thread_ = std::this_thread::get_id(); }
  void shut() {
    const std::lock_guard lock(mutex_);
    post_ = nullptr;
    io_thread_ = std::thread::id();
  }
  bool on_io_thread() const { return io_thread_.load() == std::this_thread::get_id(); }

  // At once when already on the I/O thread. False, and `work` dropped, when shut.
  bool run(std::function<void()> work) {
    if (on_io_thread()) {
      work();
      return true;
    }
    return post(std::move(work));
  }
  bool post(std::function<void()> work) {
    const std::lock_guard lock(mutex_);
    if (!post_) return false;
    post_(std::move(work));
    return true;
  }

 private:
  std::mutex mutex_;
  std::atomic<std::thread::id> io_thread_{};
  Post post_;
};

}  // namespace centralino::http
