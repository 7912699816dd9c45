// Facts of contacts, agents' time and the figures made of them.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "base/json.h"
#include "base/prng.h"
#include "engine/facts/figures.h"
#include "engine/routing/simulation.h"

namespace centralino::engine::facts {
namespace {

constexpr Instant start{1'772'438'400'000};
constexpr Interval day{start, start + days(1)};
constexpr QueueId support{7};

Contact queued(int n, std::int64_t wait_ms, std::optional<Exit> exit) {
  Contact out;
  out.work = {n};
  out.t_arrive = start + seconds(n);
  routing::WorkQueued event;
  event.at = *out.t_arrive;
  event.work = out.work;
  event.queue = support;
  event.arrived_at = event.at;
  facts::apply(out, routing::Event(event));
  if (!exit) return out;
  const Instant at = event.at + milliseconds(wait_ms);
  if (*exit == Exit::answered) {
    routing::WorkAnswered answered;
    answered.at = at;
    answered.work = out.work;
    answered.agent = {50};
    answered.queue = answered.segment_queue = support;
    answered.enqueued_at = event.at;
    facts::apply(out, routing::Event(answered));
  } else {
    routing::WorkLeft left;
    left.at = at;
    left.work = out.work;
    left.queue = support;
    left.enqueued_at = event.at;
    left.arrived_at = event.at;
    left.exit = *exit;
    facts::apply(out, routing::Event(left));
  }
  return out;
}

// The golden case: offered 200; answered ≤ 20 s 150, later 30; abandoned ≤ 5 s 8, 5–20 s 4, > 20
// s 8.
std::vector<Contact> golden() {
  std::vector<Contact> out;
  const auto some = [&](int count, std::int64_t wait_ms, Exit exit) {
    for (int i = 0; i < count; ++i)
      out.push_back(queued(static_cast<int>(out.size()) + 1, wait_ms, exit));
  };
  some(149, 7'000, Exit::answered);
  some(1, 20'000, Exit::answered);
  some(30, 20'001, Exit::answered);
  some(8, 5'000, Exit::abandoned);
  some(4, 12'000, Exit::abandoned);
  some(8, 40'000, Exit::abandoned);
  return out;
}

TEST(ServiceLevel, FiveFormulasOnTheGoldenCase) {  // S-033
  ServiceLevelSettings settings;
  settings.headline = Formula::B;
  const Figures figures = compute(golden(), day, settings);
  const ServiceLevel level = service_level(figures, settings);
  const std::vector<double> expected = {75.0, 78.1, 83.3, 79.8, 81.0};
  ASSERT_EQ(level.formulas.size(), 5u);
  for (std::size_t i = 0; i < 5; ++i)
    EXPECT_NEAR(level.formulas[i].pct.value(), expected[i], 0.05) << "formula "
                                                                  << "ABCDE"[i];
  EXPECT_EQ(level.formulas[0].numerator, 150);
  EXPECT_EQ(level.formulas[0].denominator, 200);
  EXPECT_EQ(level.formulas[1].denominator, 192);
  EXPECT_EQ(level.formulas[3].denominator, 188);
  EXPECT_EQ(level.formulas[4].numerator, 162);
  EXPECT_EQ(level.headline_pct, level.formulas[1].pct);
  EXPECT_NEAR(abandonment_pct(figures).value(), 10.0, 1e-9);
}

TEST(ServiceLevel, AnyThresholdFromTheSameFigures) {  // S-028, S-029
  ServiceLevelSettings settings;
  const auto contacts = golden();
  const Figures at_20 = compute(contacts, day, settings);
  for (const std::int64_t threshold : {0, 5, 6, 7, 12, 19, 20, 21, 39, 40, 300}) {
    settings.threshold_s = threshold;
    EXPECT_EQ(with_threshold(at_20, threshold, 5), compute(contacts, day, settings)) << threshold;
  }
}

TEST(ServiceLevel, NothingOfferedIsNoData) {
  const ServiceLevel level = service_level({}, {});
  EXPECT_EQ(level.headline_pct, std::nullopt);
  for (const Ratio& ratio : level.formulas) EXPECT_EQ(ratio.pct, std::nullopt);
  EXPECT_EQ(asa_s({}), std::nullopt);
  EXPECT_EQ(csat({}).pct, std::nullopt);
  EXPECT_NE(json::to_string(level).find("\"headline_pct\":null"), std::string::npos);
}

TEST(ServiceLevel, ClockStartsAtRingOrAtTheQueue) {  // S-029
  Contact contact = queued(1, 15'000, Exit::answered);
  contact.t_arrive = *contact.t_arrive - seconds(10);  // ten seconds of menu
  ServiceLevelSettings settings;
  EXPECT_EQ(compute({&contact, 1}, day, settings).answered_within, 1);
  settings.clock = ClockStart::ring;
  EXPECT_EQ(compute({&contact, 1}, day, settings).answered_within, 0);
}

TEST(ServiceLevel, AWaitEndsWhenTheAgentWrites) {
  Contact contact = queued(1, 15'000, Exit::answered);
  facts::apply(contact,
               ConversationFact(MessageSent{{1}, Author::agent, *contact.t_arrive + seconds(30)}));
  ServiceLevelSettings settings;
  EXPECT_EQ(compute({&contact, 1}, day, settings).wait_sum_ms, 30'000);
  settings.answer_at = AnswerAt::accept;
  EXPECT_EQ(compute({&contact, 1}, day, settings).wait_sum_ms, 15'000);
}

TEST(Replies, ConsecutiveMessagesAreOneTurn) {
  Contact contact = queued(1, 1000, Exit::answered);
  const auto say = [&](Author by, int second) {
    facts::apply(contact,
                 ConversationFact(MessageSent{{1}, by, *contact.t_arrive + seconds(second)}));
  };
  say(Author::visitor, 60);
  say(Author::agent, 90);  // late facts come in any order
  say(Author::visitor, 0);
  say(Author::visitor, 5);
  say(Author::agent, 10);
  say(Author::agent, 12);
  say(Author::visitor, 100);
  EXPECT_EQ(replies(contact).turns, 2);
  EXPECT_EQ(replies(contact).sum_ms, 40'000);
  EXPECT_EQ(first_reply(contact), seconds(10));
}

TEST(Csat, WilsonInterval) {
  Figures figures;
  figures.surveys = 50;
  figures.satisfied = 40;
  const Csat out = csat(figures);
  EXPECT_NEAR(out.pct.value(), 80.0, 1e-9);
  EXPECT_NEAR(out.low_pct.value(), 66.96, 0.01);
  EXPECT_NEAR(out.high_pct.value(), 88.76, 0.01);
}

TEST(Histogram, BinsAndPercentiles) {
  EXPECT_EQ(bin_of(0), 0);
  EXPECT_EQ(bin_of(1), 1);
  EXPECT_EQ(bin_of(1000), 1);
  EXPECT_EQ(bin_of(1001), 2);
  EXPECT_EQ(bin_of(300'000), 300);
  EXPECT_EQ(bin_of(300'001), 301);
  for (std::int64_t ms = 1; ms < 200'000'000; ms = ms * 5 / 4 + 1) {
    EXPECT_GE(upper_edge_ms(bin_of(ms)), ms);
    EXPECT_LT(upper_edge_ms(bin_of(ms) - 1), ms);
  }
  Histogram histogram;
  for (int i = 1; i <= 100; ++i) histogram.add(i * 1000);
  EXPECT_EQ(histogram.percentile_ms(50), 50'000);
  EXPECT_EQ(histogram.percentile_ms(99), 99'000);
  EXPECT_EQ(Histogram{}.percentile_ms(50), std::nullopt);
}

TEST(Ledger, SplitsTimeByState) {
  Ledger ledger;
  const auto enter = [&](int minute, routing::AgentState state, const char* reason = "") {
    routing::AgentStateChanged event;
    event.at = start + minutes(minute);
    event.agent = {50};
    event.state = state;
    event.reason = reason;
    facts::apply(ledger, routing::Event(event));
  };
  using routing::AgentState;
  enter(30, AgentState::away, "lunch");
  enter(0, AgentState::available);
  enter(10, AgentState::busy);
  enter(25, AgentState::wrapup);
  enter(10, AgentState::busy);  // twice is once
  const AgentTime time = time_by_state(ledger, start, start + minutes(60));
  EXPECT_EQ(time.available_ms, 600'000);
  EXPECT_EQ(time.busy_ms, 900'000);
  EXPECT_EQ(time.wrapup_ms, 300'000);
  EXPECT_EQ(time.away_by_reason_ms.at("lunch"), 1'800'000);
  EXPECT_EQ(time_by_state(ledger, start - minutes(5), start).offline_ms, 300'000);
  AgentTime sum;
  for (int minute = 0; minute < 60; minute += 7)
    sum = merge(sum, time_by_state(ledger, start + minutes(minute),
                                   start + minutes(std::min(60, minute + 7))));
  EXPECT_EQ(sum, time);
  Figures figures;
  figures.agent_time = time;
  EXPECT_NEAR(occupancy_pct(figures).value(), 100.0 * 20 / 30, 1e-9);
}

// ---- a simulated day, folded
// -------------------------------------------------------------------------

std::vector<routing::Event> some_day(std::uint64_t seed) {
  routing::DaySettings settings = routing::example_day(4, start);
  for (auto& demand : settings.demand) demand.arrivals_per_hour.resize(3);
  std::vector<routing::Event> out;
  for (auto& step : routing::simulate_day(settings, seed).steps)
    out.insert(out.end(), step.events.begin(), step.events.end());
  return out;
}

std::map<WorkId, Contact> fold_all(const std::vector<routing::Event>& events) {
  std::map<WorkId, Contact> out;
  for (const auto& event : events)
    if (const WorkId work = subject(event)) facts::apply(out[work], event);
  return out;
}

std::vector<Contact> contacts_of(const std::vector<routing::Event>& events) {
  std::vector<Contact> out;
  for (auto& [work, contact] : fold_all(events)) out.push_back(contact);
  return out;
}

// Of those told how long, how many waited as told (calibration).
TEST(Figures, estimates_are_held_against_the_wait_that_came) {
  std::vector<Contact> contacts;
  for (const std::int64_t waited_s : {5, 30, 60, 90, 200}) {
    Contact contact;
    contact.work = WorkId{static_cast<std::int64_t>(contacts.size()) + 1};
    contact.segments = {{QueueId{1}, start, start + seconds(waited_s), Exit::answered}};
    contact.handlings = {{AgentId{1}, QueueId{1}, start + seconds(waited_s), {}, {}}};
    facts::apply(contact,
                 ConversationFact{WaitAnnounced{contact.work, {start, 20'000, 50'000, 90'000}}});
    contacts.push_back(contact);
  }
  contacts.front().announced.reset();  // was answered at once and told nothing
  const Figures f = compute(contacts, day, {});
  EXPECT_EQ(f.announced, 4);
  EXPECT_EQ(estimate_inside_pct(f), 75.0);
  EXPECT_EQ(estimate_longer_pct(f), 25.0);
  EXPECT_EQ(compute(contacts, day, {}, QueueId{1}).announced, 4);
  EXPECT_EQ(estimate_inside_pct(Figures{}), std::nullopt);
}

// Late, doubled and shuffled facts give the same contact.
RC_GTEST_PROP(FactsProperty, FoldIsOrderTolerantAndIdempotent, (std::uint64_t seed)) {
  std::vector<routing::Event> events = some_day(seed % 16);
  const std::string expected = json::to_string(contacts_of(events));
  events.insert(events.end(), events.begin(),
                events.begin() + static_cast<std::ptrdiff_t>(events.size() / 3));
  Prng prng(seed);
  for (std::size_t i = events.size(); i > 1; --i) std::swap(events[i - 1], events[prng.below(i)]);
  RC_ASSERT(json::to_string(contacts_of(events)) == expected);
}

// Every contact has exactly one exit, and the counts reconcile to what was offered (S-031).
RC_GTEST_PROP(FactsProperty, CountsReconcile, (std::uint64_t seed)) {
  const auto contacts = contacts_of(some_day(seed % 16));
  const Figures f = compute(contacts, day, {});
  RC_ASSERT(f.offered == static_cast<std::int64_t>(contacts.size()));
  RC_ASSERT(f.offered == f.answered + f.abandoned + f.flow_out + f.rejected + f.errors + f.waiting);
  RC_ASSERT(f.waits_answered.total() == f.answered);
  std::int64_t handled = 0;
  for (const Contact& contact : contacts) handled += contact.handlings.empty() ? 0 : 1;
  RC_ASSERT(f.handled == handled);
}

// An hour is the sum of its minutes, whatever the step, for the whole floor and per queue (S-030).
RC_GTEST_PROP(FactsProperty, SumsOverAnyStepAgree, (std::uint64_t seed)) {
  const auto contacts = contacts_of(some_day(seed % 16));
  const QueueId queue{static_cast<std::int64_t>(seed % 4)};  // 0 = all
  const Interval hours_6{start, start + minutes(360)};
  const Figures expected = compute(contacts, hours_6, {}, queue);
  for (const int step : {1, 15, 30, 60}) {
    Figures sum;
    for (int minute = 0; minute < 360; minute += step)
      sum = merge(sum, compute(contacts, {start + minutes(minute), start + minutes(minute + step)},
                               {}, queue));
    RC_ASSERT(sum == expected);
  }
}

RC_GTEST_PROP(FactsProperty, MergeIsAssociativeAndCommutative, (std::uint64_t seed)) {
  Prng prng(seed);
  const auto contacts = contacts_of(some_day(seed % 16));
  std::array<Figures, 3> parts;
  for (const Contact& contact : contacts) add(parts[prng.below(3)], contact, day, {});
  const auto& [a, b, c] = parts;
  RC_ASSERT(merge(a, b) == merge(b, a));
  RC_ASSERT(merge(merge(a, b), c) == merge(a, merge(b, c)));
  RC_ASSERT(merge(a, Figures{}) == a);
  RC_ASSERT(merge(merge(a, b), c) == compute(contacts, day, {}));
}

}  // namespace
}  // namespace centralino::engine::facts
