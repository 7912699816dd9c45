// The server's side of Respond and Upgrade: carries one answer to its connection, from any thread,
// and answers 500 when it is dropped. Private to this room.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "platform/http/core.h"

namespace centralino::http {

class Answer {
 public:
  Answer(std::shared_ptr<Gate> gate, std::weak_ptr<Connection> session, std::uint64_t turn)
      : gate_(std::move(gate)), session_(std::move(session)), turn_(turn) {}
  ~Answer();
  void give(Response response);

 protected:
  // True for the first caller only.
  bool take() { return !taken_.exchange(true); }
  void send(Response response);

  const std::shared_ptr<Gate> gate_;
  const std::weak_ptr<Connection> session_;
  const std::uint64_t turn_;

 private:
  std::atomic<bool> taken_{false};
};

class Upgrade::Decision : public Answer {
 public:
  using Answer::Answer;
  void accept(SocketHandler handler, std::string protocol);
};

}  // namespace centralino::http
