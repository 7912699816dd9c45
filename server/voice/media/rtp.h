// RTP packets (RFC 3550 §5.1) and telephone events inside them (RFC 4733 §2.3), read and written in
// place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace centralino::voice {

constexpr std::size_t rtp_header_bytes = 12;
constexpr std::size_t rtp_packet_bytes_max = 1'500;

struct RtpHeader {
  bool marker = false;
  std::uint8_t payload_type = 0;  // 0–127
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t ssrc = 0;
};

struct RtpPacket {
  RtpHeader header;
  std::span<const std::uint8_t> payload;  // of the bytes that were read; without padding
};

// None for what is no RTP packet: too short, another version, lengths that do not fit.
std::optional<RtpPacket> read_rtp(std::span<const std::uint8_t> bytes);

// The first 12 bytes of a packet; `out` has room for them.
void write_rtp_header(const RtpHeader& header, std::span<std::uint8_t> out);

// RTP and RTCP may share a port (RFC 5761 §4): RTCP's packet types look like payload types 64–95.
bool looks_like_rtcp(std::span<const std::uint8_t> bytes);

struct TelephoneEvent {
  std::uint8_t event = 0;  // 0–9 digits, 10 *, 11 #, 12–15 A–D
  bool end = false;
  std::uint8_t volume = 10;    // dBm0 below zero
  std::uint16_t duration = 0;  // in timestamp units
};

std::optional<TelephoneEvent> read_telephone_event(std::span<const std::uint8_t> payload);
// 4 bytes; `out` has room for them.
void write_telephone_event(const TelephoneEvent& event, std::span<std::uint8_t> out);

// '0'–'9', '*', '#', 'A'–'D'; none for other events.
std::optional<char> digit_of(std::uint8_t event);
std::optional<std::uint8_t> event_of(char digit);

// Sequence numbers and timestamps wrap around: how far `b` is after `a`, negative when before.
constexpr std::int32_t distance(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::int32_t>(b - a);
}
constexpr std::int16_t distance(std::uint16_t a, std::uint16_t b) {
  return static_cast<std::int16_t>(static_cast<std::uint16_t>(b - a));
}

}  // namespace centralino::voice
