#include "platform/api/special.h"

#include "platform/api/dispatcher.h"

namespace centralino::api {

void answer_from_reader(
    jobs::ReadPool& readers, http::Request request, http::Respond respond,
    std::function<Result<http::Response>(jobs::Reader&, const http::Request&)> make) {
  const auto shared = std::make_shared<http::Request>(std::move(request));
  const bool queued =
      readers.submit([shared, respond, make = std::move(make)](jobs::Reader& reader) {
        try {
          auto made = make(reader, *shared);
          respond(made.ok() ? std::move(*made) : to_response(made.refusal(), *shared));
        } catch (const std::exception&) {
          reader.lost();
          respond(to_response(refuse(Code::unavailable), *shared));
        }
      });
  if (!queued) respond(to_response(refuse(Code::unavailable), *shared));
}

void answer_from_loop(loop::LoopThread& loop, std::string name, const Ask& ask,
                      const SharedRequest& request, http::Respond respond,
                      std::function<Result<loop::Answer>(loop::Tx&)> run) {
  loop::Command command;
  command.name = std::move(name);
  command.run = [ask, run = std::move(run)](loop::Tx& tx) -> Result<loop::Answer> {
    if (ask.idempotency_key.empty()) return run(tx);
    return idempotent(tx, ask, [&] { return run(tx); });
  };
  command.done = [request, respond](const Result<loop::Answer>& answer) {
    respond(to_response(answer, *request));
  };
  if (!loop.submit(std::move(command))) respond(to_response(refuse(Code::unavailable), *request));
}

}  // namespace centralino::api
