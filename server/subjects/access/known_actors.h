// Who was recognised a moment ago, so that the loop need not read the database for every command of
// the same session, key or visitor.
//
// An entry lives half a minute at most: that long another process (a restore, a row changed by
// hand) may go unnoticed. What this process ends itself is forgotten at once: signing out, a
// revoked key, a changed role, a suspended user. Whoever adds such a command calls forget_user().
//
// Threads: the loop's only.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "base/actor.h"
#include "base/time.h"

namespace centralino::access {

// What a token stands for.
struct Known {
  Actor actor;
  std::string csrf_token;  // sessions; must come with every change
  Instant until;           // sessions end; others do not
};

class KnownActors {
 public:
  static constexpr Duration kept = seconds(30);
  static constexpr std::size_t entries_max = 50'000;  // then all are forgotten and read anew

  // `token` is the kind of token and its hash, never the secret itself.
  const Known* find(const std::string& token, Instant now) const;
  void keep(const std::string& token, Known known, Instant now);
  void forget_key(ApiKeyId key);
  void forget_user(UserId user);
  void clear() { known_.clear(); }

 private:
  std::unordered_map<std::string, Known> known_;
};

}  // namespace centralino::access
