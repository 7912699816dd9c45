#include "platform/http/client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <optional>

namespace centralino::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using boost::system::error_code;
using TlsStream = asio::ssl::stream<tcp::socket>;

websocket::stream_base::timeout no_timeouts() {
  websocket::stream_base::timeout none{};
  none.handshake_timeout = none.idle_timeout = websocket::stream_base::none();
  none.keep_alive_pings = false;
  return none;
}

// One connection, plain or TLS, and the waiting that turns asynchronous calls into deadlines.
struct Wire {
  explicit Wire(ClientOptions options_in) : options(std::move(options_in)) {
    if (!options.ca_file.empty()) {
      tls.load_verify_file(options.ca_file);
      tls.set_verify_mode(asio::ssl::verify_peer);
    }
  }

  // Runs until `done` holds. False at the deadline.
  template <class Done>
  bool wait(std::uint64_t deadline_ms, Done done) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(deadline_ms);
    while (!done()) {
      io.restart();
      if (io.run_one_until(until) == 0 && std::chrono::steady_clock::now() >= until) return done();
    }
    return true;
  }

  // Starts an operation with a callback and waits for its error; timed out: would_block.
  template <class Start>
  error_code run(Start start) {
    auto result = std::make_shared<std::optional<error_code>>();
    start([result](error_code error, auto&&...) { *result = error; });
    if (wait(options.deadline_ms, [&] { return result->has_value(); })) return **result;
    // The operation may still refer to the caller's variables: end it before they go.
    if (cut) cut();
    io.restart();
    io.poll();
    return asio::error::would_block;
  }

  error_code connect(tcp::socket& socket) {
    error_code error;
    const auto address = asio::ip::make_address(options.host, error);
    if (error) return error;
    const tcp::endpoint endpoint(address, options.port);
    socket.open(endpoint.protocol(), error);
    if (!error && options.receive_buffer_bytes > 0) {
      socket.set_option(asio::socket_base::receive_buffer_size(options.receive_buffer_bytes),
                        error);
    }
    if (error) return error;
    error = run([&](auto done) { socket.async_connect(endpoint, done); });
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    return error;
  }

  error_code handshake(TlsStream& stream) {
    static constexpr unsigned char http11[] = "\x08http/1.1";
    SSL_set_alpn_protos(stream.native_handle(), http11, sizeof http11 - 1);
    return run([&](auto done) { stream.async_handshake(asio::ssl::stream_base::client, done); });
  }

  ClientOptions options;
  std::function<void()> cut;  // closes whatever is connected
  asio::io_context io{1};
  asio::ssl::context tls{asio::ssl::context::tls_client};
};

template <class Message>
Response to_response(const Message& message) {
  Response response;
  response.status = static_cast<int>(message.result_int());
  for (const auto& field : message) {
    response.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  }
  return response;
}

using BeastRequest = beast::http::request<beast::http::string_body>;

BeastRequest to_beast(const ClientOptions& options, std::string_view method,
                      std::string_view target, const std::vector<Header>& headers) {
  BeastRequest request;
  request.method_string({method.data(), method.size()});
  request.target({target.data(), target.size()});
  request.version(11);
  request.set(beast::http::field::host, options.host + ":" + std::to_string(options.port));
  for (const Header& header : headers) request.set(header.name, header.value);
  return request;
}

}  // namespace

struct Client::Impl : Wire {
  explicit Impl(ClientOptions wanted) : Wire(std::move(wanted)) {
    cut = [this] {
      error_code ignored;
      if (plain) plain->close(ignored);
      if (secure) secure->next_layer().close(ignored);
    };
  }

  std::string open() {
    plain.emplace(io);
    const error_code error = connect(*plain);
    if (error) return "connect: " + error.message();
    buffer.clear();
    if (!options.tls) return {};
    secure.emplace(std::move(*plain), tls);
    plain.reset();
    const error_code failed = handshake(*secure);
    return failed ? "TLS: " + failed.message() : std::string();
  }

  template <class Stream>
  Outcome<Response> exchange(Stream& stream, const BeastRequest& message) {
    error_code error = run([&](auto done) { beast::http::async_write(stream, message, done); });
    // A refusal may arrive although the server did not take the whole request.
    if (error == asio::error::would_block) return Failure{"write: deadline"};
    beast::http::response_parser<beast::http::string_body> parser;
    parser.body_limit(64 * 1024 * 1024);
    parser.skip(message.method() == beast::http::verb::head);
    error = run([&](auto done) { beast::http::async_read(stream, buffer, parser, done); });
    if (error) return Failure{"read: " + error.message()};
    Response response = to_response(parser.get());
    response.body = parser.get().body();
    open_ = parser.get().keep_alive();
    return response;
  }

  std::optional<tcp::socket> plain;
  std::optional<TlsStream> secure;
  beast::flat_buffer buffer;
  bool open_ = false;
};

