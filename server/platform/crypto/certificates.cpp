#include "platform/crypto/certificates.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <memory>
#include <string_view>
#include <vector>

namespace centralino::crypto {
namespace {

template <auto release>
struct Release {
  void operator()(auto* pointer) const { release(pointer); }
};
using Certificate = std::unique_ptr<X509, Release<X509_free>>;

// Empty when there is none, or one that cannot be read.
std::vector<Certificate> read(const std::string& pem) {
  constexpr std::string_view begin = "-----BEGIN CERTIFICATE-----";
  std::size_t wanted = 0;
  for (std::size_t at = pem.find(begin); at != std::string::npos; at = pem.find(begin, at + 1))
    ++wanted;
  const std::unique_ptr<BIO, Release<BIO_free>> source(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  std::vector<Certificate> out;
  while (X509* next = PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr))
    out.emplace_back(next);
  ERR_clear_error();  // that there are no more
  if (out.size() != wanted) out.clear();
  return out;
}

}  // namespace

bool are_certificates(const std::string& pem) {
  return pem.find("PRIVATE KEY") == std::string::npos && !read(pem).empty();
}

bool trust(ssl_ctx_st* context, const std::string& pem) {
  const auto certificates = read(pem);
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  for (const auto& certificate : certificates)
    if (X509_STORE_add_cert(store, certificate.get()) != 1) return false;
  return !certificates.empty();
}

}  // namespace centralino::crypto
