// What agents hold and pass on: wrap-ups, leaving, ringing several, transfers.
#include <gtest/gtest.h>

#include "engine/routing/testing.h"

namespace centralino::engine::routing::testing {
namespace {

TEST(Cell, WrapUpBlocksUntilDoneExtendedOrOver) {
  QueueSettings wrap = queue(1);
  wrap.wrap_up = {30, 60, 1, WrapUpBlocks::slot};
  Driver driver(one_queue(wrap, 1));
  driver.available(1);
  driver.must(arrival(1));
  driver.must(AcceptOffer{driver.offer_to(1), agent_id(1)});
  driver.must(arrival(2));
  driver.must(WorkEnds{work_id(1), EndedBy::agent});
  EXPECT_EQ(driver.cell.agent(agent_id(1))->state, AgentState::wrapup);
  const WrapUpRow wrapup = driver.cell.wrapups().at(0);
  driver.must(WrapUpExtend{wrapup.wrapup, agent_id(1)});
  EXPECT_EQ(driver.refused(WrapUpExtend{wrapup.wrapup, agent_id(1)}), Code::invalid_transition);
  driver.pass(seconds(89));
  EXPECT_FALSE(driver.offer_to(1));
  driver.pass(seconds(1));
  EXPECT_EQ(driver.last_offer().work, work_id(2));
}

TEST(Cell, AfterThisOneAway) {
  Driver driver(one_queue(queue(1), 1));
  driver.available(1);
  driver.must(arrival(1));
  driver.must(AcceptOffer{driver.offer_to(1), agent_id(1)});
  driver.must(arrival(2));
  driver.must(SetPresence{agent_id(1), Presence::away, "lunch", true});
  EXPECT_TRUE(driver.cell.agent(agent_id(1))->after_current);
  driver.must(WorkEnds{work_id(1), EndedBy::agent});
  EXPECT_EQ(driver.cell.agent(agent_id(1))->state, AgentState::away);
  EXPECT_EQ(driver.cell.agent(agent_id(1))->reason, "lunch");
  EXPECT_FALSE(driver.offer_to(1));
}

TEST(Cell, GoingAwayWithdrawsTheOfferAndKeepsThePlace) {
  Driver driver(one_queue(queue(1), 2));
  driver.available(1);
  driver.must(arrival(1));
  const auto events = driver.must(SetPresence{agent_id(1), Presence::away, "", false});
  EXPECT_EQ(Driver::only<OfferEnded>(events).at(0).outcome, OfferOutcome::withdrawn);
  driver.available(2);
  EXPECT_EQ(driver.last_offer().work, work_id(1));
}

TEST(Cell, RingSeveralFirstToAcceptWins) {
  QueueSettings several = queue(1);
  several.strategy = StrategyName::ring_several;
  several.ring_count = 2;
  Driver driver(one_queue(several, 3));
  for (int n = 1; n <= 3; ++n) driver.available(n);
  driver.must(arrival(1));
  EXPECT_EQ(driver.cell.offers().size(), 2u);
  const OfferId second = driver.offer_to(1);
  const auto events = driver.must(AcceptOffer{driver.offer_to(2), agent_id(2)});
  EXPECT_EQ(Driver::only<OfferEnded>(events).size(), 2u);
  EXPECT_EQ(driver.refused(AcceptOffer{second, agent_id(1)}), Code::offer_gone);
}

TEST(Cell, TransferKeepsOrGivesUpThePlaceAndSparesTheSender) {
  Settings settings;
  settings.queues = {queue(1), queue(2)};
  settings.agents = {agent(1, {1, 2}), agent(2, {2})};
  Driver driver(settings);
  driver.available(1);
  driver.must(arrival(1));
  driver.must(AcceptOffer{driver.offer_to(1), agent_id(1)});
  driver.pass(seconds(10));
  driver.must(arrival(2, 2));
  MoveWork move;
  move.work = work_id(1);
  move.queue = queue_id(2);
  driver.must(move);
  EXPECT_EQ(driver.cell.work(work_id(1))->position, 1) << "place kept";
  EXPECT_EQ(driver.last_offer().work, work_id(2)) << "the sender is not offered it back";
  driver.available(2);
  EXPECT_EQ(driver.last_offer().work, work_id(1));
  EXPECT_EQ(driver.last_offer().agent, agent_id(2));
}

TEST(Cell, TransferToAnAgentHoldsThenFallsBack) {
  Driver driver(one_queue(queue(1), 3));
  driver.available(1);
  driver.must(arrival(1));
  driver.must(AcceptOffer{driver.offer_to(1), agent_id(1)});
  driver.must(SetPresence{agent_id(2), Presence::away, "", false});
  driver.available(3);
  MoveWork move;
  move.work = work_id(1);
  move.agent = agent_id(2);
  move.hold_s = 15;
  driver.must(move);
  EXPECT_FALSE(driver.offer_to(3));
  driver.pass(seconds(15));
  EXPECT_EQ(driver.last_offer().agent, agent_id(3));
  move.agent = agent_id(1);
  driver.must(SetPresence{agent_id(1), Presence::offline, "", false});
  EXPECT_EQ(driver.refused(move), Code::invalid_transition);
}

TEST(Cell, MoreOffersThanIdsGoOnWithTheNextStep) {
  Driver driver(one_queue(queue(1), 0));
  driver.check = false;
  constexpr int crowd = 1500;
  for (int n = 1; n <= crowd; ++n) driver.must(arrival(n));
  Settings settings = one_queue(queue(1), crowd);
  driver.must(Configure{settings});
  for (int n = 1; n <= crowd; ++n) driver.available(n);
  EXPECT_EQ(driver.cell.offers().size(), static_cast<std::size_t>(crowd));
  for (int n = 1; n <= crowd; ++n) driver.must(DeclineOffer{driver.offer_to(n), agent_id(n), ""});
  EXPECT_EQ(driver.cell.check_invariants(), std::nullopt);
  driver.now = *driver.cell.next_deadline();
  const auto first = driver.must(Tick{});
  EXPECT_LE(Driver::only<OfferMade>(first).size(), 1000u);
  driver.pass(seconds(0));
  EXPECT_EQ(driver.cell.check_invariants(), std::nullopt);
}

}  // namespace
}  // namespace centralino::engine::routing::testing
