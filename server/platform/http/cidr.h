// Internet addresses and address blocks ("10.0.0.0/8", "2001:db8::/32") as values. An IPv4 address
// mapped into IPv6 (::ffff:1.2.3.4) is the IPv4 address. Pure; parsing by inet_pton (RFC 4291).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace centralino::http {

struct Address {
  bool v6 = false;
  std::array<std::uint8_t, 16> bytes{};  // IPv4 uses the first four
  auto operator<=>(const Address&) const = default;

  std::string to_string() const;
  bool loopback() const;            // 127.0.0.0/8, ::1
  Address network(int bits) const;  // the address with all but the first bits cleared
};

// No brackets, zone, port or surrounding space.
std::optional<Address> parse_address(std::string_view text);
// As found in X-Forwarded-For: surrounding space, a port and brackets are removed.
std::optional<Address> parse_address_and_port(std::string_view text);

struct Cidr {
  Address network;
  int bits = 0;
  bool contains(const Address& address) const;
};

// A bare address is a block of one. Refuses a prefix out of range and host bits that are set
// ("10.0.0.1/8"), which are mostly typing mistakes.
std::optional<Cidr> parse_cidr(std::string_view text);

bool contains(const std::vector<Cidr>& blocks, const Address& address);

}  // namespace centralino::http
