// The telephone put together: engine and channel, joined by queues of values.
//
// Without an address for SIP there is no engine; calls are then refused with a reason, everything
// else works.
#pragma once

#include <memory>
#include <string>

#include "channels/phone/phone.h"
#include "platform/config/config.h"
#include "platform/loop/loop_thread.h"
#include "platform/web/web_client.h"

namespace centralino {

class Telephone {
 public:
  // `web` asks other systems for flows; may be set later than everything but start().
  Telephone(const config::Config& config, std::function<loop::LoopThread*()> loop,
            std::function<web::WebClient*()> web);
  ~Telephone();

  phone::Phone& phone() { return *phone_; }
  static std::string recordings_folder(const config::Config& config);
  static std::string recordings_key_file(const config::Config& config);

  // Calls of the process before are over, agents have no line yet. On the loop, before it runs.
  void begin_tenant(loop::Tx& tx, TenantId tenant) { phone_->begin(tx, tenant); }
  // Starts the engine and tells it trunks and devices. Refuses with what to do.
  Result<Done> start(store::Db& db, queues::Floor& floor);
  // Runs a command on the loop; when it is full, later.
  void submit(std::string name, std::function<Result<Done>(loop::Tx&)> run);
  // Commands that found the loop full. About once a second.
  void retry();
  void stop();

  bool runs() const;
  std::string sip_address() const;  // "127.0.0.1:5060"

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
  std::unique_ptr<phone::Phone> phone_;
};

}  // namespace centralino
