// What a command handler holds: one savepoint in the loop's current transaction.
//
// A handler is a plain synchronous function on the loop's thread. It decides first and writes
// after: whatever it returns as a Refusal must come before it touched memory (the loop notices, and
// pays for it with a reload). It reads no clock and invents no id: `now()` and `fresh()` are the
// loop's.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "platform/store/db.h"

namespace centralino::loop {

// Who may see a live event. A topic is a person, a conversation's visitor, or a tenant's
// supervisors; a socket subscribes to some topics.
struct Topic {
  enum class Kind : std::uint8_t { user, visitor, agents, supervisors };
  Kind kind;
  std::int64_t id;       // user, conversation, or tenant
  TenantId tenant = {};  // a user may work for several tenants: topics never cross them
  auto operator<=>(const Topic&) const = default;
};

// A message for screens, sent after the commit. `members` are JSON members without braces; the text
// sent is {"seq":…,"type":"…",members}.
struct LiveEvent {
  std::int64_t seq = 0;  // the newest journal row it reflects
  bool lasting = true;   // false: typing and the like, not repeated to those who resume
  std::vector<Topic> topics;
  std::string type;
  std::string members;
};

// Something to do in the outside world, after the commit, exactly once as far as that can be known.
struct Effect {
  EffectId id;
  TenantId tenant;
  std::string kind;
  std::int64_t subject = 0;  // effects of one kind and subject share a lane (outbox.h)
  std::string data;          // JSON
  Instant due;
  std::int64_t attempts = 0;
};

// A row of the journal as it was just written.
struct Journalled {
  std::int64_t seq;
  const Actor& actor;
  std::string_view subject_kind;
  std::int64_t subject;
  std::string_view type;
};

struct Timer {
  TimerId id;
  TenantId tenant;
  Instant due;
  std::string kind;
  std::string data;  // JSON
};

// What the loop's program keeps in memory beside the database: always the fold of what is stored.
class Memory {
 public:
  virtual ~Memory() = default;
  // Forget everything and build it anew from the database: at start and after a lost transaction.
  // May write (in the transaction the loop opened), so that what is due is done.
  virtual void reload(store::Db& db) = 0;
  // A command is over. After a refusal the database stands where it stood before the command: what
  // the command noted here must go (or touch() was called, and everything is built anew).
  virtual void command_over(bool refused) { (void)refused; }
  // The next instant at which `on_deadline` must run, if any.
  virtual std::optional<Instant> next_deadline() const = 0;
};

class Loop;

class Tx {
 public:
  store::Db& db() { return db_; }
  Instant now() const { return now_; }
  Memory& memory() { return memory_; }

  template <class IdType>
  IdType fresh() {
    return IdType{fresh_block(1)};
  }
  // The first of `count` consecutive fresh ids.
  std::int64_t fresh_block(std::int64_t count);

  // Appends to the journal; `data` is JSON. Returns the row's seq.
  std::int64_t journal(const Actor& actor, std::string_view subject_kind, std::int64_t subject,
                       std::string_view type, std::string_view data);

  void publish(LiveEvent event) { events_.push_back(std::move(event)); }
  EffectId effect(TenantId tenant, std::string kind, std::int64_t subject, std::string data);
  // Makes an effect that was done or given up due once more.
  void effect_again(Effect effect);
  TimerId wake(TenantId tenant, Instant due, std::string kind, std::string data);
  void cancel(TimerId timer);

  // Called once, on the loop's thread, when this command's transaction is committed; never when it
  // is refused or lost. For what needs no memory of its own because it means nothing to a process
  // that starts again: telling a telephone to ring. What must survive is an effect.
  void after_commit(std::function<void()> act) { after_.push_back(std::move(act)); }

  // To be called before memory is changed: a refusal after that costs a reload.
  void touch() { touched_ = true; }

 private:
  friend class Loop;
  Tx(Loop& loop, store::Db& db, Memory& memory, Instant now)
      : loop_(loop), db_(db), memory_(memory), now_(now) {}

  Loop& loop_;
  store::Db& db_;
  Memory& memory_;
  Instant now_;
  bool touched_ = false;
  std::vector<LiveEvent> events_;
  std::vector<Effect> effects_;
  std::vector<Timer> timers_;
  std::vector<TimerId> cancelled_;
  std::vector<std::function<void()>> after_;
};

}  // namespace centralino::loop
