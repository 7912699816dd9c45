// The one writer: takes commands in order, runs each inside a savepoint, commits many at once, then
// acknowledges, publishes and releases effects.
//
// Threads: `process`, `fire_due` and everything a handler does run on one thread at a time, the
// loop's. loop_thread.h puts a queue and a thread around it; scenarios call it directly on a
// virtual clock, so that both run the same code.
//
// Failure: when the database refuses (disk full, connection lost), the transaction is rolled back,
// memory is rebuilt from the database, and the commands of that batch run again one by one, so that
// only those that cannot be stored are refused. Nothing was acknowledged before its commit.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/clock/clock.h"
#include "platform/loop/tx.h"
#include "platform/store/db.h"

namespace centralino::loop {

struct Answer {
  int status = 200;
  std::string body = {};  // JSON, or empty
  std::vector<std::pair<std::string, std::string>> headers = {};
};

struct Command {
  std::string_view name;                   // for figures and the log; static storage
  std::function<Result<Answer>(Tx&)> run;  // may run twice: see Failure
  std::function<void(const Result<Answer>&)>
      done;  // after the commit, on the loop's thread; may be empty
};

// What the loop tells the outside after a commit. Called on the loop's thread.
struct Outlet {
  std::function<void(std::vector<LiveEvent>)> publish = [](std::vector<LiveEvent>) {};
  std::function<void(std::vector<Effect>)> release = [](std::vector<Effect>) {};
  std::function<void(std::string_view message)> report = [](std::string_view) {
  };  // our mistakes, for the log
};

struct LoopFigures {
  std::int64_t commands = 0;
  std::int64_t refused = 0;
  std::int64_t batches = 0;
  std::int64_t failed_batches = 0;
  std::int64_t journal_rows = 0;
};

constexpr std::size_t max_batch = 200;  // more only adds waiting: the commit is amortised by then

class Loop {
 public:
  Loop(store::Db& db, Memory& memory, const clock::Clock& clock, Outlet outlet);

  // Loads memory and timers. Call once before anything else. Throws StoreError.
  void start();

  // Runs the commands in order, in batches.
  void process(std::vector<Command> commands);

  // Runs what is due by now: engine deadlines and timers. Returns true if anything was.
  bool fire_due();
  // When fire_due has something to do next.
  std::optional<Instant> next_wake() const;

  // How to handle timers of a kind, and the memory's deadline. Register before start().
  void on_timer(std::string kind, std::function<void(Tx&, const Timer&)> handler);
  // Sees each journal row as it is written, in the writer's transaction: for what follows from
  // facts whoever caused them (webhooks). Register before start().
  void on_journal(std::function<void(Tx&, const Journalled&)> observer) {
    journal_observer_ = std::move(observer);
  }
  void on_deadline(std::function<void(Tx&)> handler) { deadline_handler_ = std::move(handler); }

  std::int64_t last_seq() const { return last_seq_; }  // newest committed journal row; any thread
  Instant now();                                       // never goes backwards
  store::Db& db() { return db_; }
  Memory& memory() { return memory_; }
  LoopFigures figures() const {  // any thread
    return {figures_.commands, figures_.refused, figures_.batches, figures_.failed_batches,
            figures_.journal_rows};
  }

 private:
  friend class Tx;
  struct Outcome {
    std::optional<Result<Answer>> answer;
    std::vector<LiveEvent> events;
    std::vector<Effect> effects;
    std::vector<Timer> timers;
    std::vector<TimerId> cancelled;
    std::vector<std::function<void()>> after;
  };

  void run_batch(std::vector<Command> batch);
  void run_timer(const Timer& timer);
  std::vector<Outcome> try_batch(const std::vector<Command>& batch);
  Outcome run_one(const Command& command);
  void release(std::vector<Command>& batch, std::vector<Outcome>& outcomes);
  void recover(std::string_view why);
  void reload();

  store::Db& db_;
  Memory& memory_;
  const clock::Clock& clock_;
  Outlet outlet_;
  std::map<std::string, std::function<void(Tx&, const Timer&)>> timer_handlers_;
  std::function<void(Tx&, const Journalled&)> journal_observer_ = [](Tx&, const Journalled&) {};
  std::function<void(Tx&)> deadline_handler_ = [](Tx&) {};

  Instant last_now_ = {};
  std::int64_t last_id_ = 0;
  std::atomic<std::int64_t> last_seq_ = 0;  // committed
  std::int64_t next_seq_ = 1;               // includes the open transaction
  struct DueFirst {
    bool operator()(const Timer& a, const Timer& b) const {
      return std::pair(a.due, a.id) < std::pair(b.due, b.id);
    }
  };
  std::set<Timer, DueFirst> timers_;
  std::map<TimerId, Instant> timer_due_;
  struct {
    std::atomic<std::int64_t> commands = 0, refused = 0, batches = 0, failed_batches = 0,
                              journal_rows = 0;
  } figures_;
};

}  // namespace centralino::loop
