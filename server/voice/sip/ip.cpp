#include "voice/sip/ip.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace centralino::voice {

std::string Ip::text() const {
  char text[INET6_ADDRSTRLEN] = {};
  inet_ntop(v6 ? AF_INET6 : AF_INET, bytes.data(), text, sizeof text);
  return text;
}

bool Ip::any() const { return *this == Ip{v6, {}}; }

Ip Ip::network(int kept) const {
  Ip out = *this;
  for (int i = 0; i < 16; ++i) {
    const int here = std::clamp(kept - i * 8, 0, 8);
    out.bytes[i] = static_cast<std::uint8_t>(out.bytes[i] & (0xff00 >> here));
  }
  return out;
}

std::optional<Ip> parse_ip(std::string_view text) {
  char terminated[INET6_ADDRSTRLEN] = {};
  if (text.empty() || text.size() >= sizeof terminated) return std::nullopt;
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  std::memcpy(terminated, text.data(), text.size());
  Ip ip;
  if (inet_pton(AF_INET, terminated, ip.bytes.data()) == 1) return ip;
  if (inet_pton(AF_INET6, terminated, ip.bytes.data()) != 1) return std::nullopt;
  static constexpr std::array<std::uint8_t, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (std::equal(mapped.begin(), mapped.end(), ip.bytes.begin())) {
    Ip v4;
    std::copy(ip.bytes.begin() + 12, ip.bytes.end(), v4.bytes.begin());
    return v4;
  }
  ip.v6 = true;
  return ip;
}

std::optional<Network> parse_network(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto ip = parse_ip(text.substr(0, slash));
  if (!ip) return std::nullopt;
  const std::int64_t widest = ip->v6 ? 128 : 32;
  std::int64_t bits = widest;
  if (slash < text.size()) {
    const auto number = whole_number(text.substr(slash + 1));
    if (!number || *number < 0 || *number > widest) return std::nullopt;
    bits = *number;
  }
  return Network{ip->network(static_cast<int>(bits)), static_cast<int>(bits)};
}

bool contains(const std::vector<Network>& networks, const Ip& ip) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const Network& network) { return network.contains(ip); });
}

std::optional<HostPort> parse_host_port(std::string_view text) {
  HostPort out;
  std::string_view rest;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    out.host = text.substr(1, end - 1);
    rest = text.substr(end + 1);
    if (!rest.empty() && rest.front() != ':') return std::nullopt;
  } else {
    const std::size_t colon = std::min(text.find(':'), text.size());
    out.host = text.substr(0, colon);
    rest = text.substr(colon);
  }
  if (out.host.empty()) return std::nullopt;
  if (rest.empty()) return out;
  const auto port = whole_number(rest.substr(1));
  if (!port || *port < 0 || *port > 65'535) return std::nullopt;
  out.port = static_cast<std::uint16_t>(*port);
  return out;
}

std::string in_uri(std::string_view host) {
  if (host.find(':') == std::string_view::npos) return std::string(host);
  return "[" + std::string(host) + "]";
}

}  // namespace centralino::voice
