// A chat that a flow leads: what is to be known of it between two events. It belongs to a
// conversation, which holds who the visitor is, what was written, who owns it.
//
// Stored whole after every change, so that memory is always what is stored and a process that
// starts goes on where the last one stopped. No secret is in it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/json.h"
#include "engine/flow/effects.h"
#include "engine/flow/state.h"
#include "platform/loop/tx.h"

namespace centralino::chat {

namespace flow = engine::flow;

struct Talk {
  ConversationId conversation;
  TenantId tenant;
  std::string flow_version;  // pinned; "" when the flow is over
  std::optional<flow::State> flow_state;
  TimerId timer;
  std::optional<flow::Collect> secret;  // what is asked for is masked while this is here
  bool buttons = false;                 // the visitor's page draws choices
  std::optional<Instant> queued_at;     // keeps the place of who leaves the line for a question
};
BOOST_DESCRIBE_STRUCT(Talk, (),
                      (conversation, tenant, flow_version, flow_state, timer, secret, buttons,
                       queued_at))

// Talks that go on: memory over the table `chat_flow`. Threads: the loop's only. A command that is
// refused has what it changed undone; a lost transaction has everything read again.
class Talks final : public loop::Memory {
 public:
  void reload(store::Db& db) override;
  void command_over(bool refused) override;
  std::optional<Instant> next_deadline() const override { return std::nullopt; }

  const Talk* find(ConversationId id) const;
  const std::map<ConversationId, Talk>& all() const { return talks_; }
  // A new one, or a changed one; forgotten once its flow is over.
  void save(loop::Tx& tx, const Talk& talk);

 private:
  std::map<ConversationId, Talk> talks_;
  std::map<ConversationId, std::optional<Talk>> before_;  // as the running command found them
};

}  // namespace centralino::chat
