// The signalling library, libre 1.1.0 (Debian 12), for the sources of the SIP thread only. We use
// its messages, transactions, transports and TLS; dialogs and sessions are ours
// (session.h), because its own follow redirections, know no session timers and let us say nothing
// in a re-INVITE.
//
// Every object belongs to one thread (thread.h): its reference counts are not atomic.
#pragma once

#include <sys/socket.h>

#include <cinttypes>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

extern "C" {
#include <re/re.h>
}

namespace centralino::voice {

using SipRequest = struct sip_request;  // there is a function of the same name

inline std::string_view view(const pl& text) {
  return text.p == nullptr ? std::string_view() : std::string_view(text.p, text.l);
}

inline pl as_pl(std::string_view text) { return {text.data(), text.size()}; }

// What is left to read of a buffer: a message's body.
inline std::string_view left(const mbuf* buffer) {
  return {reinterpret_cast<const char*>(mbuf_buf(buffer)), mbuf_get_left(buffer)};
}

// Owns one reference.
template <class T>
class Ref {
 public:
  Ref() = default;
  explicit Ref(T* object) : object_(object) {}
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Ref& operator=(Ref&& other) noexcept {
    if (this != &other) reset(std::exchange(other.object_, nullptr));
    return *this;
  }
  ~Ref() { reset(); }

  static Ref share(const T* object) {
    return Ref(static_cast<T*>(mem_ref(const_cast<T*>(object))));
  }

  T* get() const { return object_; }
  T* operator->() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }
  // For functions that put an object here; what was here is given up first.
  T** out() {
    reset();
    return &object_;
  }
  // For functions that also take away what is here, as those that answer a transaction do.
  T** slot() { return &object_; }
  void reset(T* object = nullptr) {
    T* before = std::exchange(object_, object);
    mem_deref(before);
  }

 private:
  T* object_ = nullptr;
};

}  // namespace centralino::voice
