#include "engine/flow/flow.h"

#include <algorithm>

namespace centralino::engine::flow {
namespace {

constexpr int never = 1'000'000;

using Distances = std::map<std::string, int>;

int distance(const Distances& known, const std::string& node) {
  const auto found = known.find(node);
  return found == known.end() ? never : found->second;
}

// The machine's choices count as the worst, the caller's as the best.
int distance(const Parts& parts, const Distances& known, int person) {
  int worst = -1;
  int best = parts.input ? person + 1 : never;
  for (const Edge& edge : parts.edges) {
    if (edge.to.empty() && !edge.required) continue;
    const int behind = distance(known, edge.to);
    if (edge.kind == EdgeKind::automatic) worst = std::max(worst, behind);
    if (edge.kind == EdgeKind::caller) best = std::min(best, behind + 1);
  }
  if (parts.human) return std::max(worst, 0);
  return parts.input ? std::min(best, never) : std::max(worst, -1) < 0 ? never : worst;
}

}  // namespace

std::optional<VariableType> type_of(const Flow& flow, std::string_view name) {
  const auto declared = flow.variables.find(std::string(name));
  if (declared != flow.variables.end()) return declared->second.type;
  for (const BuiltIn& item : built_in)
    if (item.name == name) return item.type;
  return std::nullopt;
}

Distances answers_to_a_person(const Flow& flow) {
  std::map<std::string, Parts> all;
  for (const auto& [id, node] : flow.nodes) all.emplace(id, parts(node));
  Distances known;
  // Distances only shrink, each round by at least one somewhere.
  for (bool changed = true; changed;) {
    changed = false;
    const int person = flow.person ? distance(known, *flow.person) : never;
    for (const auto& [id, node] : all) {
      const int now = distance(node, known, person);
      if (now >= distance(known, id)) continue;
      known[id] = now;
      changed = true;
    }
  }
  return known;
}

}  // namespace centralino::engine::flow
