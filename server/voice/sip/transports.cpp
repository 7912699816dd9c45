#include "voice/sip/transports.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <stdexcept>

#include "platform/crypto/certificates.h"
#include "platform/crypto/crypto.h"
#include "voice/sip/ip.h"
#include "voice/sip/message.h"

namespace centralino::voice {
namespace {

constexpr std::uint32_t transactions_main = 4'096, transactions_trunk = 256;  // hash sizes
constexpr int receive_buffer_bytes = 1 << 20;
constexpr int certificates_in_chain_max = 8;

SSL_CTX* context_of(const tls* from) {
  return reinterpret_cast<SSL_CTX*>(tls_openssl_context(from));
}

sa address_of(const std::string& host_port, const char* setting) {
  const auto read = parse_host_port(host_port);
  const std::string host = read && read->host == "localhost" ? "127.0.0.1" : read ? read->host : "";
  sa address{};
  if (!read || !parse_ip(host) || sa_set_str(&address, host.c_str(), read->port) != 0)
    throw std::runtime_error(std::string(setting) + " = \"" + host_port +
                             "\" is no address and port, such as \"0.0.0.0:5060\"");
  return address;
}

[[noreturn]] void cannot_listen(const std::string& where, int error) {
  char why[64];
  throw std::runtime_error("cannot listen for SIP on " + where + ": " +
                           str_error(error, why, sizeof why) +
                           ". Is another program using this port?");
}

// As the library will read it; it begins where it began before.
bool readable(mbuf& datagram) {
  const std::size_t begin = datagram.pos;
  Ref<sip_msg> message;
  const bool fine = sip_msg_decode(message.out(), &datagram) == 0;
  datagram.pos = begin;
  return fine;
}

// The address of ours from which packets to `there` leave; nothing is sent for this.
Ip leaves_from(const sa& there) {
  sa from{};
  const int probe = ::socket(sa_af(&there), SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (probe < 0) return ip_of(there);
  socklen_t length = sizeof from.u;
  const bool known = ::connect(probe, &there.u.sa, there.len) == 0 &&
                     ::getsockname(probe, &from.u.sa, &length) == 0;
  ::close(probe);
  return known ? ip_of(from) : ip_of(there);
}

// The name that we ask for (RFC 6066 §3), which the library does not send; providers that share an
// address need it. Called when a handshake begins.
void say_server_name(const SSL* connection, int where, int) {
  if ((where & SSL_CB_HANDSHAKE_START) == 0 || SSL_is_server(connection) != 0) return;
  const X509_VERIFY_PARAM* wanted = SSL_get0_param(const_cast<SSL*>(connection));
  const char* name = X509_VERIFY_PARAM_get0_host(const_cast<X509_VERIFY_PARAM*>(wanted), 0);
  if (name != nullptr) SSL_set_tlsext_host_name(const_cast<SSL*>(connection), name);
}

// Notes why a certificate is refused, so that the trunk's state can say it.
int verified(int fine, X509_STORE_CTX* store) {
  if (fine == 1) return 1;
  const auto* connection =
      static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* stack = static_cast<Stack*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(connection)));
  if (stack != nullptr)
    stack->note(std::string("its certificate is refused: ") +
                X509_verify_cert_error_string(X509_STORE_CTX_get_error(store)));
  return 0;
}

}  // namespace

std::string said_address(const Settings& settings) {
  if (!settings.media_address.empty()) return settings.media_address;
  const Ip bound = ip_of(address_of(settings.sip, "sip"));
  if (!bound.any()) return bound.text();
  sa internet{};  // an address for documentation (RFC 5737, RFC 3849): nothing is sent there
  sa_set_str(&internet, bound.v6 ? "2001:db8::1" : "192.0.2.1", 9);
  const Ip from = leaves_from(internet);
  return from == ip_of(internet) ? std::string(bound.v6 ? "::1" : "127.0.0.1") : from.text();
}

