#include "platform/http/respond.h"

#include "platform/http/http_session.h"

namespace centralino::http {

Answer::~Answer() {
  if (take()) send(problem_response(500, "internal", "No answer"));
}

void Answer::give(Response response) {
  if (take()) send(std::move(response));
}

void Answer::send(Response response) {
  const auto deliver = [session = session_, turn = turn_](Response& answer) {
    if (const auto alive = std::static_pointer_cast<HttpSession>(session.lock())) {
      alive->respond(turn, std::move(answer));
    }
  };
  if (gate_->on_io_thread()) return deliver(response);
  gate_->post([deliver, response = std::move(response)]() mutable { deliver(response); });
}

void Upgrade::Decision::accept(SocketHandler handler, std::string protocol) {
  if (!take()) return;
  gate_->run([session = session_, turn = turn_, handler = std::move(handler),
              protocol = std::move(protocol)]() mutable {
    if (const auto alive = std::static_pointer_cast<HttpSession>(session.lock())) {
      alive->accept_socket(turn, std::move(handler), std::move(protocol));
    }
  });
}

void Upgrade::accept(SocketHandler handler, std::string protocol) const {
  decision_->accept(std::move(handler), std::move(protocol));
}

void Upgrade::refuse(Response response) const { decision_->give(std::move(response)); }

void Handler::upgrade(Request, Upgrade upgrade) {
  upgrade.refuse(problem_response(404, "not_found", "No WebSocket here"));
}

std::size_t Handler::body_bytes_max(const Request&, std::size_t normal) const { return normal; }

}  // namespace centralino::http
