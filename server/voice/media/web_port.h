// The port that all browsers of a shard share. A check of ICE says by its username which leg it is
// for; everything else comes from an address that such a check has proved.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "voice/media/shard_context.h"
#include "voice/media/source_limit.h"
#include "voice/media/udp_socket.h"

namespace centralino::voice {

class WebPath;

class WebPort {
 public:
  static constexpr std::size_t batch = 32;  // packets read or sent with one call of the kernel
  static constexpr std::size_t packet_bytes_max = 1'500;
  static constexpr int receive_bytes = 2 * 1'024 * 1'024;
  static constexpr int send_bytes = 1'024 * 1'024;
  // Checks of addresses that are not proved yet, by host: a whole office may come back at once.
  static constexpr double strangers_a_second = 200;
  // Checks and handshakes of each proved address.
  static constexpr double known_a_second = 50;

  WebPort(ShardContext& context, UdpSocket socket);
  ~WebPort();

  int fd() const { return socket_.fd(); }
  std::uint16_t port() const { return port_; }

  // Reads what is there, at most one batch, and hands it to the legs' paths.
  void receive();

  // Leaves with the next `flush`, or when a batch is full.
  void send(std::span<const std::uint8_t> bytes, const SocketAddress& to);
  void flush();

  void add(const std::string& ufrag, WebPath& path) { by_ufrag_[ufrag] = &path; }
  void remove(const std::string& ufrag) { by_ufrag_.erase(ufrag); }
  void add(const TransportAddress& address, WebPath& path) { by_address_[address] = &path; }
  void remove(const TransportAddress& address, const WebPath& path);

 private:
  struct Buffers;
  struct Hash {
    std::size_t operator()(const TransportAddress& address) const;
  };
  void dispatch(std::span<std::uint8_t> bytes, const SocketAddress& from);

  ShardContext& context_;
  UdpSocket socket_;
  std::uint16_t port_;
  SourceLimit strangers_;
  SourceLimit known_;
  std::unique_ptr<Buffers> in_;
  std::unique_ptr<Buffers> out_;
  std::size_t waiting_ = 0;  // in `out_`
  std::unordered_map<std::string, WebPath*> by_ufrag_;
  std::unordered_map<TransportAddress, WebPath*, Hash> by_address_;
};

}  // namespace centralino::voice
