#include "platform/loop/outbox.h"

#include <iterator>
#include <memory>
#include <utility>

namespace centralino::loop {
namespace {

constexpr Duration pause_when_not_noted = seconds(10);

}  // namespace

void Outbox::on(std::string kind, Executor executor, GivenUp given_up) {
  kinds_[std::move(kind)] = {std::move(executor), std::move(given_up)};
}

void Outbox::start(Loop& loop) {
  for (const auto& row :
       loop.db().query("SELECT id, kind, subject, due_at FROM outbox WHERE state = 'pending'"))
    wait({row.text(1), row.integer(2)}, row.instant(3), row.id<EffectId>(0));
}

void Outbox::release(const std::vector<Effect>& effects) {
  for (const auto& effect : effects) wait({effect.kind, effect.subject}, effect.due, effect.id);
}

void Outbox::wait(const LaneName& lane, Instant due, EffectId id) {
  lanes_[lane].waiting.emplace(due, id);
  ++waiting_;
}

void Outbox::submit(Command command) {
  if (submit_(command)) return;
  const std::lock_guard lock(mutex_);
  refused_.push_back(std::move(command));
}

void Outbox::fire(Loop& loop) {
  std::vector<Command> refused;
  {
    const std::lock_guard lock(mutex_);
    refused.swap(refused_);
  }
  for (auto& command : refused) submit(std::move(command));
  const Instant now = loop.now();
  for (auto it = lanes_.begin(); it != lanes_.end();) {
    auto& [name, lane] = *it;
    while (!lane.waiting.empty() && lane.waiting.begin()->first <= now &&
           lane.under_way < attempts_per_lane_max && under_way_ < attempts_under_way_max) {
      const EffectId id = lane.waiting.begin()->second;
      lane.waiting.erase(lane.waiting.begin());
      --waiting_;
      attempt(loop, name, id);
    }
    const bool idle = lane.waiting.empty() && lane.under_way == 0;
    it = idle ? lanes_.erase(it) : std::next(it);
  }
}

void Outbox::attempt(Loop& loop, const LaneName& name, EffectId id) {
  const auto row = loop.db().one(
      "SELECT tenant, data, due_at, attempts FROM outbox WHERE id = $1 AND state = 'pending'",
      {id});
  if (!row) return;  // removed meanwhile
  const Effect effect{id,           row->id<TenantId>(0), name.first,     name.second,
                      row->text(1), row->instant(2),      row->integer(3)};
  ++lanes_[name].under_way;
  ++under_way_;
  const auto kind = kinds_.find(effect.kind);
  if (kind == kinds_.end())
    return note(effect, {Attempt::Outcome::failed, "this version does not know such an effect"});
  kind->second.executor(loop, effect, [this, effect](Attempt end) { note(effect, end); });
}

void Outbox::note(const Effect& effect, const Attempt& attempt) {
  const auto kept = std::make_shared<Effect>(effect);
  const auto waits = std::make_shared<bool>(false);
  submit({"effect_ended",
          [this, kept, waits, attempt](Tx& tx) -> Result<Answer> {
            Effect now = *kept;  // this may run twice
            conclude(tx, now, attempt);
            *waits = now.attempts > kept->attempts;
            kept->due = now.due;
            return Answer{};
          },
          [this, kept, waits](const Result<Answer>& answer) {
            if (!answer.ok()) kept->due = kept->due + pause_when_not_noted;
            over(*kept, *waits || !answer.ok());
          }});
}

// Leaves `effect.attempts` greater than before when it waits for another attempt, due at `due`.
void Outbox::conclude(Tx& tx, Effect& effect, const Attempt& attempt) const {
  const auto tried = static_cast<std::size_t>(effect.attempts);
  if (attempt.outcome == Attempt::Outcome::again && tried < std::size(effect_pauses)) {
    ++effect.attempts;
    effect.due = tx.now() + effect_pauses[tried];
    tx.db().exec("UPDATE outbox SET attempts = $1, due_at = $2, last_error = $3 WHERE id = $4",
                 {effect.attempts, effect.due, attempt.detail, effect.id});
    return;
  }
  const bool done = attempt.outcome == Attempt::Outcome::done;
  tx.db().exec(
      "UPDATE outbox SET state = $1, attempts = $2, last_error = $3, done_at = $4 WHERE id = $5",
      {done ? "done" : "failed", effect.attempts + 1, done ? std::string() : attempt.detail,
       tx.now(), effect.id});
  if (const auto kind = kinds_.find(effect.kind); !done && kind != kinds_.end())
    kind->second.given_up(tx, effect, attempt);
}

void Outbox::over(const Effect& effect, bool waits_again) {
  const LaneName lane{effect.kind, effect.subject};
  --lanes_[lane].under_way;
  --under_way_;
  if (waits_again) wait(lane, effect.due, effect.id);
}

void forget_old_effects(Tx& tx) {
  tx.db().exec("DELETE FROM outbox WHERE state <> 'pending' AND done_at < $1",
               {tx.now() - effects_kept});
}

}  // namespace centralino::loop
