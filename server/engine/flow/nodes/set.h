// Gives variables values, and writes into the contact's record. Values may name variables.
// `patient`: the caller said that they call through a relay service or a text telephone, or need
// time: from here on every input waits longer.
#pragma once

#include "engine/flow/parts.h"

namespace centralino::engine::flow {

class Run;

struct SetNode {
  static constexpr std::string_view type_name = "set";
  std::optional<Values> variables;
  std::optional<Values> record;
  std::optional<bool> patient;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(SetNode, (), (variables, record, patient, next))

void enter(const SetNode& node, Run& run);
Parts parts(const SetNode& node);

}  // namespace centralino::engine::flow
