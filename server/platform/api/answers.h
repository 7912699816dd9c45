// How an answer comes from where it is made, the loop or a read thread, to whoever asked: refusals
// and a lost database become problems, whoever makes it. Any thread may call.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/api/routes.h"
#include "platform/http/handler.h"
#include "platform/jobs/pool.h"
#include "platform/loop/loop_thread.h"

namespace centralino::api {

using SharedRequest = std::shared_ptr<const http::Request>;

// Answers from a read thread with what `make` says there. Whatever it throws becomes "unavailable".
void answer_from_reader(
    jobs::ReadPool& readers, http::Request request, http::Respond respond,
    std::function<Result<http::Response>(store::Db&, const http::Request&)> make);

// Runs `run` on the loop as a command called `name` and answers with what it says.
void answer_from_loop(loop::LoopThread& loop, std::string name, SharedRequest request,
                      http::Respond respond, std::function<Result<loop::Answer>(loop::Tx&)> run);

}  // namespace centralino::api
