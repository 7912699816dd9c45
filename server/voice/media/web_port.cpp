#include "voice/media/web_port.h"

#include <sys/socket.h>

#include <cstring>
#include <string_view>

#include "platform/crypto/crypto.h"
#include "voice/media/ice.h"
#include "voice/media/web_path.h"

namespace centralino::voice {

struct WebPort::Buffers {
  Buffers() {
    for (std::size_t i = 0; i < batch; ++i) {
      vectors[i] = {bytes[i].data(), bytes[i].size()};
      messages[i].msg_hdr.msg_iov = &vectors[i];
      messages[i].msg_hdr.msg_iovlen = 1;
      messages[i].msg_hdr.msg_name = &addresses[i].any;
    }
  }
  std::array<std::array<std::uint8_t, packet_bytes_max>, batch> bytes{};
  std::array<SocketAddress, batch> addresses{};
  std::array<iovec, batch> vectors{};
  std::array<mmsghdr, batch> messages{};
};

std::size_t WebPort::Hash::operator()(const TransportAddress& address) const {
  const std::string_view bytes(reinterpret_cast<const char*>(address.bytes.data()),
                               address.bytes.size());
  return std::hash<std::string_view>{}(bytes) ^ address.port * std::size_t{0x9E3779B97F4A7C15ULL};
}

WebPort::WebPort(ShardContext& context, UdpSocket socket)
    : context_(context),
      socket_(std::move(socket)),
      port_(socket_.port()),
      strangers_(crypto::random_seed(), false, strangers_a_second, 2 * strangers_a_second),
      known_(crypto::random_seed(), true, known_a_second, 2 * known_a_second),
      in_(std::make_unique<Buffers>()),
      out_(std::make_unique<Buffers>()) {
  socket_.receive_buffer(receive_bytes);
  socket_.send_buffer(send_bytes);
}

WebPort::~WebPort() { flush(); }

void WebPort::remove(const TransportAddress& address, const WebPath& path) {
  const auto found = by_address_.find(address);
  if (found != by_address_.end() && found->second == &path) by_address_.erase(found);
}

void WebPort::receive() {
  for (mmsghdr& message : in_->messages) message.msg_hdr.msg_namelen = sizeof(sockaddr_in6);
  const int count = recvmmsg(socket_.fd(), in_->messages.data(), batch, MSG_DONTWAIT, nullptr);
  for (int n = 0; n < count; ++n) {
    const auto i = static_cast<std::size_t>(n);
    in_->addresses[i].size = in_->messages[i].msg_hdr.msg_namelen;
    dispatch(std::span(in_->bytes[i]).first(in_->messages[i].msg_len), in_->addresses[i]);
  }
}

// RFC 7983 §7: the first byte says what a packet is.
void WebPort::dispatch(std::span<std::uint8_t> bytes, const SocketAddress& from) {
  context_.counters.packets_in.add();
  const TransportAddress source = transport_address(from);
  const auto known = by_address_.find(source);
  WebPath* path = known == by_address_.end() ? nullptr : known->second;
  if (looks_like_stun(bytes)) {
    const bool allowed = path != nullptr ? known_.allow(source, context_.now_us)
                                         : strangers_.allow(source, context_.now_us);
    const auto message = allowed ? read_stun(bytes) : std::nullopt;
    const auto found = message ? by_ufrag_.find(std::string(stream_of(*message))) : by_ufrag_.end();
    if (found != by_ufrag_.end() && found->second->receive_check(bytes, source)) return;
  } else if (path != nullptr && !bytes.empty()) {
    if (bytes[0] >= 20 && bytes[0] <= 63) {
      if (known_.allow(source, context_.now_us)) return path->receive_dtls(bytes, from);
    } else if (path->receive_audio(bytes)) {
      return;
    }
  }
  context_.counters.packets_refused.add();
}

void WebPort::send(std::span<const std::uint8_t> bytes, const SocketAddress& to) {
  if (bytes.size() > packet_bytes_max || !to) return;
  if (waiting_ == batch) flush();
  std::memcpy(out_->bytes[waiting_].data(), bytes.data(), bytes.size());
  out_->vectors[waiting_].iov_len = bytes.size();
  out_->addresses[waiting_] = to;
  out_->messages[waiting_].msg_hdr.msg_namelen = to.size;
  ++waiting_;
}

void WebPort::flush() {
  std::size_t sent = 0;
  while (sent < waiting_) {
    const int count = sendmmsg(socket_.fd(), out_->messages.data() + sent,
                               static_cast<unsigned>(waiting_ - sent), MSG_DONTWAIT);
    // The first of them could not leave: lost, as on any network.
    sent += count > 0 ? static_cast<std::size_t>(count) : 1;
  }
  waiting_ = 0;
}

}  // namespace centralino::voice
