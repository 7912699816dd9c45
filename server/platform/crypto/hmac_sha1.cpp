#include "platform/crypto/hmac_sha1.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/check.h"

namespace centralino::crypto {

Sha1 hmac_sha1(std::span<const std::uint8_t> key, std::span<const std::uint8_t> data) {
  Sha1 out{};
  unsigned size = 0;
  const auto* done = HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), data.data(),
                          data.size(), out.data(), &size);
  CHECK(done != nullptr && size == out.size(), "OpenSSL cannot compute HMAC-SHA1");
  return out;
}

bool equal(const Sha1& digest, std::span<const std::uint8_t, 20> other) {
  return CRYPTO_memcmp(digest.data(), other.data(), digest.size()) == 0;
}

}  // namespace centralino::crypto
