#include "engine/routing/counters.h"

namespace centralino::engine::routing {
namespace {

void add(Counters& c, const WorkQueued& e) {
  ++c.queues[e.queue].queued;
  ++c.queues[e.queue].waiting;
}
void add(Counters& c, const WorkMoved& e) {
  if (e.how == Move::relaxed || e.how == Move::released || e.also) return;
  if (e.from_agent) {
    --c.queues[e.from_queue].active;
    --c.agents[e.from_agent].active;
  } else {
    --c.queues[e.from_queue].waiting;
  }
  ++c.queues[e.to_queue].queued;
  ++c.queues[e.to_queue].waiting;
}
void add(Counters&, const PriorityChanged&) {}
void add(Counters& c, const OfferMade& e) { ++c.agents[e.agent].offers; }
void add(Counters& c, const OfferEnded& e) { --c.agents[e.agent].offers; }
void add(Counters& c, const WorkAnswered& e) {
  --c.queues[e.segment_queue].waiting;
  ++c.queues[e.queue].answered;
  ++c.queues[e.queue].active;
  ++c.agents[e.agent].active;
}
void add(Counters& c, const WorkEnded& e) {
  --c.queues[e.queue].active;
  --c.agents[e.agent].active;
}
void add(Counters& c, const WorkLeft& e) {
  if (e.exit == Exit::rejected_full || e.exit == Exit::rejected_closed) return;
  ++c.queues[e.queue].left;
  --c.queues[e.queue].waiting;
}
void add(Counters& c, const AgentStateChanged& e) { c.agents[e.agent].state = e.state; }
void add(Counters& c, const WrapUpStarted& e) { ++c.agents[e.agent].wrapups; }
void add(Counters&, const WrapUpExtended&) {}
void add(Counters& c, const WrapUpEnded& e) { --c.agents[e.agent].wrapups; }

}  // namespace

void count(Counters& counters, const Event& event) {
  std::visit([&](const auto& e) { add(counters, e); }, event);
}

}  // namespace centralino::engine::routing
