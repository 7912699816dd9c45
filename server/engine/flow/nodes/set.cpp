#include "engine/flow/nodes/set.h"

#include "engine/flow/run.h"

namespace centralino::engine::flow {

void enter(const SetNode& node, Run& run) {
  // All values are read before any is set: the order of names in an object means nothing.
  Values values;
  if (node.variables)
    for (const auto& [name, value] : *node.variables) values[name] = run.fill(value);
  if (node.record)
    for (const auto& [field, value] : *node.record) run.emit(SetField{field, run.fill(value)});
  for (const auto& [name, value] : values) run.set(name, value);
  if (node.patient.value_or(false)) {
    run.state.patient = true;
    run.emit(BePatient{});
  }
  run.go(node.next);
}

Parts parts(const SetNode& node) {
  Parts out;
  Edge next{"next", node.next.value_or("")};
  if (node.variables)
    for (const auto& [name, value] : *node.variables) {
      out.writes.push_back({"variables." + name, name});
      read_names(out, "variables." + name, value);
      next.sets.push_back(name);
    }
  if (node.record)
    for (const auto& [field, value] : *node.record) read_names(out, "record." + field, value);
  out.edges.push_back(std::move(next));
  return out;
}

}  // namespace centralino::engine::flow
