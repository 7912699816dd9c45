#include <gtest/gtest.h>

#include "platform/crypto/crypto.h"

namespace centralino::crypto {
namespace {

TEST(Crypto, passwords) {
  init();
  const auto hash = hash_password("segreto");
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_TRUE(verify_password(hash, "segreto"));
  EXPECT_FALSE(verify_password(hash, "segreta"));
}

TEST(Crypto, tokens_are_long_and_never_the_same) {
  const auto a = random_token("vis_"), b = random_token("vis_");
  EXPECT_NE(a, b);
  EXPECT_EQ(a.size(), 4u + 43u);
}

TEST(Crypto, known_digests) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hmac_sha256("key", "The quick brown fox jumps over the lazy dog"),
            "97yD9DBThCSxMpjmqm+xQ+9NWaFJRhdZl0edvC0aPNg=");
}

TEST(Crypto, base_64_is_read_strictly) {
  EXPECT_EQ(from_base64("AAEC/w=="), std::string("\0\1\2\xff", 4));
  EXPECT_EQ(from_base64("AAEC_w"), "");
}

TEST(Crypto, what_is_sealed_opens_only_with_its_secret) {
  const auto sealed = seal("key-1", "{\"token\":\"x\"}");
  EXPECT_EQ(sealed.find("token"), std::string::npos);
  EXPECT_EQ(unseal("key-1", sealed), "{\"token\":\"x\"}");
  EXPECT_EQ(unseal("key-2", sealed), "");
  EXPECT_EQ(unseal("key-1", sealed.substr(4)), "");
  EXPECT_EQ(unseal("key-1", "not base64!"), "");
  EXPECT_EQ(unseal("k", seal("k", "")), "");
}

}  // namespace
}  // namespace centralino::crypto
