// A UDP socket and the addresses it talks to, without names: numbers only. Belongs to one thread
// once it is open.
#pragma once

#include <netinet/in.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "voice/media/stun.h"

namespace centralino::voice {

// Where packets come from and go to, as the kernel wants it.
struct SocketAddress {
  union {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
  };
  socklen_t size = 0;  // 0: nowhere

  SocketAddress() : v6{} {}
  explicit operator bool() const { return size != 0; }
  bool same_host(const SocketAddress& other) const;
  bool operator==(const SocketAddress& other) const;
};
// None when `host` is no number of IPv4 or IPv6.
std::optional<SocketAddress> socket_address(const std::string& host, std::uint16_t port);
SocketAddress socket_address(const TransportAddress& address);
TransportAddress transport_address(const SocketAddress& address);

class UdpSocket {
 public:
  UdpSocket() = default;
  // None when the port is taken or the address is not ours; port 0: any.
  static std::optional<UdpSocket> bound(const SocketAddress& local);
  ~UdpSocket();
  UdpSocket(UdpSocket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  UdpSocket& operator=(UdpSocket&& other) noexcept;

  int fd() const { return fd_; }
  std::uint16_t port() const;

  // Never waits. None when nothing is there, or only a complaint about an earlier packet.
  std::optional<std::size_t> receive(std::span<std::uint8_t> into, SocketAddress& from);
  // Never waits; what the kernel has no room for is lost, as on any network.
  bool send(std::span<const std::uint8_t> bytes, const SocketAddress& to);

  // From now on talks to one address only: what others send never arrives, and the kernel need not
  // look for the way with each packet (a quarter of what passing one on costs). False: it stays as
  // it was.
  bool connect(const SocketAddress& to);
  void disconnect();
  // To whom it is connected. Never waits.
  bool send(std::span<const std::uint8_t> bytes);

  // Room for what arrives while the thread is busy. A frame of 20 ms takes the kernel about 1 kB of
  // it.
  void receive_buffer(int bytes);
  void send_buffer(int bytes);

 private:
  explicit UdpSocket(int fd) : fd_(fd) {}
  int fd_ = -1;
};

}  // namespace centralino::voice
