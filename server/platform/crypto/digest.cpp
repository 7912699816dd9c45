#include "platform/crypto/digest.h"

#include <openssl/evp.h>

#include "base/check.h"

namespace centralino::crypto {

std::string digest_ha1(const std::string& username, const std::string& realm,
                       const std::string& password) {
  const std::string text = username + ":" + realm + ":" + password;
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  CHECK(EVP_Digest(text.data(), text.size(), out, &size, EVP_md5(), nullptr) == 1,
        "OpenSSL cannot compute MD5");
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    hex += "0123456789abcdef"[out[i] >> 4];
    hex += "0123456789abcdef"[out[i] & 15];
  }
  return hex;
}

}  // namespace centralino::crypto
