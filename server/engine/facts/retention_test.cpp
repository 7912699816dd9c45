#include "engine/facts/retention.h"

#include <gtest/gtest.h>

namespace centralino::engine::facts {
namespace {

constexpr Instant start{1'772'000'000'000};
constexpr Duration window = days(90);
constexpr Instant much_later = start + days(400);
constexpr CustomerId ada{1}, bea{2}, cid{3};

TEST(Retention, counts_customers_who_bought_before_by_how_they_were_served) {
  const std::vector<ServedContact> contacts = {{ada, start, Service::in_time, 5},
                                               {bea, start, Service::late, {}},
                                               {cid, start, Service::in_time, 4}};
  const std::vector<Purchase> purchases = {{ada, start - days(3)},
                                           {bea, start - days(3)},
                                           {ada, start + days(20)},
                                           {cid, start + days(2)}};  // cid had not bought before
  const auto found = retention(contacts, purchases, window, much_later);
  EXPECT_EQ(found.all.customers, 2);
  EXPECT_EQ(found.all.returned, 1);
  EXPECT_EQ(found.by_service[0].share(), 1.0);
  EXPECT_EQ(found.by_service[1].share(), 0.0);
  EXPECT_EQ(found.by_service[2].share(), std::nullopt);
  EXPECT_EQ(found.by_score[5].customers, 1);
  EXPECT_EQ(found.by_score[0].customers, 1);
}

TEST(Retention, counts_a_customer_once_by_the_worst_contact) {
  const std::vector<ServedContact> contacts = {{ada, start + days(2), Service::in_time, 5},
                                               {ada, start, Service::unanswered, {}},
                                               {ada, start + days(1), Service::late, 2}};
  const auto found = retention(contacts, {{ada, start - days(1)}}, window, much_later);
  EXPECT_EQ(found.all.customers, 1);
  EXPECT_EQ(found.by_service[2].customers, 1);
  EXPECT_EQ(found.by_score[2].customers, 1);
}

TEST(Retention, what_was_bought_between_two_contacts_of_the_period_is_neither) {
  const std::vector<ServedContact> contacts = {{ada, start, Service::late, {}},
                                               {ada, start + days(10), Service::late, {}}};
  const auto between = retention(contacts, {{ada, start + days(5)}}, window, much_later);
  EXPECT_EQ(between.all.customers, 0);
  const auto also_before =
      retention(contacts, {{ada, start - days(5)}, {ada, start + days(5)}}, window, much_later);
  EXPECT_EQ(also_before.all.customers, 1);
  EXPECT_EQ(also_before.all.returned, 0);
}

TEST(Retention, a_window_that_is_not_over_is_not_judged) {
  const std::vector<ServedContact> contacts = {{ada, start, Service::in_time, {}},
                                               {bea, start, Service::in_time, {}}};
  const std::vector<Purchase> purchases = {
      {ada, start - days(1)}, {bea, start - days(1)}, {bea, start + days(1)}};
  const auto found = retention(contacts, purchases, window, start + days(89));
  EXPECT_EQ(found.too_early, 2);
  EXPECT_EQ(found.all.customers, 0);
}

TEST(Retention, a_purchase_after_the_window_is_too_late) {
  const auto found =
      retention({{ada, start, Service::in_time, {}}},
                {{ada, start - days(1)}, {ada, start + days(91)}}, window, much_later);
  EXPECT_EQ(found.all.returned, 0);
}

TEST(ServiceOf, follows_the_queues_threshold) {
  Contact contact;
  EXPECT_EQ(service_of(contact, {}), std::nullopt);
  contact.segments = {{QueueId{1}, start, start + seconds(30), Exit::answered}};
  contact.handlings = {{AgentId{1}, QueueId{1}, start + seconds(15), {}, {}}};
  contact.t_connect = start + seconds(25);
  ServiceLevelSettings settings;
  EXPECT_EQ(service_of(contact, settings), Service::late);
  settings.answer_at = AnswerAt::accept;
  EXPECT_EQ(service_of(contact, settings), Service::in_time);
  Contact gone;
  gone.segments = {{QueueId{1}, start, start + seconds(30), Exit::abandoned}};
  gone.left = Exit::abandoned;
  gone.t_left = start + seconds(30);
  EXPECT_EQ(service_of(gone, settings), Service::unanswered);
}

}  // namespace
}  // namespace centralino::engine::facts
