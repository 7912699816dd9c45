// A world to play a scenario in: the real subjects and loop on a virtual clock over a real
// database.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "channels/chat/chat.h"
#include "channels/phone/phone.h"
#include "platform/clock/clock.h"
#include "platform/loop/loop.h"
#include "runner/telephone.h"
#include "subjects/agents/agents.h"
#include "subjects/conversations/conversations.h"

namespace centralino::scenario {

class World {
 public:
  // `location` is an empty database of its own.
  World(const store::Location& location, Instant start);

  // Runs a command; the refusal's code, or "" when done.
  std::string run(const std::function<Result<Done>(loop::Tx&)>& act);
  // Moves the clock, firing everything that becomes due on the way at its own instant.
  void advance_to(Instant at);
  // The process dies and starts again from the database, as the service does. Open desks and
  // visitors who were online come back by themselves, unless not wanted.
  void restart(bool all_return = true);

  // Writes rows directly, then gives the settings to the engine.
  void set_up(const std::function<void(store::Db&)>& rows);

  // The telephone goes on while the process starts again: what is proved is that a call is what
  // is stored of it.
  phone::Phone& phone() { return *phone_; }
  FakeTelephone& telephone() { return telephone_; }
  void tell(const voice::Event& event);
  struct Asked {
    engine::flow::LookUp asked;
    engine::flow::Values fields;
    std::function<void(engine::flow::Happening)> done;
    bool by_chat = false;  // whose process may end: then nobody waits for the answer
  };
  std::vector<Asked>& look_ups() { return look_ups_; }

  queues::TenantFloor& floor() { return memory_->of(tenant); }
  store::Db& db() { return *db_; }
  Instant now() { return loop_->now(); }
  // The first thing that is wrong with the state itself, or nothing: engine invariants, decisions
  // that replay otherwise, facts that are not the fold of the journal, rows in memory that are not
  // the database's.
  std::optional<std::string> check();

  const TenantId tenant{1};
  const TenantId other_tenant{2};     // where strangers work
  std::map<UserId, int> desks;        // open now, for coming back after a restart
  std::set<ConversationId> visitors;  // online now
  std::int64_t next_id = 10;          // for rows of the set-up; far below what the loop mints

 private:
  void open();
  void open_chat();
  void settle();
  std::optional<std::string> check_live_rows();

  store::Location location_;
  clock::ManualClock clock_;
  std::unique_ptr<store::Db> db_;
  FakeTelephone telephone_;
  std::vector<Asked> look_ups_;
  std::unique_ptr<phone::Phone> phone_;
  std::unique_ptr<chat::Chat> chat_;  // begins anew with each process
  std::unique_ptr<queues::Floor> memory_;
  std::unique_ptr<loop::Loop> loop_;
};

}  // namespace centralino::scenario
