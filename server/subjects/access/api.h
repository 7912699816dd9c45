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
  std::string csrf_token;
  agents::Presence presence;
};
BOOST_DESCRIBE_STRUCT(Me, (), (user_id, name, email, role, language, tenant, csrf_token, presence))

// What sign-in needs from the program around it.
struct SignInParts {
  api::Dispatcher*& dispatcher;  // set before the first request
  loop::LoopThread& loop;
  jobs::ReadPool& readers;
  jobs::CpuPool& cpu;
  // A right password: attempts at that address are forgotten.
  std::function<void(const std::string& email)> on_signed_in;
  // Closes the live sockets of a session that ended.
  std::function<void(const Actor&, const std::string& session_token)> on_signed_out;
};

void add_routes(api::Routes& routes, SignInParts parts);

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
