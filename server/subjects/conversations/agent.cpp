// The agent's side: take, end, hand over, wrap up.
#include "base/text.h"
#include "subjects/agents/agents.h"
#include "subjects/conversations/conversations.h"

namespace centralino::conversations {
namespace {

// The conversation, if this actor may act on it: its owner, or a supervisor.
Result<Row> held_row(loop::Tx& tx, const Actor& agent, ConversationId id) {
  auto row = find_row(tx, agent.tenant, id);
  if (!row) return refuse(Code::not_found);
  if (row->state == State::ended) return refuse(Code::conversation_ended);
  const bool mine = row->owner_kind == OwnerKind::agent && row->owner == agent.user;
  if (!mine && !agent.supervises() && agent.kind != Actor::Kind::key)
    return refuse(Code::not_owner);
  return std::move(*row);
}

// The agent to be asked first; none when they are not here: then it is the queue's at once.
Result<AgentId> transfer_target(const queues::FloorNow& floor, const Row& row,
                                const Transfer& wanted) {
  if (!wanted.agent_id) return AgentId{};
  const auto target = floor.cell.agent(*wanted.agent_id);
  if (!target) return refuse_field("agent_id", "is not an agent");
  if (row.owner_kind == OwnerKind::agent && row.owner == *wanted.agent_id)
    return refuse_field("agent_id", "has the conversation already");
  return target->presence == routing::Presence::available ? target->agent : AgentId{};
}

// Engine refusals about offers and wrap-ups of others must look like unknown ones.
template <class T>
Result<T> hide_foreign(Result<T> result) {
  if (!result.ok() && result.refusal().code == Code::forbidden) return refuse(Code::not_found);
  return result;
}

}  // namespace

Result<Accepted> accept_offer(loop::Tx& tx, const Actor& agent, OfferId offer) {
  const auto row = queues::floor(tx).of(agent.tenant).cell.offer(offer);
  TRY_DONE(hide_foreign(route(tx, agent, routing::AcceptOffer{offer, agent.user})));
  const auto conversation = find_row(tx, agent.tenant, row->conversation);
  return Accepted{conversation->id, conversation->epoch};
}

Result<Done> decline_offer(loop::Tx& tx, const Actor& agent, OfferId offer,
                           const std::string& reason) {
  TRY_DONE(hide_foreign(route(tx, agent, routing::DeclineOffer{offer, agent.user, reason})));
  return Done{};
}

Result<Done> agent_ends(loop::Tx& tx, const Actor& agent, ConversationId id) {
  TRY(row, held_row(tx, agent, id));
  if (row.state != State::active) {
    TRY_DONE(route(tx, agent, routing::WorkLeaves{row.work, routing::Exit::flow_out_admin}));
    return Done{};
  }
  TRY_DONE(route(tx, agent, routing::WorkEnds{row.work, routing::EndedBy::agent}));
  return Done{};
}

Result<Done> agent_note(loop::Tx& tx, const Actor& agent, ConversationId id,
                        const std::string& text) {
  TRY(row, held_row(tx, agent, id));
  const std::string note(trimmed(text));
  if (!note.empty())
    add_message(tx, agent, row,
                {{AuthorKind::agent, agent.user, agent.name}, MessageKind::note, note, {}});
  return Done{};
}

Result<Done> transfer(loop::Tx& tx, const Actor& agent, ConversationId id, const Transfer& wanted) {
  TRY(row, held_row(tx, agent, id));
  const auto& floor = queues::floor(tx).of(agent.tenant);
  if (!wanted.queue_id && !wanted.agent_id)
    return refuse_field("queue_id", "or agent_id is required");
  const QueueId queue = wanted.queue_id.value_or(row.queue);
  const auto known = floor.queues.find(queue);
  if (known == floor.queues.end()) return refuse_field("queue_id", "is not a queue");
  TRY(target, transfer_target(floor, row, wanted));
  const std::string brief(trimmed(wanted.brief));
  if (!brief.empty())
    add_message(tx, agent, row,
                {{AuthorKind::agent, agent.user, agent.name}, MessageKind::note, brief, {}});
  routing::MoveWork move;
  move.work = row.work;
  move.queue = queue;
  move.agent = target;
  move.hold_s = target ? known->second.settings.routing.ring_s : 0;
  move.reason = "transfer";
  TRY_DONE(route(tx, agent, move));
  return Done{};
}

Result<Done> change_priority(loop::Tx& tx, const Actor& actor, ConversationId id,
                             const Priority& wanted) {
  TRY(row, held_row(tx, actor, id));
  if (row.state != State::waiting && row.state != State::offered)
    return refuse(Code::invalid_transition);
  TRY_DONE(route(tx, actor, routing::ChangePriority{row.work, wanted.priority_s}));
  return Done{};
}

Result<Done> complete_wrapup(loop::Tx& tx, const Actor& agent, WrapUpId id,
                             const WrapUpDone& wanted) {
  const auto known = tx.db().one("SELECT solved FROM outcome WHERE tenant = $1 AND key = $2",
                                 {agent.tenant, wanted.outcome});
  if (!known) return refuse(Code::unknown_outcome);
  const auto open = tx.db().one(
      "SELECT w.ended_at, w.outcome, c.case_id, w.conversation FROM wrapup w JOIN conversation c "
      "ON c.id = w.conversation "
      "WHERE w.id = $1 AND w.tenant = $2 AND w.agent = $3",
      {id, agent.tenant, agent.user});
  if (!open) return refuse(Code::not_found);
  if (!open->is_null(1)) return refuse(Code::already_done);
  // After its time a wrap-up no longer holds the agent, but the outcome is still welcome.
  if (open->is_null(0)) TRY_DONE(route(tx, agent, routing::WrapUpComplete{id, agent.user}));
  tx.db().exec("UPDATE wrapup SET outcome = $1, note = $2 WHERE id = $3 AND tenant = $4",
               {wanted.outcome, wanted.note, id, agent.tenant});
  tx.journal(agent, "conversation", open->integer(3), "wrapup_completed", json::to_string(wanted));
  const auto case_id = open->id<CaseId>(2);
  const auto matter = cases::find(tx.db(), agent.tenant, case_id);
  if (matter && matter->state != cases::CaseState::closed) {
    cases::CaseChange change;
    change.state = known->flag(0) ? cases::CaseState::solved : cases::CaseState::waiting_on_us;
    TRY_DONE(cases::change(tx, agent, case_id, change));
  }
  publish_conversation(tx, agent.tenant, open->id<ConversationId>(3), agent.user);
  return Done{};
}

Result<WrapUp> extend_wrapup(loop::Tx& tx, const Actor& agent, WrapUpId id) {
  TRY_DONE(hide_foreign(route(tx, agent, routing::WrapUpExtend{id, agent.user})));
  return *wrapup_view(tx.db(), agent.tenant, id);
}

Result<Done> agent_saw(loop::Tx& tx, const Actor& agent, ConversationId id, std::int64_t up_to) {
  const auto row = find_row(tx, agent.tenant, id);
  if (!row) return refuse(Code::not_found);
  if (row->owner_kind != OwnerKind::agent || row->owner != agent.user)
    return Done{};  // looking on is not reading
  up_to = std::min(up_to, row->last_n);
  if (up_to <= row->agent_seen_n) return Done{};
  tx.db().exec("UPDATE conversation SET agent_seen_n = $1 WHERE id = $2 AND tenant = $3",
               {up_to, id, agent.tenant});
  queues::floor(tx).talks().change(id, [&](Row& kept) { kept.agent_seen_n = up_to; });
  tx.journal(agent, "conversation", id.value, "agent_saw",
             "{\"up_to\":" + std::to_string(up_to) + "}");
  tx.publish(
      {0,
       true,
       {visitor_topic(agent.tenant, id)},
       "message.state",
       "\"up_to\":" + std::to_string(up_to) + ",\"state\":\"seen\",\"author_kind\":\"visitor\""});
  publish_conversation(tx, agent.tenant, id);
  return Done{};
}

Result<Done> agent_connected(loop::Tx& tx, const Actor& agent, int sockets) {
  auto& floor = queues::floor(tx).of(agent.tenant);
  tx.touch();
  floor.sockets[agent.user] = sockets;
  if (!floor.cell.agent(agent.user)) return Done{};
  if (const auto it = floor.gone_timers.find(agent.user); it != floor.gone_timers.end()) {
    tx.cancel(it->second);
    floor.gone_timers.erase(it);
  }
  if (sockets == 0)
    floor.gone_timers[agent.user] =
        tx.wake(agent.tenant, tx.now() + agent_grace, "agent_gone", agent.user.str());
  if (sockets > 0) {
    tx.db().exec(
        "UPDATE conversation SET agent_delivered_n = last_n WHERE tenant = $1 AND owner = $2 AND "
        "ended_at IS NULL",
        {agent.tenant, agent.user});
    queues::floor(tx).talks().forget_owned_by(agent.tenant, agent.user);
  }
  publish_agent(tx, agent.tenant, agent.user);
  return Done{};
}

void await_return(loop::Tx& tx, TenantId tenant) {
  auto& floor = queues::floor(tx).of(tenant);
  tx.touch();
  for (const auto& row : floor.cell.agents()) {
    const bool absent = row.presence == routing::Presence::available && !floor.connected(row.agent);
    if (!absent || floor.by_telephone.contains(row.agent)) continue;
    if (floor.gone_timers.contains(row.agent)) continue;
    floor.gone_timers[row.agent] =
        tx.wake(tenant, tx.now() + agent_grace, "agent_gone", row.agent.str());
  }
  for (const auto& row : tx.db().query(
           "UPDATE conversation SET visitor_online = 0 WHERE tenant = $1 "
           "AND visitor_online = 1 AND channel <> 'voice' AND ended_at IS NULL RETURNING id",
           {tenant})) {
    const auto id = row.id<ConversationId>(0);
    queues::floor(tx).talks().forget(id);
    if (floor.visitor_timers.contains(id)) continue;
    floor.visitor_timers[id] = tx.wake(tenant, tx.now() + visitor_grace, "visitor_gone", id.str());
  }
}

void agent_gone(loop::Tx& tx, const loop::Timer& timer) {
  const auto user = UserId::parse(timer.data);
  if (!user) return;
  auto& floor = queues::floor(tx).of(timer.tenant);
  tx.touch();
  floor.gone_timers.erase(*user);
  const auto row = floor.cell.agent(*user);
  if (!row || row->presence != routing::Presence::available || floor.connected(*user)) return;
  if (floor.by_telephone.contains(*user)) return;
  routing::SetPresence away;
  away.agent = *user;
  away.intent = routing::Presence::away;
  away.reason = "connection_lost";
  (void)route(tx, system_actor(timer.tenant), away);
}

}  // namespace centralino::conversations
