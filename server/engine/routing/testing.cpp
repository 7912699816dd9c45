#include "engine/routing/testing.h"

namespace centralino::engine::routing::testing {

Result<std::vector<Event>> Driver::apply(Input input) {
  Step step{now, next_id, std::move(input)};
  next_id += ids_per_step_max;
  auto events = cell.apply(step);
  if (events.ok()) {
    for (const Event& event : *events) count(counters, event);
    log.insert(log.end(), events->begin(), events->end());
    steps.push_back(std::move(step));
  }
  if (!check || !broken.empty()) return events;
  if (const auto problem = cell.check_invariants()) broken = *problem;
  if (broken.empty()) check_counters();
  if (!broken.empty()) ADD_FAILURE() << broken << " after step " << steps.size();
  return events;
}

void Driver::check_counters() {
  for (const QueueRow& row : cell.queues()) {
    const QueueCounters& folded = counters.queues[row.queue];
    if (folded.waiting != row.waiting + row.offered || folded.active != row.active)
      broken = "I5 queue counters differ from the fold: " + row.queue.str();
  }
  for (const AgentRow& row : cell.agents()) {
    const AgentCounters& folded = counters.agents[row.agent];
    if (folded.offers != static_cast<std::int64_t>(row.offers.size()) ||
        folded.active != static_cast<std::int64_t>(row.active.size()) ||
        folded.wrapups != static_cast<std::int64_t>(row.wrapups.size()) ||
        folded.state != row.state)
      broken = "I5 agent counters differ from the fold: " + row.agent.str();
  }
}

std::vector<Event> Driver::must(Input input) {
  auto events = apply(std::move(input));
  if (events.ok()) return *events;
  ADD_FAILURE() << "refused: " << info(events.refusal().code).name;
  return {};
}

Code Driver::refused(Input input) {
  const std::string before = cell.save();
  const auto events = apply(std::move(input));
  EXPECT_EQ(before, cell.save()) << "a refusal changes nothing";
  if (!events.ok()) return events.refusal().code;
  ADD_FAILURE() << "not refused";
  return Code::internal;
}

void Driver::available(int agent_number) {
  must(SetPresence{agent_id(agent_number), Presence::available, {}, false});
}

void Driver::pass(Duration d) {
  const Instant until = now + d;
  while (const auto due = cell.next_deadline()) {
    if (*due > until) break;
    now = std::max(now, *due);
    must(Tick{});
  }
  now = until;
}

OfferMade Driver::last_offer() const {
  for (auto event = log.rbegin(); event != log.rend(); ++event)
    if (const auto* made = std::get_if<OfferMade>(&*event)) return *made;
  ADD_FAILURE() << "no offer was made";
  return {};
}

OfferId Driver::offer_to(int agent_number) const {
  const auto offers = cell.offers_of(agent_id(agent_number));
  return offers.empty() ? OfferId{} : offers.front().offer;
}

}  // namespace centralino::engine::routing::testing
