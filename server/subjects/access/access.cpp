#include "subjects/access/access.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "platform/crypto/crypto.h"
#include "subjects/queues/floor.h"

namespace centralino::access {
namespace {

constexpr Instant for_ever{std::numeric_limits<std::int64_t>::max()};

std::optional<Known> by_session(store::Db& db, const std::string& token_hash, Instant now) {
  const auto row = db.one(
      "SELECT s.tenant, s.user_id, s.csrf_token, m.role, u.name, s.expires_at FROM session s "
      "JOIN membership m ON m.tenant = s.tenant AND m.user_id = s.user_id "
      "JOIN user_account u ON u.id = s.user_id "
      "WHERE s.token_hash = $1 AND s.expires_at > $2 AND u.disabled = 0 AND m.active = 1 "
      "AND m.invited_name IS NULL",
      {token_hash, now});
  if (!row) return std::nullopt;
  Actor actor;
  actor.kind = Actor::Kind::user;
  actor.tenant = row->id<TenantId>(0);
  actor.user = row->id<UserId>(1);
  actor.role = json::enum_from<Role>(row->text(3)).value_or(Role::agent);
  actor.name = row->text(4);
  return Known{actor, row->text(2), row->instant(5)};
}

std::optional<Known> by_key(store::Db& db, const std::string& token_hash) {
  const auto row = db.one(
      "SELECT id, tenant, name, scopes FROM api_key WHERE token_hash = $1 AND revoked_at IS NULL",
      {token_hash});
  if (!row) return std::nullopt;
  Actor actor;
  actor.kind = Actor::Kind::key;
  actor.key = row->id<ApiKeyId>(0);
  actor.tenant = row->id<TenantId>(1);
  actor.role = Role::admin;
  actor.name = row->text(2);
  auto scopes = json::from_text<std::vector<std::string>>(row->text(3));
  if (scopes) actor.scopes = std::move(*scopes);
  return Known{actor, {}, for_ever};
}

std::optional<Known> by_visitor_token(store::Db& db, const std::string& token_hash) {
  const auto row = db.one(
      "SELECT c.id, c.tenant, u.name FROM conversation c JOIN customer u ON u.id = c.customer "
      "WHERE c.visitor_hash = $1",
      {token_hash});
  if (!row) return std::nullopt;
  Actor actor;
  actor.kind = Actor::Kind::visitor;
  actor.conversation = row->id<ConversationId>(0);
  actor.tenant = row->id<TenantId>(1);
  actor.name = row->text(2);
  return Known{actor, {}, for_ever};
}

// The token that counts, a bearer before the cookie; empty: none came.
const std::string& token_of(const Credentials& credentials) {
  return credentials.bearer.empty() ? credentials.session_token : credentials.bearer;
}

std::optional<Known> look_up(store::Db& db, const Credentials& credentials,
                             const std::string& token_hash, Instant now) {
  if (credentials.bearer.starts_with("vis_")) return by_visitor_token(db, token_hash);
  if (credentials.bearer.starts_with("key_")) return by_key(db, token_hash);
  if (!credentials.bearer.empty()) return std::nullopt;
  return by_session(db, token_hash, now);
}

Result<Actor> admit(const Known& known, const Credentials& credentials) {
  const bool session = known.actor.kind == Actor::Kind::user;
  if (session && credentials.changes && !crypto::equal(known.csrf_token, credentials.csrf_token))
    return refuse(Code::csrf_failed);
  return known.actor;
}

}  // namespace

Result<Actor> authenticate(store::Db& db, const Credentials& credentials, Instant now) {
  if (token_of(credentials).empty()) return Actor{};
  const auto known = look_up(db, credentials, crypto::sha256_hex(token_of(credentials)), now);
  return known ? admit(*known, credentials) : refuse(Code::not_signed_in);
}

Result<Actor> authenticate(loop::Tx& tx, const Credentials& credentials) {
  if (token_of(credentials).empty()) return Actor{};
  auto& actors = queues::floor(tx).known_actors();
  // A session's cookie may not open what a bearer opens, nor the other way round.
  const std::string hash = crypto::sha256_hex(token_of(credentials));
  const std::string name = (credentials.bearer.empty() ? "cookie " : "bearer ") + hash;
  if (const Known* known = actors.find(name, tx.now())) return admit(*known, credentials);
  const auto known = look_up(tx.db(), credentials, hash, tx.now());
  if (!known) return refuse(Code::not_signed_in);
  actors.keep(name, *known, tx.now());
  return admit(*known, credentials);
}

Candidate find_candidate(store::Db& db, const std::string& email, const std::string& tenant_key) {
  const auto rows = db.query(
      "SELECT u.id, m.tenant, u.password_hash, t.key FROM user_account u "
      "JOIN membership m ON m.user_id = u.id JOIN tenant t ON t.id = m.tenant "
      "WHERE u.email = $1 AND u.disabled = 0 AND m.active = 1 AND m.invited_name IS "
      "NULL ORDER BY m.tenant",
      {lower_ascii(trimmed(email))});
  for (const auto& row : rows)
    if (tenant_key.empty() || row.text(3) == tenant_key)
      return {row.id<UserId>(0), row.id<TenantId>(1), row.text(2)};
  return {};
}

SessionStarted start_session(loop::Tx& tx, const Candidate& who, const std::string& token,
                             const std::string& csrf) {
  const Instant expires = tx.now() + session_length;
  tx.db().exec("DELETE FROM session WHERE expires_at <= $1", {tx.now()});
  tx.db().exec(
      "INSERT INTO session (token_hash, tenant, user_id, csrf_token, created_at, expires_at) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      {crypto::sha256_hex(token), who.tenant, who.user, csrf, tx.now(), expires});
  Actor actor;
  actor.kind = Actor::Kind::user;
  actor.tenant = who.tenant;
  actor.user = who.user;
  tx.journal(actor, "user", who.user.value, "signed_in", "{}");
  return {csrf, expires};
}

void end_session(loop::Tx& tx, const Actor& actor, const std::string& token) {
  tx.db().exec("DELETE FROM session WHERE token_hash = $1 AND tenant = $2 AND user_id = $3",
               {crypto::sha256_hex(token), actor.tenant, actor.user});
  queues::floor(tx).known_actors().forget_user(actor.user);
  tx.journal(actor, "user", actor.user.value, "signed_out", "{}");
}

std::optional<UserRow> find_user(store::Db& db, TenantId tenant, UserId user) {
  const auto row = db.one(
      "SELECT u.id, u.name, u.email, u.language, m.role FROM user_account u "
      "JOIN membership m ON m.user_id = u.id WHERE m.tenant = $1 AND u.id = $2",
      {tenant, user});
  if (!row) return std::nullopt;
  return UserRow{row->id<UserId>(0), row->text(1), row->text(2), row->text(3),
                 json::enum_from<Role>(row->text(4)).value_or(Role::agent)};
}

std::optional<TenantView> find_tenant(store::Db& db, TenantId tenant) {
  const auto row =
      db.one("SELECT id, name, zone, language, demo FROM tenant WHERE id = $1", {tenant});
  if (!row) return std::nullopt;
  return TenantView{row->id<TenantId>(0), row->text(1), row->text(2), row->text(3), row->flag(4)};
}

std::vector<TenantChoice> tenants_of(store::Db& db, UserId user) {
  std::vector<TenantChoice> tenants;
  for (const auto& row : db.query(
           "SELECT t.id, t.key, t.name, m.role FROM membership m JOIN tenant t ON t.id = m.tenant "
           "WHERE m.user_id = $1 AND m.active = 1 AND m.invited_name IS NULL ORDER BY t.id",
           {user}))
    tenants.push_back({row.id<TenantId>(0), row.text(1), row.text(2),
                       json::enum_from<Role>(row.text(3)).value_or(Role::agent)});
  return tenants;
}

Result<Done> switch_tenant(loop::Tx& tx, const Actor& actor, const std::string& token,
                           TenantId tenant) {
  const auto mine = tenants_of(tx.db(), actor.user);
  const bool known =
      std::any_of(mine.begin(), mine.end(), [&](const auto& each) { return each.id == tenant; });
  if (!known) return refuse(Code::not_found);
  tx.db().exec(
      "UPDATE session SET tenant = $1 WHERE token_hash = $2 AND user_id = $3 AND tenant = $4",
      {tenant, crypto::sha256_hex(token), actor.user, actor.tenant});
  queues::floor(tx).known_actors().forget_user(actor.user);
  Actor there = actor;
  there.tenant = tenant;
  tx.journal(actor, "user", actor.user.value, "signed_out", "{}");
  tx.journal(there, "user", actor.user.value, "signed_in", "{}");
  return Done{};
}

std::vector<TenantId> all_tenants(store::Db& db) {
  std::vector<TenantId> tenants;
  for (const auto& row : db.query("SELECT id FROM tenant ORDER BY id"))
    tenants.push_back(row.id<TenantId>(0));
  return tenants;
}

std::string csrf_token(store::Db& db, const std::string& session_token) {
  const auto row = db.one("SELECT csrf_token FROM session WHERE token_hash = $1",
                          {crypto::sha256_hex(session_token)});
  return row ? row->text(0) : std::string();
}

const std::vector<std::string>& known_scopes() {
  static const std::vector<std::string> scopes = {"read", "work", "admin"};
  return scopes;
}

Result<Key> create_key(loop::Tx& tx, const Actor& actor, const NewKey& wanted,
                       const std::string& token) {
  if (wanted.scopes.empty()) return refuse_field("scopes", "must not be empty");
  for (const auto& scope : wanted.scopes)
    if (std::find(known_scopes().begin(), known_scopes().end(), scope) == known_scopes().end())
      return refuse_field("scopes", "must be some of: read, work, admin");
  const auto id = tx.fresh<ApiKeyId>();
  tx.db().exec(
      "INSERT INTO api_key (id, tenant, name, token_hash, scopes, created_at) VALUES ($1, $2, $3, "
      "$4, $5, $6)",
      {id, actor.tenant, wanted.name, crypto::sha256_hex(token), json::to_string(wanted.scopes),
       tx.now()});
  tx.journal(actor, "api_key", id.value, "key_created", json::to_string(wanted));
  return Key{id, wanted.name, wanted.scopes, tx.now(), std::nullopt, token};
}

Result<Done> revoke_key(loop::Tx& tx, const Actor& actor, ApiKeyId id) {
  const auto changed = tx.db().query(
      "UPDATE api_key SET revoked_at = $1 WHERE id = $2 AND tenant = $3 AND revoked_at IS NULL "
      "RETURNING id",
      {tx.now(), id, actor.tenant});
  if (changed.empty()) return refuse(Code::not_found);
  queues::floor(tx).known_actors().forget_key(id);
  tx.journal(actor, "api_key", id.value, "key_revoked", "{}");
  return Done{};
}

std::vector<Key> list_keys(store::Db& db, TenantId tenant) {
  std::vector<Key> keys;
  for (const auto& row : db.query("SELECT id, name, scopes, created_at, revoked_at FROM api_key "
                                  "WHERE tenant = $1 ORDER BY id",
                                  {tenant})) {
    auto scopes = json::from_text<std::vector<std::string>>(row.text(2));
    keys.push_back({row.id<ApiKeyId>(0), row.text(1), scopes ? *scopes : std::vector<std::string>{},
                    row.instant(3), row.maybe_instant(4), std::nullopt});
  }
  return keys;
}

}  // namespace centralino::access
