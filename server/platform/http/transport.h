// HttpSession and SocketSession over a real stream, plain or TLS: the only server code that
// includes Beast. A template so that both are the same code; instantiated once each in
// transport_plain.cpp and transport_tls.cpp, which compile side by side. Private to this room.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "platform/http/http_session.h"
#include "platform/http/socket_session.h"
#include "platform/http/transport_factory.h"
#include "platform/http/url.h"

namespace centralino::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

using TlsStream = asio::ssl::stream<TcpSocket>;

template <class Stream>
TcpSocket& tcp_of(Stream& stream) {
  return beast::get_lowest_layer(stream);
}

template <class Stream>
void close_tcp(Stream& stream) {
  error_code ignored;
  tcp_of(stream).close(ignored);
}

template <class Stream>
class SocketTransport final : public SocketSession {
 public:
  SocketTransport(Core& core, Admission admission, SocketHandler handler, Stream stream)
      : SocketSession(core, std::move(admission), std::move(handler)), ws_(std::move(stream)) {
    // Deadlines are ours (on_due): Beast's would cost a timer for each socket.
    websocket::stream_base::timeout none{};
    none.handshake_timeout = none.idle_timeout = websocket::stream_base::none();
    none.keep_alive_pings = false;
    ws_.set_option(none);
    ws_.read_message_max(core.limits.message_bytes_max);
    ws_.auto_fragment(false);
    ws_.write_buffer_bytes(8);  // only masking and compression use it
    ws_.text(true);
    ws_.control_callback([this](websocket::frame_type, beast::string_view) { on_pong(); });
  }

  void accept(const Request& request, std::string protocol) {
    beast::http::request<beast::http::empty_body> handshake;
    handshake.method(beast::http::verb::get);
    handshake.target(request.target);
    handshake.version(11);
    for (const Header& header : request.headers) handshake.insert(header.name, header.value);
    ws_.set_option(websocket::stream_base::decorator(
        [protocol = std::move(protocol)](websocket::response_type& response) {
          response.set(beast::http::field::server, "centralino");  // else Beast names its version
          if (!protocol.empty()) {
            response.set(beast::http::field::sec_websocket_protocol, protocol);
          }
        }));
    ws_.async_accept(handshake, [self = self()](error_code error) {
      self->ws_.set_option(websocket::stream_base::decorator([](websocket::response_type&) {}));
      self->on_accepted(!error);
      if (!error) self->read();
    });
  }

 private:
  std::shared_ptr<SocketTransport> self() {
    return std::static_pointer_cast<SocketTransport>(shared_from_this());
  }

  void read() {
    ws_.async_read(buffer_, [self = self()](error_code error, std::size_t) {
      if (error) return self->on_ended(self->code_of(error));
      self->on_read();
    });
  }

  void on_read() {
    const auto bytes = buffer_.cdata();
    const std::string_view text(static_cast<const char*>(bytes.data()), bytes.size());
    if (!ws_.got_text()) {
      close(close_unsupported, "text only");
    } else if (!valid_utf8(text)) {
      close(close_invalid, "not UTF-8");  // Beast lets some through (found by fuzz_websocket)
    } else {
      on_message(text);
    }
    buffer_.clear();
    if (buffer_.capacity() > 2048) buffer_.shrink_to_fit();
    // Once we are closing, Beast's close operation reads for itself. A read of ours beside it can
    // deadlock with it, on a malformed frame, until the deadline (found by fuzz_websocket).
    if (!closing()) read();
  }

  std::uint16_t code_of(error_code error) const {
    // A peer may say why and leave without waiting for our answer: not quite `closed`, but said.
    const std::uint16_t code = ws_.reason().code;
    if (code != websocket::close_code::none) return code;
    if (error == websocket::error::closed) return 1005;
    if (error == websocket::error::message_too_big || error == websocket::error::buffer_overflow) {
      return close_too_big;
    }
    if (error == websocket::error::bad_frame_payload) return close_invalid;
    if (error.category() == websocket::make_error_code(websocket::error::bad_opcode).category()) {
      return 1002;
    }
    return close_abnormal;
  }

  void write(const std::string& text) override {
    ws_.async_write(asio::buffer(text), [self = self()](error_code error, std::size_t bytes) {
      self->on_written(!error, bytes);
    });
  }

  void ping() override {
    ws_.async_ping({}, [self = self()](error_code error) { self->on_pinged(!error); });
  }

  void send_close(std::uint16_t code, const std::string& reason) override {
    const websocket::close_reason why(static_cast<websocket::close_code>(code), reason);
    ws_.async_close(why, [self = self()](error_code) { self->on_close_sent(); });
  }

  void cut() override { close_tcp(ws_); }

  websocket::stream<Stream, false>
      ws_;  // false: no permessage-deflate, it doubles a socket's memory
  beast::flat_buffer buffer_;
};

template <class Stream>
class HttpTransport final : public HttpSession {
 public:
  static constexpr bool tls = std::is_same_v<Stream, TlsStream>;

  HttpTransport(Core& core, Admission admission, Stream stream)
      : HttpSession(core, std::move(admission), tls), stream_(std::move(stream)) {}

 private:
  std::shared_ptr<HttpTransport> self() {
    return std::static_pointer_cast<HttpTransport>(shared_from_this());
  }

  void open() override {
    if constexpr (tls) {
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = self()](error_code error) { self->on_open(!error); });
    } else {
      on_open(true);
    }
  }

  void read_some(char* into, std::size_t bytes_max) override {
    stream_.async_read_some(
        asio::buffer(into, bytes_max),
        [self = self()](error_code error, std::size_t bytes) { self->on_read(!error, bytes); });
  }

  void write_some(std::string_view a, std::string_view b) override {
    const auto done = [self = self()](error_code error, std::size_t bytes) {
      self->on_written(!error, bytes);
    };
    if (b.empty()) {
      stream_.async_write_some(asio::const_buffer(a.data(), a.size()), done);
    } else if (a.empty()) {
      stream_.async_write_some(asio::const_buffer(b.data(), b.size()), done);
    } else {
      stream_.async_write_some(std::array{asio::const_buffer(a.data(), a.size()),
                                          asio::const_buffer(b.data(), b.size())},
                               done);
    }
  }

  void shut_down() override {
    if constexpr (tls) {
      stream_.async_shutdown([self = self()](error_code) { self->shut_down_tcp(); });
    } else {
      asio::post(stream_.get_executor(), [self = self()] { self->shut_down_tcp(); });
    }
  }

  void shut_down_tcp() {
    error_code ignored;
    tcp_of(stream_).shutdown(asio::socket_base::shutdown_send, ignored);
    on_shut_down();
  }

  void drain(char* into, std::size_t bytes_max) override {
    tcp_of(stream_).async_read_some(
        asio::buffer(into, bytes_max),
        [self = self()](error_code error, std::size_t) { self->on_drained(!error); });
  }

  void cut() override { close_tcp(stream_); }

  std::shared_ptr<Connection> become_socket(Request request, SocketHandler handler,
                                            std::string protocol) override {
    auto socket = std::make_shared<SocketTransport<Stream>>(core_, std::move(admission_),
                                                            std::move(handler), std::move(stream_));
    socket->accept(request, std::move(protocol));
    return socket;
  }

  Stream stream_;
};

}  // namespace centralino::http
