// What special routes share: handlers that read files before a command, or answer with more than
// JSON, and still treat refusals, retries and a lost database as all others do.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/api/routes.h"
#include "platform/jobs/pool.h"
#include "platform/loop/loop_thread.h"

namespace centralino::api {

using SharedRequest = std::shared_ptr<const http::Request>;

// Answers from a read thread with what `make` says there. Whatever it throws becomes "unavailable".
void answer_from_reader(
    jobs::ReadPool& readers, http::Request request, http::Respond respond,
    std::function<Result<http::Response>(jobs::Reader&, const http::Request&)> make);

// Runs `run` on the loop as a command called `name`, once per Idempotency-Key, and answers with
// what it says. Any thread.
void answer_from_loop(loop::LoopThread& loop, std::string name, const Ask& ask,
                      const SharedRequest& request, http::Respond respond,
                      std::function<Result<loop::Answer>(loop::Tx&)> run);

}  // namespace centralino::api
