#include "subjects/flows/places.h"

#include <set>

#include "subjects/queues/calendars.h"
#include "subjects/queues/skills.h"

namespace centralino::flows {
namespace {

FlowModule module_of(const flow::Flow& from) {
  FlowModule out{
      from.id, from.name, from.languages, from.parameters.value_or(std::vector<std::string>{}),
      {},      {}};
  for (const auto& [name, variable] : from.variables)
    if (variable.type != flow::VariableType::secret) out.variables.push_back(name);
  std::set<std::string> outcomes;
  for (const auto& [name, node] : from.nodes)
    if (const auto* end = std::get_if<flow::EndNode>(&node))
      outcomes.insert(end->outcome.value_or("done"));
  out.outcomes.assign(outcomes.begin(), outcomes.end());
  return out;
}

}  // namespace

FlowPlaces places(store::Db& db, TenantId tenant) {
  FlowPlaces out;
  for (const auto& each : queues::list_queues(db, tenant))
    out.queues.push_back({each.key, each.name});
  for (const auto& each : queues::list_calendars(db, tenant))
    out.calendars.push_back({each.key, each.hours.name});
  for (const auto& each : queues::list_skills(db, tenant))
    out.skills.push_back({each.key, each.name});
  for (const auto& each : known(db, tenant).modules) out.modules.push_back(module_of(each));
  return out;
}

}  // namespace centralino::flows
