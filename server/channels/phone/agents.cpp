// Agents' ends: lines of browsers, telephones that are rung, being joined with who waits.
#include <algorithm>

#include "channels/phone/direct_flow.h"
#include "channels/phone/phone.h"

namespace centralino::phone {
namespace {

namespace routing = engine::routing;

// The caller hears music while the agent's browser comes back; after that, somebody else is looked
// for, before all who wait.
constexpr Duration line_grace = seconds(60);

struct LineTimer {
  ConversationId conversation;
  UserId agent;
};
BOOST_DESCRIBE_STRUCT(LineTimer, (), (conversation, agent))

std::string line_refused(const std::string& why) {
  return "\"code\":\"line_refused\",\"title\":" + json::to_string(why);
}

}  // namespace

bool Phone::reachable(TenantId tenant, UserId agent) const {
  if (const auto line = lines_.find({tenant, agent}); line != lines_.end() && line->second.up)
    return true;
  const auto devices = devices_.find({tenant, agent});
  if (devices == devices_.end()) return false;
  for (const auto device : devices->second)
    if (const auto there = device_there_.find(device);
        there != device_there_.end() && there->second)
      return true;
  return false;
}

Leg Phone::line_of(TenantId tenant, UserId agent) const {
  const auto line = lines_.find({tenant, agent});
  return line == lines_.end() ? 0 : line->second.leg;
}

// Beside somebody else's call: asked for advice, or watching.
bool Phone::taken(Agent agent) const {
  for (const auto& [id, call] : calls_.all()) {
    if (call.tenant != agent.first) continue;
    if (call.consult && call.consult->agent == agent.second) return true;
    for (const auto& watcher : call.watchers)
      if (watcher.user == agent.second) return true;
  }
  return false;
}

void Phone::set_reach(loop::Tx& tx, Agent agent) {
  const auto row = queues::floor(tx).of(agent.first).cell.agent(agent.second);
  if (!row) return;
  const bool now = reachable(agent.first, agent.second) && !taken(agent);
  if (row->reachable(routing::Channel::voice) == now) return;
  (void)conversations::route(tx, system_actor(agent.first),
                             routing::SetReach{agent.second, routing::Channel::voice, now});
}

// Who was beside a call is about to get it: they can be reached before the change is settled.
void Phone::may_be_offered(loop::Tx& tx, Agent agent) {
  (void)conversations::route(tx, system_actor(agent.first),
                             routing::SetReach{agent.second, routing::Channel::voice, true});
}

std::optional<Phone::Agent> Phone::agent_of_line(Leg leg) const {
  const auto it = line_legs_.find(leg);
  return it == line_legs_.end() ? std::nullopt : std::optional(it->second);
}

// ---- a browser's line
// ----------------------------------------------------------------------------

Result<Done> Phone::offer_line(loop::Tx& tx, const Actor& agent, const std::string& sdp) {
  const Agent who{agent.tenant, agent.user};
  auto& line = lines_[who];
  if (line.leg == 0) {
    line.leg = outside_.fresh_leg();
    line.room = outside_.fresh_leg();
    line_legs_[line.leg] = who;
  }
  post(tx, voice::WebOffer{line.leg, line.room, voice::Role::agent, sdp});
  return Done{};
}

Result<Done> Phone::close_line(loop::Tx& tx, const Actor& agent) {
  const auto line = lines_.find({agent.tenant, agent.user});
  if (line == lines_.end()) return Done{};
  post(tx, voice::Hangup{line->second.leg, voice::Cause::normal});
  return Done{};
}

void Phone::on(loop::Tx& tx, const voice::WebAnswer& event) {
  const bool good = event.problem.empty();
  const char* const type = good ? "call.line" : "call.line_problem";
  std::string members =
      good ? "\"sdp\":" + json::to_string(event.sdp) : line_refused(event.problem);
  if (event.offer != 0) members += ",\"offer\":\"" + std::to_string(event.offer) + "\"";
  if (const Call* call = calls_.of_leg(event.leg); call && call->customer == event.leg)
    return tell_visitor(tx, *call, type, members);
  const auto agent = agent_of_line(event.leg);
  if (!agent) return;
  tx.publish({0, false, {conversations::user_topic(agent->first, agent->second)}, type, members});
}

void Phone::tell_line(loop::Tx& tx, Agent agent, bool up) {
  tx.publish({0,
              false,
              {conversations::user_topic(agent.first, agent.second)},
              "call.line_state",
              std::string("\"up\":") + (up ? "true" : "false")});
}

void Phone::on(loop::Tx& tx, const voice::MediaUp& event) {
  if (const Call* call = calls_.of_leg(event.leg); call && call->web && call->customer == event.leg)
    return web_line_up(tx, *call);
  const auto agent = agent_of_line(event.leg);
  if (!agent) return;
  auto& line = lines_[*agent];
  line.up = true;
  tell_line(tx, *agent, true);
  set_reach(tx, *agent);
  const Call* known = calls_.of_agent(agent->first, agent->second);
  if (known == nullptr || known->agent_leg != 0) return;
  edit(tx, known->conversation, [&](Call& call) { connect_agent(tx, call); });
}

void Phone::on(loop::Tx& tx, const voice::MediaDown& event) {
  if (const Call* call = calls_.of_leg(event.leg); call && call->web && call->customer == event.leg)
    return web_line_down(tx, *call, event.renewed);
  const auto agent = agent_of_line(event.leg);
  if (agent) line_down(tx, *agent, event.leg, event.renewed);
}

// The browser is away: refresh, sleep, another network. The call is not.
void Phone::line_down(loop::Tx& tx, Agent agent, Leg leg, bool renewed) {
  auto& line = lines_[agent];
  if (line.leg != leg) return;
  line.up = false;
  // Who makes a line anew knows; told late, it would be made anew again, and so on for ever.
  if (!renewed) tell_line(tx, agent, false);
  set_reach(tx, agent);
  const Call* known = calls_.of_agent(agent.first, agent.second);
  if (known == nullptr || known->agent_leg != leg) return;
  edit(tx, known->conversation, [&](Call& call) {
    call.agent_leg = 0;
    tx.wake(call.tenant, tx.now() + line_grace, "agent_line",
            json::to_string(LineTimer{call.conversation, agent.second}));
  });
}

void Phone::line_lost(loop::Tx& tx, Agent agent, Leg leg) {
  line_down(tx, agent, leg, false);
  line_legs_.erase(leg);
  const auto line = lines_.find(agent);
  if (line != lines_.end() && line->second.leg == leg) lines_.erase(line);
}

void Phone::agent_line_timer(loop::Tx& tx, const loop::Timer& timer) {
  const auto due = json::from_text<LineTimer>(timer.data);
  if (!due.ok()) return;
  const Call* call = calls_.find(due->conversation);
  if (call == nullptr || call->agent != due->agent || call->agent_leg != 0 || !call->talking)
    return;
  const auto row = conversations::find_row(tx, timer.tenant, due->conversation);
  if (!row || row->state != conversations::State::active) return;
  routing::MoveWork move;
  move.work = row->work;
  move.queue = row->queue;
  move.reason = "agent_lost";
  (void)conversations::route(tx, system_actor(timer.tenant), move);
}

// ---- what routing decided
// -----------------------------------------------------------------------

ConversationId Phone::conversation_of(TenantId tenant, WorkId work, loop::Tx& tx) const {
  const auto& contacts = queues::floor(tx).of(tenant).contacts;
  if (const auto it = contacts.find(work); it != contacts.end()) return it->second.conversation;
  const auto row = conversations::find_row_by_work(tx.db(), tenant, work);
  return row ? row->id : ConversationId{};
}

bool Phone::goes_on(loop::Tx& tx, const conversations::Row& row, const routing::Event& event) {
  const Call* call = calls_.find(row.id);
  const auto working = working_.find(row.id);
  if (working != working_.end()) call = &working->second->call;
  if (call == nullptr) return false;
  if (call->callback && call->callback->waiting) {
    const auto* gone = std::get_if<routing::WorkLeft>(&event);
    return call->callback->again ||
           (gone != nullptr && gone->exit == routing::Exit::flow_out_timeout);
  }
  if (call->flow_version.empty() || call->customer == 0) return false;
  if (const auto* ended = std::get_if<routing::WorkEnded>(&event))
    return ended->by != routing::EndedBy::customer && goes_on_after_agent(tx, *call);
  const auto* left = std::get_if<routing::WorkLeft>(&event);
  return left != nullptr && left->exit != routing::Exit::abandoned &&
         left->exit != routing::Exit::flow_out_admin && left->exit != routing::Exit::error;
}

void Phone::routed(loop::Tx& tx, TenantId tenant, const std::vector<routing::Event>& events) {
  for (const auto& event : events) {
    if (const auto* made = std::get_if<routing::OfferMade>(&event)) {
      offered(tx, tenant, *made);
    } else if (const auto* over = std::get_if<routing::OfferEnded>(&event)) {
      offer_over(tx, tenant, *over);
    } else if (const auto* taken = std::get_if<routing::WorkAnswered>(&event)) {
      answered(tx, tenant, *taken);
    } else if (const auto* moved = std::get_if<routing::WorkMoved>(&event)) {
      if (moved->how == routing::Move::transferred) moved_on(tx, tenant, *moved);
    } else if (const auto* left = std::get_if<routing::WorkLeft>(&event)) {
      left_queue(tx, tenant, *left);
    } else if (const auto* ended = std::get_if<routing::WorkEnded>(&event)) {
      agent_done(tx, tenant, *ended);
    }
  }
}

// Agents with a line hear the desk ring; a telephone is rung by us.
void Phone::offered(loop::Tx& tx, TenantId tenant, const routing::OfferMade& event) {
  const auto id = conversation_of(tenant, event.work, tx);
  if (calls_.find(id) == nullptr) return;
  const auto line = lines_.find({tenant, event.agent});
  if ((line != lines_.end() && line->second.up) || handed_to_ == event.agent) return;
  edit(tx, id, [&](Call& call) {
    for (const auto device : devices_[{tenant, event.agent}]) {
      if (!device_there_[device]) continue;
      const Leg leg = outside_.fresh_leg();
      call.rings.push_back({event.offer, event.agent, leg, false});
      voice::Dial dial;
      dial.leg = leg;
      dial.room = call.room;
      dial.device = device;
      dial.from = call.number.empty() ? "anonymous" : call.number;
      dial.ring_ms = std::max<std::int64_t>((event.expires_at - tx.now()).ms, 1'000);
      post(tx, std::move(dial));
    }
  });
}

void Phone::offer_over(loop::Tx& tx, TenantId tenant, const routing::OfferEnded& event) {
  const auto id = conversation_of(tenant, event.work, tx);
  const Call* known = calls_.find(id);
  if (known == nullptr) return;
  edit(tx, id, [&](Call& call) {
    std::erase_if(call.rings, [&](const Ring& ring) {
      if (ring.offer != event.offer || ring.up) return false;
      post(tx, voice::Hangup{ring.leg, event.outcome == routing::OfferOutcome::accepted
                                           ? voice::Cause::answered_elsewhere
                                           : voice::Cause::cancelled});
      return true;
    });
  });
}

// A telephone that was rung is busy, does not answer, or is not there.
void Phone::ring_ended(loop::Tx& tx, Call& call, Leg leg, voice::Cause cause) {
  const auto ring = std::find_if(call.rings.begin(), call.rings.end(),
                                 [&](const Ring& each) { return each.leg == leg; });
  if (ring == call.rings.end()) return;
  const Ring gone = *ring;
  call.rings.erase(ring);
  for (const auto& other : call.rings)
    if (other.offer == gone.offer) return;  // another telephone of theirs still rings
  const bool busy = cause == voice::Cause::busy || cause == voice::Cause::declined;
  (void)conversations::route(
      tx, system_actor(call.tenant),
      routing::DeclineOffer{gone.offer, gone.agent, busy ? "busy" : "no_answer"});
}

void Phone::answered(loop::Tx& tx, TenantId tenant, const routing::WorkAnswered& event) {
  const auto id = conversation_of(tenant, event.work, tx);
  if (calls_.find(id) == nullptr && !working_.contains(id)) return;
  edit(tx, id, [&](Call& call) {
    for (const auto& ring : call.rings) {
      if (ring.up && ring.agent == event.agent) {
        call.agent_leg = ring.leg;
      } else {
        post(tx, voice::Hangup{ring.leg, voice::Cause::answered_elsewhere});
      }
    }
    call.rings.clear();
    call.agent = event.agent;
    hush(tx, call);
    connect_agent(tx, call);
    flow_happens(tx, id, flow::AgentAnswered{});
    if (call.callback && call.customer == 0) dial_customer(tx, call);
  });
}

void Phone::connect_agent(loop::Tx& tx, Call& call) {
  if (call.agent_leg == 0) {
    const auto line = lines_.find({call.tenant, call.agent});
    if (line != lines_.end() && line->second.up) {
      call.agent_leg = line->second.leg;
      post(tx, voice::Move{call.agent_leg, call.room});
    }
  }
  call.talking = call.customer_up;
}

// The agent's end is free again: a line waits in its own room, a telephone is hung up.
void Phone::release_agent(loop::Tx& tx, Call& call) {
  leave_room(tx, call.tenant, call.agent, call.agent_leg);
  call.agent_leg = 0;
  call.agent = {};
  call.talking = false;
}

void Phone::leave_room(loop::Tx& tx, TenantId tenant, UserId agent, Leg leg) {
  if (leg == 0) return;
  if (leg == referring_) {
    referring_ = 0;
    post(tx, voice::ReferResult{leg, referral_status_});
  }
  const auto line = lines_.find({tenant, agent});
  if (line != lines_.end() && line->second.leg == leg) {
    post(tx, voice::StopPlay{leg});
    post(tx, voice::Move{leg, line->second.room});
  } else {
    post(tx, voice::Hangup{leg, voice::Cause::normal});
  }
}

void Phone::agent_hung_up(loop::Tx& tx, Call& call) {
  call.agent_leg = 0;
  const auto row = conversations::find_row(tx, call.tenant, call.conversation);
  if (row && row->state == conversations::State::active)
    (void)conversations::route(tx, system_actor(call.tenant),
                               routing::WorkEnds{row->work, routing::EndedBy::agent});
}

// Handed on to a queue or a colleague: the caller waits again, with music.
void Phone::moved_on(loop::Tx& tx, TenantId tenant, const routing::WorkMoved& event) {
  const auto id = conversation_of(tenant, event.work, tx);
  if (calls_.find(id) == nullptr) return;
  edit(tx, id, [&](Call& call) {
    if (call.consult) consult_over(tx, call);
    call.held_since.reset();
    release_agent(tx, call);
  });
}

void Phone::left_queue(loop::Tx& tx, TenantId tenant, const routing::WorkLeft& event) {
  const auto id = conversation_of(tenant, event.work, tx);
  if (calls_.find(id) == nullptr) return;
  edit(tx, id, [&](Call& call) {
    for (const auto& ring : call.rings) post(tx, voice::Hangup{ring.leg, voice::Cause::cancelled});
    call.rings.clear();
    const auto row = conversations::find_row(tx, tenant, id);
    if (row && row->state == conversations::State::ended) return finish(tx, call, "ended");
    const auto working = working_.find(id);
    if (working != working_.end() && working->second->leaving) return;
    if (call.callback && call.callback->waiting) return callback_later(tx, call);
    flow_happens(tx, id, flow::QueueLeft{shell::exit_of(event.exit)});
  });
}

void Phone::agent_done(loop::Tx& tx, TenantId tenant, const routing::WorkEnded& event) {
  const auto id = conversation_of(tenant, event.work, tx);
  if (calls_.find(id) == nullptr) return;
  edit(tx, id, [&](Call& call) {
    const auto row = conversations::find_row(tx, tenant, id);
    const bool goes_on = row && row->state == conversations::State::automated;
    if (call.callback && call.callback->again) return;  // callback_missed() goes on
    if (!goes_on && !call.stays) return finish(tx, call, "ended");
    release_agent(tx, call);
    if (call.stays) return;
    flow_happens(tx, id, flow::AgentLeft{});
  });
}

bool Phone::goes_on_after_agent(loop::Tx& tx, const Call& call) const {
  if (!call.flow_state) return false;
  const auto version = version_named(tx.db(), call.tenant, call.flow_version);
  return version && shell::goes_on_after_agent(*version, *call.flow_state);
}

// ---- telephones that register
// --------------------------------------------------------------------

void Phone::on(loop::Tx& tx, const voice::DeviceState& event) {
  device_there_[event.device] = event.registered;
  device_places_[event.device] = event.where;
  if (const auto owner = device_owners_.find(event.device); owner != device_owners_.end())
    set_reach(tx, owner->second);
}

void Phone::on(loop::Tx& tx, const voice::Quality& event) {
  std::string figures = "\"loss\":" + json::to_string(event.loss) +
                        ",\"jitter_ms\":" + json::to_string(event.jitter_ms) +
                        ",\"mos\":" + json::to_string(event.mos);
  if (event.round_trip_ms) figures += ",\"round_trip_ms\":" + json::to_string(*event.round_trip_ms);
  if (const Call* call = calls_.of_leg(event.leg); call && call->web && call->customer == event.leg)
    return tell_visitor(tx, *call, "call.quality", std::move(figures));
  const auto whose = agent_of_line(event.leg);
  if (!whose) return;
  const Call* call = calls_.of_agent(whose->first, whose->second);
  if (call == nullptr) return;
  tx.publish({0,
              false,
              {conversations::user_topic(whose->first, whose->second)},
              "call.quality",
              "\"conversation_id\":\"" + call->conversation.str() + "\"," + figures});
}

}  // namespace centralino::phone
