#include "subjects/access/api.h"

#include "base/text.h"
#include "platform/crypto/crypto.h"

namespace centralino::access {

struct TenantSwitch {
  TenantId tenant_id;
};
BOOST_DESCRIBE_STRUCT(TenantSwitch, (), (tenant_id))

namespace {

// Sign-in crosses three threads: the read pool finds the user, the CPU pool checks the password,
// the loop opens the session.
class SignInFlow : public std::enable_shared_from_this<SignInFlow> {
 public:
  SignInFlow(SignInParts parts, SignIn wanted, http::Request request, http::Respond respond)
      : parts_(parts),
        wanted_(std::move(wanted)),
        request_(std::move(request)),
        respond_(std::move(respond)) {}

  void start() {
    const bool queued = parts_.readers.submit([self = shared_from_this()](jobs::Reader& reader) {
      try {
        self->check_password(
            find_candidate(reader.db(), self->wanted_.email, self->wanted_.tenant.value_or("")));
      } catch (const std::exception&) {
        reader.lost();
        self->fail(Code::unavailable);
      }
    });
    if (!queued) fail(Code::unavailable);
  }

 private:
  void fail(Code code) { respond_(api::to_response(refuse(code), request_)); }

  void check_password(const Candidate& candidate) {
    const bool queued = parts_.cpu.submit([self = shared_from_this(), candidate](jobs::NoContext&) {
      if (candidate.password_hash.empty()) {
        crypto::verify_nothing(self->wanted_.password);
        return self->fail(Code::wrong_credentials);
      }
      if (!crypto::verify_password(candidate.password_hash, self->wanted_.password))
        return self->fail(Code::wrong_credentials);
      self->open_session(candidate);
    });
    if (!queued) fail(Code::unavailable);
  }

  void open_session(const Candidate& candidate) {
    const std::string token = crypto::random_token("ses_");
    const std::string csrf = crypto::random_token("");
    loop::Command command;
    command.name = "sign_in";
    command.run = [self = shared_from_this(), candidate, token,
                   csrf](loop::Tx& tx) -> Result<loop::Answer> {
      // Founded a moment ago by another process: the loop takes it up within seconds.
      if (!queues::floor(tx).has(candidate.tenant)) return refuse(Code::unavailable);
      start_session(tx, candidate, token, csrf);
      Actor actor;
      actor.kind = Actor::Kind::user;
      actor.tenant = candidate.tenant;
      actor.user = candidate.user;
      const auto view = me(tx, actor, csrf);
      if (!view) return refuse(Code::wrong_credentials);
      auto answer = api::Routes::answer(200, *view);
      answer.headers.emplace_back(
          "Set-Cookie", session_cookie_header(token, session_length, self->request_.secure));
      return answer;
    };
    command.done = [self = shared_from_this()](const Result<loop::Answer>& answer) {
      if (answer.ok()) self->parts_.on_signed_in(lower_ascii(trimmed(self->wanted_.email)));
      self->respond_(api::to_response(answer, self->request_));
    };
    if (!parts_.loop.submit(std::move(command))) fail(Code::unavailable);
  }

