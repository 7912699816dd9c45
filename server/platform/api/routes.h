// The table of routes: one entry per request the API accepts; from it come dispatch, OpenAPI and
// the crawler test that tries every route with foreign ids.
//
// A route is a command (runs on the loop, may write) or a query (runs on a read connection), or it
// answers by itself (sign-in, files). Bodies are read on the I/O thread into structs; handlers get
// plain values.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/json.h"
#include "platform/api/schema.h"
#include "platform/http/handler.h"
#include "platform/loop/loop.h"

namespace centralino::api {

enum class Auth {
  none,        // anybody
  visitor,     // a visitor's bearer token
  user,        // any signed-in user, or an API key with the route's scope
  supervisor,  // supervisors and admins, or such a key
  admin,
};

// What a handler knows of a request.
struct Ask {
  Actor actor;
  std::map<std::string, std::string> params;  // from the path
  std::vector<std::pair<std::string, std::string>> query;
  std::string language = "it";  // "it" or "en", from Accept-Language
  std::string origin = {};      // the page that asks, as its browser says; empty: none said
  std::string idempotency_key;
  std::string request_hash;  // method, path and body: what the key stands for
  std::uint64_t seed = 0;    // fresh per request
  std::string token;         // a fresh secret, for handlers that hand one out

  std::optional<std::string> query_value(std::string_view name) const;
  // The path's id; a malformed one is refused like an unknown one.
  template <class IdType>
  Result<IdType> id(std::string_view name) const {
    const auto found = params.find(std::string(name));
    const auto id = found == params.end() ? std::nullopt : IdType::parse(found->second);
    if (!id) return refuse(Code::not_found);
    return *id;
  }
};

struct Nothing {};  // no body

// Whether a route changes something and so honours Idempotency-Key.
struct Route;
bool honours_key(const Route& route);

using Run = std::function<Result<loop::Answer>(loop::Tx&, const Ask&)>;
using Look = std::function<Result<loop::Answer>(store::Db&, const Ask&)>;
using Special = std::function<void(Ask, http::Request, http::Respond)>;

struct QueryParameter {
  std::string name;
  std::string description;
};

struct Route {
  std::string method;
  std::string pattern;  // "/api/v1/offers/{id}/accept"
  Auth auth = Auth::none;
  std::string tag;
  std::string summary;
  std::string rate_limit = {};        // name of a row of the rate limit table; empty: none
  std::size_t body_bytes = 64 << 10;  // larger bodies are refused
  std::vector<QueryParameter> query = {};
  int success = 200;
  bool takes_key = true;  // a change honours Idempotency-Key; false: each request is one of its own

  // Exactly one of these is set.
  std::function<Result<Run>(const std::string& body)> command = {};
  Look look = {};
  std::function<Result<Look>(const std::string& body)> question = {};
  Special special = {};

  boost::json::object request_schema = {};  // empty: no body
  std::string request_media = "application/json";
  bool request_optional = false;             // an empty body stands for {}
  boost::json::object response_schema = {};  // empty: no body
};

class Routes {
 public:
  // Body → handler → reply. `Reply` is a described struct, or Nothing for 204.
  template <class Body, class Reply>
  Route& command(Route route,
                 std::function<Result<Reply>(loop::Tx&, const Ask&, const Body&)> handler) {
    fill_schemas<Body, Reply>(route);
    route.command = [handler, success = route.success](const std::string& text) -> Result<Run> {
      auto body = std::make_shared<Body>();
      if constexpr (!std::is_same_v<Body, Nothing>) {
        TRY(read, json::from_text<Body>(text));
        *body = std::move(read);
      }
      return Run([handler, success, body](loop::Tx& tx, const Ask& ask) -> Result<loop::Answer> {
        TRY(reply, handler(tx, ask, *body));
        return answer(success, reply);
      });
    };
    return add(std::move(route));
  }

  template <class Reply>
  Route& query(Route route, std::function<Result<Reply>(store::Db&, const Ask&)> handler) {
    fill_schemas<Nothing, Reply>(route);
    route.look = [handler, success = route.success](store::Db& db,
                                                    const Ask& ask) -> Result<loop::Answer> {
      TRY(reply, handler(db, ask));
      return answer(success, reply);
    };
    return add(std::move(route));
  }

  // A query that comes with a body.
  template <class Body, class Reply>
  Route& question(Route route,
                  std::function<Result<Reply>(store::Db&, const Ask&, const Body&)> handler) {
    fill_schemas<Body, Reply>(route);
    route.takes_key = false;
    route.question = [handler, success = route.success](const std::string& text) -> Result<Look> {
      TRY(read, json::from_text<Body>(text));
      return Look([handler, success, body = std::make_shared<Body>(std::move(read))](
                      store::Db& db, const Ask& ask) -> Result<loop::Answer> {
        TRY(reply, handler(db, ask, *body));
        return answer(success, reply);
      });
    };
    return add(std::move(route));
  }

  template <class Body, class Reply>
  Route& special(Route route, Special handler) {
    fill_schemas<Body, Reply>(route);
    route.special = std::move(handler);
    return add(std::move(route));
  }

  struct Match {
    const Route* route = nullptr;  // null: nothing at this path and method
    std::map<std::string, std::string> params;
    std::string allowed;  // methods this path knows, when the method is wrong
  };
  Match match(std::string_view method, std::string_view path) const;

  const std::vector<std::unique_ptr<Route>>& all() const { return routes_; }
  Schemas& schemas() { return schemas_; }

  template <class Reply>
  static loop::Answer answer(int success, const Reply& reply) {
    if constexpr (std::is_same_v<Reply, Nothing>) {
      return {204, {}, {}};
    } else {
      return {success, json::to_string(reply), {}};
    }
  }

 private:
  template <class Body, class Reply>
  void fill_schemas(Route& route) {
    if constexpr (!std::is_same_v<Body, Nothing>) route.request_schema = schemas_.of<Body>();
    if constexpr (std::is_same_v<Reply, Nothing>) {
      route.success = 204;
    } else {
      route.response_schema = schemas_.of<Reply>();
    }
  }
  Route& add(Route route);

  std::vector<std::unique_ptr<Route>> routes_;
  Schemas schemas_;
};

// The OpenAPI 3.1 document of the table, as indented JSON with a final newline (what
// contract/openapi.json holds).
std::string openapi_document(Routes& routes, std::string_view version);

// contract/errors.json: every refusal code with status and texts.
std::string errors_document();

// application/problem+json (RFC 9457) for a refusal.
std::string problem_json(const Refusal& refusal, std::string_view language,
                         std::string_view request_id);

}  // namespace centralino::api
