// Routes of people: users of the tenant, invitations, passwords. Whatever needs a password hashed
// or checked goes by the CPU pool before its command reaches the loop.
#include "base/text.h"
#include "platform/crypto/crypto.h"
#include "subjects/access/api.h"
#include "subjects/access/invitations.h"
#include "subjects/access/users.h"

namespace centralino::access {

struct UserList {
  std::vector<User> items;
};
BOOST_DESCRIBE_STRUCT(UserList, (), (items))

struct NewPassword {
  std::string password;
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (password))

struct OwnPassword {
  std::string old_password, new_password;
};
BOOST_DESCRIBE_STRUCT(OwnPassword, (), (old_password, new_password))

struct InvitationToken {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(InvitationToken, (), (token))

struct AcceptInvitation {
  std::string token, password;
};
BOOST_DESCRIBE_STRUCT(AcceptInvitation, (), (token, password))

}  // namespace centralino::access

#define CENTRALINO_RULE(Struct, field, ...) \
  template <>                               \
  inline constexpr centralino::json::Rules  \
      centralino::json::rules<&centralino::access::Struct::field> = {__VA_ARGS__}
CENTRALINO_RULE(NewPassword, password, .min_length = centralino::access::password_length_min,
                .max_length = centralino::access::password_length_max);
CENTRALINO_RULE(OwnPassword, old_password, .min_length = 1,
                .max_length = centralino::access::password_length_max);
CENTRALINO_RULE(OwnPassword, new_password, .min_length = centralino::access::password_length_min,
                .max_length = centralino::access::password_length_max);
CENTRALINO_RULE(InvitationToken, token, .min_length = 1, .max_length = 100);
CENTRALINO_RULE(AcceptInvitation, token, .min_length = 1, .max_length = 100);
CENTRALINO_RULE(AcceptInvitation, password, .min_length = centralino::access::password_length_min,
                .max_length = centralino::access::password_length_max);
#undef CENTRALINO_RULE

namespace centralino::access {
namespace {

// One request on its way through the threads; holds what each of them needs.
struct Errand {
  SignInParts parts;
  api::Ask ask;
  http::Request request;
  http::Respond respond;

