#include "voice/media/ports.h"

namespace centralino::voice {

PortPairs::PortPairs(const SocketAddress& local, std::uint16_t first, std::uint16_t last)
    : local_(local), first_(static_cast<std::uint16_t>(first + first % 2)) {
  pairs_ = last > first_ ? (last - first_ + 1u) / 2 : 0;
}

std::optional<PortPairs::Pair> PortPairs::take() {
  const std::lock_guard lock(mutex_);
  for (std::uint32_t tried = 0; tried < pairs_; ++tried) {
    const auto port = static_cast<std::uint16_t>(first_ + 2 * next_);
    next_ = (next_ + 1) % pairs_;
    SocketAddress at = local_;
    at.v4.sin_port = htons(port);
    auto rtp = UdpSocket::bound(at);
    if (!rtp) continue;
    at.v4.sin_port = htons(static_cast<std::uint16_t>(port + 1));
    auto rtcp = UdpSocket::bound(at);
    if (!rtcp) continue;
    return Pair{std::move(*rtp), std::move(*rtcp), port};
  }
  return std::nullopt;
}

}  // namespace centralino::voice
