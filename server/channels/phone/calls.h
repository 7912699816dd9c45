// Calls that go on: memory over the table `phone_call`, found by conversation and by leg.
//
// Threads: the loop's only. A command that is refused has what it changed read again; a lost
// transaction has everything read again.
#pragma once

#include <map>
#include <memory>
#include <set>

#include "channels/phone/call.h"
#include "platform/loop/tx.h"

namespace centralino::phone {

class Calls final : public loop::Memory {
 public:
  void reload(store::Db& db) override;
  void command_over(bool refused) override;
  std::optional<Instant> next_deadline() const override { return std::nullopt; }

  const Call* find(ConversationId id) const;
  const Call* of_leg(Leg leg) const;
  const Call* of_agent(TenantId tenant, UserId agent) const;  // whose conversation it is
  const Call* waiting_for(std::int64_t recording) const;      // it records or recorded this
  const std::map<ConversationId, Call>& all() const { return calls_; }

  // A new one, or a changed one: stored and remembered. Over once it has `ended_at`.
  void save(loop::Tx& tx, const Call& call);

 private:
  void remember(const Call& call);
  void forget(ConversationId id);

  std::map<ConversationId, Call> calls_;
  std::map<Leg, ConversationId> legs_;
  // What the command that runs has changed, as it was.
  std::map<ConversationId, std::optional<Call>> before_;
};

}  // namespace centralino::phone
