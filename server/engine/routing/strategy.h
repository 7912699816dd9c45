// Strategies: how a queue orders the agents who are eligible for a piece of work. One file each in
// strategies/, one table, one contract test for all. A strategy never decides who is eligible.
#pragma once

#include <span>

#include "engine/routing/settings.h"

namespace centralino::engine::routing {

// What a strategy may know of an agent.
struct AgentFacts {
  std::int64_t held = 0;                // items held on all channels
  std::int64_t occupancy_permille = 0;  // sum over channels of held / capacity
  std::int64_t turn = 0;                // number of the cell's offer that went to this agent last
  std::int64_t handled = 0;             // answered since signing in
};

struct Strategy {
  StrategyName name;
  // Smaller goes first; ties go to the longest idle, then to the smaller id.
  std::int64_t (*rank)(const AgentFacts& agent);
  // Larger goes first, before the rank; null: no matter. Depends on skills only, so that agents of
  // one signature are alike.
  std::int64_t (*fit)(std::span<const SkillLevel> required, std::span<const SkillLevel> has);
  bool rings_several = false;
  bool owner_first = false;
  std::string_view english = {};  // completes "first by …"
  std::string_view italian = {};  // completes "in base a …"
};

const Strategy& strategy(StrategyName name);
std::span<const Strategy> all_strategies();

// The level of a skill, 0 when absent. `has` is sorted by skill.
int level_of(std::span<const SkillLevel> has, SkillId skill);
std::int64_t skill_sum(std::span<const SkillLevel> required, std::span<const SkillLevel> has);

}  // namespace centralino::engine::routing
