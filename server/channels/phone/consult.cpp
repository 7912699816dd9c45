// Asking somebody else while the customer hears music: a colleague's line or a number. Then the
// customer goes over to them, all three talk, or it was only a question.
#include "channels/phone/phone.h"

namespace centralino::phone {

namespace routing = engine::routing;

Result<Done> Phone::consult(loop::Tx& tx, const Actor& agent, ConversationId id,
                            std::optional<UserId> colleague, const std::string& to) {
  TRY(call, held_by(tx, agent, id));
  if (!call->talking || call->consult) return refuse(Code::invalid_transition);
  const auto& floor = queues::floor(tx).of(agent.tenant);
  if (colleague) {
    if (*colleague == call->agent) return refuse_field("agent_id", "has the conversation already");
    const auto target = floor.cell.agent(*colleague);
    if (!target) return refuse_field("agent_id", "is not an agent");
    if (!reachable(agent.tenant, *colleague) || calls_.of_agent(agent.tenant, *colleague))
      return refuse(Code::agent_busy);
    edit(tx, id, [&](Call& changed) {
      changed.consult =
          Consult{ConsultState::ringing, 0, *colleague, "", floor.name_of(*colleague)};
      ring_back(tx, changed);
      ring_colleague(tx, changed);
    });
    return Done{};
  }
  std::string caller_id;
  TRY_DONE(way_out(tx, agent.tenant, normalised_number(to), caller_id));
  bool dialled = false;
  edit(tx, id, [&](Call& changed) {
    dialled = dial_third(tx, changed, to);
    if (dialled) ring_back(tx, changed);
  });
  if (!dialled) return refuse(Code::number_not_allowed);
  return Done{};
}

// A browser shows the question; without one, the first telephone that is there rings.
void Phone::ring_colleague(loop::Tx& tx, Call& call) {
  const Agent colleague{call.tenant, call.consult->agent};
  if (const auto line = lines_.find(colleague); line != lines_.end() && line->second.up) return;
  for (const auto device : devices_[colleague]) {
    if (!device_there_[device]) continue;
    voice::Dial dial;
    dial.leg = call.consult->leg = outside_.fresh_leg();
    dial.room = call.room;
    dial.device = device;
    dial.from = call.number.empty() ? "anonymous" : call.number;
    return post(tx, std::move(dial));
  }
}

void Phone::ring_back(loop::Tx& tx, Call& call) {
  post(tx,
       voice::Play{call.agent_leg, ++call.agent_play, {voice::ToneFor{voice::Tone::ringback, 0}}});
}

Result<Done> Phone::answer_consult(loop::Tx& tx, const Actor& colleague, ConversationId id,
                                   bool accept) {
  const Call* call = calls_.find(id);
  if (call == nullptr || call->tenant != colleague.tenant || !call->consult ||
      call->consult->agent != colleague.user)
    return refuse(Code::not_found);
  if (call->consult->state != ConsultState::ringing) return refuse(Code::offer_gone);
  const auto line = lines_.find({colleague.tenant, colleague.user});
  if (accept && (line == lines_.end() || !line->second.up)) return refuse(Code::line_not_ready);
  edit(tx, id, [&](Call& changed) {
    if (!accept) return consult_over(tx, changed);
    changed.consult->leg = line->second.leg;
    post(tx, voice::Move{changed.consult->leg, changed.room});
    third_answered(tx, changed);
  });
  return Done{};
}

// The third is there: with the agent, or with the customer when the agent has left already.
void Phone::third_answered(loop::Tx& tx, Call& call) {
  call.consult->state = ConsultState::talking;
  if (call.agent_leg != 0) post(tx, voice::StopPlay{call.agent_leg});
  if (!call.third_takes) {
    if (call.agent) return;
    // The flow handed the caller on to a number.
    call.third_takes = true;
  }
  call.stays = true;
  hush(tx, call);
  call.outside_leg = call.consult->leg;
  call.consult.reset();
  if (!call.flow_version.empty()) flow_happens(tx, call.conversation, flow::AgentAnswered{});
}

void Phone::consult_over(loop::Tx& tx, Call& call) {
  if (!call.consult) return;
  const Consult gone = *call.consult;
  call.consult.reset();
  if (call.agent_leg != 0) post(tx, voice::StopPlay{call.agent_leg});
  if (gone.agent) {
    leave_room(tx, call.tenant, gone.agent, gone.leg);
  } else if (gone.leg != 0) {
    post(tx, voice::Hangup{gone.leg, voice::Cause::normal});
  }
  if (!call.third_takes) {
    if (!call.agent && !call.flow_version.empty())
      flow_happens(tx, call.conversation, flow::TransferFailed{});
    return;
  }
  call.third_takes = false;
  finish(tx, call, "transfer_failed");
}

Result<Done> Phone::end_consult(loop::Tx& tx, const Actor& agent, ConversationId id,
                                ConsultEnd how) {
  TRY(call, held_by(tx, agent, id));
  if (!call->consult) return refuse(Code::invalid_transition);
  if (how == ConsultEnd::cancel) {
    edit(tx, id, [&](Call& changed) { consult_over(tx, changed); });
    return Done{};
  }
  if (call->consult->state == ConsultState::ringing) return refuse(Code::invalid_transition);
  if (how == ConsultEnd::join) {
    edit(tx, id, [&](Call& changed) {
      changed.consult->state = ConsultState::joined;
      changed.held_since.reset();
      conversations::note_event(tx, agent.tenant, id, "conference");
    });
    return Done{};
  }
  return call->consult->agent ? give_to_colleague(tx, agent, id) : give_to_third(tx, agent, id);
}

// The customer goes over to somebody outside; our part is done.
Result<Done> Phone::give_to_third(loop::Tx& tx, const Actor& agent, ConversationId id) {
  const auto row = conversations::find_row(tx, agent.tenant, id);
  edit(tx, id, [&](Call& call) {
    call.outside_leg = call.consult->leg;
    call.consult.reset();
    call.stays = true;
    call.third_takes = true;
    conversations::note_event(tx, agent.tenant, id, "transferred_out");
    (void)conversations::route(tx, agent, routing::WorkEnds{row->work, routing::EndedBy::agent});
  });
  return Done{};
}

// The colleague gets the work without being asked again: they said yes when they picked up.
Result<Done> Phone::give_to_colleague(loop::Tx& tx, const Actor& agent, ConversationId id) {
  const auto row = conversations::find_row(tx, agent.tenant, id);
  const UserId colleague = calls_.find(id)->consult->agent;
  Result<Done> done = Done{};
  edit(tx, id, [&](Call& call) {
    const Leg leg = call.consult->leg;
    routing::MoveWork move;
    move.work = row->work;
    move.queue = row->queue;
    move.agent = colleague;
    move.hold_s = 30;
    move.reason = "consulted";
    call.consult->leg = 0;  // stays in the room
    handed_to_ = colleague;
    may_be_offered(tx, {agent.tenant, colleague});
    const auto moved = conversations::route(tx, agent, move);
    if (!moved.ok()) {
      handed_to_ = {};
      call.consult->leg = leg;
      done = moved.refusal();
      return;
    }
    for (const auto& offer : queues::floor(tx).of(agent.tenant).cell.offers_of(colleague))
      if (offer.work == row->work)
        (void)conversations::route(tx, system_actor(agent.tenant),
                                   routing::AcceptOffer{offer.offer, colleague});
    handed_to_ = {};
    if (call.agent != colleague) {
      leave_room(tx, call.tenant, colleague, leg);
    } else {
      call.agent_leg = leg;
      call.talking = call.customer_up;
    }
  });
  return done;
}

}  // namespace centralino::phone
