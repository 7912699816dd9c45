// Pairs of ports for telephones: audio on an even one, its reports on the next (RFC 3550 §11).
#pragma once

#include <mutex>

#include "voice/media/udp_socket.h"

namespace centralino::voice {

class PortPairs {
 public:
  // `first` to `last`, both included; pairs begin at even ports.
  PortPairs(const SocketAddress& local, std::uint16_t first, std::uint16_t last);

  struct Pair {
    UdpSocket rtp;
    UdpSocket rtcp;
    std::uint16_t port = 0;
  };
  // The next free pair; ports that were just given back come last, so that stragglers of an old
  // call do not reach a new one. None when all are taken. Any thread.
  std::optional<Pair> take();

 private:
  SocketAddress local_;
  std::uint16_t first_;
  std::uint32_t pairs_;
  std::mutex mutex_;
  std::uint32_t next_ = 0;
};

}  // namespace centralino::voice
