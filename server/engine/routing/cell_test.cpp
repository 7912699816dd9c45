// The rules of cell.h as small stories. Random lives are in properties_test.cpp.
#include "engine/routing/cell.h"

#include <gtest/gtest.h>

#include "engine/routing/replay.h"
#include "engine/routing/testing.h"

namespace centralino::engine::routing::testing {
namespace {

TEST(Cell, OffersWaitingWorkToWhoBecomesAvailable) {  // S-110
  Driver driver(one_queue(queue(1), 1));
  driver.must(arrival(1));
  EXPECT_EQ(driver.cell.work(work_id(1))->position, 1);
  driver.available(1);
  const OfferMade made = driver.last_offer();
  EXPECT_EQ(made.work, work_id(1));
  EXPECT_EQ(made.expires_at, start + seconds(30));
  const auto events = driver.must(AcceptOffer{made.offer, agent_id(1)});
  EXPECT_EQ(Driver::only<WorkAnswered>(events).size(), 1u);
  EXPECT_EQ(driver.cell.agent(agent_id(1))->state, AgentState::busy);
  driver.must(WorkEnds{work_id(1), EndedBy::customer});
  EXPECT_EQ(driver.cell.agent(agent_id(1))->state, AgentState::available);
}

TEST(Cell, RefusesAndChangesNothing) {
  QueueSettings full = queue(1);
  full.waiting_max = 1;
  Driver driver(one_queue(full, 1));
  driver.must(arrival(1));
  EXPECT_EQ(driver.refused(arrival(1)), Code::already_done);
  EXPECT_EQ(driver.refused(arrival(2)), Code::queue_full);
  EXPECT_EQ(driver.refused(arrival(2, 9)), Code::not_found);
  EXPECT_EQ(driver.refused(AcceptOffer{{77}, agent_id(1)}), Code::offer_gone);
  EXPECT_EQ(driver.refused(SetPresence{agent_id(1), Presence::away, "golf", false}),
            Code::unknown_reason);
  EXPECT_EQ(driver.refused(WorkEnds{work_id(1), EndedBy::agent}), Code::invalid_transition);
  EXPECT_EQ(driver.refused(WrapUpComplete{{5}, agent_id(1)}), Code::not_found);
  EXPECT_EQ(driver.refused(WorkLeaves{work_id(1), Exit::answered}), Code::invalid_transition);
  QueueSettings bad = queue(1);
  bad.ring_s = 0;
  EXPECT_EQ(driver.refused(Configure{one_queue(bad, 1)}), Code::invalid_field);
}

TEST(Cell, RejectedWhenFullIsRecorded) {
  QueueSettings full = queue(1);
  full.waiting_max = 1;
  full.when_full = WhenFull::reject;
  Driver driver(one_queue(full, 0));
  driver.must(arrival(1));
  const auto left = Driver::only<WorkLeft>(driver.must(arrival(2)));
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left[0].exit, Exit::rejected_full);
}

TEST(Cell, ClosedQueueRejectsOrRefuses) {
  QueueSettings closed = queue(1);
  closed.calendar = "never";
  closed.when_closed = WhenClosed::reject;
  Settings settings = one_queue(closed, 0);
  settings.calendars = {{"never", {}}};
  Driver driver(settings);
  EXPECT_EQ(Driver::only<WorkLeft>(driver.must(arrival(1))).at(0).exit, Exit::rejected_closed);
  settings.queues[0].when_closed = WhenClosed::refuse;
  driver.must(Configure{settings});
  EXPECT_EQ(driver.refused(arrival(2)), Code::unavailable);
  settings.queues[0].when_closed = WhenClosed::wait;
  driver.must(Configure{settings});
  driver.must(arrival(2));
  EXPECT_FALSE(driver.cell.queue(queue_id(1))->open);
}

TEST(Cell, TimedOutOfferKeepsThePlaceAndSetsTheAgentAway) {
  Driver driver(one_queue(queue(1), 2));
  driver.available(1);
  driver.must(arrival(1));
  driver.must(arrival(2));
  driver.pass(seconds(30));
  EXPECT_EQ(driver.cell.agent(agent_id(1))->state, AgentState::away);
  EXPECT_EQ(driver.cell.agent(agent_id(1))->reason, reason_no_answer);
  EXPECT_EQ(driver.cell.work(work_id(1))->position, 1);
  driver.available(2);
  EXPECT_EQ(driver.last_offer().work, work_id(1));
  EXPECT_EQ(driver.last_offer().agent, agent_id(2));
}

TEST(Cell, DecliningExcludesForAWhileThatGrows) {
  Driver driver(one_queue(queue(1), 1));
  driver.available(1);
  driver.must(arrival(1));
  for (const int pause : {30, 60, 120}) {
    driver.must(DeclineOffer{driver.offer_to(1), agent_id(1), "busy"});
    EXPECT_EQ(driver.cell.agent(agent_id(1))->state, AgentState::available);
    EXPECT_EQ(driver.cell.why_waiting(work_id(1))->code, "all_declined");
    driver.pass(seconds(pause) - milliseconds(1));
    EXPECT_FALSE(driver.offer_to(1));
    driver.pass(milliseconds(1));
    EXPECT_TRUE(driver.offer_to(1)) << "asked again after " << pause << " s";
  }
}

TEST(Cell, AgentWhoDeclinedOneGetsTheNext) {
  Driver driver(one_queue(queue(1), 1));
  driver.available(1);
  driver.must(arrival(1));
  driver.must(arrival(2));
  driver.must(DeclineOffer{driver.offer_to(1), agent_id(1), ""});
  EXPECT_EQ(driver.last_offer().work, work_id(2));
}

TEST(Cell, PriorityIsAHeadStart) {
  Driver driver(one_queue(queue(1), 1));
  driver.must(arrival(1));
  driver.pass(seconds(20));
  WorkArrives urgent = arrival(2);
  urgent.priority_s = 10;
  driver.must(urgent);
  EXPECT_EQ(driver.cell.work(work_id(2))->position, 2);
  WorkArrives more = arrival(3);
  more.priority_s = 21;
  driver.must(more);
  EXPECT_EQ(driver.cell.work(work_id(3))->position, 1);
  WorkArrives returning = arrival(4);
  returning.place_from = start - seconds(60);
  driver.must(returning);
  EXPECT_EQ(driver.cell.work(work_id(4))->position, 1);
}

TEST(Cell, SkillsAndRelaxation) {  // S-041
  QueueSettings skilled = queue(1);
  skilled.requirements = {{skill_id(1), 8}};
  skilled.relaxations = {{20, skill_id(1), 5, false}, {40, {}, 0, true}};
  Settings settings = one_queue(skilled, 0);
  settings.agents = {agent(1, {1}, {{skill_id(1), 5}}), agent(2, {1})};
  Driver driver(settings);
  driver.available(1);
  driver.available(2);
  driver.must(arrival(1));
  EXPECT_EQ(driver.cell.why_waiting(work_id(1))->code, "no_qualified_agent");
  driver.pass(seconds(20));
  EXPECT_EQ(driver.last_offer().agent, agent_id(1));
  driver.must(AcceptOffer{driver.offer_to(1), agent_id(1)});
  driver.must(arrival(2));
  driver.pass(seconds(40));
  EXPECT_EQ(driver.last_offer().agent, agent_id(2));
}

TEST(Cell, OverflowAlsoAndInstead) {
  Settings settings;
  settings.queues = {queue(1), queue(2)};
  settings.queues[0].overflow = Overflow{60, queue_id(2), true};
  settings.agents = {agent(1, {1}), agent(2, {2})};
  for (const bool also : {true, false}) {
    settings.queues[0].overflow->also = also;
    Driver driver(settings);
    driver.must(arrival(1));
    driver.available(2);
    driver.pass(seconds(59));
    EXPECT_FALSE(driver.offer_to(2));
    driver.pass(seconds(1));
    EXPECT_EQ(driver.last_offer().agent, agent_id(2));
    EXPECT_EQ(driver.last_offer().queue, queue_id(2));
    EXPECT_EQ(driver.cell.work(work_id(1))->queue, queue_id(also ? 1 : 2));
  }
}

TEST(Cell, MaxWaitLeavesByTimeOut) {
  QueueSettings patient = queue(1);
  patient.max_wait_s = 90;
  Driver driver(one_queue(patient, 0));
  driver.must(arrival(1));
  driver.pass(seconds(90));
  EXPECT_EQ(Driver::only<WorkLeft>(driver.log).at(0).exit, Exit::flow_out_timeout);
}

TEST(Cell, PreferredAgentIsWaitedFor) {
  Driver driver(one_queue(queue(1), 2));
  driver.available(1);
  driver.available(2);
  driver.must(arrival(1));
  driver.must(AcceptOffer{driver.offer_to(1), agent_id(1)});
  WorkArrives again = arrival(2);
  again.preferred_agent = agent_id(1);
  again.hold_s = 20;
  driver.must(again);
  EXPECT_FALSE(driver.offer_to(2));
  EXPECT_EQ(driver.cell.why_waiting(work_id(2))->code, "held");
  driver.pass(seconds(20));
  EXPECT_EQ(driver.last_offer().agent, agent_id(2));
}

TEST(Cell, CapacityVectorAndInterrupts) {
  Settings settings = one_queue(queue(1), 1);
  settings.agents[0].capacity = {1, 2, 0, 0, 0};
  Driver driver(settings);
  driver.available(1);
  for (int n = 1; n <= 3; ++n) driver.must(arrival(n));
  EXPECT_EQ(driver.cell.offers().size(), 2u) << "two chats at once, the third waits";
  WorkArrives call = arrival(4);
  call.channel = Channel::voice;
  driver.must(call);
  EXPECT_EQ(driver.cell.offers().size(), 2u) << "a chat is not interrupted by a call";
  settings.interrupts = {{Channel::chat, {Channel::voice}}};
  driver.must(Configure{settings});
  EXPECT_EQ(driver.cell.offers().size(), 3u);
  EXPECT_EQ(driver.last_offer().work, work_id(4));
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(Cell, RestoreRefusesWhatContradictsItself) {
  Driver driver(one_queue(queue(1), 2));
  driver.available(1);
  driver.must(arrival(1));
  driver.must(arrival(2));
  const std::string saved = driver.cell.save();
  ASSERT_TRUE(Cell::restore(saved).ok());
  const std::string offer = driver.offer_to(1).str();
  const std::string stranger = AgentId{999}.str();
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"version\":1", "\"version\":2"},
           {"\"phase\":\"offered\"", "\"phase\":\"active\""},
           {"\"phase\":\"waiting\"", "\"phase\":\"offered\""},
           {"\"offers\":[\"" + offer + "\"]", "\"offers\":[]"},
           {"\"offers\":[\"" + offer + "\"]", "\"offers\":[\"" + offer + "\",\"" + offer + "\"]"},
           {"\"id\":\"" + work_id(2).str(), "\"id\":\"" + work_id(1).str()},
           {"\"held_for\":null", "\"held_for\":\"" + stranger + "\""},
           {"\"relaxed\":0", "\"relaxed\":1"},
           {"\"relaxed\":0", "\"relaxed\":-1"},
           {"\"priority_s\":0,\"arrived_at\"", "\"priority_s\":9223372036854775807,\"arrived_at\""},
           {"\"presence\":\"offline\"", "\"presence\":\"available\""}})
    EXPECT_FALSE(Cell::restore(with(saved, from, to)).ok()) << from << " -> " << to;
}

TEST(Cell, StoredStepsMustFollow) {
  Driver driver(one_queue(queue(1), 1));
  driver.available(1);
  driver.must(arrival(1));
  const Cell& cell = driver.cell;
  const auto step = [&](Instant now, std::int64_t first_id) {
    return json::to_string(RecordedStep{{now, first_id, Tick{}}, {}});
  };
  const std::int64_t fresh = cell.newest_id() + 1;
  EXPECT_TRUE(read_step(step(cell.now(), fresh), cell).ok());
  EXPECT_FALSE(read_step(step(cell.now() - milliseconds(1), fresh), cell).ok());
  EXPECT_FALSE(read_step(step(cell.now(), fresh - 1), cell).ok());
  EXPECT_FALSE(read_step(step(cell.now(), std::numeric_limits<std::int64_t>::max()), cell).ok());
  EXPECT_FALSE(read_step("{}", cell).ok());
}

}  // namespace
}  // namespace centralino::engine::routing::testing