Stack::Stack(const Ears& ears, dnsc* names, std::uint32_t transactions) : ears_(ears) {
  const int error = sip_alloc(stack_.out(), names, transactions, transactions, transactions,
                              nullptr, nullptr, nullptr);
  if (error != 0) throw std::runtime_error("the SIP stack cannot be started");
  line.stack = stack_.get();
  sip_listen(nullptr, stack_.get(), true, heard_request, this);
  sip_listen(nullptr, stack_.get(), false, heard_answer, this);
}

Stack::~Stack() {
  helper_.reset();
  sip_close(stack_.get(), true);
}

bool Stack::heard_request(const sip_msg* message, void* argument) {
  auto& self = *static_cast<Stack*>(argument);
  if (message->tp == SIP_TRANSP_UDP && !self.helper_) self.listen_before(*message);
  if (!self.knock_.empty() && view(message->callid) == self.knock_) {
    self.knock_.clear();
    return true;
  }
  self.ears_.request(self.line, *message);
  return true;  // or the library would answer, and write to stderr
}

bool Stack::heard_answer(const sip_msg* message, void* argument) {
  static_cast<Stack*>(argument)->ears_.answer(*message);
  return true;
}

// The library keeps its socket to itself, but for the messages that came through it.
void Stack::listen_before(const sip_msg& message) {
  auto* socket = static_cast<udp_sock*>(message.sock);
  udp_sockbuf_set(socket, receive_buffer_bytes);
  udp_register_helper(
      helper_.out(), socket, 0, nullptr,
      [](sa* from, mbuf* datagram, void* self) {
        const Ears& ears = static_cast<Stack*>(self)->ears_;
        const Ears::Admission admission = ears.admits(*from, left(datagram));
        if (admission == Ears::Admission::dropped) return true;
        if (admission == Ears::Admission::checked && !readable(*datagram)) {
          ears.garbled(*from);
          return true;
        }
        return false;
      },
      this);
}

Transports::Transports(const Settings& settings, const Ears& ears)
    : ears_(ears), said_host_(settings.media_address) {
  here_ = address_of(settings.sip, "sip");
  // Only trunks that have a name need it; without it they cannot be reached, and say so.
  sa servers[8];
  std::uint32_t count = 8;
  char domain[256];
  if (dns_srv_get(domain, sizeof domain, servers, &count) == 0)
    dnsc_alloc(names_.out(), nullptr, servers, count);
  // With port 0 the port that UDP got may be taken for TCP: then another one.
  constexpr int attempts_max = 20;
  int attempt = 1;
  while (!listen(here_)) {
    if (sa_port(&here_) != 0 || ++attempt > attempts_max) cannot_listen(settings.sip, EADDRINUSE);
  }
  if (!settings.sip_tls.empty()) listen_tls(settings);
  main_->line.reached_at = [this](enum sip_transp transport, const sa& here, const sa& there) {
    return reached_at(transport, here, there);
  };
  knock();
}

bool Transports::listen(const sa& address) {
  main_ = std::make_shared<Stack>(ears_, names_.get(), transactions_main);
  if (const int error = sip_transp_add(main_->get(), SIP_TRANSP_UDP, &address); error != 0) {
    if (sa_port(&address) != 0) cannot_listen(text_of(address), error);
    return false;
  }
  sa bound{};
  sip_transp_laddr(main_->get(), &bound, SIP_TRANSP_UDP, &address);
  port_ = sa_port(&bound);
  return sip_transp_add(main_->get(), SIP_TRANSP_TCP, &bound) == 0;
}

void Transports::listen_tls(const Settings& settings) {
  const sa address = address_of(settings.sip_tls, "sip_tls");
  if (tls_alloc(main_->tls_.out(), TLS_METHOD_SSLV23, nullptr, nullptr) != 0)
    throw std::runtime_error("TLS cannot be started");
  SSL_CTX* context = context_of(main_->tls_.get());
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  if (SSL_CTX_use_certificate_chain_file(context, settings.tls_certificate.c_str()) != 1)
    throw std::runtime_error("the certificate \"" + settings.tls_certificate +
                             "\" for SIP cannot be read: it must be a PEM file with its chain");
  if (SSL_CTX_use_PrivateKey_file(context, settings.tls_key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context) != 1)
    throw std::runtime_error("the key \"" + settings.tls_key +
                             "\" for SIP cannot be read, or is not that of its certificate");
  const int error = sip_transp_add(main_->get(), SIP_TRANSP_TLS, &address, main_->tls_.get());
  if (error != 0) cannot_listen(settings.sip_tls, error);
  sa bound{};
  sip_transp_laddr(main_->get(), &bound, SIP_TRANSP_TLS, &address);
  tls_port_ = sa_port(&bound);
}

