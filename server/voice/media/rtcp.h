// RTCP (RFC 3550 §6): what both sides say about their streams. Feedback for video (RFC 4585: PLI,
// NACK) is read over, since we only have audio.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace centralino::voice {

struct SenderInfo {
  std::uint64_t ntp = 0;  // seconds since 1900 in the upper half
  std::uint32_t timestamp = 0;
  std::uint32_t packets = 0;
  std::uint32_t bytes = 0;  // of payload
};

struct ReportBlock {
  std::uint32_t ssrc = 0;      // of the stream reported about
  std::uint8_t fraction = 0;   // lost since the last report, in 256ths
  std::int32_t lost = 0;       // in all, 24 bits; negative with duplicates
  std::uint32_t highest = 0;   // sequence number with its wraps
  std::uint32_t jitter = 0;    // in timestamp units
  std::uint32_t last_sr = 0;   // middle of the last sender report's NTP time
  std::uint32_t since_sr = 0;  // in 1/65,536 s
};

struct Rtcp {
  std::uint32_t ssrc = 0;  // who reports
  std::optional<SenderInfo> sender;
  std::array<ReportBlock, 4> blocks{};  // more are left out
  std::size_t block_count = 0;
  bool bye = false;
  bool feedback = false;  // there was a PLI, NACK or the like
};

// A compound packet, or a single one (RFC 5506). None when a length does not fit or nothing is
// RTCP.
std::optional<Rtcp> read_rtcp(std::span<const std::uint8_t> bytes);

constexpr std::size_t rtcp_bytes_max = 128;
// A sender report, or a receiver report without `sender`; then the name (at most 32 bytes of it;
// §6.5.1), then BYE if asked for. `out` has room for `rtcp_bytes_max`. Returns the size.
std::size_t write_rtcp(std::uint32_t ssrc, const std::optional<SenderInfo>& sender,
                       const std::optional<ReportBlock>& block, std::string_view cname, bool bye,
                       std::span<std::uint8_t> out);

// Microseconds since 1970 as NTP time, and the middle 32 bits of such a time.
std::uint64_t ntp_of(std::int64_t unix_us);
constexpr std::uint32_t middle_of(std::uint64_t ntp) {
  return static_cast<std::uint32_t>(ntp >> 16);
}

// From a block about our stream that arrived at `now_ntp` (§6.4.1). None when it knows no report of
// ours yet or its numbers make no sense.
std::optional<std::int64_t> round_trip_us(const ReportBlock& block, std::uint64_t now_ntp);

}  // namespace centralino::voice
