// Encrypted audio (SRTP, RFC 3711, RFC 7714) with libsrtp2 underneath: a pair of contexts for one
// leg. What is forged or repeated is refused and changes nothing. Belongs to one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace centralino::voice {

enum class SrtpSuite : std::uint8_t { aes128_sha1_80, aes128_sha1_32, aes128_gcm, aes256_gcm };
// As in session descriptions (RFC 4568 §6.2, RFC 7714 §14.2).
std::optional<SrtpSuite> srtp_suite(std::string_view name);

struct SrtpLengths {
  std::size_t key = 16;
  std::size_t salt = 14;
};
SrtpLengths srtp_lengths(SrtpSuite suite);

// A protected packet is at most so much longer.
constexpr std::size_t srtp_trailer_max = 32;

class Srtp {
 public:
  // Keys are followed by their salts. None when their lengths do not fit the suite.
  static std::optional<Srtp> make(SrtpSuite suite, std::string_view send_key,
                                  std::string_view receive_key);

  // In place. `buffer` has room for `srtp_trailer_max` more than `size`. The new size.
  std::optional<std::size_t> protect(std::span<std::uint8_t> buffer, std::size_t size);
  std::optional<std::size_t> protect_rtcp(std::span<std::uint8_t> buffer, std::size_t size);
  // In place. None: forged, repeated or too old.
  std::optional<std::size_t> unprotect(std::span<std::uint8_t> packet);
  std::optional<std::size_t> unprotect_rtcp(std::span<std::uint8_t> packet);

 private:
  struct Free {
    void operator()(void* session) const;
  };
  using Session = std::unique_ptr<void, Free>;
  Srtp(Session out, Session in) : out_(std::move(out)), in_(std::move(in)) {}
  Session out_;
  Session in_;
};

}  // namespace centralino::voice
