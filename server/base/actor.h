// Who asks: the tenant they act for and what they may do there. Every command and query has one.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/ids.h"

namespace centralino {

enum class Role { agent, supervisor, admin };
BOOST_DESCRIBE_ENUM(Role, agent, supervisor, admin)

struct Actor {
  enum class Kind { nobody, system, user, visitor, key };
  Kind kind = Kind::nobody;
  TenantId tenant = {};
  UserId user = {};                  // user
  Role role = Role::agent;           // user; a key acts as admin within its scopes
  ConversationId conversation = {};  // visitor: the one conversation they may touch
  ApiKeyId key = {};                 // key
  std::string name = {};             // for people
  std::vector<std::string> scopes = {};

  bool supervises() const { return kind == Kind::user && role != Role::agent; }

  // As the journal names them: "user_…", "conv_…" (a visitor), "apikey_…", "system".
  std::string str() const {
    switch (kind) {
      case Kind::user:
        return user.str();
      case Kind::visitor:
        return conversation.str();
      case Kind::key:
        return key.str();
      case Kind::system:
        return "system";
      case Kind::nobody:
        break;
    }
    return "nobody";
  }
};

inline Actor system_actor(TenantId tenant) {
  Actor actor;
  actor.kind = Actor::Kind::system;
  actor.tenant = tenant;
  return actor;
}

}  // namespace centralino
