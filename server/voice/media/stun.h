// STUN messages (RFC 8489) as far as ICE needs them: binding requests and their answers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace centralino::voice {

// IPv4 in the first four bytes, or IPv6.
struct TransportAddress {
  std::array<std::uint8_t, 16> bytes{};
  std::uint16_t port = 0;
  bool v6 = false;
  bool operator==(const TransportAddress&) const = default;
};

enum class StunType : std::uint16_t {
  binding_request = 0x0001,
  binding_indication = 0x0011,
  binding_success = 0x0101,
  binding_error = 0x0111,
};

using StunTransaction = std::array<std::uint8_t, 12>;

struct StunMessage {
  StunType type = StunType::binding_request;
  StunTransaction transaction{};
  std::string_view username;  // of the bytes that were read
  std::optional<TransportAddress> mapped;
  std::optional<std::uint32_t> priority;
  std::optional<std::uint64_t> controlling;
  std::optional<std::uint64_t> controlled;
  bool use_candidate = false;
  int error = 0;                 // 300–699 of an error response
  std::size_t integrity_at = 0;  // where MESSAGE-INTEGRITY begins; 0 without
  bool fingerprint = false;      // there was one, and it was right
  std::uint16_t unknown = 0;     // first attribute that must be understood and is not; 0 none
};

constexpr std::size_t stun_bytes_max = 1'280;  // a message without fragments

// What shares a port with RTP (RFC 7983 §7): first byte 0–3, and the cookie.
bool looks_like_stun(std::span<const std::uint8_t> bytes);

// None for what is no binding message, has lengths that do not fit or a wrong FINGERPRINT.
// What follows MESSAGE-INTEGRITY is ignored (§14.5), but for the FINGERPRINT.
std::optional<StunMessage> read_stun(std::span<const std::uint8_t> bytes);

// Whether MESSAGE-INTEGRITY is there and was made with this password (short-term credentials,
// §9.1).
bool stun_is_from(std::span<const std::uint8_t> bytes, const StunMessage& message,
                  std::string_view password);

// Writes one message into a buffer of `stun_bytes_max`; what does not fit is not written. Integrity
// and fingerprint come last, in this order.
class StunWriter {
 public:
  StunWriter(StunType type, const StunTransaction& transaction, std::span<std::uint8_t> out);
  void username(std::string_view name);
  void mapped(const TransportAddress& address);
  void priority(std::uint32_t value);
  void use_candidate();
  void controlling(std::uint64_t tie_breaker);
  void controlled(std::uint64_t tie_breaker);
  void error(int code, std::string_view reason);
  void unknown_attribute(std::uint16_t type);
  void integrity(std::string_view password);
  void fingerprint();
  std::size_t size() const { return size_; }

 private:
  // Room for the value of a new attribute, zeroed with its padding; null when it does not fit.
  std::uint8_t* attribute(std::uint16_t type, std::size_t size);
  void tie_breaker(std::uint16_t type, std::uint64_t value);

  std::span<std::uint8_t> out_;
  std::size_t size_ = 0;
};

}  // namespace centralino::voice
