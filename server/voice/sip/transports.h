// Sockets for signalling: UDP and TCP on one port, TLS on another, and one more stack for each
// trunk that is reached by TLS, because the library verifies certificates per stack only.
//
// Threads: the SIP thread only.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "voice/sip/dialog.h"
#include "voice/voice.h"

namespace centralino::voice {

// Who hears what arrives.
struct Ears {
  // A datagram before anything reads it. `checked`: only if the library can read it, since it
  // writes to stderr about each that it cannot; else `garbled` is told.
  enum class Admission : std::uint8_t { dropped, checked, passed };
  std::function<Admission(const sa& from, std::string_view datagram)> admits;
  std::function<void(const sa& from)> garbled;
  std::function<void(const Line& line, const sip_msg& message)> request;
  std::function<void(const sip_msg& message)> answer;  // to nothing that we know of
};

// One stack of the library with its listeners.
class Stack {
 public:
  Stack(const Ears& ears, dnsc* names, std::uint32_t transactions);
  ~Stack();
  Stack(const Stack&) = delete;

  Line line;
  sip* get() const { return stack_.get(); }
  const std::string& trouble() const { return trouble_; }  // why a certificate was refused
  void note(std::string trouble) { trouble_ = std::move(trouble); }

 private:
  friend class Transports;
  static bool heard_request(const sip_msg* message, void* self);
  static bool heard_answer(const sip_msg* message, void* self);
  void listen_before(const sip_msg& message);

  const Ears& ears_;
  Ref<sip> stack_;
  Ref<udp_helper> helper_;
  Ref<tls> tls_;
  std::string knock_, trouble_;
};

// The address for audio that we say to others: as set, or the one we listen on; when that is all of
// them, the one from which packets to the internet leave.
std::string said_address(const Settings& settings);

class Transports {
 public:
  // Throws std::runtime_error with a sentence that says what to do. `ears` outlives this.
  Transports(const Settings& settings, const Ears& ears);

  const Line& line() const { return main_->line; }
  std::uint16_t port() const { return port_; }

  // For a trunk by TLS: its certificate must be signed by its authority, and carry its name. Throws
  // as above.
  std::shared_ptr<Stack> to_tls(const Trunk& trunk);

 private:
  bool listen(const sa& address);
  void listen_tls(const Settings& settings);
  void knock();
  std::string reached_at(enum sip_transp transport, const sa& here, const sa& there) const;

  const Ears& ears_;
  const std::string said_host_;
  Ref<dnsc> names_;
  std::shared_ptr<Stack> main_;
  sa here_{};
  std::uint16_t port_ = 0, tls_port_ = 0;
};

}  // namespace centralino::voice
