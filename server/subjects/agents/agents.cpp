#include "subjects/agents/agents.h"

#include "subjects/conversations/conversations.h"

namespace centralino::agents {

Presence presence_of(const routing::AgentRow& row) {
  Presence presence;
  presence.state = row.presence;
  if (!row.reason.empty()) presence.reason = row.reason;
  presence.since = row.presence_since;
  presence.busy = static_cast<std::int64_t>(row.active.size());
  return presence;
}

AgentLive live(const queues::FloorNow& floor, const routing::AgentRow& row, Instant now) {
  AgentLive agent;
  agent.id = row.agent;
  agent.name = floor.name_of(row.agent);
  agent.presence = presence_of(row);
  agent.state_now = row.state;
  agent.state_since = row.state_since;
  agent.conversations = static_cast<std::int64_t>(row.active.size());
  agent.capacity = row.capacity.chat;
  agent.queues = row.queues;
  agent.handled_today = floor.handled_on(row.agent, now);
  agent.connected = floor.connected(row.agent);
  return agent;
}

Result<Presence> set_presence(loop::Tx& tx, const Actor& actor, UserId agent,
                              const PresenceWish& wish) {
  routing::SetPresence input;
  input.agent = agent;
  input.intent = wish.state;
  input.reason = wish.state == routing::Presence::available ? "" : wish.reason.value_or("");
  input.after_current = wish.after_current.value_or(false);
  const auto& floor = queues::floor(tx).of(actor.tenant);
  if (!floor.cell.agent(agent))
    return refuse(Code::not_found, "This user has no place as an agent here.");
  TRY_DONE(conversations::route(tx, actor, input));
  return presence_of(*floor.cell.agent(agent));
}

}  // namespace centralino::agents
