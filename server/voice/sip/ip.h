// Addresses of the internet, networks and "host:port" as values. Pure.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace centralino::voice {

// IPv4 in the first four bytes. IPv4 inside IPv6 (::ffff:1.2.3.4) is IPv4.
struct Ip {
  bool v6 = false;
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Ip&) const = default;

  std::string text() const;
  bool any() const;            // 0.0.0.0, ::
  Ip network(int bits) const;  // with all but the first bits cleared
  // Who is counted as one: a /24, or a /64 of IPv6.
  Ip neighbourhood() const { return network(v6 ? 64 : 24); }
};
std::optional<Ip> parse_ip(std::string_view text);

struct Network {
  Ip first;
  int bits = 0;
  bool contains(const Ip& ip) const { return ip.v6 == first.v6 && ip.network(bits) == first; }
};
// "192.0.2.0/24", or an address alone. Bits beyond the prefix are cleared.
std::optional<Network> parse_network(std::string_view text);
bool contains(const std::vector<Network>& networks, const Ip& ip);

// "192.0.2.1:5060", "[2001:db8::1]:5060", "sip.example.net:5060"; without a port it is 0.
struct HostPort {
  std::string host;
  std::uint16_t port = 0;
};
std::optional<HostPort> parse_host_port(std::string_view text);

// As written in a URI: IPv6 in brackets.
std::string in_uri(std::string_view host);

}  // namespace centralino::voice
