#include "platform/http/core.h"

#include <chrono>
#include <cstdio>
#include <random>
#include <vector>

#include "platform/http/response_writer.h"

namespace centralino::http {

std::string_view refused_name(Refused reason) {
  switch (reason) {
    case Refused::connections_full:
      return "connections_full";
    case Refused::address_full:
      return "address_full";
    case Refused::bad_request:
      return "bad_request";
    case Refused::header_too_large:
      return "header_too_large";
    case Refused::target_too_long:
      return "target_too_long";
    case Refused::body_too_large:
      return "body_too_large";
    case Refused::header_slow:
      return "header_slow";
    case Refused::body_slow:
      return "body_slow";
    case Refused::reader_slow:
      return "reader_slow";
    case Refused::handler_slow:
      return "handler_slow";
    case Refused::tls_failed:
      return "tls_failed";
    case Refused::count_:
      break;
  }
  return "unknown";
}

std::uint64_t steady_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

Admission::Admission(Core& core, const Address& address) : core_(&core), address_(address) {
  ++core.admitted_;
  ++core.per_address_[core.bucket(address)];
  add(core.counters.connections_open);
  add(core.counters.connections_total);
}

Admission::Admission(Admission&& other) noexcept
    : core_(std::exchange(other.core_, nullptr)), address_(other.address_) {}

Admission::~Admission() {
  if (!core_) return;
  --core_->admitted_;
  subtract(core_->counters.connections_open);
  const auto place = core_->per_address_.find(core_->bucket(address_));
  if (--place->second == 0) core_->per_address_.erase(place);
}

Core::Core(const Limits& limits_in, std::vector<Cidr> proxies, Handler& handler_in)
    : limits(limits_in), trusted_proxies(std::move(proxies)), handler(handler_in) {
  std::random_device entropy;
  char text[32];
  std::snprintf(text, sizeof text, "%08x%08x-", entropy(), entropy());
  request_id_prefix_ = text;
}

Address Core::bucket(const Address& address) const {
  return address.v6 ? address.network(64) : address;
}

std::optional<Refused> Core::admits(const Address& address) const {
  if (admitted_ >= limits.connections_max) return Refused::connections_full;
  if (contains(trusted_proxies, address)) return std::nullopt;
  const std::size_t most =
      address.loopback() ? limits.connections_per_loopback_max : limits.connections_per_address_max;
  const auto place = per_address_.find(bucket(address));
  if (place != per_address_.end() && place->second >= most) return Refused::address_full;
  return std::nullopt;
}

void Core::enlist(std::shared_ptr<Connection> connection) {
  Connection* key = connection.get();
  connections_.emplace(key, std::move(connection));
}

void Core::dismiss(Connection& connection) {
  // Moved out first: the destructor may come back here.
  const auto place = connections_.find(&connection);
  if (place == connections_.end()) return;
  const std::shared_ptr<Connection> last = std::move(place->second);
  connections_.erase(place);
}

void Core::sweep(std::uint64_t now_ms) {
  std::vector<std::shared_ptr<Connection>> late;
  for (const auto& [key, connection] : connections_) {
    if (connection->due(now_ms)) late.push_back(connection);
  }
  for (const auto& connection : late) connection->on_due(now_ms);
}

void Core::finish_all() {
  stopping = true;
  std::vector<std::shared_ptr<Connection>> all;
  for (const auto& [key, connection] : connections_) all.push_back(connection);
  for (const auto& connection : all) connection->finish();
}

void Core::abandon_all() {
  while (!connections_.empty()) {
    const std::shared_ptr<Connection> connection = connections_.begin()->second;
    connection->abandon();
    dismiss(*connection);
  }
}

std::string Core::next_request_id() {
  char text[24];
  std::snprintf(text, sizeof text, "%llx", static_cast<unsigned long long>(++last_request_));
  return request_id_prefix_ + text;
}

std::string_view Core::date(std::uint64_t now_ms) {
  if (date_.empty() || now_ms - date_at_ms_ >= 1000) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    date_ = http_date(std::chrono::duration_cast<std::chrono::seconds>(now).count());
    date_at_ms_ = now_ms;
  }
  return date_;
}

}  // namespace centralino::http
