// Published flows. A version never changes: it holds the flow, copies of all modules it calls, and
// a hash of both. A session names its version and stays with it; nothing migrates a running one.
#pragma once

#include "engine/flow/flow.h"

namespace centralino::engine::flow {

struct Version {
  std::string hash;
  Flow flow;
  std::vector<Flow> modules;  // those it calls, and those they call, by id
};
BOOST_DESCRIBE_STRUCT(Version, (), (hash, flow, modules))

// Takes from `modules` what the flow needs. Does not check: see check.h.
Version published(Flow flow, const std::vector<Flow>& modules);

// 128 bits over the JSON of all of it, as 32 hexadecimal digits. Tells versions apart; it is no
// signature.
std::string content_hash(const Flow& flow, const std::vector<Flow>& modules);

const Flow* find_flow(const Version& version, std::string_view id);

struct ChangedNode {
  std::string node;
  std::vector<std::string> fields;  // paths such as "choices[1].next"; "type": another kind
};
BOOST_DESCRIBE_STRUCT(ChangedNode, (), (node, fields))

struct FlowDifference {
  std::vector<std::string> added;
  std::vector<std::string> removed;
  std::vector<ChangedNode> changed;
  std::vector<std::string> settings;  // of the flow itself: "person", "variables.order.type"
};
BOOST_DESCRIBE_STRUCT(FlowDifference, (), (added, removed, changed, settings))

FlowDifference difference(const Flow& before, const Flow& after);

}  // namespace centralino::engine::flow
