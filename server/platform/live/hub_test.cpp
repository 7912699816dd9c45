#include <gtest/gtest.h>

#include "platform/live/hub.h"

namespace centralino::live {
namespace {

using loop::Topic;
const Topic anna{Topic::Kind::user, 1, TenantId{1}};
const Topic floor_of_one{Topic::Kind::supervisors, 1, TenantId{1}};
const Topic anna_elsewhere{Topic::Kind::user, 1, TenantId{2}};

struct Listener {
  std::vector<std::string> heard;
  Send send() {
    return [this](const Text& text) { heard.push_back(*text); };
  }
};

loop::LiveEvent event(std::int64_t seq, std::vector<Topic> topics, bool lasting = true) {
  return {seq, lasting, std::move(topics), "x", "\"n\":" + std::to_string(seq)};
}

TEST(Hub, tells_each_listener_once_and_nobody_else) {
  Hub hub;
  Listener both, other;
  hub.subscribe({anna, floor_of_one}, both.send());
  hub.subscribe({anna_elsewhere}, other.send());
  hub.publish({event(1, {anna, floor_of_one})});
  EXPECT_EQ(both.heard, (std::vector<std::string>{R"({"seq":1,"type":"x","n":1})"}));
  EXPECT_TRUE(other.heard.empty()) << "topics never cross tenants";
}

TEST(Hub, resumes_from_a_seq_and_repeats_that_one) {
  Hub hub;
  hub.start_from(10);
  hub.publish({event(11, {anna}), event(12, {anna_elsewhere}), event(13, {anna}), event(13, {anna}),
               event(14, {anna}, false)});
  Listener back;
  EXPECT_TRUE(hub.resume({anna}, 13, back.send()));
  EXPECT_EQ(back.heard.size(), 2u);
  EXPECT_TRUE(hub.resume({anna}, 10, back.send()));
  EXPECT_EQ(back.heard.size(), 5u);
}

TEST(Hub, refuses_to_resume_from_what_it_does_not_know) {
  Hub hub;
  hub.start_from(10);
  Listener back;
  EXPECT_FALSE(hub.resume({anna}, 9, back.send())) << "before the restart";
  EXPECT_FALSE(hub.resume({anna}, 11, back.send())) << "from another life";
  std::vector<loop::LiveEvent> many;
  for (std::size_t i = 0; i < ring_events + 5; ++i)
    many.push_back(event(11 + static_cast<std::int64_t>(i), {anna}));
  hub.publish(std::move(many));
  EXPECT_FALSE(hub.resume({anna}, 12, back.send())) << "fallen out of the ring";
  EXPECT_TRUE(back.heard.empty());
}

TEST(Hub, a_listener_may_leave_while_it_is_told) {
  Hub hub;
  Hub::Subscription mine = 0;
  int heard = 0;
  mine = hub.subscribe({anna}, [&](const Text&) {
    ++heard;
    hub.unsubscribe(mine);
  });
  hub.publish({event(1, {anna}), event(2, {anna})});
  EXPECT_EQ(heard, 1);
  EXPECT_EQ(hub.subscribers(), 0u);
}

}  // namespace
}  // namespace centralino::live
