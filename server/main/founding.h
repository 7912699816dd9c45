// First use: a tenant that can chat at once, and a way back in for an administrator. Run by verbs
// of the command line on the database itself: stopped, or beside a running server, which takes a
// new tenant up within seconds.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "platform/store/db.h"

namespace centralino {

struct Founding {
  std::string name;
  std::string zone;      // IANA
  std::string language;  // it or en
  std::string email;     // of the first administrator
  std::string password;  // empty: a one-time link instead
};

struct Founded {
  std::string tenant_key;  // for signing in with several tenants
  std::string widget_key;
  std::optional<std::string> link;  // path for the administrator to choose a password
};

// Writes the tenant with a queue, opening hours, reasons, outcomes and a widget, in one
// transaction. Somebody who has a sign-in already becomes administrator with that; a password is
// refused then.
Result<Founded> found_tenant(store::Db& db, const Founding& wanted, Instant now);

// Sets anybody's password and ends their sessions.
Result<Done> set_password(store::Db& db, const std::string& email, const std::string& password);

// The verbs: they migrate an empty database first, and read a password from standard input if
// wanted.
struct FoundingOptions {
  Founding founding;
  bool password_from_input = false;
};
int add_tenant(const store::Location& location, FoundingOptions options);
int set_password(const store::Location& location, const std::string& email);

}  // namespace centralino
