#include "subjects/flows/gate.h"

namespace centralino::flows {

namespace flow = engine::flow;

Result<Done> check_size(const flow::Flow& wanted) {
  if (wanted.nodes.size() > draft_nodes_max)
    return refuse_field("flow.nodes", "has too many items");
  if (wanted.variables.size() > draft_variables_max)
    return refuse_field("flow.variables", "has too many items");
  std::size_t edges = 0;
  for (const auto& [name, node] : wanted.nodes) edges += flow::parts(node).edges.size();
  if (edges > draft_edges_max) return refuse_field("flow.nodes", "has too many items");
  return Done{};
}

Result<Done> pass_gate(const flow::Flow& wanted, const flow::Known& known,
                       std::string_view language) {
  const auto problems = flow::check(wanted, known);
  if (problems.empty()) return Done{};
  Refusal refusal = refuse(Code::flow_problems);
  for (const auto& problem : problems) {
    if (refusal.fields.size() == problems_told_max) break;
    std::string field = problem.node.empty() ? "flow" : "flow.nodes." + problem.node;
    if (!problem.field.empty()) field += "." + problem.field;
    refusal.fields.push_back(
        {std::move(field), language == "en" ? problem.text.en : problem.text.it});
  }
  return refusal;
}

}  // namespace centralino::flows
