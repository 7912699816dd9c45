#include "subjects/agents/places.h"

#include <algorithm>

#include "base/check.h"
#include "subjects/conversations/conversations.h"

namespace centralino::agents {
namespace {

const char* const place_columns =
    "SELECT a.user_id, coalesce(m.invited_name, u.name), m.active, a.settings FROM agent a "
    "JOIN membership m ON m.tenant = a.tenant AND m.user_id = a.user_id "
    "JOIN user_account u ON u.id = a.user_id WHERE a.tenant = $1 ";

Place read_place(const store::Row& row) {
  auto settings = json::from_text<routing::AgentSettings>(row.text(3));
  CHECK(settings.ok(), "an agent's stored settings cannot be read");
  return {row.id<UserId>(0),   row.text(1),      row.flag(2),       settings->skills,
          settings->languages, settings->queues, settings->capacity};
}

std::optional<Place> find_place(store::Db& db, TenantId tenant, UserId user) {
  static const std::string sql = std::string(place_columns) + "AND a.user_id = $2";
  const auto row = db.one(sql, {tenant, user});
  return row ? std::optional(read_place(*row)) : std::nullopt;
}

Result<Done> check(store::Db& db, TenantId tenant, const PlaceChange& wanted) {
  for (const auto& language : wanted.languages)
    if (language.size() != 2 ||
        !std::all_of(language.begin(), language.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
      return refuse_field("languages", "must be two letters each, such as it");
  for (std::size_t i = 0; i < wanted.skills.size(); ++i)
    if (!db.one("SELECT 1 FROM skill WHERE tenant = $1 AND id = $2",
                {tenant, wanted.skills[i].skill}))
      return refuse_field("skills[" + std::to_string(i) + "].skill", "is not a skill");
  for (std::size_t i = 0; i < wanted.queues.size(); ++i)
    if (!db.one("SELECT 1 FROM queue WHERE tenant = $1 AND id = $2 AND retired_at IS NULL",
                {tenant, wanted.queues[i]}))
      return refuse_field("queues[" + std::to_string(i) + "]", "is not a queue");
  return Done{};
}

std::string settings_of(UserId user, const PlaceChange& wanted) {
  routing::AgentSettings settings;
  settings.id = user;
  settings.skills = wanted.skills;
  settings.languages = wanted.languages;
  settings.queues = wanted.queues;
  settings.capacity = wanted.capacity;
  return json::to_string(settings);
}

}  // namespace

std::vector<Place> list_places(store::Db& db, TenantId tenant) {
  static const std::string sql = std::string(place_columns) + "ORDER BY a.user_id";
  std::vector<Place> places;
  for (const auto& row : db.query(sql, {tenant})) places.push_back(read_place(row));
  return places;
}

Result<Place> save_place(loop::Tx& tx, const Actor& actor, UserId user, const PlaceChange& wanted) {
  if (!tx.db().one("SELECT 1 FROM membership WHERE tenant = $1 AND user_id = $2",
                   {actor.tenant, user}))
    return refuse(Code::not_found);
  TRY_DONE(check(tx.db(), actor.tenant, wanted));
  const auto before = find_place(tx.db(), actor.tenant, user);
  tx.db().exec(
      "INSERT INTO agent (tenant, user_id, settings) VALUES ($1, $2, $3) "
      "ON CONFLICT (tenant, user_id) DO UPDATE SET settings = excluded.settings",
      {actor.tenant, user, settings_of(user, wanted)});
  const Place now = *find_place(tx.db(), actor.tenant, user);
  tx.journal(actor, "agent", user.value, before ? "place_changed" : "place_given",
             (before ? "{\"old\":" + json::to_string(*before) + "," : "{") +
                 "\"new\":" + json::to_string(now) + "}");
  TRY_DONE(conversations::configure(tx, actor, {"agents", user.value, ""}));
  conversations::publish_agent(tx, actor.tenant, user);
  return now;
}

Result<Done> remove_place(loop::Tx& tx, const Actor& actor, UserId user) {
  const auto before = find_place(tx.db(), actor.tenant, user);
  if (!before) return refuse(Code::not_found);
  const auto& cell = queues::floor(tx).of(actor.tenant).cell;
  if (const auto row = cell.agent(user); row && !(row->active.empty() && row->wrapups.empty()))
    return refuse(Code::in_use, "This agent still has conversations or wrap-ups open.");
  tx.db().exec("DELETE FROM agent WHERE tenant = $1 AND user_id = $2", {actor.tenant, user});
  tx.journal(actor, "agent", user.value, "place_taken",
             "{\"old\":" + json::to_string(*before) + "}");
  TRY_DONE(conversations::configure(tx, actor));
  return Done{};
}

}  // namespace centralino::agents