  SignInParts parts_;
  SignIn wanted_;
  http::Request request_;
  http::Respond respond_;
};

void sign_in(const SignInParts& parts, http::Request request, http::Respond respond) {
  auto wanted = json::from_text<SignIn>(request.body);
  if (!wanted.ok()) return respond(api::to_response(wanted.refusal(), request));
  // By address and by account: neither many guesses at one nor one guess at many.
  auto& dispatcher = *parts.dispatcher;
  if (!dispatcher.within_rate(http::limit::sign_in_address, request.remote, request, respond))
    return;
  if (!dispatcher.within_rate(http::limit::sign_in_email, lower_ascii(trimmed(wanted->email)),
                              request, respond))
    return;
  std::make_shared<SignInFlow>(parts, std::move(*wanted), std::move(request), std::move(respond))
      ->start();
}

void sign_out(const SignInParts& parts, const api::Ask& ask, http::Request request,
              http::Respond respond) {
  const auto token = request.cookie(session_cookie);
  loop::Command command;
  command.name = "sign_out";
  command.run = [actor = ask.actor,
                 token = std::string(token.value_or(""))](loop::Tx& tx) -> Result<loop::Answer> {
    end_session(tx, actor, token);
    return loop::Answer{204, {}, {}};
  };
  const auto shared = std::make_shared<http::Request>(std::move(request));
  command.done = [parts, actor = ask.actor, token = std::string(token.value_or("")), shared,
                  respond](const Result<loop::Answer>& answer) {
    auto response = api::to_response(answer, *shared);
    response.set("Set-Cookie", session_cookie_header("", {}, shared->secure));
    parts.on_signed_out(actor, token);
    respond(std::move(response));
  };
  if (!parts.loop.submit(std::move(command)))
    respond(api::to_response(refuse(Code::unavailable), *shared));
}

void tell_me(const SignInParts& parts, const api::Ask& ask, http::Request request,
             http::Respond respond) {
  const std::string token(request.cookie(session_cookie).value_or(""));
  const auto shared = std::make_shared<http::Request>(std::move(request));
  const bool queued =
      parts.loop.inspect([actor = ask.actor, token, shared, respond](loop::Loop& loop) {
        auto& floor = static_cast<queues::Floor&>(loop.memory());
        if (!floor.has(actor.tenant))
          return respond(api::to_response(refuse(Code::not_signed_in), *shared));
        const auto view =
            me(loop.db(), floor.of(actor.tenant), actor, csrf_token(loop.db(), token));
        respond(view ? api::to_response(api::Routes::answer(200, *view), *shared)
                     : api::to_response(refuse(Code::forbidden, "Keys have no user of their own."),
                                        *shared));
      });
  if (!queued) respond(api::to_response(refuse(Code::unavailable), *shared));
}

// The page that asked goes on in the other tenant; desks of the session in the old one are closed.
void switch_over(const SignInParts& parts, const api::Ask& ask, http::Request request,
                 http::Respond respond) {
  const auto wanted = json::from_text<TenantSwitch>(request.body);
  if (!wanted.ok()) return respond(api::to_response(wanted.refusal(), request));
  const std::string token(request.cookie(session_cookie).value_or(""));
  const auto shared = std::make_shared<http::Request>(std::move(request));
  loop::Command command;
  command.name = "switch_tenant";
  command.run = [actor = ask.actor, token,
                 tenant = wanted->tenant_id](loop::Tx& tx) -> Result<loop::Answer> {
    if (actor.kind != Actor::Kind::user)
      return refuse(Code::forbidden, "Keys have no user of their own.");
    TRY_DONE(switch_tenant(tx, actor, token, tenant));
    if (!queues::floor(tx).has(tenant)) return refuse(Code::unavailable);
    Actor there = actor;
    there.tenant = tenant;
    const auto view = me(tx, there, csrf_token(tx.db(), token));
    if (!view) return refuse(Code::not_found);
    return api::Routes::answer(200, *view);
  };
  command.done = [parts, actor = ask.actor, token, tenant = wanted->tenant_id, shared,
                  respond](const Result<loop::Answer>& answer) {
    if (answer.ok() && tenant != actor.tenant) parts.on_signed_out(actor, token);
    respond(api::to_response(answer, *shared));
  };
  if (!parts.loop.submit(std::move(command)))
    respond(api::to_response(refuse(Code::unavailable), *shared));
}

struct KeyList {
  std::vector<Key> items;
};
BOOST_DESCRIBE_STRUCT(KeyList, (), (items))

struct DemoSignIn {
  std::string email, name;
  Role role = Role::agent;
};
BOOST_DESCRIBE_STRUCT(DemoSignIn, (), (email, name, role))
struct Demo {
  bool demo = true;
  std::vector<DemoSignIn> sign_ins;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(Demo, (), (demo, sign_ins, password))

Result<Demo> demo_sign_ins(store::Db& db) {
  Demo demo;
  for (const auto& row : db.query(
           "SELECT u.email, u.name, m.role FROM user_account u JOIN membership m ON m.user_id = "
           "u.id "
           "JOIN tenant t ON t.id = m.tenant WHERE t.demo = 1 AND t.key = 'demo' ORDER BY u.id"))
    demo.sign_ins.push_back(
        {row.text(0), row.text(1), json::enum_from<Role>(row.text(2)).value_or(Role::agent)});
  if (demo.sign_ins.empty()) return refuse(Code::not_found);
  demo.password = "centralino-demo";
  return demo;
}

}  // namespace

std::string session_cookie_header(const std::string& token, Duration length, bool secure) {
  return std::string(session_cookie) + "=" + token +
         "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(length.ms / 1000) +
         (secure ? "; Secure" : "");
}

std::optional<Me> me(store::Db& db, const queues::FloorNow& floor, const Actor& actor,
                     const std::string& csrf) {
  const auto user = find_user(db, actor.tenant, actor.user);
  if (!user) return std::nullopt;
  Me view;
  view.user_id = user->id;
  view.name = user->name;
  view.email = user->email;
  view.role = user->role;
  view.language = user->language;
  view.tenant = floor.tenant;
  view.tenants = tenants_of(db, user->id);
  view.csrf_token = csrf;
  if (const auto agent = floor.cell.agent(user->id)) {
    view.agent = true;
    view.presence = agents::presence_of(*agent);
  }
  return view;
}

std::optional<Me> me(loop::Tx& tx, const Actor& actor, const std::string& csrf) {
  return me(tx.db(), queues::floor(tx).of(actor.tenant), actor, csrf);
}

void add_routes(api::Routes& routes, SignInParts parts) {
  using api::Auth;
  using api::Nothing;
  routes.special<SignIn, Me>({.method = "POST",
                              .pattern = "/api/v1/session",
                              .auth = Auth::none,
                              .tag = "access",
                              .summary = "Sign in; each time a session of its own, so no "
                                         "Idempotency-Key is taken",
                              .takes_key = false},
                             [parts](api::Ask, http::Request request, http::Respond respond) {
                               sign_in(parts, std::move(request), std::move(respond));
                             });
  routes.special<Nothing, Nothing>(
      {.method = "DELETE",
       .pattern = "/api/v1/session",
       .auth = Auth::user,
       .tag = "access",
       .summary = "Sign out",
       .takes_key = false},
      [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
        sign_out(parts, ask, std::move(request), std::move(respond));
      });
  routes.special<TenantSwitch, Me>(
      {.method = "PUT",
       .pattern = "/api/v1/session/tenant",
       .auth = Auth::user,
       .tag = "access",
       .summary = "Go on in another of my tenants",
       .takes_key = false},
      [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
        switch_over(parts, ask, std::move(request), std::move(respond));
      });
  routes.special<Nothing, Me>(
      {.method = "GET",
       .pattern = "/api/v1/me",
       .auth = Auth::user,
       .tag = "access",
       .summary = "Who am I"},
      [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
        tell_me(parts, ask, std::move(request), std::move(respond));
      });
  routes.command<NewKey, Key>({.method = "POST",
                               .pattern = "/api/v1/keys",
                               .auth = Auth::admin,
                               .tag = "access",
                               .summary = "Create an API key; its token is shown this once",
                               .success = 201},
                              [](loop::Tx& tx, const api::Ask& ask, const NewKey& wanted) {
                                return create_key(tx, ask.actor, wanted, "key_" + ask.token);
                              });
  routes.query<KeyList>({.method = "GET",
                         .pattern = "/api/v1/keys",
                         .auth = Auth::admin,
                         .tag = "access",
                         .summary = "API keys"},
                        [](store::Db& db, const api::Ask& ask) -> Result<KeyList> {
                          return KeyList{list_keys(db, ask.actor.tenant)};
                        });
  routes.command<Nothing, Nothing>(
      {.method = "DELETE",
       .pattern = "/api/v1/keys/{id}",
       .auth = Auth::admin,
       .tag = "access",
       .summary = "Revoke an API key"},
      [](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<Nothing> {
        TRY(id, ask.id<ApiKeyId>("id"));
        TRY_DONE(revoke_key(tx, ask.actor, id));
        return Nothing{};
      });
  routes.query<Demo>({.method = "GET",
                      .pattern = "/api/v1/demo",
                      .auth = Auth::none,
                      .tag = "access",
                      .summary = "Sign-ins of the demo; not_found elsewhere"},
                     [](store::Db& db, const api::Ask&) { return demo_sign_ins(db); });
  add_user_routes(routes, std::move(parts));
}

}  // namespace centralino::access
