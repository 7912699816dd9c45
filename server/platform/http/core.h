// What all connections of one server share. Private to this room; lives on the I/O thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/http/cidr.h"
#include "platform/http/counters.h"
#include "platform/http/gate.h"
#include "platform/http/handler.h"
#include "platform/http/limits.h"

namespace centralino::http {

class Core;

// One accepted connection, first HTTP (http_session.h), perhaps later a WebSocket
// (socket_session.h). Owned by Core's list and by its pending operations.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  explicit Connection(Core& core) : core_(core) {}
  virtual ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  virtual bool due(std::uint64_t now_ms) const = 0;  // on_due has something to do
  virtual void on_due(std::uint64_t now_ms) = 0;
  virtual void finish() = 0;   // the server stops: end when what is in flight is done
  virtual void abandon() = 0;  // the server stops now

 protected:
  Core& core_;
};

// A connection's place in the limits, given back on destruction.
class Admission {
 public:
  Admission(Core& core, const Address& address);
  Admission(Admission&& other) noexcept;
  Admission& operator=(Admission&&) = delete;
  ~Admission();
  const Address& address() const { return address_; }

 private:
  Core* core_;
  Address address_;
};

class Core {
 public:
  Core(const Limits& limits_in, std::vector<Cidr> proxies, Handler& handler_in);

  // Room for one more from there? Otherwise why not.
  std::optional<Refused> admits(const Address& address) const;
  void enlist(std::shared_ptr<Connection> connection);
  void dismiss(Connection& connection);  // may be the last owner
  void sweep(std::uint64_t now_ms);
  void finish_all();
  void abandon_all();
  // No connection is left, not even one that only its last operation still holds.
  bool empty() const { return connections_.empty() && admitted_ == 0; }

  std::uint64_t next_socket_id() { return ++last_socket_id_; }
  std::string next_request_id();
  std::string_view date(std::uint64_t now_ms);  // for the Date header, at most a second old

  void count_refusal(Refused reason) { add(counters.refused[static_cast<std::size_t>(reason)]); }

  const Limits limits;
  const std::vector<Cidr> trusted_proxies;
  Handler& handler;
  Counters counters;
  const std::shared_ptr<Gate> gate = std::make_shared<Gate>();
  bool stopping = false;
  std::size_t refusals = 0;  // connections being told 503

 private:
  friend class Admission;
  Address bucket(const Address& address) const;  // what per-address limits count

  std::unordered_map<Connection*, std::shared_ptr<Connection>> connections_;
  std::map<Address, std::size_t> per_address_;
  std::size_t admitted_ = 0;
  std::uint64_t last_socket_id_ = 0;
  std::uint64_t last_request_ = 0;
  std::string request_id_prefix_;  // random for each start
  std::string date_;
  std::uint64_t date_at_ms_ = 0;
};

// Monotonic, from an arbitrary start.
std::uint64_t steady_ms();

}  // namespace centralino::http
