// Whole numbers in network order (most significant byte first). The caller has checked that there
// is room.
#pragma once

#include <cstdint>

namespace centralino::voice {

constexpr std::uint16_t read16(const std::uint8_t* at) {
  return static_cast<std::uint16_t>(at[0] << 8 | at[1]);
}
constexpr std::uint32_t read32(const std::uint8_t* at) {
  return static_cast<std::uint32_t>(read16(at)) << 16 | read16(at + 2);
}
constexpr std::uint64_t read64(const std::uint8_t* at) {
  return static_cast<std::uint64_t>(read32(at)) << 32 | read32(at + 4);
}
constexpr void write16(std::uint8_t* at, std::uint32_t value) {
  at[0] = static_cast<std::uint8_t>(value >> 8);
  at[1] = static_cast<std::uint8_t>(value);
}
constexpr void write32(std::uint8_t* at, std::uint32_t value) {
  write16(at, value >> 16);
  write16(at + 2, value);
}
constexpr void write64(std::uint8_t* at, std::uint64_t value) {
  write32(at, static_cast<std::uint32_t>(value >> 32));
  write32(at + 4, static_cast<std::uint32_t>(value));
}

}  // namespace centralino::voice
