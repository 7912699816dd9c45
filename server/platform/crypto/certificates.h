// Certificates as operators paste them: PEM (RFC 7468).
#pragma once

#include <string>

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace centralino::crypto {

// One certificate or several, and nothing that should stay secret.
bool are_certificates(const std::string& pem);

// Trusts these as authorities, beside those the context trusts already. False when they cannot be
// read: nothing is trusted then that was not before.
bool trust(ssl_ctx_st* context, const std::string& pem);

}  // namespace centralino::crypto
