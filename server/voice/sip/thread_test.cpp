#include "voice/sip/thread.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <stdexcept>

#include "voice/sip/libre.h"
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

TEST(Timers, AreTheLibrarysToo) {
  // A name of the library as a library that was loaded finds it.
  EXPECT_EQ(dlsym(RTLD_DEFAULT, "tmr_start"), reinterpret_cast<void*>(&tmr_start));
  Dl_info in;
  ASSERT_NE(dladdr(reinterpret_cast<void*>(&tmr_start), &in), 0);
  Dl_info library;
  ASSERT_NE(dladdr(reinterpret_cast<void*>(&sip_alloc), &library), 0);
  EXPECT_STRNE(in.dli_fname, library.dli_fname);

  struct Rings {
    tmr again{}, never{}, left{};
    int rung = 0;
    std::promise<void> over;
    static void ring(void* self) {
      auto& told = *static_cast<Rings*>(self);
      EXPECT_FALSE(tmr_isrunning(&told.again));
      if (++told.rung < 3) return tmr_start(&told.again, 1, ring, self);
      tmr_cancel(&told.never);
      told.over.set_value();
    }
    static void fail(void*) { FAIL(); }
  } rings;
  {
    SipThread thread;
    thread.run([&] {
      tmr_start(&rings.again, 1, Rings::ring, &rings);
      tmr_start(&rings.never, 60'000, Rings::fail, nullptr);
      tmr_start(&rings.left, 60'000, Rings::fail, nullptr);
      EXPECT_TRUE(tmr_isrunning(&rings.never));
      EXPECT_GT(tmr_get_expire(&rings.never), 50'000u);
    });
    rings.over.get_future().wait();
    thread.run([&] {
      EXPECT_EQ(rings.rung, 3);
      EXPECT_FALSE(tmr_isrunning(&rings.never));
      EXPECT_EQ(tmr_get_expire(&rings.never), 0u);
    });
  }
  tmr_cancel(&rings.left);  // ran until its thread ended
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
