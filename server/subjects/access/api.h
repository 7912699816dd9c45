// Routes of access: sign-in, who am I, keys.
#pragma once

#include <functional>

#include "platform/api/dispatcher.h"
#include "platform/api/routes.h"
#include "subjects/agents/agents.h"

namespace centralino::access {

struct SignIn {
  std::string email;
  std::string password;
  std::optional<std::string> tenant;  // key of the tenant, for users of several
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password, tenant))

struct Me {
  UserId user_id;
  std::string name, email;
  Role role = Role::agent;
  std::string language;
  TenantView tenant;
  std::vector<TenantChoice> tenants;  // where this user may work; PUT /session/tenant switches
  std::string csrf_token;
  bool agent = false;  // has a place: may be available and gets work
  agents::Presence presence;
};
BOOST_DESCRIBE_STRUCT(Me, (),
                      (user_id, name, email, role, language, tenant, tenants, csrf_token, agent,
                       presence))

// What sign-in needs from the program around it.
struct SignInParts {
  api::Dispatcher*& dispatcher;  // set before the first request
  loop::LoopThread& loop;
  jobs::ReadPool& readers;
  jobs::CpuPool& cpu;
  std::function<Instant()> now;
  // A right password: attempts at that address are forgotten.
  std::function<void(const std::string& email)> on_signed_in;
  // Closes the live sockets of a session that ended.
  std::function<void(const Actor&, const std::string& session_token)> on_signed_out;
};

void add_routes(api::Routes& routes, SignInParts parts);
// users_api.cpp: the people of a tenant, invitations, passwords.
void add_user_routes(api::Routes& routes, SignInParts parts);

// The header that gives a browser its session's token, for so long.
std::string session_cookie_header(const std::string& token, Duration length, bool secure);

// `Me` as the loop knows it.
std::optional<Me> me(loop::Tx& tx, const Actor& actor, const std::string& csrf);
std::optional<Me> me(store::Db& db, const queues::FloorNow& floor, const Actor& actor,
                     const std::string& csrf);

}  // namespace centralino::access

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::access::SignIn::email> = {
        .min_length = 1, .max_length = 254, .format = "email"};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::access::SignIn::password> = {.min_length = 1,
                                                                      .max_length = 1024};
