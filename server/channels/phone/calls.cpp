#include "channels/phone/calls.h"

#include "platform/store/damaged.h"

namespace centralino::phone {
namespace {

std::vector<Leg> legs_of(const Call& call) {
  std::vector<Leg> legs = {call.customer, call.agent_leg, call.outside_leg};
  if (call.consult) legs.push_back(call.consult->leg);
  for (const auto& watcher : call.watchers) legs.push_back(watcher.leg);
  for (const auto& ring : call.rings) legs.push_back(ring.leg);
  std::erase(legs, 0);
  return legs;
}

}  // namespace

void Calls::reload(store::Db& db) {
  calls_.clear();
  legs_.clear();
  before_.clear();
  for (const auto& row : db.query("SELECT call, conversation FROM phone_call WHERE ended_at IS "
                                  "NULL ORDER BY conversation"))
    remember(store::intact(json::from_text<Call>(row.text(0)),
                           "call " + row.id<ConversationId>(1).str()));
}

void Calls::command_over(bool refused) {
  if (refused)
    for (const auto& [id, call] : before_) {
      forget(id);
      if (call) remember(*call);
    }
  before_.clear();
}

const Call* Calls::find(ConversationId id) const {
  const auto it = calls_.find(id);
  return it == calls_.end() ? nullptr : &it->second;
}

const Call* Calls::of_leg(Leg leg) const {
  const auto it = legs_.find(leg);
  return it == legs_.end() ? nullptr : find(it->second);
}

const Call* Calls::of_agent(TenantId tenant, UserId agent) const {
  for (const auto& [id, call] : calls_)
    if (call.tenant == tenant && call.agent == agent) return &call;
  return nullptr;
}

const Call* Calls::waiting_for(std::int64_t recording) const {
  for (const auto& [id, call] : calls_)
    if (call.recording.value == recording || call.voicemail.value == recording) return &call;
  return nullptr;
}

void Calls::save(loop::Tx& tx, const Call& call) {
  const Call* known = find(call.conversation);
  before_.try_emplace(call.conversation, known ? std::optional(*known) : std::nullopt);
  const std::string text = json::to_string(call);
  if (known) {
    tx.db().exec(
        "UPDATE phone_call SET call = $1, answered_at = $2, ended_at = $3, cause = $4 WHERE "
        "conversation = $5 AND tenant = $6",
        {text, call.answered_at, call.ended_at, call.cause, call.conversation, call.tenant});
  } else {
    tx.db().exec(
        "INSERT INTO phone_call (conversation, tenant, direction, number, line, began_at, "
        "answered_at, call) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {call.conversation, call.tenant, json::enum_name(call.direction), call.number, call.line,
         call.began_at, call.answered_at, text});
  }
  forget(call.conversation);
  if (!call.ended_at) remember(call);
}

void Calls::remember(const Call& call) {
  for (const Leg leg : legs_of(call)) legs_[leg] = call.conversation;
  calls_[call.conversation] = call;
}

void Calls::forget(ConversationId id) {
  const auto it = calls_.find(id);
  if (it == calls_.end()) return;
  for (const Leg leg : legs_of(it->second)) legs_.erase(leg);
  calls_.erase(it);
}

}  // namespace centralino::phone
