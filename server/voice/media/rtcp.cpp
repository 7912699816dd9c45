#include "voice/media/rtcp.h"

#include <algorithm>

#include "voice/media/bytes.h"

namespace centralino::voice {
namespace {

enum : std::uint8_t {
  sender_report = 200,
  receiver_report = 201,
  description = 202,
  goodbye = 203,
  transport_feedback = 205,
  payload_feedback = 206
};
constexpr std::size_t info_bytes = 20;
constexpr std::size_t block_bytes = 24;

ReportBlock read_block(const std::uint8_t* at) {
  ReportBlock block;
  block.ssrc = read32(at);
  block.fraction = at[4];
  const std::uint32_t lost = read32(at + 4) & 0xffffff;
  block.lost = static_cast<std::int32_t>(lost) - ((lost & 0x800000) != 0 ? 0x1000000 : 0);
  block.highest = read32(at + 8);
  block.jitter = read32(at + 12);
  block.last_sr = read32(at + 16);
  block.since_sr = read32(at + 20);
  return block;
}

// One packet of a compound; false when its count does not fit its length.
bool read_part(Rtcp& rtcp, std::uint8_t type, std::size_t count,
               std::span<const std::uint8_t> body) {
  switch (type) {
    case sender_report:
    case receiver_report: {
      const std::size_t before = 4 + (type == sender_report ? info_bytes : 0);
      if (body.size() < before + count * block_bytes) return false;
      rtcp.ssrc = read32(body.data());
      if (type == sender_report)
        rtcp.sender =
            SenderInfo{read64(&body[4]), read32(&body[12]), read32(&body[16]), read32(&body[20])};
      for (std::size_t i = 0; i < count && rtcp.block_count < rtcp.blocks.size(); ++i)
        rtcp.blocks[rtcp.block_count++] = read_block(&body[before + i * block_bytes]);
      return true;
    }
    case goodbye:
      rtcp.bye = true;
      return body.size() >= 4 * count;
    case transport_feedback:
    case payload_feedback:
      rtcp.feedback = true;
      return body.size() >= 8;
    default:
      return true;
  }
}

}  // namespace

std::optional<Rtcp> read_rtcp(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < 4) return std::nullopt;
  Rtcp rtcp;
  while (!bytes.empty()) {
    if (bytes.size() < 4 || bytes[0] >> 6 != 2 || bytes[1] < 192 || bytes[1] > 223)
      return std::nullopt;
    const std::size_t size = 4 + 4u * read16(&bytes[2]);
    if (size > bytes.size()) return std::nullopt;
    if (!read_part(rtcp, bytes[1], bytes[0] & 31, bytes.first(size).subspan(4)))
      return std::nullopt;
    bytes = bytes.subspan(size);
  }
  return rtcp;
}

std::size_t write_rtcp(std::uint32_t ssrc, const std::optional<SenderInfo>& sender,
                       const std::optional<ReportBlock>& block, std::string_view cname, bool bye,
                       std::span<std::uint8_t> out) {
  std::size_t at = 0;
  const auto put32 = [&](std::uint32_t value) {
    write32(&out[at], value);
    at += 4;
  };
  const auto put_header = [&](std::size_t count, std::uint8_t type, std::size_t words) {
    put32(2u << 30 |
          static_cast<std::uint32_t>(count << 24 | static_cast<std::size_t>(type) << 16 | words));
  };
  const std::size_t blocks = block ? 1 : 0;
  put_header(blocks, sender ? sender_report : receiver_report,
             1 + (sender ? info_bytes / 4 : 0) + blocks * block_bytes / 4);
  put32(ssrc);
  if (sender) {
    put32(static_cast<std::uint32_t>(sender->ntp >> 32));
    put32(static_cast<std::uint32_t>(sender->ntp));
    put32(sender->timestamp);
    put32(sender->packets);
    put32(sender->bytes);
  }
  if (block) {
    put32(block->ssrc);
    const auto lost = std::clamp(block->lost, -0x800000, 0x7fffff);
    put32(static_cast<std::uint32_t>(block->fraction) << 24 |
          (static_cast<std::uint32_t>(lost) & 0xffffff));
    put32(block->highest);
    put32(block->jitter);
    put32(block->last_sr);
    put32(block->since_sr);
  }
  cname = cname.substr(0, 32);
  const std::size_t chunk = (4 + 2 + cname.size() + 1 + 3) / 4 * 4;  // ends with zeros
  put_header(1, description, chunk / 4);
  const std::size_t end = at + chunk;
  put32(ssrc);
  out[at++] = 1;  // CNAME
  out[at++] = static_cast<std::uint8_t>(cname.size());
  for (const char c : cname) out[at++] = static_cast<std::uint8_t>(c);
  while (at < end) out[at++] = 0;
  if (bye) {
    put_header(1, goodbye, 1);
    put32(ssrc);
  }
  return at;
}

std::uint64_t ntp_of(std::int64_t unix_us) {
  constexpr std::int64_t from_1900_s = 2'208'988'800;
  const std::int64_t seconds = unix_us / 1'000'000 + from_1900_s;
  const auto rest_us = static_cast<std::uint64_t>(unix_us % 1'000'000);
  return static_cast<std::uint64_t>(seconds) << 32 | (rest_us << 32) / 1'000'000;
}

std::optional<std::int64_t> round_trip_us(const ReportBlock& block, std::uint64_t now_ntp) {
  if (block.last_sr == 0) return std::nullopt;
  const std::uint32_t units = middle_of(now_ntp) - block.last_sr - block.since_sr;
  constexpr std::uint32_t units_max = 60u << 16;
  if (static_cast<std::int32_t>(units) < 0) return 0;  // clocks round differently
  if (units > units_max) return std::nullopt;
  return static_cast<std::int64_t>(units) * 1'000'000 >> 16;
}

}  // namespace centralino::voice
