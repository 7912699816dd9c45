// What screens are told: whole objects, to put in the place of the old ones.
#include "base/text.h"
#include "subjects/agents/agents.h"
#include "subjects/conversations/conversations.h"

namespace centralino::conversations {
namespace {

// A visitor sees who serves them and whether it is over, nothing of the desk.
std::string visitor_members(const Conversation& conversation) {
  std::string out = "\"state\":\"" + std::string(json::enum_name(conversation.state)) + "\"";
  if (conversation.state == State::active && conversation.owner.name) {
    out += ",\"agent\":{\"name\":";
    json::write_string(out, *conversation.owner.name);
    out += '}';
  }
  const bool ended = conversation.state == State::ended;
  const char* survey = conversation.survey                 ? "answered"
                       : ended && conversation.answered_at ? "asked"
                                                           : "none";
  out += std::string(",\"survey\":\"") + survey + "\"";
  if (conversation.ended_by)
    out += ",\"ended_by\":\"" + std::string(json::enum_name(*conversation.ended_by)) + "\"";
  return out;
}

}  // namespace

loop::Topic user_topic(TenantId tenant, UserId user) {
  return {loop::Topic::Kind::user, user.value, tenant};
}
loop::Topic visitor_topic(TenantId tenant, ConversationId conversation) {
  return {loop::Topic::Kind::visitor, conversation.value, tenant};
}
loop::Topic supervisors_topic(TenantId tenant) {
  return {loop::Topic::Kind::supervisors, tenant.value, tenant};
}

void publish_conversation(loop::Tx& tx, TenantId tenant, ConversationId id,
                          std::optional<UserId> also) {
  const auto conversation = find(tx, tenant, id);
  if (!conversation) return;
  std::vector<loop::Topic> desks;
  if (conversation->owner.id) desks.push_back(user_topic(tenant, *conversation->owner.id));
  if (also && also != conversation->owner.id) desks.push_back(user_topic(tenant, *also));
  if (!desks.empty())
    tx.publish({0, true, std::move(desks), "conversation.changed",
                "\"conversation\":" + json::to_string(*conversation)});
  tx.publish({0,
              true,
              {visitor_topic(tenant, id)},
              "conversation.changed",
              visitor_members(*conversation)});
}

void publish_agent(loop::Tx& tx, TenantId tenant, UserId agent) {
  auto& floor = queues::floor(tx).of(tenant);
  floor.changed = true;
  const auto row = floor.cell.agent(agent);
  if (!row) return;
  tx.publish({0,
              true,
              {user_topic(tenant, agent), supervisors_topic(tenant)},
              "agent.changed",
              "\"agent\":" + json::to_string(agents::live(floor, *row, tx.now()))});
}

}  // namespace centralino::conversations
