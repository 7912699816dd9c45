#include <algorithm>

#include "engine/flow/checking.h"

namespace centralino::engine::flow {
namespace {

using Names = std::set<std::string>;

bool is_built_in(const std::string& name) {
  return std::any_of(std::begin(built_in), std::end(built_in),
                     [&](const BuiltIn& item) { return item.name == name; });
}

Names set_at_start(const Flow& flow) {
  Names out;
  for (const std::string_view name : built_in_at_start) out.emplace(name);
  for (const auto& [name, variable] : flow.variables)
    if (variable.value) out.insert(name);
  if (flow.parameters) out.insert(flow.parameters->begin(), flow.parameters->end());
  return out;
}

// What has a value whenever a node is entered: on every way that leads there. Whoever asks for a
// person comes from anywhere.
std::map<std::string, Names> set_on_every_way(const Checking& checking) {
  std::map<std::string, Names> known;
  std::vector<std::string> open;
  const auto arrive = [&](const std::string& node, const Names& names) {
    if (!checking.nodes.contains(node)) return;
    const auto [at, first] = known.try_emplace(node, names);
    Names both;
    std::set_intersection(at->second.begin(), at->second.end(), names.begin(), names.end(),
                          std::inserter(both, both.end()));
    if (!first && both == at->second) return;
    at->second = std::move(both);
    open.push_back(node);
  };
  const Names start = set_at_start(checking.flow);
  arrive(checking.flow.start, start);
  if (checking.flow.person) arrive(*checking.flow.person, start);
  while (!open.empty()) {
    const std::string id = open.back();
    open.pop_back();
    for (const Edge& edge : checking.nodes.at(id).edges) {
      Names names = known.at(id);
      names.insert(edge.sets.begin(), edge.sets.end());
      arrive(edge.to, names);
    }
  }
  return known;
}

struct Reader {
  Checking& checking;
  const std::string& id;
  const Parts& node;
  const Names* set;  // null: nobody gets here, which is said elsewhere

  // Whether the name means anything at all.
  bool declared(const Use& use) {
    if (type_of(checking.flow, use.name)) return true;
    checking.add(ProblemCode::unknown_variable, id, use.field, use.name);
    return false;
  }

  void read(const Use& use, bool may_be_secret, bool provided) {
    if (!declared(use)) return;
    const bool secret = type_of(checking.flow, use.name) == VariableType::secret;
    if (secret && !may_be_secret)
      checking.add(ProblemCode::secret_outside_lookup, id, use.field, use.name);
    const bool here = provided && std::find(node.provides.begin(), node.provides.end(), use.name) !=
                                      node.provides.end();
    if (set && !here && !set->contains(use.name))
      checking.add(ProblemCode::read_before_set, id, use.field, use.name);
  }

  void write(const Use& use, bool secret) {
    if (is_built_in(use.name))
      return checking.add(ProblemCode::reserved_name, id, use.field, use.name);
    if (!declared(use)) return;
    if ((type_of(checking.flow, use.name) == VariableType::secret) != secret)
      checking.add(ProblemCode::secret_outside_lookup, id, use.field, use.name);
  }

  void texts(const std::string& field, const Texts& texts) {
    Names seen;
    for (const auto& [language, text] : texts)
      for (const std::string& name : names_in(text))
        if (seen.insert(name).second) read({field, name}, false, true);
  }
};

}  // namespace

void check_variables(Checking& checking) {
  for (const auto& [name, variable] : checking.flow.variables) {
    if (is_built_in(name)) checking.add(ProblemCode::reserved_name, "", "variables." + name, name);
    if (variable.type == VariableType::secret && variable.value)
      checking.add(ProblemCode::secret_outside_lookup, "", "variables." + name, name);
  }
  const auto known = set_on_every_way(checking);
  for (const auto& [id, node] : checking.nodes) {
    const auto set = known.find(id);
    Reader reader{checking, id, node, set == known.end() ? nullptr : &set->second};
    for (const PromptPart& prompt : node.prompts) reader.texts(prompt.field, prompt.prompt.text);
    for (const TextPart& text : node.texts) reader.texts(text.field, text.texts);
    for (const Use& use : node.reads) reader.read(use, false, false);
    for (const Use& use : node.reads_secret) reader.read(use, true, false);
    for (const Use& use : node.tests) reader.declared(use);
    for (const Use& use : node.writes) reader.write(use, false);
    for (const Use& use : node.writes_secret) reader.write(use, true);
  }
}

}  // namespace centralino::engine::flow