Client::Client(ClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Client::Client(std::string host, std::uint16_t port)
    : Client(ClientOptions{.host = std::move(host), .port = port}) {}
Client::~Client() = default;

Outcome<Response> Client::request(std::string_view method, std::string_view target,
                                  const std::vector<Header>& headers, std::string body) {
  if (!impl_->open_) {
    close();
    const std::string problem = impl_->open();
    if (!problem.empty()) return Failure{problem};
  }
  impl_->open_ = false;
  BeastRequest message = to_beast(impl_->options, method, target, headers);
  message.body() = std::move(body);
  if (!message.body().empty() || method == "POST" || method == "PUT" || method == "PATCH") {
    message.content_length(message.body().size());
  }
  Outcome<Response> response = impl_->secure ? impl_->exchange(*impl_->secure, message)
                                             : impl_->exchange(*impl_->plain, message);
  if (!impl_->open_) close();
  return response;
}

bool Client::connected() const { return impl_->open_; }

void Client::close() {
  impl_->open_ = false;
  impl_->plain.reset();
  impl_->secure.reset();
  impl_->io.restart();
  impl_->io.poll();  // lets cancelled operations go
}

struct WsClient::Impl : Wire {
  explicit Impl(ClientOptions wanted) : Wire(std::move(wanted)) {
    cut = [this] {
      error_code ignored;
      if (plain) beast::get_lowest_layer(*plain).close(ignored);
      if (secure) beast::get_lowest_layer(*secure).close(ignored);
      open = false;
    };
  }
  using Plain = websocket::stream<tcp::socket>;
  using Secure = websocket::stream<TlsStream>;

  template <class F>
  auto with(F use) {
    return secure ? use(*secure) : use(*plain);
  }

  template <class Stream>
  Outcome<Response> shake_hands(Stream& stream, std::string_view target,
                                const std::vector<Header>& headers) {
    stream.set_option(no_timeouts());
    stream.read_message_max(64 * 1024 * 1024);
    stream.set_option(
        websocket::stream_base::decorator([headers](websocket::request_type& request) {
          for (const Header& header : headers) request.set(header.name, header.value);
        }));
    websocket::response_type answer;
    const std::string host = options.host + ":" + std::to_string(options.port);
    const std::string path(target);
    const error_code error =
        run([&](auto done) { stream.async_handshake(answer, host, path, done); });
    if (error && error != websocket::error::upgrade_declined) return Failure{error.message()};
    open = !error;
    return to_response(answer);
  }

  void read() {
    reading = true;
    with([&](auto& stream) {
      stream.async_read(buffer, [&](error_code error, std::size_t) {
        reading = false;
        if (error) return ended(error, stream.reason().code);
        inbox.push_back(beast::buffers_to_string(buffer.data()));
        buffer.clear();
      });
    });
  }

  void ended(error_code error, std::uint16_t code) {
    open = false;
    close_code = code != 0                           ? code
                 : error == websocket::error::closed ? std::uint16_t{1005}
                                                     : std::uint16_t{1006};
  }

  std::optional<Plain> plain;
  std::optional<Secure> secure;
  beast::flat_buffer buffer;
  std::deque<std::string> inbox;
  bool reading = false;
  bool open = false;
  std::uint16_t close_code = 0;
};

WsClient::WsClient(ClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}

WsClient::~WsClient() {
  impl_->cut();
  impl_->io.restart();
  impl_->io.poll();
}

Outcome<Response> WsClient::connect(std::string_view target, const std::vector<Header>& headers) {
  tcp::socket socket(impl_->io);
  const error_code error = impl_->connect(socket);
  if (error) return Failure{"connect: " + error.message()};
  if (!impl_->options.tls) {
    impl_->plain.emplace(std::move(socket));
    return impl_->shake_hands(*impl_->plain, target, headers);
  }
  TlsStream stream(std::move(socket), impl_->tls);
  const error_code failed = impl_->handshake(stream);
  if (failed) return Failure{"TLS: " + failed.message()};
  impl_->secure.emplace(std::move(stream));
  return impl_->shake_hands(*impl_->secure, target, headers);
}

bool WsClient::send(std::string_view text) {
  if (!impl_->open) return false;
  return impl_->with([&](auto& stream) {
    stream.text(true);
    const auto bytes = asio::buffer(text.data(), text.size());
    return !impl_->run([&](auto done) { stream.async_write(bytes, done); });
  });
}

bool WsClient::send_binary(std::string_view text) {
  if (!impl_->open) return false;
  return impl_->with([&](auto& stream) {
    stream.binary(true);
    const auto bytes = asio::buffer(text.data(), text.size());
    return !impl_->run([&](auto done) { stream.async_write(bytes, done); });
  });
}

Outcome<std::string> WsClient::receive(std::uint64_t deadline_ms) {
  if (impl_->inbox.empty() && impl_->open && !impl_->reading) impl_->read();
  const auto settled = [&] { return !impl_->inbox.empty() || !impl_->open; };
  if (!impl_->wait(deadline_ms, settled)) return Failure{"deadline"};
  if (impl_->inbox.empty()) return Failure{"closed"};
  std::string message = std::move(impl_->inbox.front());
  impl_->inbox.pop_front();
  return message;
}

bool WsClient::close(std::uint16_t code) {
  if (!impl_->open) return false;
  const error_code error = impl_->with([&](auto& stream) {
    return impl_->run(
        [&](auto done) { stream.async_close(static_cast<websocket::close_code>(code), done); });
  });
  if (impl_->open) impl_->ended(websocket::error::closed, code);
  return !error;
}

std::uint16_t WsClient::close_code() const { return impl_->close_code; }

}  // namespace centralino::http
