// The people of a tenant, as its administrators see and change them.
//
// An account is one person with one e-mail address and one password; a membership is their place in
// a tenant. An administrator changes memberships, and the account as long as its owner works for
// nobody else: otherwise one company could take over a sign-in of another. For the same reason a
// person who has an account elsewhere joins only by accepting an invitation with their own
// password, and until then shows the name they were invited under.
//
// Every change of role or state ends the person's sessions in the tenant: what they may do is what
// they signed in for. Functions that take a Tx run on the loop, decide first and write after.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "subjects/access/access.h"

namespace centralino::access {

constexpr std::size_t password_length_min = 10;
constexpr std::size_t password_length_max = 200;
constexpr Duration invitation_length = hours(72);

enum class UserState { active, invited, inactive };
BOOST_DESCRIBE_ENUM(UserState, active, invited, inactive)

struct User {
  UserId id;
  std::string email, name;
  Role role = Role::agent;
  std::string language;
  UserState state = UserState::active;
  bool agent = false;         // has a place on the floor (agents/places.h)
  std::int64_t sessions = 0;  // open in this tenant
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(User, (),
                      (id, email, name, role, language, state, agent, sessions, created_at))

struct NewUser {
  std::string email, name;
  Role role = Role::agent;
  std::optional<std::string> language;  // default: the tenant's
  std::optional<std::string> password;  // none: the answer holds a link to choose one
};
BOOST_DESCRIBE_STRUCT(NewUser, (), (email, name, role, language, password))

struct Invitation {
  std::string link;  // a path of this server; good once
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (link, expires_at))

struct UserCreated {
  User user;
  std::optional<Invitation> invitation;
};
BOOST_DESCRIBE_STRUCT(UserCreated, (), (user, invitation))

struct UserChange {
  std::optional<std::string> name;
  std::optional<Role> role;
  std::optional<std::string> language;
  std::optional<bool> active;
};
BOOST_DESCRIBE_STRUCT(UserChange, (), (name, role, language, active))

struct MeChange {
  std::optional<std::string> name;
  std::optional<std::string> language;
};
BOOST_DESCRIBE_STRUCT(MeChange, (), (name, language))

std::vector<User> list_users(store::Db& db, TenantId tenant);
std::optional<User> user_of(store::Db& db, TenantId tenant, UserId id);

// `hash` of wanted.password, if there is one; else `token` becomes the invitation's.
// `shared_account` when a password is given for somebody who has one already.
Result<UserCreated> create_user(loop::Tx& tx, const Actor& actor, const NewUser& wanted,
                                const std::string& hash, const std::string& token);
// `last_admin` when nobody else could administer.
Result<User> change_user(loop::Tx& tx, const Actor& actor, UserId id, const UserChange& wanted);
// A link to choose a new password, or to accept; earlier ones are void. The old password goes on
// until the link is used.
Result<Invitation> invite(loop::Tx& tx, const Actor& actor, UserId id, const std::string& token);
// Ends all sessions of the person, everywhere.
Result<Done> set_password(loop::Tx& tx, const Actor& actor, UserId id, const std::string& hash);
// Ends the person's sessions in this tenant.
Result<Done> end_sessions_of(loop::Tx& tx, const Actor& actor, UserId id);

// "" for somebody who has none yet, or is not of this tenant.
std::string password_hash_of(store::Db& db, TenantId tenant, UserId id);

// Oneself: name and language are those of the account, wherever its owner works.
Result<Done> change_me(loop::Tx& tx, const Actor& actor, const MeChange& wanted);
// Ends all sessions but the one whose token is given.
Result<Done> change_own_password(loop::Tx& tx, const Actor& actor, const std::string& hash,
                                 const std::string& session_token);

// Ends sessions and has the open desks looked at again after the commit. Without a tenant: in all.
void end_sessions(loop::Tx& tx, UserId user, std::optional<TenantId> tenant,
                  const std::string& except_token = {});

// What a live event of this type asks for: the desks of its user are to prove their sessions anew.
constexpr std::string_view sessions_ended_event = "sessions_ended";

}  // namespace centralino::access

#define CENTRALINO_RULE(Struct, field, ...) \
  template <>                               \
  inline constexpr centralino::json::Rules  \
      centralino::json::rules<&centralino::access::Struct::field> = {__VA_ARGS__}
CENTRALINO_RULE(NewUser, email, .min_length = 3, .max_length = 254, .format = "email");
CENTRALINO_RULE(NewUser, name, .min_length = 1, .max_length = 100);
CENTRALINO_RULE(NewUser, password, .min_length = centralino::access::password_length_min,
                .max_length = centralino::access::password_length_max);
CENTRALINO_RULE(UserChange, name, .min_length = 1, .max_length = 100);
CENTRALINO_RULE(MeChange, name, .min_length = 1, .max_length = 100);
#undef CENTRALINO_RULE
