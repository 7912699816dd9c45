#include "platform/api/answers.h"

#include "platform/api/dispatcher.h"

namespace centralino::api {

void answer_from_reader(
    jobs::ReadPool& readers, http::Request request, http::Respond respond,
    std::function<Result<http::Response>(store::Db&, const http::Request&)> make) {
  const auto shared = std::make_shared<http::Request>(std::move(request));
  const bool queued =
      readers.submit([shared, respond, make = std::move(make)](jobs::Reader& reader) {
        try {
          auto made = make(reader.db(), *shared);
          respond(made.ok() ? std::move(*made) : to_response(made.refusal(), *shared));
        } catch (const std::exception&) {
          reader.lost();
          respond(to_response(refuse(Code::unavailable), *shared));
        }
      });
  if (!queued) respond(to_response(refuse(Code::unavailable), *shared));
}

void answer_from_loop(loop::LoopThread& loop, std::string name, SharedRequest request,
                      http::Respond respond, std::function<Result<loop::Answer>(loop::Tx&)> run) {
  loop::Command command;
  command.name = std::move(name);
  command.run = std::move(run);
  command.done = [request, respond](const Result<loop::Answer>& answer) {
    respond(to_response(answer, *request));
  };
  if (!loop.submit(std::move(command))) respond(to_response(refuse(Code::unavailable), *request));
}

}  // namespace centralino::api
