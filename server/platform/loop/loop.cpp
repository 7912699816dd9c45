#include "platform/loop/loop.h"

#include <algorithm>
#include <exception>

#include "base/check.h"

namespace centralino::loop {
namespace {

// Ids are milliseconds since 2025-01-01 in the upper 41 bits and a counter in the lower 22.
constexpr std::int64_t id_epoch_ms = 1'735'689'600'000;
constexpr int id_counter_bits = 22;

// What a handler throws to say: refused, but memory was touched already.
struct TouchedAndRefused {
  Refusal refusal;
};

Code code_of(store::Failure failure) {
  switch (failure) {
    case store::Failure::full:
      return Code::storage_full;
    case store::Failure::busy:
    case store::Failure::lost:
      return Code::unavailable;
    default:
      return Code::internal;
  }
}

}  // namespace

std::int64_t Tx::fresh_block(std::int64_t count) {
  const std::int64_t earliest = std::max<std::int64_t>(now_.ms - id_epoch_ms, 1) << id_counter_bits;
  const std::int64_t first = std::max(earliest, loop_.last_id_ + 1);
  loop_.last_id_ = first + count - 1;
  return first;
}

std::int64_t Tx::journal(const Actor& actor, std::string_view subject_kind, std::int64_t subject,
                         std::string_view type, std::string_view data) {
  const std::int64_t seq = loop_.next_seq_++;
  db_.exec(
      "INSERT INTO journal (seq, tenant, at, actor, subject_kind, subject, type, data) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      {seq, actor.tenant, now_, actor.str(), subject_kind, subject, type, data});
  loop_.journal_observer_(*this, {seq, actor, subject_kind, subject, type});
  return seq;
}

EffectId Tx::effect(TenantId tenant, std::string kind, std::int64_t subject, std::string data) {
  const auto id = fresh<EffectId>();
  db_.exec(
      "INSERT INTO outbox (id, tenant, kind, subject, data, due_at, state) "
      "VALUES ($1, $2, $3, $4, $5, $6, 'pending')",
      {id, tenant, kind, subject, data, now_});
  effects_.push_back({id, tenant, std::move(kind), subject, std::move(data), now_, 0});
  return id;
}

void Tx::effect_again(Effect effect) {
  db_.exec(
      "UPDATE outbox SET state = 'pending', due_at = $1, attempts = 0, done_at = NULL "
      "WHERE id = $2",
      {now_, effect.id});
  effect.due = now_;
  effect.attempts = 0;
  effects_.push_back(std::move(effect));
}

TimerId Tx::wake(TenantId tenant, Instant due, std::string kind, std::string data) {
  const auto id = fresh<TimerId>();
  db_.exec("INSERT INTO timer (id, tenant, due_at, kind, data) VALUES ($1, $2, $3, $4, $5)",
           {id, tenant, due, kind, data});
  timers_.push_back({id, tenant, due, std::move(kind), std::move(data)});
  return id;
}

void Tx::cancel(TimerId timer) {
  db_.exec("DELETE FROM timer WHERE id = $1", {timer});
  cancelled_.push_back(timer);
}

Loop::Loop(store::Db& db, Memory& memory, const clock::Clock& clock, Outlet outlet)
    : db_(db), memory_(memory), clock_(clock), outlet_(std::move(outlet)) {}

Instant Loop::now() {
  last_now_ = std::max(last_now_, clock_.now());
  return last_now_;
}

void Loop::start() { reload(); }

void Loop::reload() {
  const auto newest = db_.one("SELECT seq, at FROM journal ORDER BY seq DESC LIMIT 1");
  last_seq_ = newest ? newest->integer(0) : 0;
  next_seq_ = last_seq_ + 1;
  // Ids were minted at journalled instants: starting a millisecond later keeps them unique even if
  // the clock stepped back meanwhile.
  if (newest) last_now_ = std::max(last_now_, newest->instant(1) + milliseconds(1));
  timers_.clear();
  timer_due_.clear();
  for (const auto& row : db_.query("SELECT id, tenant, due_at, kind, data FROM timer")) {
    timer_due_[row.id<TimerId>(0)] = row.instant(2);
    timers_.insert(
        {row.id<TimerId>(0), row.id<TenantId>(1), row.instant(2), row.text(3), row.text(4)});
  }
  memory_.reload(db_);
}

void Loop::on_timer(std::string kind, std::function<void(Tx&, const Timer&)> handler) {
  timer_handlers_[std::move(kind)] = std::move(handler);
}

void Loop::process(std::vector<Command> commands) {
  for (std::size_t at = 0; at < commands.size(); at += max_batch) {
    const auto first = commands.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last =
        commands.begin() + static_cast<std::ptrdiff_t>(std::min(commands.size(), at + max_batch));
    run_batch({std::make_move_iterator(first), std::make_move_iterator(last)});
  }
}

void Loop::run_batch(std::vector<Command> batch) {
  try {
    auto outcomes = try_batch(batch);
    release(batch, outcomes);
    return;
  } catch (const TouchedAndRefused& refused) {
    recover("a command was refused after it changed memory");
    if (batch.size() == 1) {
      if (batch.front().done) batch.front().done(refused.refusal);
      return;
    }
  } catch (const store::StoreError& error) {
    recover(error.what());
    if (batch.size() == 1) {
      if (batch.front().done) batch.front().done(refuse(code_of(error.failure)));
      return;
    }
  } catch (const std::exception& error) {
    recover(error.what());
    if (batch.size() == 1) {
      if (batch.front().done) batch.front().done(refuse(Code::internal));
      return;
    }
  }
  for (auto& command : batch) {
    std::vector<Command> alone;
    alone.push_back(std::move(command));
    run_batch(std::move(alone));
  }
}

std::vector<Loop::Outcome> Loop::try_batch(const std::vector<Command>& batch) {
  std::vector<Outcome> outcomes;
  outcomes.reserve(batch.size());
  db_.begin();
  for (const auto& command : batch) outcomes.push_back(run_one(command));
  db_.commit();
  return outcomes;
}

Loop::Outcome Loop::run_one(const Command& command) {
  Tx tx(*this, db_, memory_, now());
  const std::int64_t seq_before = next_seq_;
  db_.savepoint();
  Outcome outcome;
  outcome.answer = command.run(tx);
  ++figures_.commands;
  if (!outcome.answer->ok()) {
    if (tx.touched_) throw TouchedAndRefused{outcome.answer->refusal()};
    db_.rollback_to_savepoint();
    memory_.command_over(true);
    next_seq_ = seq_before;
    ++figures_.refused;
    return outcome;
  }
  db_.release();
  memory_.command_over(false);
  figures_.journal_rows += next_seq_ - seq_before;
  for (auto& event : tx.events_) event.seq = next_seq_ - 1;
  outcome.events = std::move(tx.events_);
  outcome.effects = std::move(tx.effects_);
  outcome.timers = std::move(tx.timers_);
  outcome.cancelled = std::move(tx.cancelled_);
  outcome.after = std::move(tx.after_);
  return outcome;
}

void Loop::release(std::vector<Command>& batch, std::vector<Outcome>& outcomes) {
  ++figures_.batches;
  last_seq_ = next_seq_ - 1;
  std::vector<LiveEvent> events;
  std::vector<Effect> effects;
  for (auto& outcome : outcomes) {
    std::move(outcome.events.begin(), outcome.events.end(), std::back_inserter(events));
    std::move(outcome.effects.begin(), outcome.effects.end(), std::back_inserter(effects));
    for (auto& timer : outcome.timers) {
      timer_due_[timer.id] = timer.due;
      timers_.insert(std::move(timer));
    }
    for (const TimerId id : outcome.cancelled) {
      if (const auto it = timer_due_.find(id); it != timer_due_.end()) {
        timers_.erase(Timer{id, {}, it->second, {}, {}});
        timer_due_.erase(it);
      }
    }
  }
  // Screens first: a client that has its answer must not wait for its own event.
  if (!events.empty()) outlet_.publish(std::move(events));
  if (!effects.empty()) outlet_.release(std::move(effects));
  for (const auto& outcome : outcomes)
    for (const auto& act : outcome.after) act();
  for (std::size_t i = 0; i < batch.size(); ++i)
    if (batch[i].done) batch[i].done(*outcomes[i].answer);
}

void Loop::recover(std::string_view why) {
  ++figures_.failed_batches;
  outlet_.report(why);
  db_.rollback();
  reload();
}

bool Loop::fire_due() {
  const Instant at = now();
  const auto deadline = memory_.next_deadline();
  bool fired = false;
  if (deadline && *deadline <= at) {
    fired = true;
    run_batch({Command{"deadline",
                       [this](Tx& tx) -> Result<Answer> {
                         deadline_handler_(tx);
                         return Answer{};
                       },
                       {}}});
  }
  // Each once: a timer whose handler cannot be stored comes back with the reload, for the next
  // call.
  std::vector<Timer> due;
  for (auto it = timers_.begin(); it != timers_.end() && it->due <= at; ++it) due.push_back(*it);
  for (const Timer& timer : due) {
    if (!timer_due_.contains(timer.id)) continue;  // cancelled by one before it
    fired = true;
    run_timer(timer);
  }
  return fired;
}

void Loop::run_timer(const Timer& timer) {
  const auto handler = timer_handlers_.find(timer.kind);
  CHECK(handler != timer_handlers_.end(), "a timer of an unknown kind");
  timers_.erase(timer);
  timer_due_.erase(timer.id);
  run_batch({Command{"timer",
                     [&](Tx& tx) -> Result<Answer> {
                       tx.db().exec("DELETE FROM timer WHERE id = $1", {timer.id});
                       handler->second(tx, timer);
                       return Answer{};
                     },
                     {}}});
}

std::optional<Instant> Loop::next_wake() const {
  auto next = memory_.next_deadline();
  if (!timers_.empty() && (!next || timers_.begin()->due < *next)) next = timers_.begin()->due;
  return next;
}

}  // namespace centralino::loop
