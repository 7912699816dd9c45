// Secrets: passwords, tokens, hashes. libsodium underneath; no primitive of our own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace centralino::crypto {

// Call once at program start; stops the program if the library cannot be used.
void init();

// Argon2id, interactive limits (64 MiB, about 50 ms of a core): never on the loop's thread.
std::string hash_password(const std::string& password);
bool verify_password(const std::string& hash, const std::string& password);
// Costs as much as a real check, so that an unknown e-mail takes as long as a wrong password.
void verify_nothing(const std::string& password);

// 256 random bits in base 64 for URLs, after `prefix` ("vis_…").
std::string random_token(std::string_view prefix);
std::uint64_t random_seed();

// SHA-256 in hexadecimal: what is stored of a token, and the name of a blob.
std::string sha256_hex(std::string_view data);

// Bytes of a base 64 text (RFC 4648 §4); "" when it is none.
std::string from_base64(std::string_view text);

// HMAC-SHA-256 (RFC 2104) in base 64.
std::string hmac_sha256(std::string_view key, std::string_view data);

// Authenticated encryption under a key derived from `secret`: what is stored can be read only by
// who brings the secret again. Base 64 text; "" when it cannot be opened.
std::string seal(std::string_view secret, std::string_view text);
std::string unseal(std::string_view secret, std::string_view sealed);

// Compares in constant time.
bool equal(std::string_view a, std::string_view b);

}  // namespace centralino::crypto
