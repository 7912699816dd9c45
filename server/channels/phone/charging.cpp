// What calls that go out cost while they last: each minute is counted when it begins, durably, so
// that neither a long call nor the end of this process hides anything.
#include "channels/phone/phone.h"
#include "channels/phone/spending.h"
#include "platform/log/log.h"

namespace centralino::phone {

void Phone::expect_charges(loop::Tx& tx, Leg leg, const std::string& number) {
  tx.after_commit([this, leg, number] { outward_[leg] = {number, std::nullopt}; });
}

void Phone::charging_begins(loop::Tx& tx, TenantId tenant, const voice::Answered& event) {
  const auto outward = outward_.find(event.leg);
  if (outward == outward_.end() || outward->second.since) return;
  tx.after_commit([this, leg = event.leg, now = tx.now()] {
    if (const auto found = outward_.find(leg); found != outward_.end()) found->second.since = now;
  });
  minute_begins(tx, tenant, {event.leg, TrunkId{event.trunk}, tx.now(), 0});
}

void Phone::minute_timer(loop::Tx& tx, const loop::Timer& timer) {
  const auto minute = json::from_text<Minute>(timer.data);
  if (!minute.ok()) return;
  const auto outward = outward_.find(minute->leg);
  if (outward == outward_.end() || outward->second.since != minute->since) return;
  minute_begins(tx, timer.tenant, *minute);
}

void Phone::minute_begins(loop::Tx& tx, TenantId tenant, const Minute& minute) {
  const auto trunk = find_trunk(tx.db(), tenant, minute.trunk);
  if (!trunk) return;
  if (minute.number >= trunk->settings.call_minutes_max.value_or(call_minutes_default)) {
    if (const Call* call = calls_.of_leg(minute.leg))
      conversations::note_event(tx, tenant, call->conversation, "call_too_long");
    return post(tx, voice::Hangup{minute.leg, voice::Cause::normal});
  }
  const auto before = used_up(trunk->settings, spent(tx.db(), tenant, trunk->id, tx.now()));
  note_minute(tx, tenant, *trunk, outward_.at(minute.leg).number);
  const Spent now = spent(tx.db(), tenant, trunk->id, tx.now());
  if (!before && used_up(trunk->settings, now)) {
    log::warning("a trunk has used up what it may spend in a day",
                 {{"name", trunk->name}, {"minutes", std::to_string(now.minutes)}});
    tx.journal(system_actor(tenant), "trunk", trunk->id.value, "trunk_used_up",
               json::to_string(now));
    tell_trunk(tx, tenant, trunk->id);
  }
  const Minute next{minute.leg, minute.trunk, minute.since, minute.number + 1};
  tx.wake(tenant, minute.since + minutes(next.number), "outward_minute", json::to_string(next));
}

}  // namespace centralino::phone
