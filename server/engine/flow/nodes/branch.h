// Branches on variables: the first condition that holds decides.
#pragma once

#include "engine/flow/parts.h"

namespace centralino::engine::flow {

class Run;

// less and greater compare numbers as numbers, everything else as text (dates sort as text).
// given: has a value that is not empty; also for variables that may not have been set.
enum class Comparison : std::uint8_t { equal, different, less, greater, given };
BOOST_DESCRIBE_ENUM(Comparison, equal, different, less, greater, given)

struct Condition {
  std::string variable;
  Comparison is = Comparison::equal;
  std::optional<std::string> value;  // may name variables
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Condition, (), (variable, is, value, next))

struct IfNode {
  static constexpr std::string_view type_name = "if";
  std::vector<Condition> conditions;
  std::optional<std::string> otherwise;
};
BOOST_DESCRIBE_STRUCT(IfNode, (), (conditions, otherwise))

void enter(const IfNode& node, Run& run);
Parts parts(const IfNode& node);

}  // namespace centralino::engine::flow
