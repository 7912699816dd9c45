// A browser's way in and out: ICE says where it is, DTLS agrees keys, SRTP carries the audio. When
// the browser comes back all of it is made anew behind the same leg.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "voice/media/dtls.h"
#include "voice/media/ice.h"
#include "voice/media/path.h"
#include "voice/media/rtcp.h"
#include "voice/media/shard_context.h"
#include "voice/media/srtp.h"
#include "voice/media/web_port.h"

namespace centralino::voice {

class Leg;

class WebPath : public Path {
 public:
  // Without audio, reports or checks for so long, the browser is gone (RFC 7675 §5.1 has 30 s;
  // callers should not wait that long for comfort).
  static constexpr std::int64_t gone_us = 5'000'000;

  WebPath(ShardContext& context, WebPort& port, const DtlsIdentity& identity, LegId id);
  ~WebPath() override;

  // Where what comes in goes; must be set before anything comes.
  void belongs_to(Leg& leg) { leg_ = &leg; }

  // What our next description says; used from the next `agree` on.
  void prepare(IceLite::Credentials credentials) { prepared_ = std::move(credentials); }

  bool agree(const sdp::Agreed& agreed) override;
  bool ready() const override { return srtp_.has_value() && static_cast<bool>(remote_); }
  bool send_rtp(std::span<std::uint8_t> buffer, std::size_t size) override;
  bool send_rtcp(std::span<std::uint8_t> buffer, std::size_t size) override;

  // From the port. False: not to be believed.
  bool receive_check(std::span<const std::uint8_t> bytes, const TransportAddress& source);
  void receive_dtls(std::span<const std::uint8_t> bytes, const SocketAddress& from);
  bool receive_audio(std::span<std::uint8_t> bytes);

  void tick();  // every 20 ms

 private:
  void forget_addresses();
  void remember(const TransportAddress& address);
  void restart_dtls();
  void follow_dtls();
  void alive();
  void down(bool renewed = false);

  ShardContext& context_;
  WebPort& port_;
  const DtlsIdentity& identity_;
  LegId id_;
  Leg* leg_ = nullptr;

  std::optional<IceLite::Credentials> prepared_;
  std::optional<IceLite> ice_;
  std::array<std::optional<TransportAddress>, 8> addresses_{};  // as many as IceLite knows
  std::size_t next_address_ = 0;
  SocketAddress remote_;
  sdp::Fingerprint theirs_;
  bool client_ = false;
  std::unique_ptr<Dtls> dtls_;
  std::optional<Srtp> srtp_;
  std::string keys_used_;    // the ones of `srtp_`
  SocketAddress handshake_;  // where the last message of the handshake came from
  bool up_ = false;
  std::int64_t alive_us_ = 0;
};

}  // namespace centralino::voice
