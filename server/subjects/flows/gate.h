// Before a flow is kept, and before it is published.
#pragma once

#include <string_view>

#include "base/result.h"
#include "engine/flow/check.h"

namespace centralino::flows {

// Larger drafts are refused: what a draft costs to check is bounded by these. The gate's own limit
// of nodes is lower, so that a pasted flow can be kept and divided.
constexpr std::size_t draft_nodes_max = 1000;
constexpr std::size_t draft_edges_max = 4000;
constexpr std::size_t draft_variables_max = 300;

Result<Done> check_size(const engine::flow::Flow& wanted);

// Refuses with `flow_problems` and a field for each problem, said in `language`; the first
// `problems_told_max` are told.
Result<Done> pass_gate(const engine::flow::Flow& wanted, const engine::flow::Known& known,
                       std::string_view language);
constexpr std::size_t problems_told_max = 20;

}  // namespace centralino::flows
