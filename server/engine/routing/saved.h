// What save() writes and restore() reads. Internal to engine/routing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/routing/entities.h"

namespace centralino::engine::routing {

struct SavedAgent : AgentCore {
  std::vector<OfferId> offers;
  std::vector<WorkId> active;
  std::vector<WrapUpId> wrapups;
};
BOOST_DESCRIBE_STRUCT(SavedAgent, (AgentCore), (offers, active, wrapups))

struct SavedWork : WorkCore {
  QueueId also;
  std::vector<OfferId> offers;
};
BOOST_DESCRIBE_STRUCT(SavedWork, (WorkCore), (also, offers))

struct SavedOffer : OfferCore {
  WorkId work;
  AgentId agent;
};
BOOST_DESCRIBE_STRUCT(SavedOffer, (OfferCore), (work, agent))

struct SavedWrapUp : WrapUpCore {
  AgentId agent;
};
BOOST_DESCRIBE_STRUCT(SavedWrapUp, (WrapUpCore), (agent))

struct Saved {
  int version = 1;
  Instant now;
  std::int64_t turn = 0;
  Settings settings;
  std::vector<SavedAgent> agents;
  std::vector<SavedWork> works;
  std::vector<SavedOffer> offers;
  std::vector<SavedWrapUp> wrapups;
  std::vector<AgentId> dirty_agents;
  std::vector<WorkId> dirty_works;
};
BOOST_DESCRIBE_STRUCT(Saved, (),
                      (version, now, turn, settings, agents, works, offers, wrapups, dirty_agents,
                       dirty_works))

// What is wrong with it, in words; nullopt: the state can be built from it, and stepped, without
// looking again. Every id leads somewhere and is named once where it may be; numbers are small
// enough to be reckoned with; what waits, is offered and is held agrees on all sides. The settings
// were validated before. O(n log n).
std::optional<std::string> check_saved(const Saved& saved);

}  // namespace centralino::engine::routing
