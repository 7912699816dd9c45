#include "engine/flow/nodes/branch.h"

#include "base/text.h"
#include "engine/flow/run.h"

namespace centralino::engine::flow {
namespace {

bool less(const std::string& a, const std::string& b) {
  const auto x = whole_number(a);
  const auto y = whole_number(b);
  return x && y ? *x < *y : a < b;
}

bool holds(const Condition& condition, const std::string& value, const std::string& other) {
  switch (condition.is) {
    case Comparison::equal:
      return value == other;
    case Comparison::different:
      return value != other;
    case Comparison::less:
      return less(value, other);
    case Comparison::greater:
      return less(other, value);
    case Comparison::given:
      return !value.empty();
  }
  return false;
}

}  // namespace

void enter(const IfNode& node, Run& run) {
  for (const Condition& condition : node.conditions)
    if (holds(condition, run.value(condition.variable), run.fill(condition.value.value_or(""))))
      return run.go(condition.next);
  run.go(node.otherwise);
}

Parts parts(const IfNode& node) {
  Parts out;
  for (std::size_t i = 0; i < node.conditions.size(); ++i) {
    const Condition& condition = node.conditions[i];
    const std::string field = "conditions[" + std::to_string(i) + "]";
    Edge edge{field + ".next", condition.next.value_or("")};
    if (condition.is == Comparison::given) {
      edge.sets = {condition.variable};  // on this way it has one
      out.tests.push_back({field + ".variable", condition.variable});
    } else {
      out.reads.push_back({field + ".variable", condition.variable});
    }
    read_names(out, field + ".value", condition.value.value_or(""));
    out.edges.push_back(std::move(edge));
  }
  out.edges.push_back({"otherwise", node.otherwise.value_or("")});
  return out;
}

}  // namespace centralino::engine::flow
