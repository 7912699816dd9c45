#include <algorithm>

#include "engine/flow/checking.h"

namespace centralino::engine::flow {
namespace {

using Nodes = std::set<std::string>;

// Everything that one or more edges lead to.
Nodes reached(const NodeParts& nodes, const std::string& from, bool automatic_only) {
  Nodes out;
  std::vector<std::string> open = {from};
  while (!open.empty()) {
    const auto node = nodes.find(open.back());
    open.pop_back();
    if (node == nodes.end()) continue;
    for (const Edge& edge : node->second.edges) {
      if (automatic_only && edge.kind != EdgeKind::automatic) continue;
      if (nodes.contains(edge.to) && out.insert(edge.to).second) open.push_back(edge.to);
    }
  }
  return out;
}

Nodes reachable(const Checking& checking) {
  Nodes out;
  for (const std::string& entry : {checking.flow.start, checking.flow.person.value_or("")}) {
    if (!checking.nodes.contains(entry)) continue;
    out.insert(entry);
    out.merge(reached(checking.nodes, entry, false));
  }
  return out;
}

void check_edges(Checking& checking) {
  for (const auto& [id, node] : checking.nodes)
    for (const Edge& edge : node.edges) {
      if (edge.to.empty()) {
        if (edge.required) checking.add(ProblemCode::missing_branch, id, edge.field);
      } else if (!checking.nodes.contains(edge.to)) {
        checking.add(ProblemCode::edge_to_nowhere, id, edge.field, edge.to);
      }
    }
}

// Each circle once, at its first node in the order of names.
void check_cycles(Checking& checking) {
  std::map<std::string, Nodes> behind;
  for (const auto& [id, node] : checking.nodes)
    behind.emplace(id, reached(checking.nodes, id, true));
  for (const auto& [id, after] : behind) {
    if (!after.contains(id)) continue;
    const bool first =
        std::none_of(after.begin(), after.end(), [&, here = id](const std::string& other) {
          return other < here && behind.at(other).contains(here);
        });
    if (first) checking.add(ProblemCode::cycle_without_input, id, "");
  }
}

}  // namespace

void check_paths(Checking& checking) {
  check_edges(checking);
  check_cycles(checking);
  const Nodes all = reachable(checking);
  for (const auto& [id, node] : checking.nodes)
    if (!all.contains(id)) checking.add(ProblemCode::unreachable, id, "");
  // Inside a module, "operator" leads to the person of whoever called it.
  if (is_module(checking.flow)) return;
  const auto known = answers_to_a_person(checking.flow);
  for (const std::string& id : all) {
    if (!checking.nodes.at(id).input) continue;
    const auto found = known.find(id);
    if (found == known.end() || found->second > answers_to_a_person_max)
      checking.add(ProblemCode::no_human_exit, id, "");
  }
}

}  // namespace centralino::engine::flow
