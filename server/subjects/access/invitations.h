// Links that are good for one password: for who is new, who forgot theirs, who joins another
// company.
#pragma once

#include <string>

#include "subjects/access/users.h"

namespace centralino::access {

// What the page behind a link shows before it is used.
struct InvitationView {
  std::string tenant_name, name, email;
  std::string language;
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(InvitationView, (), (tenant_name, name, email, language, expires_at))

// What accepting needs before the password is hashed or checked elsewhere.
struct Invited {
  UserId user = {};
  TenantId tenant = {};
  std::string known_hash = {};  // not empty: joins with this password; empty: chooses a new one
};

// `link_expired` for links that are unknown, used or too old: they cannot be told apart.
Result<InvitationView> look_at(store::Db& db, const std::string& token, Instant now);
Result<Invited> find_invited(store::Db& db, const std::string& token, Instant now);

// Uses the link up: `new_hash` becomes the password, unless the account's own was proved. Sessions
// of before end.
Result<Candidate> accept_invitation(loop::Tx& tx, const std::string& token,
                                    const std::string& new_hash);

}  // namespace centralino::access
