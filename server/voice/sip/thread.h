// The thread that owns every libre object, and the mailbox through which others reach it.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace centralino::voice {

class SipThread {
 public:
  // Starts the thread. Throws std::runtime_error when the library cannot be started.
  SipThread();
  // Stops it. What was posted and has not happened is dropped.
  ~SipThread();

  // From any thread; tasks happen in their order. About 0.2 µs.
  void post(std::function<void()> task);
  // Posts and waits; exceptions come out here. Not on the thread itself.
  void run(const std::function<void()>& task);

 private:
  void main();
  static void wake(int flags, void* self);
  void take();

  std::mutex mutex_;
  std::condition_variable started_;
  bool ready_ = false;
  int failure_ = 0;
  std::vector<std::function<void()>> tasks_;
  int event_ = -1;
  std::thread thread_;
};

// Descriptors that the thread can have: calls have none, TCP and TLS connections one each.
constexpr int sip_descriptors_max = 32'768;

}  // namespace centralino::voice
