// HTTP digest's first hash (RFC 2617 §3.2.2.2), which SIP telephones still sign in with: MD5, weak
// by itself, demanded by what stands on people's desks.
#pragma once

#include <string>

namespace centralino::crypto {

// MD5 of "username:realm:password", in lower case hexadecimal.
std::string digest_ha1(const std::string& username, const std::string& realm,
                       const std::string& password);

}  // namespace centralino::crypto
