// The server's TLS settings: TLS 1.2 and 1.3, forward-secret AEAD ciphers, ALPN "http/1.1", no
// renegotiation, buffers released while idle. Private to this room.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <cstdint>
#include <memory>
#include <string>

#include "platform/http/outcome.h"

namespace centralino::http {

using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

// PEM files: the certificate followed by its chain, and its key without a pass phrase.
Outcome<TlsContext> make_tls_context(const std::string& certificate_file,
                                     const std::string& key_file);

// Changes when one of the files is replaced or rewritten; 0 when one cannot be read.
std::uint64_t files_stamp(const std::string& certificate_file, const std::string& key_file);

}  // namespace centralino::http
