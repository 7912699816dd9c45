#include "voice/sip/thread.h"

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <stdexcept>

#include "voice/sip/timers.h"

namespace centralino::voice {
namespace {

TEST(SipThread, DoesWhatIsPostedInItsOrderOnOneThread) {
  SipThread thread;
  std::vector<int> done;
  std::thread::id where;
  for (int i = 0; i < 1'000; ++i) thread.post([&, i] { done.push_back(i); });
  thread.run([&] { where = std::this_thread::get_id(); });
  ASSERT_EQ(done.size(), 1'000u);
  EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
  EXPECT_NE(where, std::this_thread::get_id());
  EXPECT_THROW(thread.run([] { throw std::runtime_error("no"); }), std::runtime_error);
  thread.run([] {});  // and goes on
}

TEST(Timers, RingInTheirOrderOnceAndNotWhenStopped) {
  SipThread thread;
  struct Rings {
    std::unique_ptr<Timer> early = std::make_unique<Timer>(), late = std::make_unique<Timer>(),
                           never = std::make_unique<Timer>();
    std::string order;
    std::promise<void> over;
  } rings;
  thread.run([&] {
    rings.late->start(
        40,
        [](void* all) {
          auto& told = *static_cast<Rings*>(all);
          told.order += "late ";
          told.late.reset();  // within its own ringing
          told.over.set_value();
        },
        &rings);
    rings.never->start(
        20, [](void* all) { static_cast<Rings*>(all)->order += "never "; }, &rings);
    rings.early->start(
        0,
        [](void* all) {
          auto& told = *static_cast<Rings*>(all);
          told.order += "early ";
          told.never.reset();
        },
        &rings);
    EXPECT_TRUE(rings.early->running());
  });
  rings.over.get_future().wait();
  thread.run([&] {
    EXPECT_EQ(rings.order, "early late ");
    EXPECT_FALSE(rings.early->running());
    rings.early.reset();
  });
}

}  // namespace
}  // namespace centralino::voice
