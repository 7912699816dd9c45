// The running program: database, loop, pools, HTTP server and live sockets, put together in plain
// code.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "platform/config/config.h"

namespace centralino {

class Service {
 public:
  // Opens the database (migrating it), loads the state, binds the address. Refuses with a sentence
  // that says what to do.
  static Result<std::unique_ptr<Service>> start(const config::Config& config);
  ~Service();

  std::string address() const;  // "http://127.0.0.1:8080"
  bool serves_demo() const;
  std::string sip_address() const;  // "127.0.0.1:5060"; empty: no telephone

  // Blocks until stop_soon() or a fatal failure; returns the process's exit code.
  int wait();
  void stop_soon();
  void reload_certificate();
  // Finishes requests and queued commands, keeps the routing state, closes.
  void stop();

 private:
  struct Impl;
  explicit Service(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The OpenAPI document of all routes, without a running service.
std::string openapi_text();

}  // namespace centralino
