// One contract for all strategies, then what is special to each.
#include "engine/routing/strategy.h"

#include <gtest/gtest.h>

#include "engine/routing/testing.h"

namespace centralino::engine::routing::testing {
namespace {

class EveryStrategy : public ::testing::TestWithParam<StrategyName> {
 protected:
  Driver floor(int agents) {
    QueueSettings settings = queue(1);
    settings.strategy = GetParam();
    settings.ring_count = 1;
    settings.requirements = {{skill_id(1), 1}};
    Settings out;
    out.queues = {settings};
    for (int n = 1; n <= agents; ++n) out.agents.push_back(agent(n, {1}, {{skill_id(1), 5}}));
    return Driver(out);
  }
};

TEST_P(EveryStrategy, NamesItselfAndSpeaksBothLanguages) {
  const Strategy& chosen = strategy(GetParam());
  EXPECT_EQ(chosen.name, GetParam());
  EXPECT_FALSE(chosen.english.empty());
  EXPECT_FALSE(chosen.italian.empty());
  OfferReason reason;
  reason.strategy = GetParam();
  EXPECT_NE(explain(reason).text.it, explain(reason).text.en);
}

TEST_P(EveryStrategy, OffersToSomebodyEligibleAndToOneOnly) {
  Driver driver = floor(3);
  driver.available(2);
  driver.must(arrival(1));
  EXPECT_EQ(driver.last_offer().agent, agent_id(2));
  EXPECT_EQ(driver.cell.offers().size(), 1u);
}

TEST_P(EveryStrategy, AmongEqualsPrefersTheLongestIdleThenTheSmallerId) {
  Driver driver = floor(3);
  driver.available(3);
  driver.pass(seconds(1));
  driver.available(2);
  driver.available(1);
  driver.must(arrival(1));
  driver.must(arrival(2));
  driver.must(arrival(3));
  const auto offers = Driver::only<OfferMade>(driver.log);
  EXPECT_EQ(offers.at(0).agent, agent_id(3));
  EXPECT_EQ(offers.at(1).agent, agent_id(1));
  EXPECT_EQ(offers.at(2).agent, agent_id(2));
}

TEST_P(EveryStrategy, SkipsTheExcluded) {
  Driver driver = floor(2);
  driver.available(1);
  driver.pass(seconds(1));
  driver.available(2);
  driver.must(arrival(1));
  driver.must(DeclineOffer{driver.offer_to(1), agent_id(1), ""});
  EXPECT_EQ(driver.last_offer().agent, agent_id(2));
}

INSTANTIATE_TEST_SUITE_P(Strategies, EveryStrategy,
                         ::testing::Values(StrategyName::longest_idle, StrategyName::least_occupied,
                                           StrategyName::round_robin, StrategyName::best_skill,
                                           StrategyName::fewest_handled, StrategyName::ring_several,
                                           StrategyName::sticky_owner),
                         [](const auto& test) { return std::string(json::enum_name(test.param)); });

TEST(Strategy, TheTableIsComplete) {
  EXPECT_EQ(all_strategies().size(),
            boost::mp11::mp_size<boost::describe::describe_enumerators<StrategyName>>::value);
}

Driver with(StrategyName name, std::vector<AgentSettings> agents) {
  Settings settings;
  settings.queues = {queue(1)};
  settings.queues[0].strategy = name;
  settings.queues[0].requirements = {{skill_id(1), 1}};
  settings.agents = std::move(agents);
  Driver driver(settings);
  for (const AgentSettings& item : settings.agents)
    driver.must(SetPresence{item.id, Presence::available, {}, false});
  return driver;
}

AgentSettings chatter(int n, int level, int capacity) {
  AgentSettings out = agent(n, {1}, {{skill_id(1), level}});
  out.capacity = {1, capacity, 0, 0, 0};
  return out;
}

TEST(Strategy, BestSkillPrefersTheExpert) {  // S-041
  Driver driver = with(StrategyName::best_skill, {chatter(1, 3, 1), chatter(2, 9, 1)});
  const auto events = driver.must(arrival(1));
  const OfferMade made = driver.last_offer();
  EXPECT_EQ(made.agent, agent_id(2));
  EXPECT_EQ(made.why.skill_sum, 9);
  EXPECT_EQ(made.why.candidates, 2);
  EXPECT_EQ(explain(made.why).code, "best_agent");
}

TEST(Strategy, LeastOccupiedLooksAtShares) {
  Driver driver = with(StrategyName::least_occupied, {chatter(1, 5, 2), chatter(2, 5, 10)});
  driver.must(arrival(1));
  driver.must(arrival(2));
  driver.must(arrival(3));
  const auto offers = Driver::only<OfferMade>(driver.log);
  EXPECT_EQ(offers.at(0).agent, agent_id(1));
  EXPECT_EQ(offers.at(1).agent, agent_id(2));
  EXPECT_EQ(offers.at(2).agent, agent_id(2)) << "one of ten is less than one of two";
}

TEST(Strategy, RoundRobinTakesTurns) {
  Driver driver =
      with(StrategyName::round_robin, {chatter(1, 5, 9), chatter(2, 5, 9), chatter(3, 5, 9)});
  for (int n = 1; n <= 6; ++n) driver.must(arrival(n));
  const auto offers = Driver::only<OfferMade>(driver.log);
  for (std::size_t i = 0; i < 6; ++i)
    EXPECT_EQ(offers.at(i).agent, agent_id(static_cast<int>(i % 3) + 1));
}

TEST(Strategy, FewestHandledEvensOut) {
  Driver driver = with(StrategyName::fewest_handled, {chatter(1, 5, 1), chatter(2, 5, 1)});
  driver.must(arrival(1));
  driver.must(AcceptOffer{driver.offer_to(1), agent_id(1)});
  driver.must(WorkEnds{work_id(1), EndedBy::agent});
  driver.must(SetPresence{agent_id(2), Presence::away, "", false});
  driver.available(2);
  driver.must(arrival(2));
  EXPECT_EQ(driver.last_offer().agent, agent_id(2));
}

TEST(Strategy, StickyOwnerThenAnybody) {
  Driver driver = with(StrategyName::sticky_owner, {chatter(1, 5, 1), chatter(2, 5, 1)});
  WorkArrives known = arrival(1);
  known.preferred_agent = agent_id(2);
  driver.must(known);
  EXPECT_EQ(driver.last_offer().agent, agent_id(2));
  WorkArrives other = arrival(2);
  other.preferred_agent = agent_id(2);
  driver.must(other);
  EXPECT_EQ(driver.last_offer().agent, agent_id(1));
}

}  // namespace
}  // namespace centralino::engine::routing::testing
