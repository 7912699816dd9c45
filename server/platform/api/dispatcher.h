// From an HTTP request to a handler and back: finds the route, limits the rate, reads the body,
// learns who asks, runs the handler where it belongs (loop, read pool, or its own way), and turns
// refusals into problem+json.
//
// Threads: handle() on the I/O thread; it never blocks. Answers come from the thread that made
// them.
#pragma once

#include <functional>
#include <string>

#include "platform/api/routes.h"
#include "platform/clock/clock.h"
#include "platform/http/handler.h"
#include "platform/http/rate_limit.h"
#include "platform/jobs/pool.h"
#include "platform/loop/loop_thread.h"

namespace centralino::api {

// What a request brings to prove who asks. Which tokens mean what is not known here.
struct Proof {
  std::string session_token = {};
  std::string bearer = {};
  std::string csrf_token = {};
  bool changes = false;
};
using Authenticate = std::function<Result<Actor>(store::Db&, const Proof&, Instant now)>;

struct DispatcherParts {
  const Routes& routes;
  loop::LoopThread& loop;
  jobs::ReadPool& readers;
  const clock::Clock& clock;
  Authenticate authenticate;                                        // on a read thread
  std::function<Result<Actor>(loop::Tx&, const Proof&)> recognise;  // the same, on the loop
  std::string session_cookie;
  bool generous_limits = false;  // demo and load tests: rate limits ×1000; sign-in ×30 per address,
                                 // as usual per account
};

// Refuses who may not use a route: not signed in, wrong role, missing scope.
Result<Done> check_access(const Route& route, const Actor& actor);

class Dispatcher {
 public:
  explicit Dispatcher(DispatcherParts parts) : parts_(std::move(parts)) {}

  // Answers every request below /api/; a path without a route gets not_found.
  void handle(http::Request request, http::Respond respond);
  std::size_t body_bytes_max(const http::Request& head, std::size_t normal) const;

  Proof proof_of(const http::Request& request) const;
  // Learns who asks on a read thread, then goes on there.
  void with_actor(Proof proof, std::function<void(Result<Actor>, store::Db&)> then);
  http::RateLimiter& limiter() { return limiter_; }
  // True if allowed; else the response is sent. I/O thread only.
  bool within_rate(const http::RateLimit& limit, const std::string& key,
                   const http::Request& request, const http::Respond& respond);

 private:
  void run_command(const Route& route, Ask ask, const Proof& proof, http::Request request,
                   http::Respond respond);
  void run_query(const Route& route, const Look& look, Ask ask, const Proof& proof,
                 http::Request request, http::Respond respond);
  void run_special(const Route& route, Ask ask, const Proof& proof, http::Request request,
                   http::Respond respond);

  DispatcherParts parts_;
  http::RateLimiter limiter_;
};

std::string language_of(const http::Request& request);
http::Response to_response(const Result<loop::Answer>& result, const http::Request& request);
http::Response to_response(const Refusal& refusal, const http::Request& request);

// Runs `run` once per Idempotency-Key, if there is one: a retry with the same request gets the
// stored answer. Answers are stored sealed under the key itself (they may hold tokens), for a day.
Result<loop::Answer> idempotent(loop::Tx& tx, const Ask& ask,
                                const std::function<Result<loop::Answer>()>& run);
void forget_old_keys(loop::Tx& tx);

}  // namespace centralino::api
