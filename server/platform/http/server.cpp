#include "platform/http/server.h"

#include <sys/socket.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <mutex>
#include <thread>

#include "platform/http/core.h"
#include "platform/http/tls_context.h"
#include "platform/http/transport_factory.h"

namespace centralino::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;

constexpr std::uint64_t certificate_check_ms = 10'000;
constexpr auto accept_pause = std::chrono::milliseconds(100);

Address address_of(const tcp::endpoint& endpoint) {
  return parse_address(endpoint.address().to_string()).value_or(Address());
}

}  // namespace

struct Server::Impl {
  Impl(ServerConfig config_in, Handler& handler)
      : config(std::move(config_in)),
        core(config.limits, config.trusted_proxies, handler),
        acceptor(io),
        accept_timer(io),
        sweep_timer(io),
        stop_timer(io) {}

  Outcome<Started> listen();
  Outcome<Started> load_certificate();
  void run();
  void accept();
  void on_accept(TcpSocket socket);
  void sweep();
  void watch_certificate();
  void begin_stop(std::uint64_t deadline_ms);
  void stop_when_empty();

  const ServerConfig config;
  // Outlives io: connections destroyed with it still count themselves out.
  Core core;
  asio::io_context io{1};
  Acceptor acceptor;
  asio::steady_timer accept_timer;
  asio::steady_timer sweep_timer;
  asio::steady_timer stop_timer;
  std::mutex tls_mutex;  // tls, tls_stamp
  TlsContext tls;
  std::uint64_t tls_stamp = 0;
  std::uint64_t certificate_checked_ms = 0;
  std::uint16_t port = 0;
  std::thread thread;
};

Outcome<Started> Server::Impl::listen() {
  error_code error;
  tcp::resolver resolver(io);
  const auto found =
      resolver.resolve(config.host, std::to_string(config.port), tcp::resolver::passive, error);
  if (error || found.empty()) return Failure{"cannot resolve " + config.host};
  const tcp::endpoint endpoint = found.begin()->endpoint();
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(config.limits.backlog, error);
  if (error) {
    return Failure{"cannot listen on " + config.host + " port " + std::to_string(config.port) +
                   ": " + error.message()};
  }
  port = acceptor.local_endpoint(error).port();
  return Started{};
}

Outcome<Started> Server::Impl::load_certificate() {
  if (!config.tls) return Started{};
  const std::uint64_t stamp = files_stamp(config.tls->certificate, config.tls->key);
  Outcome<TlsContext> made = make_tls_context(config.tls->certificate, config.tls->key);
  const std::lock_guard lock(tls_mutex);
  tls_stamp = stamp;  // a broken file is not tried again until it changes
  if (!made) return Failure{made.reason()};
  tls = std::move(*made);
  return Started{};
}

void Server::Impl::run() {
  core.gate->enter();
  io.run();
  core.gate->shut();
  core.abandon_all();
}

void Server::Impl::accept() {
  acceptor.async_accept([this](error_code error, TcpSocket socket) {
    if (error == asio::error::operation_aborted || core.stopping) return;
    if (!error) {
      on_accept(std::move(socket));
      return accept();
    }
    // Out of descriptors, mostly: trying again at once would spin.
    accept_timer.expires_after(accept_pause);
    accept_timer.async_wait([this](error_code cancelled) {
      if (!cancelled && !core.stopping) accept();
    });
  });
}

void Server::Impl::on_accept(TcpSocket socket) {
  error_code error;
  const tcp::endpoint peer = socket.remote_endpoint(error);
  if (error) return;
  socket.set_option(tcp::no_delay(true), error);
  const Address address = address_of(peer);
  const std::optional<Refused> refused = core.admits(address);
  if (refused) {
    core.count_refusal(*refused);
    if (core.refusals >= core.limits.refusals_max) return;
  }
  Admission admission(core, address);
  std::shared_ptr<HttpSession> session;
  if (config.tls) {
    const std::lock_guard lock(tls_mutex);
    session = make_tls_session(core, std::move(admission), std::move(socket), *tls);
  } else {
    session = make_plain_session(core, std::move(admission), std::move(socket));
  }
  if (refused)
    session->start_refusing();
  else
    session->start();
}

void Server::Impl::sweep() {
  const std::uint64_t now_ms = steady_ms();
  core.sweep(now_ms);
  if (config.tls && now_ms - certificate_checked_ms >= certificate_check_ms) {
    certificate_checked_ms = now_ms;
    watch_certificate();
  }
  sweep_timer.expires_after(std::chrono::milliseconds(config.limits.sweep_ms));
  sweep_timer.async_wait([this](error_code cancelled) {
    if (!cancelled) sweep();
  });
}

void Server::Impl::watch_certificate() {
  const std::uint64_t stamp = files_stamp(config.tls->certificate, config.tls->key);
  {
    const std::lock_guard lock(tls_mutex);
    if (stamp == 0 || stamp == tls_stamp) return;
  }
  const bool loaded = load_certificate().ok();
  add(loaded ? core.counters.certificate_reloads : core.counters.certificate_reload_failures);
}

void Server::Impl::begin_stop(std::uint64_t deadline_ms) {
  error_code ignored;
  acceptor.close(ignored);
  accept_timer.cancel();
  stop_timer.expires_after(std::chrono::milliseconds(deadline_ms));
  stop_timer.async_wait([this](error_code cancelled) {
    if (!cancelled) io.stop();
  });
  core.finish_all();
  stop_when_empty();
}

void Server::Impl::stop_when_empty() {
  if (core.empty()) return io.stop();
  accept_timer.expires_after(std::chrono::milliseconds(2));
  accept_timer.async_wait([this](error_code cancelled) {
    if (!cancelled) stop_when_empty();
  });
}

Server::Server(ServerConfig config, Handler& handler)
    : impl_(std::make_unique<Impl>(std::move(config), handler)) {}

Server::~Server() { stop(0); }

Outcome<Started> Server::start() {
  if (auto loaded = impl_->load_certificate(); !loaded) return loaded;
  if (auto listening = impl_->listen(); !listening) return listening;
  impl_->core.gate->open(
      [io = &impl_->io](std::function<void()> work) { asio::post(*io, std::move(work)); });
  impl_->accept();
  impl_->certificate_checked_ms = steady_ms();
  impl_->sweep();
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
  return Started{};
}

std::uint16_t Server::bound_port() const { return impl_->port; }

void Server::stop(std::uint64_t deadline_ms) {
  if (!impl_->thread.joinable()) return;
  impl_->core.gate->post([impl = impl_.get(), deadline_ms] { impl->begin_stop(deadline_ms); });
  impl_->thread.join();
}

void Server::post(std::function<void()> work) { impl_->core.gate->post(std::move(work)); }

void Server::after(std::uint64_t delay_ms, std::function<void()> work) {
  impl_->core.gate->post([io = &impl_->io, delay_ms, work = std::move(work)] {
    auto timer = std::make_shared<asio::steady_timer>(*io, std::chrono::milliseconds(delay_ms));
    timer->async_wait([timer, work](error_code cancelled) {
      if (!cancelled) work();
    });
  });
}

Outcome<Started> Server::reload_certificate() { return impl_->load_certificate(); }

const Counters& Server::counters() const { return impl_->core.counters; }

}  // namespace centralino::http
