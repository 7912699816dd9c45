#include "voice/media/srtp.h"

#include <srtp2/srtp.h>

#include <array>
#include <utility>

#include "base/check.h"

namespace centralino::voice {
namespace {

constexpr unsigned long replay_window = 256;  // packets: 5 s of audio

constexpr std::array<std::pair<std::string_view, SrtpSuite>, 4> names = {{
    {"AES_CM_128_HMAC_SHA1_80", SrtpSuite::aes128_sha1_80},
    {"AES_CM_128_HMAC_SHA1_32", SrtpSuite::aes128_sha1_32},
    {"AEAD_AES_128_GCM", SrtpSuite::aes128_gcm},
    {"AEAD_AES_256_GCM", SrtpSuite::aes256_gcm},
}};

void set_suite(srtp_policy_t& policy, SrtpSuite suite) {
  switch (suite) {
    case SrtpSuite::aes128_sha1_80:
      srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtp);
      srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtcp);
      return;
    case SrtpSuite::aes128_sha1_32:  // reports keep the long tag (RFC 4568 §6.2.2)
      srtp_crypto_policy_set_aes_cm_128_hmac_sha1_32(&policy.rtp);
      srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtcp);
      return;
    case SrtpSuite::aes128_gcm:
      srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp);
      srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp);
      return;
    case SrtpSuite::aes256_gcm:
      srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy.rtp);
      srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy.rtcp);
      return;
  }
}

srtp_t session(SrtpSuite suite, std::string_view key, srtp_ssrc_type_t direction) {
  srtp_policy_t policy{};
  set_suite(policy, suite);
  policy.ssrc.type = direction;
  policy.window_size = replay_window;
  std::array<unsigned char, SRTP_MAX_KEY_LEN> bytes{};
  std::copy(key.begin(), key.end(), bytes.begin());
  policy.key = bytes.data();
  srtp_t out = nullptr;
  if (srtp_create(&out, &policy) != srtp_err_status_ok) return nullptr;
  return out;
}

void init() {
  static const bool done = [] {
    CHECK(srtp_init() == srtp_err_status_ok, "libsrtp cannot be initialised");
    return true;
  }();
  (void)done;
}

template <auto function>
std::optional<std::size_t> in_place(void* session, std::uint8_t* bytes, std::size_t size) {
  int length = static_cast<int>(size);
  if (function(static_cast<srtp_t>(session), bytes, &length) != srtp_err_status_ok)
    return std::nullopt;
  return static_cast<std::size_t>(length);
}

}  // namespace

std::optional<SrtpSuite> srtp_suite(std::string_view name) {
  for (const auto& [known, suite] : names)
    if (known == name) return suite;
  return std::nullopt;
}

SrtpLengths srtp_lengths(SrtpSuite suite) {
  switch (suite) {
    case SrtpSuite::aes128_gcm:
      return {16, 12};
    case SrtpSuite::aes256_gcm:
      return {32, 12};
    case SrtpSuite::aes128_sha1_80:
    case SrtpSuite::aes128_sha1_32:
      break;
  }
  return {16, 14};
}

void Srtp::Free::operator()(void* session) const { srtp_dealloc(static_cast<srtp_t>(session)); }

std::optional<Srtp> Srtp::make(SrtpSuite suite, std::string_view send_key,
                               std::string_view receive_key) {
  init();
  const auto [key, salt] = srtp_lengths(suite);
  if (send_key.size() != key + salt || receive_key.size() != key + salt) return std::nullopt;
  Session out(session(suite, send_key, ssrc_any_outbound));
  Session in(session(suite, receive_key, ssrc_any_inbound));
  if (!out || !in) return std::nullopt;
  return Srtp(std::move(out), std::move(in));
}

std::optional<std::size_t> Srtp::protect(std::span<std::uint8_t> buffer, std::size_t size) {
  if (buffer.size() < size + srtp_trailer_max) return std::nullopt;
  return in_place<srtp_protect>(out_.get(), buffer.data(), size);
}
std::optional<std::size_t> Srtp::protect_rtcp(std::span<std::uint8_t> buffer, std::size_t size) {
  if (buffer.size() < size + srtp_trailer_max) return std::nullopt;
  return in_place<srtp_protect_rtcp>(out_.get(), buffer.data(), size);
}
std::optional<std::size_t> Srtp::unprotect(std::span<std::uint8_t> packet) {
  return in_place<srtp_unprotect>(in_.get(), packet.data(), packet.size());
}
std::optional<std::size_t> Srtp::unprotect_rtcp(std::span<std::uint8_t> packet) {
  return in_place<srtp_unprotect_rtcp>(in_.get(), packet.data(), packet.size());
}

}  // namespace centralino::voice
