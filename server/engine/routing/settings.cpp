#include "engine/routing/settings.h"

#include "base/check.h"

namespace centralino::engine::routing {

int& Capacity::of(Channel channel) {
  switch (channel) {
    case Channel::voice: return voice;
    case Channel::chat: return chat;
    case Channel::email: return email;
    case Channel::messaging: return messaging;
    case Channel::task: return task;
  }
  check_failed("channel", __FILE__, __LINE__, "unknown channel");
}

int Capacity::of(Channel channel) const { return const_cast<Capacity&>(*this).of(channel); }

}  // namespace centralino::engine::routing
