#include "voice/media/stun.h"

#include <algorithm>

#include "base/check.h"
#include "platform/crypto/hmac_sha1.h"
#include "voice/media/bytes.h"

namespace centralino::voice {
namespace {

constexpr std::size_t header_bytes = 20;
constexpr std::uint32_t cookie = 0x2112a442;
constexpr std::uint32_t fingerprint_xor = 0x5354554e;

enum : std::uint16_t {
  at_username = 0x0006,
  at_integrity = 0x0008,
  at_error = 0x0009,
  at_unknown = 0x000a,
  at_mapped = 0x0020,
  at_priority = 0x0024,
  at_use_candidate = 0x0025,
  at_optional = 0x8000,  // this and above need not be understood
  at_fingerprint = 0x8028,
  at_controlled = 0x8029,
  at_controlling = 0x802a,
};

constexpr auto crc_table = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ (value & 1 ? 0xedb88320u : 0);
    table[i] = value;
  }
  return table;
}();

std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
  std::uint32_t value = 0xffffffff;
  for (const std::uint8_t byte : bytes) value = value >> 8 ^ crc_table[(value ^ byte) & 0xff];
  return ~value;
}

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// The address is mixed with cookie and transaction (§14.2); the same again undoes it.
void mix(TransportAddress& address, const StunTransaction& transaction) {
  std::array<std::uint8_t, 16> key{};
  write32(key.data(), cookie);
  std::copy(transaction.begin(), transaction.end(), key.begin() + 4);
  for (std::size_t i = 0; i < (address.v6 ? 16u : 4u); ++i) address.bytes[i] ^= key[i];
  address.port = static_cast<std::uint16_t>(address.port ^ cookie >> 16);
}

std::optional<TransportAddress> read_mapped(std::span<const std::uint8_t> value,
                                            const StunTransaction& transaction) {
  const bool v6 = value.size() == 20 && value[1] == 2;
  if (!v6 && !(value.size() == 8 && value[1] == 1)) return std::nullopt;
  TransportAddress address;
  address.v6 = v6;
  address.port = read16(&value[2]);
  std::copy(value.begin() + 4, value.end(), address.bytes.begin());
  mix(address, transaction);
  return address;
}

// False when the value has not the size it must have.
bool read_attribute(StunMessage& message, std::uint16_t type, std::span<const std::uint8_t> value) {
  switch (type) {
    case at_username:
      message.username = {reinterpret_cast<const char*>(value.data()), value.size()};
      return value.size() <= 513;
    case at_mapped:
      message.mapped = read_mapped(value, message.transaction);
      return message.mapped.has_value();
    case at_priority:
      if (value.size() == 4) message.priority = read32(value.data());
      return value.size() == 4;
    case at_use_candidate:
      message.use_candidate = true;
      return value.empty();
    case at_controlled:
      if (value.size() == 8) message.controlled = read64(value.data());
      return value.size() == 8;
    case at_controlling:
      if (value.size() == 8) message.controlling = read64(value.data());
      return value.size() == 8;
    case at_error:
      if (value.size() >= 4) message.error = (value[2] & 7) * 100 + value[3] % 100;
      return value.size() >= 4;
    case at_unknown:
      return true;
    default:
      if (type < at_optional && message.unknown == 0) message.unknown = type;
      return true;
  }
}

}  // namespace

bool looks_like_stun(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= header_bytes && bytes[0] < 4 && read32(&bytes[4]) == cookie;
}

std::optional<StunMessage> read_stun(std::span<const std::uint8_t> bytes) {
  if (!looks_like_stun(bytes) || bytes.size() > stun_bytes_max) return std::nullopt;
  if (read16(&bytes[2]) != bytes.size() - header_bytes || bytes.size() % 4 != 0)
    return std::nullopt;
  StunMessage message;
  const std::uint16_t type = read16(bytes.data());
  if ((type & ~0x0110u) != 1) return std::nullopt;  // another method than binding
  message.type = static_cast<StunType>(type);
  std::copy_n(bytes.begin() + 8, message.transaction.size(), message.transaction.begin());
  for (std::size_t at = header_bytes; at < bytes.size();) {
    const std::uint16_t kind = read16(&bytes[at]);
    const std::size_t size = read16(&bytes[at + 2]);
    if (size > bytes.size() - at - 4) return std::nullopt;
    const auto value = bytes.subspan(at + 4, size);
    if (kind == at_fingerprint) {
      const bool last = at + 8 == bytes.size();
      if (size != 4 || !last || read32(value.data()) != (crc32(bytes.first(at)) ^ fingerprint_xor))
        return std::nullopt;
      message.fingerprint = true;
    } else if (message.integrity_at == 0) {
      if (kind == at_integrity) {
        if (size != 20) return std::nullopt;
        message.integrity_at = at;
      } else if (!read_attribute(message, kind, value)) {
        return std::nullopt;
      }
    }
    at += 4 + (size + 3) / 4 * 4;
  }
  return message;
}

