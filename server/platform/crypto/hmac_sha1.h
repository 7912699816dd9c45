// HMAC-SHA1 (RFC 2104), which STUN still asks for; for nothing new. OpenSSL underneath, since
// libsodium rightly has no SHA-1. About 2 µs for 100 bytes.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace centralino::crypto {

using Sha1 = std::array<std::uint8_t, 20>;

Sha1 hmac_sha1(std::span<const std::uint8_t> key, std::span<const std::uint8_t> data);

// Compares in constant time.
bool equal(const Sha1& digest, std::span<const std::uint8_t, 20> other);

}  // namespace centralino::crypto
