// Access: tenants, the people who sign in, what each may do.
//
// A user has a role per tenant (agent < supervisor < admin); a session belongs to one tenant.
// Browsers hold an HttpOnly cookie and prove with a CSRF token that the page is ours; programs hold
// a key with scopes; a visitor holds a token for their one conversation. Of every token only the
// SHA-256 is stored. Passwords are Argon2id, hashed on the CPU pool, never on the loop.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/json.h"
#include "platform/loop/tx.h"
#include "platform/store/db.h"

namespace centralino::access {

constexpr std::string_view session_cookie = "centralino_session";
constexpr Duration session_length = hours(14);  // a long shift; then sign in again

struct Credentials {
  std::string session_token = {};  // from the cookie
  std::string bearer = {};         // "key_…" or "vis_…"
  std::string csrf_token = {};     // X-CSRF-Token
  bool changes = false;            // the request is not a GET: the CSRF token must fit
};

// Who that is. `not_signed_in` for unknown or expired tokens, `csrf_failed` when the token of a
// session's page does not fit. No credentials at all: an actor of kind nobody.
Result<Actor> authenticate(store::Db& db, const Credentials& credentials, Instant now);
// On the loop: the same, from memory for those who asked a moment ago (known_actors.h).
Result<Actor> authenticate(loop::Tx& tx, const Credentials& credentials);

// What sign-in needs before the password is checked elsewhere; empty hash: no such user.
struct Candidate {
  UserId user = {};
  TenantId tenant = {};
  std::string password_hash = {};
};
Candidate find_candidate(store::Db& db, const std::string& email, const std::string& tenant_key);

struct SessionStarted {
  std::string csrf_token;
  Instant expires;
};
// Opens a session for a user whose password was right. `token` is the cookie's fresh secret.
SessionStarted start_session(loop::Tx& tx, const Candidate& who, const std::string& token,
                             const std::string& csrf_token);
// Ends it. Returns whose it was, so that their sockets can be closed.
void end_session(loop::Tx& tx, const Actor& actor, const std::string& token);

struct TenantView {
  TenantId id;
  std::string name;
  std::string zone;  // IANA
  std::string language;
  bool demo = false;
};
BOOST_DESCRIBE_STRUCT(TenantView, (), (id, name, zone, language, demo))

// One of the tenants a user may work in.
struct TenantChoice {
  TenantId id;
  std::string key;
  std::string name;
  Role role = Role::agent;
};
BOOST_DESCRIBE_STRUCT(TenantChoice, (), (id, key, name, role))
std::vector<TenantChoice> tenants_of(store::Db& db, UserId user);
// The session goes on in another of its user's tenants; `not_found` for one that is not theirs.
Result<Done> switch_tenant(loop::Tx& tx, const Actor& actor, const std::string& token,
                           TenantId tenant);

struct Person {
  UserId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name))

struct UserRow {
  UserId id;
  std::string name, email, language;
  Role role;
};
std::optional<UserRow> find_user(store::Db& db, TenantId tenant, UserId user);
std::optional<TenantView> find_tenant(store::Db& db, TenantId tenant);
std::vector<TenantId> all_tenants(store::Db& db);

// The CSRF token of the actor's session.
std::string csrf_token(store::Db& db, const std::string& session_token);

// Programs' keys
// ------------------------------------------------------------------------------------

struct NewKey {
  std::string name;
  std::vector<std::string> scopes;  // see known_scopes()
};
BOOST_DESCRIBE_STRUCT(NewKey, (), (name, scopes))

struct Key {
  ApiKeyId id;
  std::string name;
  std::vector<std::string> scopes;
  Instant created_at;
  std::optional<Instant> revoked_at;
  std::optional<std::string> token;  // only in the answer that creates it
};
BOOST_DESCRIBE_STRUCT(Key, (), (id, name, scopes, created_at, revoked_at, token))

// "read" (every GET), "work" (conversations, offers, cases), "admin" (the rest).
const std::vector<std::string>& known_scopes();

Result<Key> create_key(loop::Tx& tx, const Actor& actor, const NewKey& wanted,
                       const std::string& token);
Result<Done> revoke_key(loop::Tx& tx, const Actor& actor, ApiKeyId id);
std::vector<Key> list_keys(store::Db& db, TenantId tenant);

}  // namespace centralino::access

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::access::NewKey::name> = {.min_length = 1,
                                                                  .max_length = 80};
