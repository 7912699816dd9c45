// Packets from the network, each after its length in two bytes: RTP, RTCP, keys, and the jitter
// buffer behind them. Whatever comes, frames add up and figures make sense.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "voice/media/digits.h"
#include "voice/media/g711.h"
#include "voice/media/jitter.h"
#include "voice/media/reception.h"

using namespace centralino::voice;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

struct Receiver {
  DigitReceiver digits;
  Reception reception;
  JitterBuffer buffer;
  std::int64_t now_us = 1'000'000;

  void take(std::span<const std::uint8_t> bytes) {
    if (looks_like_rtcp(bytes)) {
      const auto rtcp = read_rtcp(bytes);
      if (!rtcp) return;
      require(rtcp->block_count <= rtcp->blocks.size());
      if (rtcp->sender) reception.receive_report(*rtcp->sender, now_us);
      for (std::size_t i = 0; i < rtcp->block_count; ++i)
        if (const auto trip = round_trip_us(rtcp->blocks[i], ntp_of(now_us)))
          require(*trip >= 0 && *trip <= 60'000'000);
      return;
    }
    const auto packet = read_rtp(bytes);
    if (!packet) return;
    require(packet->payload.size() <= bytes.size() - rtp_header_bytes);
    reception.receive(packet->header, now_us);
    require(reception.lost() >= 0 && reception.lost() <= reception.expected());
    if (packet->header.payload_type == 101) {
      if (const auto event = read_telephone_event(packet->payload))
        if (const auto digit = digits.receive(packet->header, *event, now_us / 1'000))
          require(event_of(*digit) == event->event);
      return;
    }
    std::array<Sample, JitterBuffer::packet_samples_max + 1> samples;
    const auto codes = packet->payload.first(std::min(packet->payload.size(), samples.size()));
    decode(Law::alaw, codes, samples);
    buffer.push(packet->header, Samples(samples).first(codes.size()), now_us);
  }

  void tick() {
    Frame frame;
    const auto popped = buffer.pop(now_us, frame);
    require(popped.heard + popped.concealed + popped.silent == static_cast<int>(frame.size()));
    const auto target_ms = buffer.figures().target_ms;
    require(target_ms >= PlayoutDelay::min_ms && target_ms <= PlayoutDelay::max_ms);
    (void)reception.block(now_us);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::span<const std::uint8_t> rest(data, size);
  static Receiver receiver;
  receiver = Receiver{};
  while (rest.size() >= 2) {
    const std::size_t said = static_cast<std::size_t>(rest[0] & 7) << 8 | rest[1];
    // The upper bits of a length say how much later the packet comes.
    receiver.now_us += std::int64_t{rest[0]} / 8 * 7'000;
    rest = rest.subspan(2);
    const auto packet = rest.first(std::min(said, rest.size()));
    receiver.take(packet);
    receiver.tick();
    receiver.now_us += 20'000;
    rest = rest.subspan(packet.size());
  }
  return 0;
}
