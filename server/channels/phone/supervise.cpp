// Supervisors beside a call: listening, whispering, joining, taking over. Every change is
// journalled.
#include "channels/phone/phone.h"

namespace centralino::phone {

namespace routing = engine::routing;

Result<Done> Phone::watch(loop::Tx& tx, const Actor& supervisor, ConversationId id,
                          std::optional<WatchMode> mode) {
  if (!supervisor.supervises()) return refuse(Code::forbidden);
  const Call* call = calls_.find(id);
  if (call == nullptr || call->tenant != supervisor.tenant) return refuse(Code::not_found);
  if (call->agent == supervisor.user) return refuse(Code::invalid_transition);
  const auto line = lines_.find({supervisor.tenant, supervisor.user});
  // A line that is just being made will do: it joins when its keys are agreed.
  if (mode && line == lines_.end()) return refuse(Code::line_not_ready);
  if (mode && !call->talking) return refuse(Code::invalid_transition);
  for (const auto& [other, each] : calls_.all())
    if (mode && other != id)
      for (const auto& watcher : each.watchers)
        if (watcher.user == supervisor.user && each.tenant == supervisor.tenant)
          return refuse(Code::agent_busy);
  edit(tx, id, [&](Call& changed) {
    const auto at = std::find_if(changed.watchers.begin(), changed.watchers.end(),
                                 [&](const Watcher& each) { return each.user == supervisor.user; });
    if (!mode) {
      if (at == changed.watchers.end()) return;
      leave_room(tx, changed.tenant, supervisor.user, at->leg);
      changed.watchers.erase(at);
    } else if (at == changed.watchers.end()) {
      changed.watchers.push_back({supervisor.user, line->second.leg, *mode});
      post(tx, voice::Move{line->second.leg, changed.room});
    } else {
      at->mode = *mode;
    }
    tx.journal(supervisor, "conversation", id.value, "call_watched",
               "{\"mode\":\"" + (mode ? std::string(json::enum_name(*mode)) : "off") + "\"}");
  });
  return Done{};
}

void Phone::watcher_left(Call& call, Leg leg) {
  std::erase_if(call.watchers, [&](const Watcher& each) { return each.leg == leg; });
}

// The conversation becomes the supervisor's; they must have a place on the floor.
Result<Done> Phone::take_over(loop::Tx& tx, const Actor& supervisor, ConversationId id) {
  if (!supervisor.supervises()) return refuse(Code::forbidden);
  const Call* call = calls_.find(id);
  const auto row = conversations::find_row(tx, supervisor.tenant, id);
  if (call == nullptr || !row || call->tenant != supervisor.tenant) return refuse(Code::not_found);
  const auto place = queues::floor(tx).of(supervisor.tenant).cell.agent(supervisor.user);
  if (!place) return refuse(Code::forbidden, "Only who has a place on the floor can take over.");
  if (place->presence != routing::Presence::available) return refuse(Code::agent_not_available);
  if (!reachable(supervisor.tenant, supervisor.user)) return refuse(Code::line_not_ready);
  if (row->state != conversations::State::active) return refuse(Code::invalid_transition);
  Result<Done> done = Done{};
  edit(tx, id, [&](Call& changed) {
    for (const auto& watcher : changed.watchers)
      if (watcher.user == supervisor.user)
        leave_room(tx, changed.tenant, supervisor.user, watcher.leg);
    std::erase_if(changed.watchers,
                  [&](const Watcher& each) { return each.user == supervisor.user; });
    may_be_offered(tx, {supervisor.tenant, supervisor.user});
    routing::MoveWork move;
    move.work = row->work;
    move.queue = row->queue;
    move.agent = supervisor.user;
    move.hold_s = 30;
    move.reason = "taken_over";
    const auto moved = conversations::route(tx, supervisor, move);
    if (!moved.ok()) {
      done = moved.refusal();
      return;
    }
    for (const auto& offer :
         queues::floor(tx).of(supervisor.tenant).cell.offers_of(supervisor.user))
      if (offer.work == row->work)
        (void)conversations::route(tx, supervisor,
                                   routing::AcceptOffer{offer.offer, supervisor.user});
    tx.journal(supervisor, "conversation", id.value, "call_taken_over", "{}");
  });
  return done;
}

}  // namespace centralino::phone
