#include "platform/http/load_sockets.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <deque>
#include <vector>

namespace centralino::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using boost::system::error_code;

}  // namespace

struct LoadSockets::Impl {
  struct One : std::enable_shared_from_this<One> {
    One(Impl& owner_in, std::size_t index_in)
        : owner(owner_in), index(index_in), stream(owner_in.io) {}
    void start(const std::string& target, std::vector<Header> headers);
    void read();
    void write();
    void end(std::uint16_t code);

    Impl& owner;
    const std::size_t index;
    websocket::stream<tcp::socket, false> stream;
    beast::flat_buffer buffer;
    std::deque<std::string> outbox;
    bool open = false;
    bool ended = false;
  };

  asio::io_context io{1};
  ClientOptions options;
  LoadCallbacks callbacks;
  std::vector<std::shared_ptr<One>> sockets;
  std::size_t open_count = 0;
  std::size_t pending = 0;  // handshakes under way
};

void LoadSockets::Impl::One::start(const std::string& target, std::vector<Header> headers) {
  ++owner.pending;
  websocket::stream_base::timeout none{};
  none.handshake_timeout = none.idle_timeout = websocket::stream_base::none();
  none.keep_alive_pings = false;
  stream.set_option(none);
  stream.write_buffer_bytes(1024);
  stream.set_option(websocket::stream_base::decorator([headers](websocket::request_type& request) {
    for (const Header& header : headers) request.set(header.name, header.value);
  }));
  const tcp::endpoint endpoint(asio::ip::make_address(owner.options.host), owner.options.port);
  const std::string host = owner.options.host + ":" + std::to_string(owner.options.port);
  stream.next_layer().async_connect(
      endpoint, [self = shared_from_this(), host, target](error_code error) {
        if (error) return self->end(1006);
        self->stream.async_handshake(host, target, [self](error_code failed) {
          if (failed) return self->end(1006);
          --self->owner.pending;
          ++self->owner.open_count;
          self->open = true;
          if (self->owner.callbacks.on_open) self->owner.callbacks.on_open(self->index);
          self->read();
        });
      });
}

void LoadSockets::Impl::One::read() {
  stream.async_read(buffer, [self = shared_from_this()](error_code error, std::size_t) {
    if (error) {
      return self->end(error == websocket::error::closed
                           ? static_cast<std::uint16_t>(self->stream.reason().code)
                           : std::uint16_t{1006});
    }
    const auto bytes = self->buffer.cdata();
    if (self->owner.callbacks.on_message) {
      self->owner.callbacks.on_message(self->index,
                                       {static_cast<const char*>(bytes.data()), bytes.size()});
    }
    self->buffer.clear();
    self->read();
  });
}

void LoadSockets::Impl::One::write() {
  stream.async_write(asio::buffer(outbox.front()),
                     [self = shared_from_this()](error_code error, std::size_t) {
                       if (error || self->ended) return self->end(1006);
                       self->outbox.pop_front();
                       if (!self->outbox.empty()) self->write();
                     });
}

void LoadSockets::Impl::One::end(std::uint16_t code) {
  if (ended) return;
  ended = true;
  if (open)
    --owner.open_count;
  else
    --owner.pending;
  open = false;
  error_code ignored;
  stream.next_layer().close(ignored);
  if (owner.callbacks.on_close) owner.callbacks.on_close(index, code);
}

LoadSockets::LoadSockets(ClientOptions options, LoadCallbacks callbacks)
    : impl_(std::make_unique<Impl>()) {
  impl_->options = std::move(options);
  impl_->callbacks = std::move(callbacks);
}

LoadSockets::~LoadSockets() {
  impl_->callbacks = {};
  for (const auto& socket : impl_->sockets) {
    if (!socket->ended) socket->end(1006);
  }
  impl_->io.restart();
  impl_->io.poll();
}

std::size_t LoadSockets::open(std::size_t count, std::string target,
                              std::function<std::vector<Header>(std::size_t)> header_of,
                              std::size_t parallel, std::uint64_t deadline_ms) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(deadline_ms);
  std::size_t started = 0;
  while (started < count || impl_->pending > 0) {
    while (started < count && impl_->pending < parallel) {
      const std::size_t index = impl_->sockets.size();
      impl_->sockets.push_back(std::make_shared<Impl::One>(*impl_, index));
      impl_->sockets.back()->start(target, header_of ? header_of(index) : std::vector<Header>());
      ++started;
    }
    impl_->io.restart();
    if (impl_->io.run_one_until(until) == 0) break;
  }
  return impl_->open_count;
}

void LoadSockets::send(std::size_t index, std::string text) {
  Impl::One& socket = *impl_->sockets.at(index);
  if (!socket.open) return;
  socket.outbox.push_back(std::move(text));
  if (socket.outbox.size() == 1) socket.write();
}

void LoadSockets::run_for(std::uint64_t duration_ms, const std::function<bool()>& done) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(duration_ms);
  while (!done || !done()) {
    impl_->io.restart();
    if (impl_->io.run_one_until(until) == 0) return;
  }
}

std::size_t LoadSockets::open_count() const { return impl_->open_count; }

}  // namespace centralino::http
