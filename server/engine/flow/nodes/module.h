// Calls another flow as a part of this one: parameters in, variables and an outcome back.
#pragma once

#include "engine/flow/parts.h"

namespace centralino::engine::flow {

class Run;

struct ModuleNode {
  static constexpr std::string_view type_name = "module";
  std::string module;
  std::optional<Values> parameters;  // the module's variable ← text
  std::optional<Values> returns;     // own variable ← the module's variable
  std::optional<Values> outcomes;    // outcome of its end → node
  std::optional<std::string> next;   // any other outcome
};
BOOST_DESCRIBE_STRUCT(ModuleNode, (), (module, parameters, returns, outcomes, next))

void enter(const ModuleNode& node, Run& run);
// The module has ended: `variables` are its own.
void returned(const ModuleNode& node, const Values& variables, const std::string& outcome,
              Run& run);
Parts parts(const ModuleNode& node);

}  // namespace centralino::engine::flow
