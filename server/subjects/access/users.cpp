#include "subjects/access/users.h"

#include "base/text.h"
#include "platform/crypto/crypto.h"
#include "subjects/conversations/conversations.h"

namespace centralino::access {
namespace {

// The row behind a User, with what only this file decides by.
struct Member {
  User view;
  bool active = true;
  bool accepted = true;  // else invited, and not here yet
  bool ours = true;      // the account's owner works for nobody else
};

const char* const member_columns =
    "SELECT u.id, u.email, coalesce(m.invited_name, u.name), m.role, u.language, m.active, "
    "CASE WHEN u.password_hash = '' THEN 1 ELSE 0 END, m.invited_name, u.created_at, "
    "(SELECT count(*) FROM agent a WHERE a.tenant = m.tenant AND a.user_id = u.id), "
    "(SELECT count(*) FROM session s WHERE s.tenant = m.tenant AND s.user_id = u.id), "
    "(SELECT count(*) FROM membership o WHERE o.user_id = u.id AND o.tenant <> m.tenant "
    "AND (o.invited_name IS NULL OR m.invited_name IS NOT NULL)) "
    "FROM user_account u JOIN membership m ON m.user_id = u.id WHERE m.tenant = $1 ";

Member read_member(const store::Row& row) {
  Member member;
  member.view.id = row.id<UserId>(0);
  member.view.email = row.text(1);
  member.view.name = row.text(2);
  member.view.role = json::enum_from<Role>(row.text(3)).value_or(Role::agent);
  member.view.language = row.text(4);
  member.accepted = row.is_null(7);
  member.active = row.flag(5);
  const bool invited = row.flag(6) || !member.accepted;
  member.view.state = !member.active ? UserState::inactive
                      : invited      ? UserState::invited
                                     : UserState::active;
  member.view.created_at = row.instant(8);
  member.view.agent = row.flag(9);
  member.view.sessions = row.integer(10);
  member.ours = row.integer(11) == 0;
  return member;
}

std::optional<Member> find_member(store::Db& db, TenantId tenant, UserId id) {
  static const std::string sql = std::string(member_columns) + "AND u.id = $2";
  const auto row = db.one(sql, {tenant, id});
  return row ? std::optional(read_member(*row)) : std::nullopt;
}

Result<Member> member_of(store::Db& db, TenantId tenant, UserId id) {
  auto member = find_member(db, tenant, id);
  if (!member) return refuse(Code::not_found);
  return std::move(*member);
}

Result<Done> check_name(const std::string& name) {
  if (trimmed(name).empty()) return refuse_field("name", "must not be empty");
  if (has_control_characters(name)) return refuse_field("name", "must be plain text");
  return Done{};
}

Result<Done> check_language(const std::optional<std::string>& language) {
  if (language && *language != "it" && *language != "en")
    return refuse_field("language", "must be it or en");
  return Done{};
}

bool others_administer(store::Db& db, TenantId tenant, UserId but) {
  return db
      .one(
          "SELECT 1 FROM membership m JOIN user_account u ON u.id = m.user_id WHERE m.tenant = $1 "
          "AND m.user_id <> $2 AND m.role = 'admin' AND m.active = 1 AND m.invited_name IS NULL "
          "AND u.disabled = 0 AND u.password_hash <> '' LIMIT 1",
          {tenant, but})
      .has_value();
}

template <class T>
std::string old_and_new(const T& before, const T& after) {
  return "{\"old\":" + json::to_string(before) + ",\"new\":" + json::to_string(after) + "}";
}

void take_up(loop::Tx& tx, TenantId tenant) {
  tx.touch();
  queues::floor(tx).refresh(tx.db(), tenant, tx.now());
}

Invitation make_link(loop::Tx& tx, TenantId tenant, UserId user, const std::string& token) {
  const std::string secret = "inv_" + token;
  const Instant expires = tx.now() + invitation_length;
  tx.db().exec("DELETE FROM invitation WHERE (tenant = $1 AND user_id = $2) OR expires_at <= $3",
               {tenant, user, tx.now()});
  tx.db().exec(
      "INSERT INTO invitation (token_hash, tenant, user_id, created_at, expires_at) VALUES ($1, "
      "$2, "
      "$3, $4, $5)",
      {crypto::sha256_hex(secret), tenant, user, tx.now(), expires});
  // After the # : a server's log, a proxy's or a referrer never hold it.
  return {"/desk/welcome#" + secret, expires};
}

}  // namespace

std::vector<User> list_users(store::Db& db, TenantId tenant) {
  static const std::string sql = std::string(member_columns) + "ORDER BY u.id";
  std::vector<User> users;
  for (const auto& row : db.query(sql, {tenant})) users.push_back(read_member(row).view);
  return users;
}

std::optional<User> user_of(store::Db& db, TenantId tenant, UserId id) {
  const auto member = find_member(db, tenant, id);
  return member ? std::optional(member->view) : std::nullopt;
}

std::string password_hash_of(store::Db& db, TenantId tenant, UserId id) {
  const auto row = db.one(
      "SELECT u.password_hash FROM user_account u JOIN membership m ON m.user_id = u.id WHERE "
      "m.tenant = $1 AND u.id = $2",
      {tenant, id});
  return row ? row->text(0) : std::string();
}

Result<UserCreated> create_user(loop::Tx& tx, const Actor& actor, const NewUser& wanted,
                                const std::string& hash, const std::string& token) {
  const std::string email = lower_ascii(trimmed(wanted.email));
  if (!looks_like_email(email)) return refuse_field("email", "is not an e-mail address");
  TRY_DONE(check_name(wanted.name));
  TRY_DONE(check_language(wanted.language));
  const std::string name(trimmed(wanted.name));
  const auto account = tx.db().one("SELECT id FROM user_account WHERE email = $1", {email});
  const UserId id = account ? account->id<UserId>(0) : tx.fresh<UserId>();
  if (account) {
    if (find_member(tx.db(), actor.tenant, id)) return refuse_field("email", "is in use already");
    if (!hash.empty())
      return refuse(Code::shared_account,
                    "This person has a sign-in already. Leave the password out and send them the "
                    "link.");
  } else {
    tx.db().exec(
        "INSERT INTO user_account (id, email, name, password_hash, language, created_at) VALUES "
        "($1, $2, $3, $4, $5, $6)",
        {id, email, name, hash,
         wanted.language.value_or(queues::floor(tx).of(actor.tenant).tenant.language), tx.now()});
  }
  tx.db().exec(
      "INSERT INTO membership (tenant, user_id, role, active, invited_name) VALUES ($1, $2, $3, 1, "
      "$4)",
      {actor.tenant, id, json::enum_name(wanted.role),
       hash.empty() ? std::optional<std::string>(name) : std::nullopt});
  UserCreated created;
  if (hash.empty()) created.invitation = make_link(tx, actor.tenant, id, token);
  created.user = find_member(tx.db(), actor.tenant, id)->view;
  tx.journal(actor, "user", id.value, "user_created", json::to_string(created.user));
  take_up(tx, actor.tenant);
  return created;
}

Result<User> change_user(loop::Tx& tx, const Actor& actor, UserId id, const UserChange& wanted) {
  TRY(member, member_of(tx.db(), actor.tenant, id));
  if (wanted.name) TRY_DONE(check_name(*wanted.name));
  TRY_DONE(check_language(wanted.language));
  const bool of_account = wanted.name || wanted.language;
  if (of_account && !member.ours) return refuse(Code::shared_account);
  const Role role = wanted.role.value_or(member.view.role);
  const bool was_active = member.active;
  const bool active = wanted.active.value_or(was_active);
  const bool loses =
      member.view.role == Role::admin && was_active && (role != Role::admin || !active);
  if (loses && !others_administer(tx.db(), actor.tenant, id)) return refuse(Code::last_admin);
  tx.db().exec(
      "UPDATE user_account SET name = coalesce($1, name), language = coalesce($2, language) WHERE "
      "id = $3 AND id IN (SELECT user_id FROM membership WHERE tenant = $4)",
      {wanted.name ? std::optional(std::string(trimmed(*wanted.name))) : std::nullopt,
       wanted.language, id, actor.tenant});
  tx.db().exec(
      "UPDATE membership SET role = $1, active = $2, invited_name = CASE WHEN invited_name IS NULL "
      "THEN NULL ELSE coalesce($3, invited_name) END WHERE tenant = $4 AND user_id = $5",
      {json::enum_name(role), active, wanted.name, actor.tenant, id});
  queues::floor(tx).known_actors().forget_user(id);
  if (role != member.view.role || active != was_active) end_sessions(tx, id, actor.tenant);
  if (!active)
    tx.db().exec("DELETE FROM invitation WHERE tenant = $1 AND user_id = $2", {actor.tenant, id});
  const User now = find_member(tx.db(), actor.tenant, id)->view;
  tx.journal(actor, "user", id.value, "user_changed", old_and_new(member.view, now));
  if (active != was_active && now.agent) {
    TRY_DONE(conversations::configure(tx, actor));
  } else {
    take_up(tx, actor.tenant);
  }
  return now;
}

Result<Invitation> invite(loop::Tx& tx, const Actor& actor, UserId id, const std::string& token) {
  TRY(member, member_of(tx.db(), actor.tenant, id));
  if (member.accepted && !member.ours) return refuse(Code::shared_account);
  if (member.view.state == UserState::inactive) return refuse(Code::invalid_transition);
  const auto link = make_link(tx, actor.tenant, id, token);
  tx.journal(actor, "user", id.value, "user_invited",
             "{\"expires_at\":" + json::to_string(link.expires_at) + "}");
  return link;
}

Result<Done> set_password(loop::Tx& tx, const Actor& actor, UserId id, const std::string& hash) {
  TRY(member, member_of(tx.db(), actor.tenant, id));
  if (!member.ours) return refuse(Code::shared_account);
  tx.db().exec("UPDATE membership SET invited_name = NULL WHERE tenant = $1 AND user_id = $2",
               {actor.tenant, id});
  tx.db().exec(
      "UPDATE user_account SET password_hash = $1 WHERE id = $2 AND id IN (SELECT user_id FROM "
      "membership WHERE tenant = $3)",
      {hash, id, actor.tenant});
  tx.db().exec("DELETE FROM invitation WHERE tenant = $1 AND user_id = $2", {actor.tenant, id});
  end_sessions(tx, id, std::nullopt);
  tx.journal(actor, "user", id.value, "password_set", "{}");
  return Done{};
}

Result<Done> end_sessions_of(loop::Tx& tx, const Actor& actor, UserId id) {
  TRY_DONE(member_of(tx.db(), actor.tenant, id));
  end_sessions(tx, id, actor.tenant);
  tx.journal(actor, "user", id.value, "sessions_ended", "{}");
  return Done{};
}

Result<Done> change_me(loop::Tx& tx, const Actor& actor, const MeChange& wanted) {
  if (actor.kind != Actor::Kind::user)
    return refuse(Code::forbidden, "Keys have no user of their own.");
  if (wanted.name) TRY_DONE(check_name(*wanted.name));
  TRY_DONE(check_language(wanted.language));
  tx.db().exec(
      "UPDATE user_account SET name = coalesce($1, name), language = coalesce($2, language) WHERE "
      "id = $3",
      {wanted.name ? std::optional(std::string(trimmed(*wanted.name))) : std::nullopt,
       wanted.language, actor.user});
  queues::floor(tx).known_actors().forget_user(actor.user);
  tx.journal(actor, "user", actor.user.value, "user_changed", json::to_string(wanted));
  for (const auto& row :
       tx.db().query("SELECT tenant FROM membership WHERE user_id = $1", {actor.user}))
    if (queues::floor(tx).has(row.id<TenantId>(0))) take_up(tx, row.id<TenantId>(0));
  return Done{};
}

Result<Done> change_own_password(loop::Tx& tx, const Actor& actor, const std::string& hash,
                                 const std::string& session_token) {
  if (!find_member(tx.db(), actor.tenant, actor.user)) return refuse(Code::not_signed_in);
  tx.db().exec("UPDATE user_account SET password_hash = $1 WHERE id = $2", {hash, actor.user});
  end_sessions(tx, actor.user, std::nullopt, session_token);
  tx.journal(actor, "user", actor.user.value, "password_changed", "{}");
  return Done{};
}

void end_sessions(loop::Tx& tx, UserId user, std::optional<TenantId> tenant,
                  const std::string& except_token) {
  queues::floor(tx).known_actors().forget_user(user);
  const auto ended = tx.db().query(
      "DELETE FROM session WHERE user_id = $1 AND (tenant = $2 OR $2 = 0) AND token_hash <> $3 "
      "RETURNING tenant",
      {user, tenant.value_or(TenantId{}).value,
       except_token.empty() ? std::string() : crypto::sha256_hex(except_token)});
  std::vector<loop::Topic> topics;
  for (const auto& row : ended)
    topics.push_back(conversations::user_topic(row.id<TenantId>(0), user));
  if (!topics.empty())
    tx.publish({0, false, std::move(topics), std::string(sessions_ended_event), {}});
}

}  // namespace centralino::access
