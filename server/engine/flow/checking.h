// What the parts of the gate share (check.cpp, check_paths.cpp, check_variables.cpp).
#pragma once

#include <set>

#include "engine/flow/check.h"

namespace centralino::engine::flow {

using NodeParts = std::map<std::string, Parts>;

class Checking {
 public:
  Checking(const Flow& checked, const Known& around) : flow(checked), known(around) {
    for (const auto& [id, node] : flow.nodes) nodes.emplace(id, parts(node));
  }

  const Flow& flow;
  const Known& known;
  NodeParts nodes;

  void add(ProblemCode code, const std::string& node, const std::string& field,
           std::string_view about = {}) {
    problems.push_back({code, node, field, in_words(code, about)});
  }
  std::vector<Problem> problems;
};

// Ways through the flow: dead ends, circles, what nobody reaches, how far a person is.
void check_paths(Checking& checking);
// Variables: declared, set on every way before they are read, secrets kept.
void check_variables(Checking& checking);
// Modules that are called: there, without circles, with the right parameters.
void check_modules(Checking& checking);

}  // namespace centralino::engine::flow
