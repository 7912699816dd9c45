#include "voice/media/rtp.h"

#include <string_view>

#include "voice/media/bytes.h"

namespace centralino::voice {
namespace {

constexpr std::string_view digits = "0123456789*#ABCD";  // by event
constexpr unsigned version = 2;

}  // namespace

std::optional<RtpPacket> read_rtp(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < rtp_header_bytes || bytes[0] >> 6 != version) return std::nullopt;
  RtpPacket packet;
  packet.header.marker = (bytes[1] & 0x80) != 0;
  packet.header.payload_type = bytes[1] & 0x7f;
  packet.header.sequence = read16(&bytes[2]);
  packet.header.timestamp = read32(&bytes[4]);
  packet.header.ssrc = read32(&bytes[8]);
  std::size_t begin = rtp_header_bytes + 4u * (bytes[0] & 0x0f);
  if ((bytes[0] & 0x10) != 0) {  // header extension
    if (bytes.size() < begin + 4) return std::nullopt;
    begin += 4 + 4u * read16(&bytes[begin + 2]);
  }
  std::size_t end = bytes.size();
  if (begin > end) return std::nullopt;
  if ((bytes[0] & 0x20) != 0) {  // padding, its length in the last byte
    const std::size_t padding = bytes[end - 1];
    if (padding == 0 || padding > end - begin) return std::nullopt;
    end -= padding;
  }
  packet.payload = bytes.subspan(begin, end - begin);
  return packet;
}

void write_rtp_header(const RtpHeader& header, std::span<std::uint8_t> out) {
  out[0] = version << 6;
  out[1] = static_cast<std::uint8_t>((header.marker ? 0x80 : 0) | (header.payload_type & 0x7f));
  write16(&out[2], header.sequence);
  write32(&out[4], header.timestamp);
  write32(&out[8], header.ssrc);
}

bool looks_like_rtcp(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 8 && bytes[0] >> 6 == version && bytes[1] >= 192 && bytes[1] <= 223;
}

std::optional<TelephoneEvent> read_telephone_event(std::span<const std::uint8_t> payload) {
  if (payload.size() < 4) return std::nullopt;
  return TelephoneEvent{payload[0], (payload[1] & 0x80) != 0,
                        static_cast<std::uint8_t>(payload[1] & 0x3f), read16(&payload[2])};
}

void write_telephone_event(const TelephoneEvent& event, std::span<std::uint8_t> out) {
  out[0] = event.event;
  out[1] = static_cast<std::uint8_t>((event.end ? 0x80 : 0) | (event.volume & 0x3f));
  write16(&out[2], event.duration);
}

std::optional<char> digit_of(std::uint8_t event) {
  if (event >= digits.size()) return std::nullopt;
  return digits[event];
}

std::optional<std::uint8_t> event_of(char digit) {
  const auto at = digits.find(digit);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint8_t>(at);
}

}  // namespace centralino::voice
