#include "engine/routing/strategy.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "engine/routing/strategies/best_skill.h"
#include "engine/routing/strategies/fewest_handled.h"
#include "engine/routing/strategies/least_occupied.h"
#include "engine/routing/strategies/longest_idle.h"
#include "engine/routing/strategies/ring_several.h"
#include "engine/routing/strategies/round_robin.h"
#include "engine/routing/strategies/sticky_owner.h"

namespace centralino::engine::routing {
namespace {
// In the order of StrategyName.
constexpr std::array table = {strategies::longest_idle,   strategies::least_occupied,
                              strategies::round_robin,    strategies::best_skill,
                              strategies::fewest_handled, strategies::ring_several,
                              strategies::sticky_owner};
}  // namespace

std::span<const Strategy> all_strategies() { return table; }

const Strategy& strategy(StrategyName name) {
  const auto index = static_cast<std::size_t>(name);
  CHECK(index < table.size() && table[index].name == name, "the table follows StrategyName");
  return table[index];
}

int level_of(std::span<const SkillLevel> has, SkillId skill) {
  const auto found = std::lower_bound(has.begin(), has.end(), skill,
                                      [](const SkillLevel& a, SkillId b) { return a.skill < b; });
  return found != has.end() && found->skill == skill ? found->level : 0;
}

std::int64_t skill_sum(std::span<const SkillLevel> required, std::span<const SkillLevel> has) {
  std::int64_t sum = 0;
  for (const SkillLevel& item : required) sum += level_of(has, item.skill);
  return sum;
}

}  // namespace centralino::engine::routing
