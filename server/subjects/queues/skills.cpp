#include "subjects/queues/skills.h"

#include <algorithm>

#include "subjects/conversations/conversations.h"
#include "subjects/queues/keys.h"
#include "subjects/queues/queues.h"

namespace centralino::queues {
namespace {

std::optional<Skill> find_skill(store::Db& db, TenantId tenant, SkillId id) {
  const auto row =
      db.one("SELECT id, key, name FROM skill WHERE tenant = $1 AND id = $2", {tenant, id});
  if (!row) return std::nullopt;
  return Skill{row->id<SkillId>(0), row->text(1), row->text(2)};
}

bool names(const std::vector<routing::SkillLevel>& levels, SkillId id) {
  return std::any_of(levels.begin(), levels.end(),
                     [&](const auto& level) { return level.skill == id; });
}

// Where it is needed, for people; empty: nowhere.
std::string user_of(const routing::Settings& settings, SkillId id) {
  for (const auto& queue : settings.queues) {
    const bool relaxes = std::any_of(queue.relaxations.begin(), queue.relaxations.end(),
                                     [&](const auto& step) { return step.skill == id; });
    if (relaxes || names(queue.requirements, id)) return "A queue asks for it.";
  }
  for (const auto& agent : settings.agents)
    if (names(agent.skills, id)) return "An agent has it.";
  return {};
}

}  // namespace

std::vector<Skill> list_skills(store::Db& db, TenantId tenant) {
  std::vector<Skill> skills;
  for (const auto& row :
       db.query("SELECT id, key, name FROM skill WHERE tenant = $1 ORDER BY id", {tenant}))
    skills.push_back({row.id<SkillId>(0), row.text(1), row.text(2)});
  return skills;
}

Result<Skill> create_skill(loop::Tx& tx, const Actor& actor, const NewSkill& wanted) {
  TRY_DONE(check_key("key", wanted.key));
  TRY_DONE(check_name("name", wanted.name));
  const Skill skill{tx.fresh<SkillId>(), wanted.key, wanted.name};
  const auto made = tx.db().query(
      "INSERT INTO skill (id, tenant, key, name) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (tenant, key) DO NOTHING RETURNING id",
      {skill.id, actor.tenant, skill.key, skill.name});
  if (made.empty()) return refuse_field("key", "is in use already");
  tx.journal(actor, "skill", skill.id.value, "skill_created", json::to_string(skill));
  TRY_DONE(conversations::configure(tx, actor));
  return skill;
}

Result<Skill> rename_skill(loop::Tx& tx, const Actor& actor, SkillId id, const std::string& name) {
  auto skill = find_skill(tx.db(), actor.tenant, id);
  if (!skill) return refuse(Code::not_found);
  TRY_DONE(check_name("name", name));
  tx.db().exec("UPDATE skill SET name = $1 WHERE id = $2 AND tenant = $3",
               {name, id, actor.tenant});
  const Skill before = *skill;
  skill->name = name;
  tx.journal(actor, "skill", id.value, "skill_changed",
             "{\"old\":" + json::to_string(before) + ",\"new\":" + json::to_string(*skill) + "}");
  return *skill;
}

Result<Done> remove_skill(loop::Tx& tx, const Actor& actor, SkillId id) {
  const auto skill = find_skill(tx.db(), actor.tenant, id);
  if (!skill) return refuse(Code::not_found);
  if (auto where = user_of(engine_settings(tx.db(), actor.tenant, tx.now()), id); !where.empty())
    return refuse(Code::in_use, std::move(where));
  tx.db().exec("DELETE FROM skill WHERE id = $1 AND tenant = $2", {id, actor.tenant});
  tx.journal(actor, "skill", id.value, "skill_removed",
             "{\"old\":" + json::to_string(*skill) + "}");
  TRY_DONE(conversations::configure(tx, actor));
  return Done{};
}

}  // namespace centralino::queues
