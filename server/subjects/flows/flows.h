// Flows of a tenant: automatic conversations as their authors keep them (engine/flow says what they
// do). Each has a draft, which may be unfinished, and published versions, which never change; a
// conversation stays with the version it began in.
//
// What else runs flows asks here; changes by administrators are in authoring.h.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/flow/check.h"
#include "engine/flow/version.h"
#include "platform/store/db.h"

namespace centralino::flows {

namespace flow = engine::flow;

// A published version by its hash; null when there is none. Kept in memory, the most recently used
// `versions_kept` of the process: asking again costs no query. Any thread.
std::shared_ptr<const flow::Version> version(store::Db& db, TenantId tenant, std::string_view hash);
constexpr std::size_t versions_kept = 256;

// The hash of what new sessions of this flow begin with; nullopt when nothing is published.
std::optional<std::string> published(store::Db& db, TenantId tenant, FlowId id);
std::optional<FlowId> find_by_key(store::Db& db, TenantId tenant, std::string_view key);

// What a tenant's flows may name: queues, opening hours, published modules.
flow::Known known(store::Db& db, TenantId tenant);

// Creates and publishes a flow without a journal row, for companies being founded. Its key is the
// flow's id. Refuses with `flow_problems` what the gate finds. `by`: for people.
Result<FlowId> found(store::Db& db, TenantId tenant, FlowId id, const flow::Flow& wanted,
                     const std::string& by, Instant now);

}  // namespace centralino::flows
