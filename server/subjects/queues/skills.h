// Skills: what queues may ask for and agents may have, at levels 1 to 10.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "platform/loop/tx.h"

namespace centralino::queues {

struct Skill {
  SkillId id;
  std::string key;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Skill, (), (id, key, name))

struct NewSkill {
  std::string key;  // for programs: never changes
  std::string name;
};
BOOST_DESCRIBE_STRUCT(NewSkill, (), (key, name))

struct SkillChange {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(SkillChange, (), (name))

std::vector<Skill> list_skills(store::Db& db, TenantId tenant);
Result<Skill> create_skill(loop::Tx& tx, const Actor& actor, const NewSkill& wanted);
Result<Skill> rename_skill(loop::Tx& tx, const Actor& actor, SkillId id, const std::string& name);
// `in_use` while a queue asks for it or an agent has it.
Result<Done> remove_skill(loop::Tx& tx, const Actor& actor, SkillId id);

}  // namespace centralino::queues

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::queues::NewSkill::name> = {.min_length = 1,
                                                                    .max_length = 80};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::queues::SkillChange::name> = {.min_length = 1,
                                                                       .max_length = 80};
