#include "platform/http/transport.h"

namespace centralino::http {

std::shared_ptr<HttpSession> make_tls_session(Core& core, Admission admission, TcpSocket socket,
                                              asio::ssl::context& context) {
  TlsStream stream(std::move(socket), context);
  return std::make_shared<HttpTransport<TlsStream>>(core, std::move(admission), std::move(stream));
}

}  // namespace centralino::http
