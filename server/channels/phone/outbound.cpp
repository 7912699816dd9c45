// Calls that go out: an agent dials, a callback is due, a call is handed to somebody outside.
#include "base/text.h"
#include "channels/phone/phone.h"
#include "channels/phone/spending.h"

namespace centralino::phone {
namespace {

namespace routing = engine::routing;
constexpr std::int64_t ring_ms = 45'000;
// A callback that waits to be tried again.
struct CallbackTimer {
  ConversationId conversation;
};
BOOST_DESCRIBE_STRUCT(CallbackTimer, (), (conversation))

}  // namespace

// The trunks that may carry a call to this number, the first one first. Refused with why not.
Result<std::vector<std::int64_t>> Phone::way_out(loop::Tx& tx, TenantId tenant,
                                                 const std::string& number,
                                                 std::string& caller_id) {
  if (number.empty()) return refuse_field("to", "is not a telephone number");
  const auto trunks = list_trunks(tx.db(), tenant);
  std::vector<std::int64_t> ways;
  std::optional<TrunkLimit> limit;
  for (const auto& trunk : trunks) {
    if (!trunk.settings.enabled || !may_call(trunk.settings, number)) continue;
    if (const auto full = reached(trunk.settings, spent(tx.db(), tenant, trunk.id, tx.now()))) {
      limit = full;
      continue;
    }
    if (ways.empty()) caller_id = trunk.settings.caller_id;
    ways.push_back(trunk.id.value);
  }
  if (!ways.empty()) return ways;
  if (limit)
    return refuse(limit == TrunkLimit::calls ? Code::calls_exhausted : Code::spending_exhausted);
  return refuse(Code::number_not_allowed);
}

bool Phone::post_dial(loop::Tx& tx, Call& call, Leg leg, voice::Role role,
                      const std::string& number) {
  std::string caller_id;
  const auto ways = way_out(tx, call.tenant, number, caller_id);
  if (!ways.ok()) return false;
  note_dialled(tx, call.tenant, ways->front());
  voice::Dial dial;
  dial.leg = leg;
  dial.room = call.room;
  dial.role = role;
  dial.trunks = *ways;
  dial.to = number;
  dial.from = call.line.empty() ? caller_id : call.line;
  dial.ring_ms = ring_ms;
  expect_charges(tx, leg, number);
  post(tx, std::move(dial));
  return true;
}

Result<ConversationId> Phone::dial(loop::Tx& tx, const Actor& agent, const std::string& to,
                                   std::optional<CaseId> case_id) {
  const std::string number = normalised_number(to);
  std::string caller_id;
  TRY_DONE(way_out(tx, agent.tenant, number, caller_id));
  const auto& floor = queues::floor(tx).of(agent.tenant);
  const auto row = floor.cell.agent(agent.user);
  if (!row) return refuse(Code::forbidden);
  if (!reachable(agent.tenant, agent.user)) return refuse(Code::line_not_ready);
  if (row->queues.empty()) return refuse(Code::forbidden);
  if (row->load.voice >= row->capacity.voice) return refuse(Code::agent_busy);
  if (row->presence != routing::Presence::available) return refuse(Code::agent_not_available);
  conversations::Opening opening;
  opening.language = floor.tenant.language;
  opening.queue = row->queues.front();
  opening.subject = (opening.language == "en" ? "Call to " : "Chiamata a ") + number;
  if (case_id) {
    const auto matter =
        tx.db().one("SELECT customer FROM customer_case WHERE id = $1 AND tenant = $2",
                    {*case_id, agent.tenant});
    if (!matter) return refuse(Code::not_found);
    opening.case_id = case_id;
    opening.customer = matter->id<CustomerId>(0);
  } else {
    opening.customer =
        customers::find_or_create_caller(tx, agent.tenant, number, number, opening.language);
  }
  Call call;
  call.tenant = agent.tenant;
  call.direction = Direction::out;
  call.number = number;
  call.line = caller_id;
  call.began_at = tx.now();
  call.room = outside_.fresh_leg();
  call.conversation = conversations::open(tx, agent, opening);
  calls_.save(tx, call);
  tx.journal(agent, "conversation", call.conversation.value, "call_dialled",
             "{\"number\":" + json::to_string(number) + "}");
  // The agent's own work: nobody else is asked, and they accept with the same words.
  conversations::Entry entry;
  entry.queue = opening.queue;
  entry.agent = agent.user;
  entry.hold_s = 60;
  entry.outbound = true;
  entry.arrived_at = tx.now();
  Result<Done> done = Done{};
  edit(tx, call.conversation, [&](Call& fresh) {
    fresh.dialled_by = agent.user;
    done = conversations::enter_queue(tx, agent, call.conversation, entry);
  });
  if (!done.ok()) return done.refusal();
  const auto work = conversations::find_row(tx, agent.tenant, call.conversation)->work;
  for (const auto& offer : floor.cell.offers_of(agent.user)) {
    if (offer.work != work) continue;
    TRY_DONE(conversations::route(tx, agent, routing::AcceptOffer{offer.offer, agent.user}));
    edit(tx, call.conversation, [&](Call& fresh) { dial_customer(tx, fresh); });
    return call.conversation;
  }
  return refuse(Code::agent_busy);
}

// The agent is there; now the customer is rung. The agent hears how it goes.
void Phone::dial_customer(loop::Tx& tx, Call& call) {
  if (call.customer != 0 || call.ended_at) return;
  const std::string number = call.callback ? call.callback->number : call.number;
  const Leg leg = outside_.fresh_leg();
  if (call.callback) ++call.callback->attempts;
  call.direction = Direction::out;
  if (!post_dial(tx, call, leg, voice::Role::customer, number))
    return customer_missed(tx, call, "no_way_out");
  call.customer = leg;
  if (call.agent_leg != 0)
    post(tx, voice::Play{
                 call.agent_leg, ++call.agent_play, {voice::ToneFor{voice::Tone::ringback, 0}}});
}

void Phone::customer_answered(loop::Tx& tx, Call& call) {
  if (call.customer_up) return;
  call.customer_up = true;
  if (!call.answered_at) call.answered_at = tx.now();
  if (call.agent_leg != 0) post(tx, voice::StopPlay{call.agent_leg});
  call.callback.reset();
  connect_agent(tx, call);
  conversations::note_event(tx, call.tenant, call.conversation, "call_answered");
}

// Nobody answered, or they were busy. A callback is tried again later; else the call is over.
void Phone::customer_missed(loop::Tx& tx, Call& call, const std::string& why) {
  if (call.agent_leg != 0) post(tx, voice::StopPlay{call.agent_leg});
  conversations::note_event(tx, call.tenant, call.conversation, "call_" + why);
  if (call.callback) return callback_missed(tx, call, why);
  call.cause = why;
  const auto row = conversations::find_row(tx, call.tenant, call.conversation);
  if (row && row->state == conversations::State::active)
    (void)conversations::route(tx, system_actor(call.tenant),
                               routing::WorkEnds{row->work, routing::EndedBy::system});
  finish(tx, call, why);
}

bool Phone::calls_out(loop::Tx& tx, TenantId tenant) {
  for (const auto& trunk : list_trunks(tx.db(), tenant))
    if (trunk.settings.enabled && !trunk.settings.allowed.empty() && outside_.runs()) return true;
  return false;
}

// Somebody who is not on the telephone: the promise is a conversation of its own, in the same case.
Result<Done> Phone::promise(loop::Tx& tx, const conversations::Row& from,
                            const flow::BookCallback& wanted, std::optional<Instant> place_from) {
  const std::string number = normalised_number(wanted.to);
  std::string caller_id;
  TRY_DONE(way_out(tx, from.tenant, number, caller_id));
  conversations::Opening opening;
  opening.customer = from.customer;
  opening.queue = from.queue;
  opening.language = wanted.language;
  opening.case_id = from.case_id;
  Call call;
  call.tenant = from.tenant;
  call.direction = Direction::out;
  call.number = number;
  call.line = caller_id;
  call.began_at = tx.now();
  call.queued_at = place_from;
  call.room = outside_.fresh_leg();
  call.conversation = conversations::open(tx, system_actor(from.tenant), opening);
  calls_.save(tx, call);
  edit(tx, call.conversation, [&](Call& fresh) {
    book_callback(tx, fresh, wanted);
    fresh.callback->waiting = true;
    await_callback(tx, fresh);
  });
  conversations::note_known(tx, from.tenant, call.conversation, wanted.known);
  return Done{};
}

// ---- callbacks: the same conversation and its place in line, without the caller in it
// ------------------------------------------------------------------------------------

std::optional<Instant> Phone::find_callback(loop::Tx& tx, const Call& call,
                                            const std::string& queue_key) {
  std::string caller_id;
  if (call.number.empty() || !way_out(tx, call.tenant, call.number, caller_id).ok())
    return std::nullopt;
  return shell::callback_time(queues::floor(tx).of(call.tenant), queue_key, tx.now());
}

void Phone::book_callback(loop::Tx& tx, Call& call, const flow::BookCallback& wanted) {
  const std::string number = normalised_number(wanted.to);
  std::string caller_id;
  if (!way_out(tx, call.tenant, number, caller_id).ok()) return;
  Callback callback;
  callback.number = number;
  callback.due = wanted.due;
  callback.queue = wanted.queue;
  callback.place_from = call.queued_at.value_or(tx.now());
  call.callback = callback;
  for (const auto& [name, value] : wanted.known) call.known[name] = value;
  tx.journal(system_actor(call.tenant), "conversation", call.conversation.value, "callback_booked",
             json::to_string(callback));
  conversations::note_event(tx, call.tenant, call.conversation, "callback_booked");
}

// The caller is gone and has our word: their place waits for an agent as if they were there.
void Phone::await_callback(loop::Tx& tx, Call& call) {
  call.flow_version.clear();
  call.flow_state.reset();
  call.saying = {call.saying.play, false, false, true, {}};
  const auto& floor = queues::floor(tx).of(call.tenant);
  conversations::Entry entry;
  entry.queue = conversations::find_row(tx, call.tenant, call.conversation)->queue;
  for (const auto& [id, queue] : floor.queues)
    if (queue.key == call.callback->queue && !queue.retired_at) entry.queue = id;
  entry.arrived_at = call.began_at;
  entry.place_from = call.callback->place_from;
  const auto done =
      conversations::enter_queue(tx, system_actor(call.tenant), call.conversation, entry);
  if (done.ok()) return;
  // Closed now: the promise is for when it opens.
  const Instant again = std::max(call.callback->due, tx.now() + callback_pause);
  tx.wake(call.tenant, again, "callback_due", json::to_string(CallbackTimer{call.conversation}));
}

void Phone::callback_later(loop::Tx& tx, Call& call) {
  tx.wake(call.tenant, tx.now() + callback_pause, "callback_due",
          json::to_string(CallbackTimer{call.conversation}));
}

void Phone::callback_due(loop::Tx& tx, const loop::Timer& timer) {
  const auto due = json::from_text<CallbackTimer>(timer.data);
  if (!due.ok()) return;
  const Call* known = calls_.find(due->conversation);
  if (known == nullptr || !known->callback || known->customer != 0) return;
  const auto row = conversations::find_row(tx, timer.tenant, due->conversation);
  if (!row || row->state != conversations::State::automated) return;
  edit(tx, due->conversation, [&](Call& call) { await_callback(tx, call); });
}

void Phone::callback_missed(loop::Tx& tx, Call& call, const std::string& why) {
  call.customer = 0;
  call.customer_up = false;
  tx.journal(system_actor(call.tenant), "conversation", call.conversation.value, "callback_missed",
             "{\"why\":" + json::to_string(why) +
                 ",\"attempts\":" + std::to_string(call.callback->attempts) + "}");
  const bool given_up = call.callback->attempts >= callback_attempts_max;
  call.callback->again = !given_up;
  if (given_up) call.cause = "callback_" + why;
  const auto row = conversations::find_row(tx, call.tenant, call.conversation);
  if (row && row->state == conversations::State::active)
    (void)conversations::route(tx, system_actor(call.tenant),
                               routing::WorkEnds{row->work, routing::EndedBy::system});
  if (call.ended_at) return;
  if (given_up) return finish(tx, call, call.cause);
  release_agent(tx, call);
  call.callback->again = false;
  callback_later(tx, call);
}

// ---- somebody outside instead of an agent
// ---------------------------------------------------------

bool Phone::dial_third(loop::Tx& tx, Call& call, const std::string& target) {
  const std::string number = normalised_number(target);
  const Leg leg = outside_.fresh_leg();
  if (!post_dial(tx, call, leg, voice::Role::agent, number)) return false;
  call.consult = Consult{ConsultState::ringing, leg, {}, number, number};
  return true;
}

}  // namespace centralino::phone