  void answer(const Result<loop::Answer>& result) const {
    respond(api::to_response(result, request));
  }
};
using ErrandPtr = std::shared_ptr<const Errand>;

ErrandPtr errand(const SignInParts& parts, api::Ask ask, http::Request request,
                 http::Respond respond) {
  return std::make_shared<const Errand>(
      Errand{parts, std::move(ask), std::move(request), std::move(respond)});
}

void think(const ErrandPtr& on, std::function<void()> job) {
  const bool queued = on->parts.cpu.submit([job = std::move(job)](jobs::NoContext&) { job(); });
  if (!queued) on->answer(refuse(Code::unavailable));
}

// Runs the command on the loop, once per Idempotency-Key.
void finish(const ErrandPtr& on, std::string_view name, api::Run run) {
  loop::Command command;
  command.name = name;
  command.run = [on, run = std::move(run)](loop::Tx& tx) {
    return api::idempotent(tx, on->ask, [&] { return run(tx, on->ask); });
  };
  command.done = [on](const Result<loop::Answer>& answer) { on->answer(answer); };
  if (!on->parts.loop.submit(std::move(command))) on->answer(refuse(Code::unavailable));
}

void add_user(const SignInParts& parts, api::Ask ask, http::Request request,
              http::Respond respond) {
  const auto on = errand(parts, std::move(ask), std::move(request), std::move(respond));
  auto wanted = json::from_text<NewUser>(on->request.body);
  if (!wanted.ok()) return on->answer(wanted.refusal());
  think(on, [on, wanted = *wanted] {
    const std::string hash = wanted.password ? crypto::hash_password(*wanted.password) : "";
    finish(on, "create_user",
           [wanted, hash](loop::Tx& tx, const api::Ask& by) -> Result<loop::Answer> {
             TRY(created, create_user(tx, by.actor, wanted, hash, by.token));
             return api::Routes::answer(201, created);
           });
  });
}

void set_user_password(const SignInParts& parts, api::Ask ask, http::Request request,
                       http::Respond respond) {
  const auto on = errand(parts, std::move(ask), std::move(request), std::move(respond));
  const auto id = on->ask.id<UserId>("id");
  if (!id.ok()) return on->answer(id.refusal());
  const auto wanted = json::from_text<NewPassword>(on->request.body);
  if (!wanted.ok()) return on->answer(wanted.refusal());
  think(on, [on, id = *id, password = wanted->password] {
    finish(on, "set_password",
           [id, hash = crypto::hash_password(password)](
               loop::Tx& tx, const api::Ask& by) -> Result<loop::Answer> {
             TRY_DONE(set_password(tx, by.actor, id, hash));
             return loop::Answer{204, {}, {}};
           });
  });
}

void change_password(const SignInParts& parts, api::Ask ask, http::Request request,
                     http::Respond respond) {
  const auto on = errand(parts, std::move(ask), std::move(request), std::move(respond));
  if (on->ask.actor.kind != Actor::Kind::user)
    return on->answer(refuse(Code::forbidden, "Keys have no user of their own."));
  const auto wanted = json::from_text<OwnPassword>(on->request.body);
  if (!wanted.ok()) return on->answer(wanted.refusal());
  const bool queued = parts.readers.submit([on, wanted = *wanted](jobs::Reader& reader) {
    std::string known;
    try {
      known = password_hash_of(reader.db(), on->ask.actor.tenant, on->ask.actor.user);
    } catch (const std::exception&) {
      reader.lost();
      return on->answer(refuse(Code::unavailable));
    }
    think(on, [on, wanted, known] {
      if (!crypto::verify_password(known, wanted.old_password))
        return on->answer(refuse_field("old_password", "is not your password"));
      finish(on, "change_password",
             [hash = crypto::hash_password(wanted.new_password),
              session = std::string(on->request.cookie(session_cookie).value_or(""))](
                 loop::Tx& tx, const api::Ask& by) -> Result<loop::Answer> {
               TRY_DONE(change_own_password(tx, by.actor, hash, session));
               return loop::Answer{204, {}, {}};
             });
    });
  });
  if (!queued) on->answer(refuse(Code::unavailable));
}

// The loop's part of accepting: the link is used up and its owner signed in.
void sign_in_invited(const ErrandPtr& on, const std::string& link, const std::string& hash) {
  const std::string token = crypto::random_token("ses_");
  const std::string csrf = crypto::random_token("");
  finish(on, "accept_invitation",
         [on, link, hash, token, csrf](loop::Tx& tx, const api::Ask&) -> Result<loop::Answer> {
           TRY(who, accept_invitation(tx, link, hash));
           start_session(tx, who, token, csrf);
           Actor actor;
           actor.kind = Actor::Kind::user;
           actor.tenant = who.tenant;
           actor.user = who.user;
           const auto view = me(tx, actor, csrf);
           if (!view) return refuse(Code::link_expired);
           auto answer = api::Routes::answer(200, *view);
           answer.headers.emplace_back(
               "Set-Cookie", session_cookie_header(token, session_length, on->request.secure));
           return answer;
         });
}

void accept(const SignInParts& parts, api::Ask ask, http::Request request, http::Respond respond) {
  auto& dispatcher = *parts.dispatcher;
  const auto wanted = json::from_text<AcceptInvitation>(request.body);
  if (!wanted.ok()) return respond(api::to_response(wanted.refusal(), request));
  if (!dispatcher.within_rate(http::limit::sign_in_address, request.remote, request, respond))
    return;
  // A link's password is as hard to guess as that of the sign-in.
  if (!dispatcher.within_rate(http::limit::sign_in_email, crypto::sha256_hex(wanted->token),
                              request, respond))
    return;
  const auto on = errand(parts, std::move(ask), std::move(request), std::move(respond));
  const bool queued = parts.readers.submit([on, wanted = *wanted](jobs::Reader& reader) {
    const auto invited = [&]() -> Result<Invited> {
      try {
        return find_invited(reader.db(), wanted.token, on->parts.now());
      } catch (const std::exception&) {
        reader.lost();
        return refuse(Code::unavailable);
      }
    }();
    if (!invited.ok()) return on->answer(invited.refusal());
    think(on, [on, wanted, known = invited->known_hash] {
      if (known.empty())
        return sign_in_invited(on, wanted.token, crypto::hash_password(wanted.password));
      if (!crypto::verify_password(known, wanted.password))
        return on->answer(refuse(Code::wrong_credentials));
      sign_in_invited(on, wanted.token, "");
    });
  });
  if (!queued) on->answer(refuse(Code::unavailable));
}

void add_users(api::Routes& routes, const SignInParts& parts) {
  using api::Auth;
  using api::Nothing;
  routes.query<UserList>({.method = "GET",
                          .pattern = "/api/v1/users",
                          .auth = Auth::admin,
                          .tag = "administration",
                          .summary = "Users of the tenant"},
                         [](store::Db& db, const api::Ask& ask) -> Result<UserList> {
                           return UserList{list_users(db, ask.actor.tenant)};
                         });
  routes.special<NewUser, UserCreated>(
      {.method = "POST",
       .pattern = "/api/v1/users",
       .auth = Auth::admin,
       .tag = "administration",
       .summary = "Create a user, with a password or with a one-time link to choose one",
       .success = 201},
      [parts](api::Ask ask, http::Request request, http::Respond respond) {
        add_user(parts, std::move(ask), std::move(request), std::move(respond));
      });
  routes.command<UserChange, User>(
      {.method = "PATCH",
       .pattern = "/api/v1/users/{id}",
       .auth = Auth::admin,
       .tag = "administration",
       .summary = "Change a user; a new role or state ends their sessions here"},
      [](loop::Tx& tx, const api::Ask& ask, const UserChange& wanted) -> Result<User> {
        TRY(id, ask.id<UserId>("id"));
        return change_user(tx, ask.actor, id, wanted);
      });
  routes.special<NewPassword, Nothing>(
      {.method = "PUT",
       .pattern = "/api/v1/users/{id}/password",
       .auth = Auth::admin,
       .tag = "administration",
       .summary = "Set a user's password and end their sessions"},
      [parts](api::Ask ask, http::Request request, http::Respond respond) {
        set_user_password(parts, std::move(ask), std::move(request), std::move(respond));
      });
  routes.command<Nothing, Invitation>(
      {.method = "POST",
       .pattern = "/api/v1/users/{id}/invitation",
       .auth = Auth::admin,
       .tag = "administration",
       .summary = "A one-time link to choose a new password; earlier links are void",
       .success = 201},
      [](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<Invitation> {
        TRY(id, ask.id<UserId>("id"));
        return invite(tx, ask.actor, id, ask.token);
      });
  routes.command<Nothing, Nothing>(
      {.method = "DELETE",
       .pattern = "/api/v1/users/{id}/sessions",
       .auth = Auth::admin,
       .tag = "administration",
       .summary = "Sign a user out everywhere in this tenant"},
      [](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<Nothing> {
        TRY(id, ask.id<UserId>("id"));
        TRY_DONE(end_sessions_of(tx, ask.actor, id));
        return Nothing{};
      });
}

void add_oneself(api::Routes& routes, const SignInParts& parts) {
  using api::Auth;
  using api::Nothing;
  routes.command<MeChange, Nothing>(
      {.method = "PATCH",
       .pattern = "/api/v1/me",
       .auth = Auth::user,
       .tag = "access",
       .summary = "Change my name or language"},
      [](loop::Tx& tx, const api::Ask& ask, const MeChange& wanted) -> Result<Nothing> {
        TRY_DONE(change_me(tx, ask.actor, wanted));
        return Nothing{};
      });
  routes.special<OwnPassword, Nothing>(
      {.method = "PUT",
       .pattern = "/api/v1/me/password",
       .auth = Auth::user,
       .tag = "access",
       .summary = "Change my password; my other sessions end"},
      [parts](api::Ask ask, http::Request request, http::Respond respond) {
        change_password(parts, std::move(ask), std::move(request), std::move(respond));
      });
  routes.special<InvitationToken, InvitationView>(
      {.method = "POST",
       .pattern = "/api/v1/invitations/look",
       .auth = Auth::none,
       .tag = "access",
       .summary = "Whose link this is; it is not used up",
       .takes_key = false},
      [parts](api::Ask ask, http::Request request, http::Respond respond) {
        const auto wanted = json::from_text<InvitationToken>(request.body);
        if (!wanted.ok()) return respond(api::to_response(wanted.refusal(), request));
        if (!(*parts.dispatcher)
                 .within_rate(http::limit::sign_in_address, request.remote, request, respond))
          return;
        const auto on = errand(parts, std::move(ask), std::move(request), std::move(respond));
        const bool queued = parts.readers.submit([on, token = wanted->token](jobs::Reader& reader) {
          try {
            const auto view = look_at(reader.db(), token, on->parts.now());
            on->answer(view.ok() ? Result<loop::Answer>(api::Routes::answer(200, *view))
                                 : view.refusal());
          } catch (const std::exception&) {
            reader.lost();
            on->answer(refuse(Code::unavailable));
          }
        });
        if (!queued) on->answer(refuse(Code::unavailable));
      });
  routes.special<AcceptInvitation, Me>(
      {.method = "POST",
       .pattern = "/api/v1/invitations/accept",
       .auth = Auth::none,
       .tag = "access",
       .summary = "Choose a password and sign in; who has one from elsewhere gives that",
       .takes_key = false},
      [parts](api::Ask ask, http::Request request, http::Respond respond) {
        accept(parts, std::move(ask), std::move(request), std::move(respond));
      });
}

}  // namespace

void add_user_routes(api::Routes& routes, SignInParts parts) {
  add_users(routes, parts);
  add_oneself(routes, parts);
}

}  // namespace centralino::access
