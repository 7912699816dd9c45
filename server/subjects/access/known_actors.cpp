#include "subjects/access/known_actors.h"

#include <algorithm>

namespace centralino::access {

const Known* KnownActors::find(const std::string& token, Instant now) const {
  const auto it = known_.find(token);
  return it != known_.end() && now < it->second.until ? &it->second : nullptr;
}

void KnownActors::keep(const std::string& token, Known known, Instant now) {
  if (known_.size() >= entries_max) known_.clear();
  known.until = std::min(known.until, now + kept);
  known_.insert_or_assign(token, std::move(known));
}

void KnownActors::forget_key(ApiKeyId key) {
  std::erase_if(known_, [&](const auto& entry) {
    return entry.second.actor.kind == Actor::Kind::key && entry.second.actor.key == key;
  });
}

void KnownActors::forget_user(UserId user) {
  std::erase_if(known_, [&](const auto& entry) {
    return entry.second.actor.kind == Actor::Kind::user && entry.second.actor.user == user;
  });
}

}  // namespace centralino::access
