// Makes connections over plain and TLS streams without including Beast. Private to this room.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>

#include "platform/http/http_session.h"

namespace boost::asio::ssl {
class context;
}

namespace centralino::http {

// Bound to io_context's own executor: smaller and quicker than the type-erased default.
using TcpSocket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

std::shared_ptr<HttpSession> make_plain_session(Core& core, Admission admission, TcpSocket socket);
// OpenSSL keeps the settings alive as long as the session needs them; `context` may go before.
std::shared_ptr<HttpSession> make_tls_session(Core& core, Admission admission, TcpSocket socket,
                                              boost::asio::ssl::context& context);

}  // namespace centralino::http
