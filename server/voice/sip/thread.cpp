#include "voice/sip/thread.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <exception>
#include <future>
#include <stdexcept>

#include "voice/sip/libre.h"
#include "voice/sip/timers.h"
#define DEBUG_MODULE "sip"
#define DEBUG_LEVEL 0
#include <re/re_dbg.h>

namespace centralino::voice {
namespace {

// For the whole process, once; given back by nobody, since another engine may still use it.
int start_library() {
  static const int error = [] {
    dbg_init(DBG_ERR, DBG_NONE);  // nothing but errors on stderr: our own log says the rest
    return libre_init();
  }();
  return error;
}

}  // namespace

SipThread::SipThread() {
  if (start_library() != 0) throw std::runtime_error("the SIP library cannot be started");
  event_ = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (event_ < 0) throw std::runtime_error("no descriptor is left for the SIP thread");
  thread_ = std::thread([this] { main(); });
  std::unique_lock lock(mutex_);
  started_.wait(lock, [this] { return ready_; });
  if (failure_ == 0) return;
  lock.unlock();
  thread_.join();
  ::close(event_);
  throw std::runtime_error("the SIP thread cannot be started");
}

SipThread::~SipThread() {
  post([] { re_cancel(); });
  thread_.join();
  ::close(event_);
}

void SipThread::main() {
  int error = re_thread_init();
  // Before anything listens: the table does not grow later.
  if (error == 0) error = fd_setsize(sip_descriptors_max);
  if (error == 0) error = fd_listen(event_, FD_READ, wake, this);
  {
    const Timers timers;
    if (!timers.good()) error = EMFILE;
    {
      const std::lock_guard lock(mutex_);
      ready_ = true;
      failure_ = error;
    }
    started_.notify_all();
    if (error == 0) re_main(nullptr);
  }
  fd_close(event_);
  re_thread_close();
}

void SipThread::post(std::function<void()> task) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = tasks_.empty();
    tasks_.push_back(std::move(task));
  }
  if (!first) return;  // it was woken for those before
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(event_, &one, sizeof one);
}

void SipThread::run(const std::function<void()>& task) {
  std::promise<void> done;
  post([&] {
    try {
      task();
      done.set_value();
    } catch (...) {
      done.set_exception(std::current_exception());
    }
  });
  done.get_future().get();
}

void SipThread::wake(int, void* self) { static_cast<SipThread*>(self)->take(); }

void SipThread::take() {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto got = ::read(event_, &count, sizeof count);
  std::vector<std::function<void()>> tasks;
  {
    const std::lock_guard lock(mutex_);
    tasks.swap(tasks_);
  }
  for (auto& task : tasks) task();
}

}  // namespace centralino::voice
