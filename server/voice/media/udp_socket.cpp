#include "voice/media/udp_socket.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace centralino::voice {

bool SocketAddress::same_host(const SocketAddress& other) const {
  if (size != other.size || any.sa_family != other.any.sa_family) return false;
  if (any.sa_family == AF_INET) return v4.sin_addr.s_addr == other.v4.sin_addr.s_addr;
  return std::memcmp(&v6.sin6_addr, &other.v6.sin6_addr, sizeof v6.sin6_addr) == 0;
}

bool SocketAddress::operator==(const SocketAddress& other) const {
  // Both families have the port in the same place.
  return v4.sin_port == other.v4.sin_port && same_host(other);
}

std::optional<SocketAddress> socket_address(const std::string& host, std::uint16_t port) {
  SocketAddress out;
  if (inet_pton(AF_INET, host.c_str(), &out.v4.sin_addr) == 1) {
    out.v4.sin_family = AF_INET;
    out.v4.sin_port = htons(port);
    out.size = sizeof out.v4;
    return out;
  }
  if (inet_pton(AF_INET6, host.c_str(), &out.v6.sin6_addr) == 1) {
    out.v6.sin6_family = AF_INET6;
    out.v6.sin6_port = htons(port);
    out.size = sizeof out.v6;
    return out;
  }
  return std::nullopt;
}

SocketAddress socket_address(const TransportAddress& address) {
  SocketAddress out;
  if (address.v6) {
    out.v6.sin6_family = AF_INET6;
    out.v6.sin6_port = htons(address.port);
    std::memcpy(&out.v6.sin6_addr, address.bytes.data(), 16);
    out.size = sizeof out.v6;
  } else {
    out.v4.sin_family = AF_INET;
    out.v4.sin_port = htons(address.port);
    std::memcpy(&out.v4.sin_addr, address.bytes.data(), 4);
    out.size = sizeof out.v4;
  }
  return out;
}

TransportAddress transport_address(const SocketAddress& address) {
  TransportAddress out;
  out.v6 = address.any.sa_family == AF_INET6;
  out.port = ntohs(address.v4.sin_port);
  if (out.v6) {
    std::memcpy(out.bytes.data(), &address.v6.sin6_addr, 16);
  } else {
    std::memcpy(out.bytes.data(), &address.v4.sin_addr, 4);
  }
  return out;
}

std::optional<UdpSocket> UdpSocket::bound(const SocketAddress& local) {
  const int fd = socket(local.any.sa_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return std::nullopt;
  UdpSocket out(fd);
  if (bind(fd, &local.any, local.size) != 0) return std::nullopt;
  return out;
}

UdpSocket::~UdpSocket() {
  if (fd_ >= 0) close(fd_);
}

UdpSocket& UdpSocket::operator=(UdpSocket&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

std::uint16_t UdpSocket::port() const {
  SocketAddress local;
  socklen_t size = sizeof local.v6;
  if (getsockname(fd_, &local.any, &size) != 0) return 0;
  return ntohs(local.v4.sin_port);
}

std::optional<std::size_t> UdpSocket::receive(std::span<std::uint8_t> into, SocketAddress& from) {
  from.size = sizeof from.v6;
  const ssize_t size = recvfrom(fd_, into.data(), into.size(), 0, &from.any, &from.size);
  if (size < 0) return std::nullopt;
  return static_cast<std::size_t>(size);
}

bool UdpSocket::send(std::span<const std::uint8_t> bytes, const SocketAddress& to) {
  return sendto(fd_, bytes.data(), bytes.size(), 0, &to.any, to.size) ==
         static_cast<ssize_t>(bytes.size());
}

bool UdpSocket::connect(const SocketAddress& to) { return ::connect(fd_, &to.any, to.size) == 0; }

void UdpSocket::disconnect() {
  sockaddr nobody{};
  nobody.sa_family = AF_UNSPEC;
  ::connect(fd_, &nobody, sizeof nobody);
}

bool UdpSocket::send(std::span<const std::uint8_t> bytes) {
  return ::send(fd_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size());
}

void UdpSocket::receive_buffer(int bytes) {
  setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

void UdpSocket::send_buffer(int bytes) {
  setsockopt(fd_, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
}

}  // namespace centralino::voice
