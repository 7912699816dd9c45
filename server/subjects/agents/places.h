// Places on the floor: which users take work, what they can do and how much at once.
//
// The settings are those of the routing engine; every change reaches it in the same transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "engine/routing/settings.h"
#include "platform/loop/tx.h"

namespace centralino::agents {

namespace routing = engine::routing;

struct Place {
  UserId user_id;
  std::string name;
  bool active = true;  // false: the user is switched off, the place waits for them
  std::vector<routing::SkillLevel> skills;
  std::vector<std::string> languages;
  std::vector<QueueId> queues;
  routing::Capacity capacity;
};
BOOST_DESCRIBE_STRUCT(Place, (), (user_id, name, active, skills, languages, queues, capacity))

struct PlaceChange {
  std::vector<routing::SkillLevel> skills;
  std::vector<std::string> languages;
  std::vector<QueueId> queues;
  routing::Capacity capacity;
};
BOOST_DESCRIBE_STRUCT(PlaceChange, (), (skills, languages, queues, capacity))

std::vector<Place> list_places(store::Db& db, TenantId tenant);

// Gives a user of the tenant a place, or changes it.
Result<Place> save_place(loop::Tx& tx, const Actor& actor, UserId user, const PlaceChange& wanted);

// `in_use` while the agent holds conversations or wrap-ups.
Result<Done> remove_place(loop::Tx& tx, const Actor& actor, UserId user);

}  // namespace centralino::agents

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::agents::PlaceChange::skills> = {.max_length = 500};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::agents::PlaceChange::languages> = {.max_length = 20};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::agents::PlaceChange::queues> = {.max_length = 500};