// A datagram to ourselves: with it comes the socket (Stack::listen_before).
void Transports::knock() {
  main_->knock_ = crypto::random_token("knock_");
  sa to = here_;
  if (ip_of(here_).any()) sa_set_str(&to, ip_of(here_).v6 ? "::1" : "127.0.0.1", 0);
  sa_set_port(&to, port_);
  const std::string text = "OPTIONS sip:" + text_of(to) + " SIP/2.0\r\nVia: SIP/2.0/UDP " +
                           text_of(to) + ";branch=z9hG4bK" + main_->knock_ +
                           "\r\nFrom: <sip:knock@localhost>;tag=1\r\nTo: <sip:knock@localhost>\r\n"
                           "Call-ID: " +
                           main_->knock_ + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
  const Ref<mbuf> datagram(mbuf_alloc(text.size()));
  mbuf_write_mem(datagram.get(), reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  datagram->pos = 0;
  udp_send_anon(&to, datagram.get());
}

std::string Transports::reached_at(enum sip_transp transport, const sa& here,
                                   const sa& there) const {
  std::string host = said_host_;
  if (host.empty()) {
    host = (ip_of(here).any() ? leaves_from(there) : ip_of(here)).text();
  }
  std::uint16_t port = port_;
  if (transport == SIP_TRANSP_TLS) port = tls_port_ != 0 ? tls_port_ : sa_port(&here);
  return in_uri(host) + ":" + std::to_string(port);
}

std::shared_ptr<Stack> Transports::to_tls(const Trunk& trunk) {
  auto stack = std::make_shared<Stack>(ears_, names_.get(), transactions_trunk);
  stack->line.reached_at = main_->line.reached_at;
  stack->line.transport = SIP_TRANSP_TLS;
  if (tls_alloc(stack->tls_.out(), TLS_METHOD_SSLV23, nullptr, nullptr) != 0)
    throw std::runtime_error("TLS cannot be started");
  SSL_CTX* context = context_of(stack->tls_.get());
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  const bool known = trunk.tls_authority.empty() ? SSL_CTX_set_default_verify_paths(context) == 1
                                                 : crypto::trust(context, trunk.tls_authority);
  if (!known) throw std::runtime_error("the authority's certificate cannot be read");
  const std::string name = trunk.tls_name.empty() ? trunk.host : trunk.tls_name;
  X509_VERIFY_PARAM* wanted = SSL_CTX_get0_param(context);
  const bool named = parse_ip(name) ? X509_VERIFY_PARAM_set1_ip_asc(wanted, name.c_str()) == 1
                                    : X509_VERIFY_PARAM_set1_host(wanted, name.c_str(), 0) == 1;
  if (!named) throw std::runtime_error("\"" + name + "\" is no name for a certificate");
  SSL_CTX_set_verify_depth(context, certificates_in_chain_max);
  SSL_CTX_set_app_data(context, stack.get());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, verified);
  SSL_CTX_set_info_callback(context, say_server_name);
  // The library has no transport that only connects: this one listens where nobody else can reach
  // it, and has no certificate to show.
  sa nowhere{};
  sa_set_str(&nowhere, ip_of(here_).v6 ? "::1" : "127.0.0.1", 0);
  if (const int error = sip_transp_add(stack->get(), SIP_TRANSP_TLS, &nowhere, stack->tls_.get());
      error != 0)
    cannot_listen("a port of its own for a trunk by TLS", error);
  return stack;
}

}  // namespace centralino::voice
