#include "platform/http/transport.h"

namespace centralino::http {

std::shared_ptr<HttpSession> make_plain_session(Core& core, Admission admission, TcpSocket socket) {
  return std::make_shared<HttpTransport<TcpSocket>>(core, std::move(admission), std::move(socket));
}

}  // namespace centralino::http
