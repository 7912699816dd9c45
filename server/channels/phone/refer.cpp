// A telephone sends its call elsewhere: REFER (RFC 3515), blind or with the dialog of its other
// call, and INVITE with Replaces (RFC 3891), by which another telephone takes over an end.
//
// Whoever refers is told how it went (NOTIFY) before we hang them up: 200 when the other end is one
// of our queues, agents or calls; 202 when somebody outside is rung, since they leave before the
// answer.
#include "channels/phone/phone.h"

namespace centralino::phone {
namespace {

namespace routing = engine::routing;

int status_of(const Refusal& refusal) {
  switch (refusal.code) {
    case Code::number_not_allowed:
    case Code::not_owner:
    case Code::forbidden:
      return 403;
    case Code::calls_exhausted:
    case Code::spending_exhausted:
    case Code::unavailable:
      return 503;
    case Code::agent_busy:
    case Code::queue_full:
      return 486;
    case Code::not_found:
    case Code::invalid_field:
      return 404;
    default:
      return 603;
  }
}

}  // namespace

void Phone::on(loop::Tx& tx, const voice::Refer& event) {
  const Call* call = calls_.of_leg(event.leg);
  const bool by_agent = call != nullptr && call->agent_leg == event.leg;
  const bool by_customer = call != nullptr && call->customer == event.leg;
  Result<Done> done = refuse(Code::invalid_transition);
  referring_ = event.leg;
  referral_status_ = 200;
  if (event.replaces) {
    done = join(tx, event.leg, *event.replaces);
  } else if (by_agent || by_customer) {
    done = send_on(tx, *call, by_agent, event.to);
  }
  // Else it was told when its leg was given up.
  const bool waits = std::exchange(referring_, 0) != 0;
  if (waits) post(tx, voice::ReferResult{event.leg, done.ok() ? 200 : status_of(done.refusal())});
}

// To a number of ours, a colleague's telephone, or somebody outside as far as outbound rules allow.
Result<Done> Phone::send_on(loop::Tx& tx, const Call& call, bool by_agent, const std::string& to) {
  if (!call.talking) return refuse(Code::invalid_transition);
  const auto number = find_number(tx.db(), to);
  if (number && number->tenant == call.tenant)
    return send_inside(tx, call, by_agent, number->queue, {});
  const auto device = tx.db().one(
      "SELECT user_id FROM phone_device WHERE tenant = $1 AND username = $2", {call.tenant, to});
  if (device) return send_inside(tx, call, by_agent, {}, device->id<UserId>(0));
  // Whoever calls us may not make us call others at our cost.
  if (!by_agent) return refuse(Code::forbidden);
  Actor agent;
  agent.kind = Actor::Kind::user;
  agent.tenant = call.tenant;
  agent.user = call.agent;
  agent.name = queues::floor(tx).of(call.tenant).name_of(call.agent);
  referral_status_ = 202;
  return transfer_to_number(tx, agent, call.conversation, to, "");
}

Result<Done> Phone::send_inside(loop::Tx& tx, const Call& call, bool by_agent, QueueId queue,
                                UserId colleague) {
  if (by_agent) {
    Actor agent;
    agent.kind = Actor::Kind::user;
    agent.tenant = call.tenant;
    agent.user = call.agent;
    agent.name = queues::floor(tx).of(call.tenant).name_of(call.agent);
    conversations::Transfer wanted;
    if (queue) wanted.queue_id = queue;
    if (colleague) wanted.agent_id = colleague;
    return conversations::transfer(tx, agent, call.conversation, wanted);
  }
  // The customer's telephone asks: nobody of ours has handed them on.
  const auto row = conversations::find_row(tx, call.tenant, call.conversation);
  if (!row) return refuse(Code::not_found);
  routing::MoveWork move;
  move.work = row->work;
  move.queue = queue ? queue : row->queue;
  move.agent = colleague;
  move.hold_s = colleague ? 30 : 0;
  move.reason = "transfer";
  TRY_DONE(conversations::route(tx, system_actor(call.tenant), move));
  return Done{};
}

// An agent's telephone has two calls: one with a customer, one that it made to a number of ours.
// The customer takes the agent's place in the second.
Result<Done> Phone::join(loop::Tx& tx, Leg asking, Leg other) {
  const Call* one = calls_.of_leg(asking);
  const Call* two = calls_.of_leg(other);
  if (one == nullptr || two == nullptr || one == two || one->tenant != two->tenant)
    return refuse(Code::not_found);
  if (one->agent_leg != asking) {
    std::swap(one, two);
    std::swap(asking, other);
  }
  // Two callers joined by their own telephones would leave nobody for us to serve.
  if (one->agent_leg != asking || two->customer != other) return refuse(Code::invalid_transition);
  if (!one->talking || one->customer == 0 || one->consult || one->held_since || two->ended_at)
    return refuse(Code::invalid_transition);
  const ConversationId first = one->conversation;
  const ConversationId second = two->conversation;
  const auto row = conversations::find_row(tx, one->tenant, first);
  if (!row) return refuse(Code::not_found);
  const Leg customer = one->customer;
  const std::string number = one->number;
  Actor agent = system_actor(row->tenant);
  agent.kind = Actor::Kind::user;
  agent.user = one->agent;
  edit(tx, first, [&](Call& call) {
    call.customer = 0;
    call.customer_up = false;
    call.flow_version.clear();
    conversations::note_event(tx, row->tenant, first, "transferred");
    (void)conversations::route(tx, agent, routing::WorkEnds{row->work, routing::EndedBy::agent});
  });
  conversations::hand_matter(tx, *row, second);
  edit(tx, second, [&](Call& call) {
    call.number = number;
    take_customer_place(tx, call, customer);
  });
  conversations::publish_conversation(tx, row->tenant, second);
  return Done{};
}

// Another leg becomes the customer's: what the old one heard begins anew for it.
void Phone::take_customer_place(loop::Tx& tx, Call& call, Leg leg) {
  const Leg gone = std::exchange(call.customer, leg);
  call.customer_up = true;
  call.saying.music = false;
  post(tx, voice::Move{leg, call.room});
  if (gone == 0) return;
  if (gone == referring_) post(tx, voice::ReferResult{std::exchange(referring_, 0), 200});
  post(tx, voice::Hangup{gone, voice::Cause::normal});
  if (!call.saying.going_on) return;
  // What was being said went with the old telephone.
  call.saying.going_on = false;
  ++call.saying.play;
  flow_happens(tx, call.conversation, flow::PromptDone{});
}

// An INVITE that names one of our legs. True when it was one, whatever became of it.
bool Phone::replacing(loop::Tx& tx, const voice::Incoming& event) {
  if (event.replaces == 0) return false;
  const Call* call = calls_.of_leg(event.replaces);
  bool allowed = call != nullptr && call->customer == event.replaces && event.device == 0;
  if (call != nullptr && call->agent_leg == event.replaces) {
    const auto owner = device_owners_.find(event.device);
    allowed = owner != device_owners_.end() && owner->second == Agent{call->tenant, call->agent};
  }
  if (!allowed) {
    post(tx, voice::Hangup{event.leg, voice::Cause::forbidden});
    return true;
  }
  replacing_[event.leg] = {event.replaces, event.device};
  post(tx, voice::Answer{event.leg});
  return true;
}

bool Phone::replaced(loop::Tx& tx, Leg leg) {
  const auto at = replacing_.find(leg);
  if (at == replacing_.end()) return false;
  const Replacing wanted = at->second;
  replacing_.erase(at);
  const Call* known = calls_.of_leg(wanted.other);
  if (known == nullptr) {  // the call was over meanwhile
    post(tx, voice::Hangup{leg, voice::Cause::normal});
    return true;
  }
  edit(tx, known->conversation, [&](Call& call) {
    tx.journal(system_actor(call.tenant), "conversation", call.conversation.value,
               "call_taken_over", "{}");
    if (call.customer == wanted.other) return take_customer_place(tx, call, leg);
    post(tx, voice::Move{leg, call.room});
    post(tx, voice::Hangup{std::exchange(call.agent_leg, leg), voice::Cause::normal});
  });
  return true;
}

}  // namespace centralino::phone
