#include "platform/http/forwarded.h"

#include <algorithm>
#include <string_view>

namespace centralino::http {
namespace {

bool reserved(std::string_view name) {
  return same_name(name, "X-Forwarded-For") || same_name(name, "X-Forwarded-Proto") ||
         same_name(name, "X-Forwarded-Host") || same_name(name, "X-Request-Id") ||
         same_name(name, "Forwarded");
}

// All elements of a list header, over all its lines, in order.
std::vector<std::string_view> elements(const Request& request, std::string_view name) {
  std::vector<std::string_view> found;
  for (const Header& header : request.headers) {
    if (!same_name(header.name, name)) continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      found.push_back(trim(rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return found;
}

Address client_address(const Request& request, const Address& peer,
                       const std::vector<Cidr>& trusted) {
  const auto hops = elements(request, "X-Forwarded-For");
  Address client = peer;
  for (auto hop = hops.rbegin(); hop != hops.rend() && contains(trusted, client); ++hop) {
    const std::optional<Address> address = parse_address_and_port(*hop);
    if (!address) break;  // what lies left of nonsense is nonsense
    client = *address;
  }
  return client;
}

bool plausible_id(std::string_view id) {
  return id.size() >= 8 && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '-' || c == '_' || c == '.';
         });
}

bool plausible_host(std::string_view host) {
  return !host.empty() && host.size() <= 255 && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("-._:[]").find(c) != std::string_view::npos;
  });
}

}  // namespace

void apply_forwarding(Request& request, const Address& peer, bool secure_connection,
                      const std::vector<Cidr>& trusted_proxies, std::string fresh_request_id) {
  request.remote = peer.to_string();
  request.secure = secure_connection;
  request.request_id = std::move(fresh_request_id);
  if (!contains(trusted_proxies, peer)) {
    std::erase_if(request.headers, [](const Header& header) { return reserved(header.name); });
    return;
  }
  request.remote = client_address(request, peer, trusted_proxies).to_string();
  const auto protocols = elements(request, "X-Forwarded-Proto");
  if (!protocols.empty()) request.secure = same_name(protocols.back(), "https");
  const auto hosts = elements(request, "X-Forwarded-Host");
  if (!hosts.empty() && plausible_host(hosts.back())) {
    request.host = hosts.back();
    for (char& c : request.host) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
  }
  const std::string_view id = request.header("X-Request-Id");
  if (plausible_id(id)) request.request_id = id;
}

}  // namespace centralino::http
