#include "subjects/flows/rows.h"

#include "base/check.h"

namespace centralino::flows {
namespace {

constexpr std::string_view flow_columns =
    "SELECT id, key, draft, revision, changed_at, published FROM flow WHERE tenant = $1 AND "
    "removed_at IS NULL ";
constexpr std::string_view version_columns =
    "SELECT number, hash, published_at, published_by, note FROM flow_version WHERE tenant = $1 AND "
    "flow = $2 ";

FlowRow flow_of(const store::Row& row) {
  auto draft = json::from_text<flow::Flow>(row.text(2));
  CHECK(draft.ok(), "a stored flow cannot be read");
  FlowRow out{row.id<FlowId>(0), row.text(1),    std::move(draft).value(),
              row.integer(3),    row.instant(4), std::nullopt};
  if (!row.is_null(5)) out.published = row.integer(5);
  return out;
}

FlowVersion version_of(const store::Row& row) {
  return {row.integer(0), row.text(1), row.instant(2), row.text(3), row.text(4)};
}

}  // namespace

std::vector<FlowRow> all_flows(store::Db& db, TenantId tenant) {
  std::vector<FlowRow> out;
  for (const auto& row : db.query(std::string(flow_columns) + "ORDER BY key", {tenant}))
    out.push_back(flow_of(row));
  return out;
}

std::optional<FlowRow> find_flow(store::Db& db, TenantId tenant, FlowId id) {
  const auto row = db.one(std::string(flow_columns) + "AND id = $2", {tenant, id});
  if (!row) return std::nullopt;
  return flow_of(*row);
}

bool insert_flow(store::Db& db, TenantId tenant, const FlowRow& row) {
  return !db.query(
                "INSERT INTO flow (id, tenant, key, draft, revision, changed_at, published) VALUES "
                "($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant, key) DO NOTHING RETURNING id",
                {row.id, tenant, row.key, json::to_string(row.draft), row.revision, row.changed_at,
                 row.published})
              .empty();
}

void update_flow(store::Db& db, TenantId tenant, const FlowRow& row) {
  db.exec(
      "UPDATE flow SET draft = $1, revision = $2, changed_at = $3, published = $4 WHERE id = $5 "
      "AND tenant = $6",
      {json::to_string(row.draft), row.revision, row.changed_at, row.published, row.id, tenant});
}

void remove_flow(store::Db& db, TenantId tenant, const FlowRow& row, Instant now) {
  // "#" is in no key: the name is free again.
  db.exec(
      "UPDATE flow SET removed_at = $1, published = NULL, key = $2 WHERE id = $3 AND tenant = $4",
      {now, row.key + "#" + row.id.str(), row.id, tenant});
}

bool is_used(store::Db& db, TenantId tenant, const FlowRow& row) {
  for (const char* sql : {"SELECT 1 FROM widget WHERE tenant = $1 AND flow = $2 LIMIT 1",
                          "SELECT 1 FROM phone_number WHERE tenant = $1 AND flow = $2 LIMIT 1"})
    if (db.one(sql, {tenant, row.id})) return true;
  for (const auto& other :
       db.query("SELECT v.hash FROM flow f JOIN flow_version v ON v.tenant = f.tenant AND v.flow = "
                "f.id AND v.number = f.published WHERE f.tenant = $1 AND f.id <> $2 AND "
                "f.removed_at IS NULL",
                {tenant, row.id}))
    if (const auto content = version(db, tenant, other.text(0));
        content && flow::find_flow(*content, row.key) != nullptr)
      return true;
  return false;
}

std::vector<FlowVersion> versions_of(store::Db& db, TenantId tenant, FlowId id) {
  std::vector<FlowVersion> out;
  for (const auto& row :
       db.query(std::string(version_columns) + "ORDER BY number DESC", {tenant, id}))
    out.push_back(version_of(row));
  return out;
}

std::optional<FlowVersion> find_version(store::Db& db, TenantId tenant, FlowId id,
                                        std::int64_t number) {
  const auto row = db.one(std::string(version_columns) + "AND number = $3", {tenant, id, number});
  if (!row) return std::nullopt;
  return version_of(*row);
}

void insert_version(store::Db& db, TenantId tenant, FlowId id, const FlowVersion& about,
                    const flow::Version& content) {
  db.exec(
      "INSERT INTO flow_version (tenant, flow, number, hash, content, note, published_at, "
      "published_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      {tenant, id, about.number, about.hash, json::to_string(content), about.note, about.at,
       about.by});
}

}  // namespace centralino::flows
