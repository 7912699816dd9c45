// Rows of flows and their versions. Reading what is stored never fails: only what was read before
// is written.
#pragma once

#include <optional>
#include <vector>

#include "subjects/flows/flows.h"

namespace centralino::flows {

struct FlowRow {
  FlowId id;
  std::string key;
  flow::Flow draft;
  std::int64_t revision = 1;
  Instant changed_at;
  std::optional<std::int64_t> published;  // number of the version
};

// A version without its content.
struct FlowVersion {
  std::int64_t number = 0;
  std::string hash;
  Instant at;
  std::string by;  // a name, as it was then
  std::string note;
};
BOOST_DESCRIBE_STRUCT(FlowVersion, (), (number, hash, at, by, note))

std::vector<FlowRow> all_flows(store::Db& db, TenantId tenant);  // by key
std::optional<FlowRow> find_flow(store::Db& db, TenantId tenant, FlowId id);
// False when the key is taken.
bool insert_flow(store::Db& db, TenantId tenant, const FlowRow& row);
void update_flow(store::Db& db, TenantId tenant, const FlowRow& row);
// Its versions stay, for conversations that are still in one.
void remove_flow(store::Db& db, TenantId tenant, const FlowRow& row, Instant now);
// Whether a number, a widget or another flow's published version needs it.
bool is_used(store::Db& db, TenantId tenant, const FlowRow& row);

std::vector<FlowVersion> versions_of(store::Db& db, TenantId tenant, FlowId id);  // newest first
std::optional<FlowVersion> find_version(store::Db& db, TenantId tenant, FlowId id,
                                        std::int64_t number);
void insert_version(store::Db& db, TenantId tenant, FlowId id, const FlowVersion& about,
                    const flow::Version& content);

}  // namespace centralino::flows
