// Looking at versions: their content, and what is different between two of them.
#pragma once

#include <string>

#include "subjects/flows/rows.h"

namespace centralino::flows {

struct FlowVersionContent {
  std::int64_t number = 0;
  std::string hash;
  Instant at;
  std::string by;
  std::string note;
  flow::Flow flow;
};
BOOST_DESCRIBE_STRUCT(FlowVersionContent, (), (number, hash, at, by, note, flow))

// `number` as it stands in the path; what is no number of a version is unknown.
Result<FlowVersionContent> look_at_version(store::Db& db, TenantId tenant, FlowId id,
                                           const std::string& number);

// `from` and `to`: a version's number, or "draft".
Result<flow::FlowDifference> compare(store::Db& db, TenantId tenant, FlowId id,
                                     const std::string& from, const std::string& to);

}  // namespace centralino::flows
