#include "subjects/access/invitations.h"

#include "platform/crypto/crypto.h"
#include "subjects/queues/floor.h"

namespace centralino::access {
namespace {

std::optional<store::Row> row_of(store::Db& db, const std::string& token, Instant now) {
  return db.one(
      "SELECT i.user_id, i.tenant, u.password_hash, m.invited_name, u.email, "
      "coalesce(m.invited_name, u.name), u.language, t.name, i.expires_at FROM invitation i "
      "JOIN membership m ON m.tenant = i.tenant AND m.user_id = i.user_id AND m.active = 1 "
      "JOIN user_account u ON u.id = i.user_id AND u.disabled = 0 "
      "JOIN tenant t ON t.id = i.tenant WHERE i.token_hash = $1 AND i.expires_at > $2 "
      // Who came to work for others since is no longer this tenant's to reset.
      "AND (m.invited_name IS NOT NULL OR NOT EXISTS (SELECT 1 FROM membership o WHERE o.user_id = "
      "i.user_id AND o.tenant <> i.tenant AND o.invited_name IS NULL))",
      {crypto::sha256_hex(token), now});
}

Invited read(const store::Row& row) {
  Invited invited{row.id<UserId>(0), row.id<TenantId>(1), {}};
  // Who joins from elsewhere keeps the password they have; a link must not be a way around it.
  if (!row.is_null(3)) invited.known_hash = row.text(2);
  return invited;
}

}  // namespace

Result<InvitationView> look_at(store::Db& db, const std::string& token, Instant now) {
  const auto row = row_of(db, token, now);
  if (!row) return refuse(Code::link_expired);
  return InvitationView{row->text(7), row->text(5), row->text(4), row->text(6), row->instant(8)};
}

Result<Invited> find_invited(store::Db& db, const std::string& token, Instant now) {
  const auto row = row_of(db, token, now);
  if (!row) return refuse(Code::link_expired);
  return read(*row);
}

Result<Candidate> accept_invitation(loop::Tx& tx, const std::string& token,
                                    const std::string& new_hash) {
  TRY(invited, find_invited(tx.db(), token, tx.now()));
  // Another link of the same person was used meanwhile: what was proved is no longer what counts.
  if (invited.known_hash.empty() == new_hash.empty()) return refuse(Code::unavailable);
  if (!queues::floor(tx).has(invited.tenant)) return refuse(Code::unavailable);
  tx.db().exec("DELETE FROM invitation WHERE token_hash = $1 AND tenant = $2",
               {crypto::sha256_hex(token), invited.tenant});
  if (!new_hash.empty()) {
    tx.db().exec("UPDATE user_account SET password_hash = $1 WHERE id = $2",
                 {new_hash, invited.user});
    end_sessions(tx, invited.user, std::nullopt);
  }
  tx.db().exec("UPDATE membership SET invited_name = NULL WHERE tenant = $1 AND user_id = $2",
               {invited.tenant, invited.user});
  Actor actor;
  actor.kind = Actor::Kind::user;
  actor.tenant = invited.tenant;
  actor.user = invited.user;
  tx.journal(actor, "user", invited.user.value, "invitation_accepted", "{}");
  tx.touch();
  queues::floor(tx).refresh(tx.db(), invited.tenant, tx.now());
  return Candidate{invited.user, invited.tenant, {}};
}

}  // namespace centralino::access
