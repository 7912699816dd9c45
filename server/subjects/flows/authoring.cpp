#include "subjects/flows/authoring.h"

#include <algorithm>

#include "base/text.h"
#include "subjects/flows/gate.h"
#include "subjects/queues/keys.h"

namespace centralino::flows {
namespace {

// Of flows; stricter than other keys, since flows name each other in texts.
Result<Done> check_flow_key(std::string_view key) {
  constexpr std::string_view characters = "abcdefghijklmnopqrstuvwxyz0123456789_";
  if (!key.empty() && key.size() <= flow::name_length_max &&
      key.find_first_not_of(characters) == std::string_view::npos)
    return Done{};
  return refuse_field("key", "must be 1 to 40 small letters, digits or _");
}

Result<Done> check_name(const flow::Flow& wanted) {
  TRY_DONE(queues::check_name("flow.name", wanted.name));
  if (code_points(wanted.name) > 80)
    return refuse_field("flow.name", "is longer than 80 characters");
  return Done{};
}

std::optional<FlowVersion> published_version(store::Db& db, TenantId tenant, const FlowRow& row) {
  if (!row.published) return std::nullopt;
  return find_version(db, tenant, row.id, *row.published);
}

FlowDetails details_of(store::Db& db, TenantId tenant, const FlowRow& row,
                       const flow::Known& around) {
  return {row.id,
          row.key,
          row.revision,
          row.changed_at,
          published_version(db, tenant, row),
          row.draft,
          flow::check(row.draft, around),
          versions_of(db, tenant, row.id)};
}

struct Told {
  std::int64_t revision = 0;
  std::optional<std::int64_t> number = {};
  std::optional<std::string> hash = {};
  std::optional<std::string> note = {};
  std::optional<std::int64_t> from = {};  // the version that was taken back to
};
BOOST_DESCRIBE_STRUCT(Told, (), (revision, number, hash, note, from))

// The next version with this content; the row is its draft's.
void publish_content(loop::Tx& tx, const Actor& actor, FlowRow& row, const flow::Version& content,
                     const std::string& note, std::optional<std::int64_t> from) {
  const auto all = versions_of(tx.db(), actor.tenant, row.id);
  const std::int64_t number = all.empty() ? 1 : all.front().number + 1;
  insert_version(tx.db(), actor.tenant, row.id, {number, content.hash, tx.now(), actor.name, note},
                 content);
  row.published = number;
  update_flow(tx.db(), actor.tenant, row);
  tx.journal(actor, "flow", row.id.value, from ? "flow_rolled_back" : "flow_published",
             json::to_string(Told{row.revision, number, content.hash, note, from}));
}

}  // namespace

std::vector<FlowSummary> list(store::Db& db, TenantId tenant) {
  const auto around = known(db, tenant);
  std::vector<FlowSummary> out;
  for (const auto& row : all_flows(db, tenant))
    out.push_back({row.id, row.key, row.draft.name, is_module(row.draft), row.revision,
                   row.changed_at, published_version(db, tenant, row),
                   static_cast<std::int64_t>(flow::check(row.draft, around).size())});
  return out;
}

Result<FlowDetails> details(store::Db& db, TenantId tenant, FlowId id) {
  const auto row = find_flow(db, tenant, id);
  if (!row) return refuse(Code::not_found);
  return details_of(db, tenant, *row, known(db, tenant));
}

Result<FlowDetails> create(loop::Tx& tx, const Actor& actor, const NewFlow& wanted) {
  TRY_DONE(check_flow_key(wanted.key));
  TRY_DONE(queues::check_name("name", wanted.name));
  const auto count = tx.db().one(
      "SELECT count(*) FROM flow WHERE tenant = $1 AND removed_at IS NULL", {actor.tenant});
  if (count->integer(0) >= static_cast<std::int64_t>(flows_max))
    return refuse_field("key", "there are 200 flows already");
  const auto around = known(tx.db(), actor.tenant);
  const FlowRow row{
      tx.fresh<FlowId>(),
      wanted.key,
      begin_from(wanted.template_.value_or(Template::empty), wanted.key, wanted.name, around),
      1,
      tx.now(),
      std::nullopt};
  if (!insert_flow(tx.db(), actor.tenant, row)) return refuse_field("key", "is in use already");
  tx.journal(actor, "flow", row.id.value, "flow_created", json::to_string(wanted));
  return details_of(tx.db(), actor.tenant, row, around);
}

Result<DraftSaved> save_draft(loop::Tx& tx, const Actor& actor, FlowId id, FlowDraft wanted) {
  auto row = find_flow(tx.db(), actor.tenant, id);
  if (!row) return refuse(Code::not_found);
  if (row->revision != wanted.revision) return refuse(Code::stale_revision);
  TRY_DONE(check_name(wanted.flow));
  TRY_DONE(check_size(wanted.flow));
  row->draft = std::move(wanted.flow);
  row->draft.id = row->key;
  row->revision += 1;
  row->changed_at = tx.now();
  update_flow(tx.db(), actor.tenant, *row);
  tx.journal(actor, "flow", id.value, "flow_changed", json::to_string(Told{row->revision}));
  return DraftSaved{row->revision, row->changed_at};
}

Result<FlowDetails> publish(loop::Tx& tx, const Actor& actor, FlowId id, const Publishing& wanted,
                            std::string_view language) {
  auto row = find_flow(tx.db(), actor.tenant, id);
  if (!row) return refuse(Code::not_found);
  if (row->revision != wanted.revision) return refuse(Code::stale_revision);
  const auto around = known(tx.db(), actor.tenant);
  TRY_DONE(pass_gate(row->draft, around, language));
  publish_content(tx, actor, *row, flow::published(row->draft, around.modules), wanted.note,
                  std::nullopt);
  return details_of(tx.db(), actor.tenant, *row, around);
}

Result<Done> remove(loop::Tx& tx, const Actor& actor, FlowId id) {
  const auto row = find_flow(tx.db(), actor.tenant, id);
  if (!row) return refuse(Code::not_found);
  if (is_used(tx.db(), actor.tenant, *row)) return refuse(Code::in_use);
  remove_flow(tx.db(), actor.tenant, *row, tx.now());
  tx.journal(actor, "flow", id.value, "flow_removed",
             "{\"key\":" + json::to_string(row->key) +
                 ",\"name\":" + json::to_string(row->draft.name) + "}");
  return Done{};
}

Result<FlowDetails> roll_back(loop::Tx& tx, const Actor& actor, FlowId id, const RollBack& wanted,
                              std::string_view language) {
  auto row = find_flow(tx.db(), actor.tenant, id);
  if (!row) return refuse(Code::not_found);
  const auto older = find_version(tx.db(), actor.tenant, id, wanted.number);
  if (!older) return refuse_field("number", "is not a version of this flow");
  const auto content = version(tx.db(), actor.tenant, older->hash);
  // A queue it leads to may be gone by now; its modules are those it was published with.
  auto around = known(tx.db(), actor.tenant);
  const auto now = std::exchange(around.modules, content->modules);
  TRY_DONE(pass_gate(content->flow, around, language));
  around.modules = now;
  row->draft = content->flow;
  row->revision += 1;
  row->changed_at = tx.now();
  publish_content(tx, actor, *row, *content, {}, wanted.number);
  return details_of(tx.db(), actor.tenant, *row, around);
}

}  // namespace centralino::flows
