#include "platform/http/tls_context.h"

#include <openssl/ssl.h>
#include <sys/stat.h>

namespace centralino::http {
namespace {

namespace ssl = boost::asio::ssl;

// Chooses http/1.1 when offered. A client that offers only others is answered without ALPN, and may
// still speak HTTP/1.1; refusing it would break some old libraries for nothing.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_length,
                    const unsigned char* offered, unsigned int offered_length, void*) {
  static constexpr unsigned char ours[] = "\x08http/1.1";
  unsigned char* match = nullptr;
  const int found =
      SSL_select_next_proto(&match, chosen_length, ours, sizeof ours - 1, offered, offered_length);
  if (found != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
  *chosen = match;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Outcome<TlsContext> make_tls_context(const std::string& certificate_file,
                                     const std::string& key_file) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  boost::system::error_code error;
  context->use_certificate_chain_file(certificate_file, error);
  if (error) return Failure{"certificate " + certificate_file + ": " + error.message()};
  context->use_private_key_file(key_file, ssl::context::pem, error);
  if (error) return Failure{"key " + key_file + ": " + error.message()};
  SSL_CTX* native = context->native_handle();
  if (SSL_CTX_check_private_key(native) != 1) {
    return Failure{"key " + key_file + " does not belong to " + certificate_file};
  }
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                  SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");  // TLS 1.2; 1.3 needs no choice
  SSL_CTX_set1_groups_list(native, "X25519:P-256:P-384");
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  return context;
}

std::uint64_t files_stamp(const std::string& certificate_file, const std::string& key_file) {
  std::uint64_t stamp = 14695981039346656037u;  // FNV-1a over what identifies a file's version
  for (const std::string& file : {certificate_file, key_file}) {
    struct stat status {};
    if (stat(file.c_str(), &status) != 0) return 0;
    for (const auto value :
         {static_cast<std::uint64_t>(status.st_ino), static_cast<std::uint64_t>(status.st_size),
          static_cast<std::uint64_t>(status.st_mtim.tv_sec),
          static_cast<std::uint64_t>(status.st_mtim.tv_nsec)}) {
      stamp = (stamp ^ value) * 1099511628211u;
    }
  }
  return stamp | 1;
}

}  // namespace centralino::http
