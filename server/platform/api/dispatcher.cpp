#include "platform/api/dispatcher.h"

#include <algorithm>

#include "base/text.h"
#include "platform/api/answers.h"
#include "platform/crypto/crypto.h"

namespace centralino::api {
namespace {

constexpr Duration keys_kept = hours(24);

bool valid_key(std::string_view key) {
  return !key.empty() && key.size() <= 128 &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

const http::RateLimit* find_limit(const std::string& name) {
  for (const auto& limit : http::rate_limits)
    if (limit.name == name) return &limit;
  return nullptr;
}

bool is_json(std::string_view content_type) {
  return lower_ascii(content_type.substr(0, content_type.find(';'))) == "application/json";
}

// Guessing passwords stays hard even there.
http::RateLimit generous(http::RateLimit limit) {
  const bool strict =
      limit.name == http::limit::sign_in_email.name || limit.name == http::limit::api_key.name;
  if (!strict) limit.count *= limit.name == http::limit::sign_in_address.name ? 30 : 1000;
  return limit;
}

// A route that moves something is asked for "work", one that reads for "read", the rest for
// "admin".
std::string_view scope_of(const Route& route) {
  if (route.method == "GET") return "read";
  return route.auth == Auth::user ? "work" : "admin";
}

}  // namespace

std::string language_of(const http::Request& request) {
  const std::string wanted = lower_ascii(request.header("Accept-Language"));
  const auto italian = wanted.find("it");
  const auto english = wanted.find("en");
  return italian != std::string::npos && (english == std::string::npos || italian < english) ? "it"
                                                                                             : "en";
}

http::Response to_response(const Refusal& refusal, const http::Request& request) {
  http::Response response;
  response.status = info(refusal.code).http_status;
  response.set("Content-Type", "application/problem+json");
  response.set("Cache-Control", "no-store");
  response.body = problem_json(refusal, language_of(request), request.request_id);
  return response;
}

http::Response to_response(const Result<loop::Answer>& result, const http::Request& request) {
  if (!result.ok()) return to_response(result.refusal(), request);
  http::Response response;
  response.status = result->status;
  if (!result->body.empty()) response.set("Content-Type", "application/json");
  response.set("Cache-Control", "no-store");
  for (const auto& [name, value] : result->headers) response.set(name, value);
  response.body = result->body;
  return response;
}

Result<Done> check_access(const Route& route, const Actor& actor) {
  if (route.auth == Auth::none) return Done{};
  if (route.auth == Auth::visitor)
    return actor.kind == Actor::Kind::visitor ? Result<Done>(Done{}) : refuse(Code::not_signed_in);
  if (actor.kind == Actor::Kind::key) {
    const bool granted =
        std::find(actor.scopes.begin(), actor.scopes.end(), scope_of(route)) != actor.scopes.end();
    return granted ? Result<Done>(Done{})
                   : refuse(Code::forbidden,
                            "The key lacks the scope \"" + std::string(scope_of(route)) + "\".");
  }
  if (actor.kind != Actor::Kind::user) return refuse(Code::not_signed_in);
  const Role needed = route.auth == Auth::admin        ? Role::admin
                      : route.auth == Auth::supervisor ? Role::supervisor
                                                       : Role::agent;
  return actor.role >= needed ? Result<Done>(Done{}) : refuse(Code::forbidden);
}

Proof Dispatcher::proof_of(const http::Request& request) const {
  Proof proof;
  if (const auto cookie = request.cookie(parts_.session_cookie)) proof.session_token = *cookie;
  const std::string_view authorization = request.header("Authorization");
  if (authorization.size() > 7 && lower_ascii(authorization.substr(0, 7)) == "bearer ")
    proof.bearer = authorization.substr(7);
  proof.csrf_token = request.header("X-CSRF-Token");
  proof.changes = request.method != "GET" && request.method != "HEAD";
  return proof;
}

std::size_t Dispatcher::body_bytes_max(const http::Request& head, std::size_t normal) const {
  const auto match = parts_.routes.match(head.method, head.path);
  return match.route ? match.route->body_bytes : normal;
}

bool Dispatcher::within_rate(const http::RateLimit& limit, const std::string& key,
                             const http::Request& request, const http::Respond& respond) {
  http::RateLimit applied = limit;
  if (parts_.generous_limits) applied = generous(limit);
  const auto verdict =
      limiter_.take(applied, key, static_cast<std::uint64_t>(parts_.clock.now().ms));
  if (verdict.allowed) return true;
  auto response = to_response(refuse(Code::rate_limited), request);
  response.set("Retry-After", std::to_string((verdict.retry_after_ms + 999) / 1000));
  respond(std::move(response));
  return false;
}

void Dispatcher::handle(http::Request request, http::Respond respond) {
  auto match = parts_.routes.match(request.method, request.path);
  if (!match.route) {
    auto response = to_response(
        refuse(match.allowed.empty() ? Code::not_found : Code::method_not_allowed), request);
    if (!match.allowed.empty()) response.set("Allow", match.allowed);
    return respond(std::move(response));
  }
  const Route& route = *match.route;
  const Proof proof = proof_of(request);
  if (const auto* limit = find_limit(route.rate_limit)) {
    const std::string who =
        route.auth == Auth::visitor ? crypto::sha256_hex(proof.bearer) : request.remote;
    if (!within_rate(*limit, who, request, respond)) return;
  }
  if (proof.bearer.starts_with("key_") &&
      !within_rate(http::limit::api_key, crypto::sha256_hex(proof.bearer), request, respond))
    return;
  Ask ask;
  ask.params = std::move(match.params);
  ask.query = request.query;
  ask.language = language_of(request);
  ask.origin = request.header("Origin");
  ask.seed = crypto::random_seed();
  ask.token = crypto::random_token("");
  if (honours_key(route) && request.has_header("Idempotency-Key")) {
    ask.idempotency_key = request.header("Idempotency-Key");
    if (!valid_key(ask.idempotency_key))
      return respond(to_response(
          refuse(Code::bad_request, "Idempotency-Key must be 1 to 128 visible characters."),
          request));
    ask.request_hash =
        crypto::sha256_hex(request.method + "\n" + request.path + "\n" + request.body);
  }
  if (route.request_optional && request.body.empty()) {
    request.body = "{}";
  } else if (!route.request_schema.empty() && route.request_media == "application/json" &&
             !is_json(request.header("Content-Type")))
    return respond(
        to_response(refuse(Code::unsupported_media_type, "Send application/json."), request));
  if (route.command)
    return run_command(route, std::move(ask), proof, std::move(request), std::move(respond));
  if (route.look)
    return run_query(route, route.look, std::move(ask), proof, std::move(request),
                     std::move(respond));
  if (route.question) {
    const auto look = route.question(request.body);
    if (!look.ok()) return respond(to_response(look.refusal(), request));
    return run_query(route, *look, std::move(ask), proof, std::move(request), std::move(respond));
  }
  run_special(route, std::move(ask), proof, std::move(request), std::move(respond));
}

void Dispatcher::run_command(const Route& route, Ask ask, const Proof& proof, http::Request request,
                             http::Respond respond) {
  auto prepared = route.command(request.body);
  if (!prepared.ok()) return respond(to_response(prepared.refusal(), request));
  answer_from_loop(parts_.loop, route.pattern, std::make_shared<http::Request>(std::move(request)),
                   std::move(respond),
                   [this, &route, ask, proof,
                    run = std::move(prepared).value()](loop::Tx& tx) -> Result<loop::Answer> {
                     TRY(actor, parts_.recognise(tx, proof));
                     TRY_DONE(check_access(route, actor));
                     Ask known = ask;
                     known.actor = std::move(actor);
                     return idempotent(tx, known, [&] { return run(tx, known); });
                   });
}

void Dispatcher::run_query(const Route& route, const Look& look, Ask ask, const Proof& proof,
                           http::Request request, http::Respond respond) {
  answer_from_reader(parts_.readers, std::move(request), std::move(respond),
                     [this, &route, look, ask, proof](
                         store::Db& db, const http::Request& asked) -> Result<http::Response> {
                       db.begin();  // one state for all statements of the query
                       const auto answer = [&]() -> Result<loop::Answer> {
                         TRY(actor, parts_.authenticate(db, proof, parts_.clock.now()));
                         TRY_DONE(check_access(route, actor));
                         Ask known = ask;
                         known.actor = std::move(actor);
                         return look(db, known);
                       }();
                       db.rollback();
                       return to_response(answer, asked);
                     });
}

void Dispatcher::with_actor(Proof proof, std::function<void(Result<Actor>, store::Db&)> then) {
  parts_.readers.submit(
      [this, proof = std::move(proof), then = std::move(then)](jobs::Reader& reader) {
        try {
          auto& db = reader.db();
          then(parts_.authenticate(db, proof, parts_.clock.now()), db);
        } catch (const std::exception&) {
          reader.lost();  // what `then` holds answers for itself when it is dropped
        }
      });
}

void Dispatcher::run_special(const Route& route, Ask ask, const Proof& proof, http::Request request,
                             http::Respond respond) {
  if (route.auth == Auth::none)
    return route.special(std::move(ask), std::move(request), std::move(respond));
  const auto shared = std::make_shared<http::Request>(std::move(request));
  const bool queued = parts_.readers.submit(
      [this, &route, ask, proof, shared, respond](jobs::Reader& reader) mutable {
        try {
          auto actor = parts_.authenticate(reader.db(), proof, parts_.clock.now());
          if (!actor.ok()) return respond(to_response(actor.refusal(), *shared));
          if (const auto access = check_access(route, *actor); !access.ok())
            return respond(to_response(access.refusal(), *shared));
          ask.actor = std::move(*actor);
          route.special(std::move(ask), std::move(*shared), respond);
        } catch (const std::exception&) {
          reader.lost();
          respond(to_response(refuse(Code::unavailable), *shared));
        }
      });
  if (!queued) respond(to_response(refuse(Code::unavailable), *shared));
}

Result<loop::Answer> idempotent(loop::Tx& tx, const Ask& ask,
                                const std::function<Result<loop::Answer>()>& run) {
  if (ask.idempotency_key.empty()) return run();
  const std::string key = crypto::sha256_hex(ask.idempotency_key);
  const auto known = tx.db().one(
      "SELECT request_hash, status, body FROM idempotency WHERE tenant = $1 AND actor = $2 AND key "
      "= $3",
      {ask.actor.tenant.value, ask.actor.str(), key});
  if (known) {
    if (known->text(0) != ask.request_hash) return refuse(Code::idempotency_key_reused);
    return loop::Answer{static_cast<int>(known->integer(1)),
                        crypto::unseal(ask.idempotency_key, known->text(2)),
                        {}};
  }
  auto answer = run();
  if (!answer.ok()) return answer;
  tx.db().exec(
      "INSERT INTO idempotency (tenant, actor, key, request_hash, status, body, at) VALUES ($1, "
      "$2, $3, $4, $5, $6, $7)",
      {ask.actor.tenant.value, ask.actor.str(), key, ask.request_hash, answer->status,
       crypto::seal(ask.idempotency_key, answer->body), tx.now()});
  return answer;
}

void forget_old_keys(loop::Tx& tx) {
  tx.db().exec("DELETE FROM idempotency WHERE at < $1", {tx.now() - keys_kept});
}

}  // namespace centralino::api
