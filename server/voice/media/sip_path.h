// A telephone's sockets: one for audio, one for its reports; encrypted with keys from the
// description (SDES) or not at all.
#pragma once

#include <optional>

#include "voice/media/latch.h"
#include "voice/media/path.h"
#include "voice/media/ports.h"
#include "voice/media/rtcp.h"
#include "voice/media/shard_context.h"
#include "voice/media/srtp.h"

namespace centralino::voice {

class SipPath : public Path {
 public:
  // About 100 packets; the kernel takes it only when they are there.
  static constexpr int receive_bytes = 128 * 1'024;

  SipPath(ShardContext& context, PortPairs::Pair ports);

  int rtp_fd() const { return ports_.rtp.fd(); }
  int rtcp_fd() const { return ports_.rtcp.fd(); }

  // One packet of the socket, decrypted and from the right source: a view of the context's
  // `incoming`. Both are none when there was nothing, or nothing that counts. With rtcp-mux reports
  // come in at the audio's port.
  struct Received {
    std::optional<RtpPacket> rtp;
    std::optional<Rtcp> rtcp;
  };
  Received receive_rtp();
  std::optional<Rtcp> receive_rtcp();

  // Every 20 ms: talks to one address only once it is settled whose it is, and to any when that one
  // falls silent.
  void tick();

  bool agree(const sdp::Agreed& agreed) override;
  bool ready() const override { return static_cast<bool>(latch_.remote()); }
  bool send_rtp(std::span<std::uint8_t> buffer, std::size_t size) override;
  bool send_rtcp(std::span<std::uint8_t> buffer, std::size_t size) override;

 private:
  Received refused();
  void open_to_all();
  bool send_audio_port(std::span<const std::uint8_t> bytes);
  std::optional<Rtcp> reports(std::span<std::uint8_t> bytes, const SocketAddress& from);
  bool set_keys(const sdp::Agreed& agreed);
  bool expected(std::uint8_t payload_type) const;

  ShardContext& context_;
  PortPairs::Pair ports_;
  Latch latch_;
  bool connected_ = false;  // the audio's socket, to `latch_.remote()`
  SocketAddress rtcp_remote_;
  int audio_type_ = -1;
  int events_type_ = -1;
  bool rtcp_mux_ = false;
  bool encrypted_ = false;
  std::optional<Srtp> srtp_;
  std::string suite_, send_key_, receive_key_;  // of `srtp_`
};

}  // namespace centralino::voice
