#include "engine/flow/nodes/module.h"

#include "engine/flow/run.h"

namespace centralino::engine::flow {

void enter(const ModuleNode& node, Run& run) {
  Values values;
  if (node.parameters)
    for (const auto& [name, text] : *node.parameters) values[name] = run.fill(text);
  run.call(node.module, std::move(values));
}

void returned(const ModuleNode& node, const Values& variables, const std::string& outcome,
              Run& run) {
  run.fact(FactKind::returned, outcome);
  if (node.returns)
    for (const auto& [own, theirs] : *node.returns) {
      const auto found = variables.find(theirs);
      run.set(own, found == variables.end() ? "" : found->second);
    }
  if (node.outcomes)
    if (const auto to = node.outcomes->find(outcome); to != node.outcomes->end())
      return run.go(to->second);
  run.go(node.next);
}

Parts parts(const ModuleNode& node) {
  Parts out;
  out.modules = {{"module", node.module}};
  if (node.parameters)
    for (const auto& [name, text] : *node.parameters) {
      out.parameters.push_back({"parameters." + name, name});
      read_names(out, "parameters." + name, text);
    }
  std::vector<std::string> sets;
  if (node.returns)
    for (const auto& [own, theirs] : *node.returns) {
      out.writes.push_back({"returns." + own, own});
      out.returns.push_back({"returns." + own, theirs});
      sets.push_back(own);
    }
  if (node.outcomes)
    for (const auto& [outcome, to] : *node.outcomes)
      out.edges.push_back({"outcomes." + outcome, to, EdgeKind::automatic, sets});
  out.edges.push_back({"next", node.next.value_or(""), EdgeKind::automatic, sets});
  return out;
}

}  // namespace centralino::engine::flow
