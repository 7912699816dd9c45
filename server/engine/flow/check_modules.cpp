#include <algorithm>

#include "engine/flow/checking.h"

namespace centralino::engine::flow {
namespace {

const Flow* find_module(const Known& known, const std::string& id) {
  const auto found = std::find_if(known.modules.begin(), known.modules.end(),
                                  [&](const Flow& item) { return item.id == id; });
  return found == known.modules.end() || !is_module(*found) ? nullptr : &*found;
}

std::vector<std::string> called_by(const Flow& flow) {
  std::vector<std::string> out;
  for (const auto& [id, node] : flow.nodes)
    if (const auto* call = std::get_if<ModuleNode>(&node)) out.push_back(call->module);
  return out;
}

// Everything that calling `module` may come to call, itself not included unless in a circle.
std::set<std::string> called_in_the_end(const Known& known, const std::string& module) {
  std::set<std::string> out;
  std::vector<std::string> open = {module};
  while (!open.empty()) {
    const Flow* flow = find_module(known, open.back());
    open.pop_back();
    if (!flow) continue;
    for (const std::string& next : called_by(*flow))
      if (out.insert(next).second) open.push_back(next);
  }
  return out;
}

bool circles(const Checking& checking, const std::string& module) {
  if (module == checking.flow.id) return true;
  const auto all = called_in_the_end(checking.known, module);
  if (all.contains(checking.flow.id) || all.contains(module)) return true;
  return std::any_of(all.begin(), all.end(), [&](const std::string& inner) {
    return called_in_the_end(checking.known, inner).contains(inner);
  });
}

void check_values(Checking& checking, const std::string& id, const Parts& node,
                  const Flow& module) {
  const std::vector<std::string> wanted = module.parameters.value_or(std::vector<std::string>{});
  for (const Use& use : node.parameters)
    if (std::find(wanted.begin(), wanted.end(), use.name) == wanted.end())
      checking.add(ProblemCode::module_parameters, id, use.field, use.name);
  for (const std::string& name : wanted)
    if (std::none_of(node.parameters.begin(), node.parameters.end(),
                     [&](const Use& use) { return use.name == name; }))
      checking.add(ProblemCode::module_parameters, id, "parameters", name);
  for (const Use& use : node.returns) {
    const auto variable = module.variables.find(use.name);
    if (variable == module.variables.end() || variable->second.type == VariableType::secret)
      checking.add(ProblemCode::module_parameters, id, use.field, use.name);
  }
}

}  // namespace

void check_modules(Checking& checking) {
  if (checking.flow.parameters)
    for (const std::string& name : *checking.flow.parameters)
      if (!checking.flow.variables.contains(name))
        checking.add(ProblemCode::unknown_variable, "", "parameters", name);
  for (const auto& [id, node] : checking.nodes)
    for (const Use& use : node.modules) {
      if (circles(checking, use.name)) {
        checking.add(ProblemCode::module_recursion, id, use.field, use.name);
        continue;
      }
      const Flow* module = find_module(checking.known, use.name);
      if (!module) {
        checking.add(ProblemCode::unknown_module, id, use.field, use.name);
        continue;
      }
      check_values(checking, id, node, *module);
      // A module speaks every language of whoever calls it.
      for (const std::string& language : checking.flow.languages)
        if (std::find(module->languages.begin(), module->languages.end(), language) ==
            module->languages.end())
          checking.add(ProblemCode::prompt_missing, id, use.field, language);
    }
}

}  // namespace centralino::engine::flow