bool stun_is_from(std::span<const std::uint8_t> bytes, const StunMessage& message,
                  std::string_view password) {
  if (message.integrity_at == 0) return false;
  // As it was when the attribute was written: nothing behind it, and a length that says so (§14.5).
  std::array<std::uint8_t, stun_bytes_max> copy;
  const std::size_t size = message.integrity_at;
  std::copy_n(bytes.begin(), size, copy.begin());
  write16(&copy[2], static_cast<std::uint32_t>(size - header_bytes + 24));
  const auto digest = crypto::hmac_sha1(bytes_of(password), std::span(copy).first(size));
  return crypto::equal(digest, bytes.subspan(size + 4).first<20>());
}

StunWriter::StunWriter(StunType type, const StunTransaction& transaction,
                       std::span<std::uint8_t> out)
    : out_(out), size_(header_bytes) {
  CHECK(out.size() >= stun_bytes_max, "no room for a STUN message");
  write16(&out_[0], static_cast<std::uint16_t>(type));
  write16(&out_[2], 0);
  write32(&out_[4], cookie);
  std::copy(transaction.begin(), transaction.end(), out_.begin() + 8);
}

std::uint8_t* StunWriter::attribute(std::uint16_t type, std::size_t size) {
  const std::size_t padded = (size + 3) / 4 * 4;
  if (size_ + 4 + padded > stun_bytes_max) return nullptr;
  std::uint8_t* at = &out_[size_];
  write16(at, type);
  write16(at + 2, static_cast<std::uint32_t>(size));
  std::fill_n(at + 4, padded, std::uint8_t{0});
  size_ += 4 + padded;
  write16(&out_[2], static_cast<std::uint32_t>(size_ - header_bytes));
  return at + 4;
}

void StunWriter::username(std::string_view name) {
  if (auto* at = attribute(at_username, name.size())) std::copy(name.begin(), name.end(), at);
}

void StunWriter::mapped(const TransportAddress& address) {
  TransportAddress mixed = address;
  StunTransaction transaction{};
  std::copy_n(out_.begin() + 8, transaction.size(), transaction.begin());
  mix(mixed, transaction);
  const std::size_t size = address.v6 ? 16 : 4;
  if (auto* at = attribute(at_mapped, 4 + size)) {
    at[1] = address.v6 ? 2 : 1;
    write16(at + 2, mixed.port);
    std::copy_n(mixed.bytes.begin(), size, at + 4);
  }
}

void StunWriter::priority(std::uint32_t value) {
  if (auto* at = attribute(at_priority, 4)) write32(at, value);
}
void StunWriter::use_candidate() { attribute(at_use_candidate, 0); }
void StunWriter::tie_breaker(std::uint16_t type, std::uint64_t value) {
  if (auto* at = attribute(type, 8)) write64(at, value);
}
void StunWriter::controlling(std::uint64_t value) { tie_breaker(at_controlling, value); }
void StunWriter::controlled(std::uint64_t value) { tie_breaker(at_controlled, value); }

void StunWriter::error(int code, std::string_view reason) {
  if (auto* at = attribute(at_error, 4 + reason.size())) {
    at[2] = static_cast<std::uint8_t>(code / 100);
    at[3] = static_cast<std::uint8_t>(code % 100);
    std::copy(reason.begin(), reason.end(), at + 4);
  }
}

void StunWriter::unknown_attribute(std::uint16_t type) {
  if (auto* at = attribute(at_unknown, 2)) write16(at, type);
}

void StunWriter::integrity(std::string_view password) {
  const std::size_t before = size_;
  auto* at = attribute(at_integrity, 20);  // the length counts it already, as it must
  if (at == nullptr) return;
  const auto digest = crypto::hmac_sha1(bytes_of(password), out_.first(before));
  std::copy(digest.begin(), digest.end(), at);
}

void StunWriter::fingerprint() {
  const std::size_t before = size_;
  if (auto* at = attribute(at_fingerprint, 4))
    write32(at, crc32(out_.first(before)) ^ fingerprint_xor);
}

}  // namespace centralino::voice
