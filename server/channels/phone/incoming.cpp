// Calls that come in: whose they are, what becomes of them, how they end.
#include "base/text.h"
#include "channels/phone/measures.h"
#include "channels/phone/phone.h"
#include "channels/phone/recordings.h"
#include "platform/log/log.h"

namespace centralino::phone {
namespace {

std::string caller_name(const voice::Incoming& event, const std::string& number,
                        const std::string& language) {
  if (!trimmed(event.from_name).empty())
    return std::string(first_code_points(trimmed(event.from_name), 100));
  if (!number.empty()) return number;
  return language == "en" ? "Number withheld" : "Numero nascosto";
}

// What the case is called until somebody knows better.
std::string subject_of(const std::string& language, const std::string& number) {
  const std::string who = number.empty() ? "" : (language == "en" ? " from " : " da ") + number;
  return (language == "en" ? "Call" : "Chiamata") + who;
}

struct Earlier {
  CaseId case_id;
  std::optional<Instant> place_from;
};

// Who was cut off while waiting and calls again soon goes on where they were.
std::optional<Earlier> cut_off_lately(loop::Tx& tx, const Number& number,
                                      const std::string& caller) {
  if (caller.empty()) return std::nullopt;
  const auto row = tx.db().one(
      "SELECT p.call, c.case_id FROM phone_call p JOIN conversation c ON c.id = p.conversation "
      "WHERE p.tenant = $1 AND p.number = $2 AND p.ended_at >= $3 AND p.line = $4 AND "
      "c.answered_at IS NULL ORDER BY p.began_at DESC LIMIT 1",
      {number.tenant, caller, tx.now() - return_grace, number.number});
  if (!row) return std::nullopt;
  const auto call = json::from_text<Call>(row->text(0));
  if (!call.ok() || !call->queued_at || call->callback) return std::nullopt;
  return Earlier{row->id<CaseId>(1), call->queued_at};
}

std::string_view in_words(voice::Cause cause) {
  switch (cause) {
    case voice::Cause::normal:
      return "hung_up";
    case voice::Cause::cancelled:
      return "cancelled";
    case voice::Cause::busy:
      return "busy";
    case voice::Cause::declined:
      return "declined";
    case voice::Cause::no_answer:
      return "no_answer";
    case voice::Cause::not_found:
      return "not_found";
    case voice::Cause::unavailable:
      return "unavailable";
    case voice::Cause::forbidden:
      return "forbidden";
    case voice::Cause::no_codec:
      return "no_codec";
    case voice::Cause::media_lost:
      return "media_lost";
    case voice::Cause::answered_elsewhere:
      return "answered_elsewhere";
    case voice::Cause::failed:
      break;
  }
  return "failed";
}

std::string_view word(voice::TrunkReach reach) {
  switch (reach) {
    case voice::TrunkReach::up:
      return "up";
    case voice::TrunkReach::down:
      return "down";
    case voice::TrunkReach::unknown:
      break;
  }
  return "unknown";
}

}  // namespace

Result<Done> Phone::happened(loop::Tx& tx, const voice::Event& event) {
  std::visit([&](const auto& each) { on(tx, each); }, event);
  return Done{};
}

void Phone::on(loop::Tx& tx, const voice::Incoming& event) {
  if (calls_.of_leg(event.leg) != nullptr || service_.contains(event.leg)) return;
  if (replacing(tx, event)) return;
  if (service_number(tx, event)) return;
  const auto number = find_number(tx.db(), event.to);
  if (!number || !queues::floor(tx).has(number->tenant))
    return post(tx, voice::Hangup{event.leg, voice::Cause::not_found});
  begin_call(tx, event, *number);
}

void Phone::begin_call(loop::Tx& tx, const voice::Incoming& event, const Number& number) {
  const std::string caller = normalised_number(event.from);
  const std::string& language = number.settings.language;
  Call call;
  call.tenant = number.tenant;
  call.number = caller;
  call.line = number.number;
  call.number_id = number.id;
  call.began_at = tx.now();
  call.relay = event.relay || number.settings.relay.value_or(false);
  call.room = event.room;
  call.customer = event.leg;
  call.record_wanted = number.settings.record == RecordPolicy::always;
  call.agents_pause = number.settings.agents_pause;
  const Actor system = system_actor(number.tenant);
  const auto customer = customers::find_or_create_caller(
      tx, number.tenant, caller, caller_name(event, caller, language), language);
  conversations::Opening opening;
  opening.customer = customer;
  opening.queue = number.queue;
  opening.language = language;
  opening.subject = subject_of(language, caller);
  if (const auto earlier = cut_off_lately(tx, number, caller)) {
    opening.case_id = earlier->case_id;
    call.place_from = earlier->place_from;
  }
  call.conversation = conversations::open(tx, system, opening);
  calls_.save(tx, call);
  tx.journal(system, "conversation", call.conversation.value, "call_came",
             "{\"number\":" + json::to_string(caller) +
                 ",\"line\":" + json::to_string(number.number) + "}");
  post(tx, voice::Ring{event.leg, false});
  if (call.relay) post(tx, voice::Patient{event.leg});
  edit(tx, call.conversation, [&](Call& fresh) { start_flow(tx, fresh, number); });
}

void Phone::on(loop::Tx& tx, const voice::Answered& event) {
  if (service_answered(tx, event.leg) || replaced(tx, event.leg)) return;
  const Call* known = calls_.of_leg(event.leg);
  if (known == nullptr) return;
  charging_begins(tx, known->tenant, event);
  const ConversationId id = known->conversation;
  edit(tx, id, [&](Call& call) {
    if (call.customer == event.leg) {
      if (call.direction == Direction::out) customer_answered(tx, call);
      return;
    }
    if (call.consult && call.consult->leg == event.leg) {
      if (call.consult->state == ConsultState::ringing) third_answered(tx, call);
      return;
    }
    for (auto& ring : call.rings) {
      if (ring.leg != event.leg) continue;
      ring.up = true;
      const auto offer = ring.offer;
      const auto agent = ring.agent;
      const auto done = conversations::route(tx, system_actor(call.tenant),
                                             engine::routing::AcceptOffer{offer, agent});
      // Somebody else was quicker, or the caller has just left.
      if (!done.ok()) post(tx, voice::Hangup{event.leg, voice::Cause::answered_elsewhere});
      return;
    }
  });
}

void Phone::on(loop::Tx& tx, const voice::Ended& event) {
  if (const auto agent = agent_of_line(event.leg)) return line_lost(tx, *agent, event.leg);
  service_ended(tx, event.leg);
  replacing_.erase(event.leg);
  outward_.erase(event.leg);
  const Call* known = calls_.of_leg(event.leg);
  if (known == nullptr) return;
  const ConversationId id = known->conversation;
  edit(tx, id, [&](Call& call) {
    if (call.customer == event.leg) return customer_left(tx, call, event.cause);
    if (call.agent_leg == event.leg) return agent_hung_up(tx, call);
    if (call.outside_leg == event.leg) return outside_left(tx, call);
    if (call.consult && call.consult->leg == event.leg) return consult_over(tx, call);
    for (const auto& watcher : call.watchers)
      if (watcher.leg == event.leg) return watcher_left(call, event.leg);
    ring_ended(tx, call, event.leg, event.cause);
  });
}

// Whoever we handed the customer to has hung up.
void Phone::outside_left(loop::Tx& tx, Call& call) {
  call.outside_leg = 0;
  if (call.flow_version.empty()) return finish(tx, call, "ended");
  flow_happens(tx, call.conversation, flow::AgentLeft{});
}

void Phone::customer_left(loop::Tx& tx, Call& call, voice::Cause cause) {
  const bool was_up = call.customer_up;
  call.customer = 0;
  call.customer_up = false;
  call.saying = {call.saying.play, false, false, true, {}};
  if (call.direction == Direction::out && !was_up)
    return customer_missed(tx, call, std::string(in_words(cause)));
  call.cause = in_words(cause);
  const auto row = conversations::find_row(tx, call.tenant, call.conversation);
  const Actor system = system_actor(call.tenant);
  using conversations::State;
  if (row && row->state == State::active) {
    (void)conversations::route(
        tx, system, engine::routing::WorkEnds{row->work, engine::routing::EndedBy::customer});
  } else if (row && (row->state == State::waiting || row->state == State::offered)) {
    (void)conversations::route(
        tx, system, engine::routing::WorkLeaves{row->work, engine::routing::Exit::abandoned});
  }
  flow_happens(tx, call.conversation, flow::HungUp{});
  // A message that was being recorded counts once it has arrived.
  const bool message_comes =
      !call.ended_at && call.flow_state && call.flow_state->gone && !call.flow_version.empty();
  if (!message_comes) finish(tx, call, call.cause);
}

// The call is over for everybody. The conversation ends with it, if it has not.
void Phone::finish(loop::Tx& tx, Call& call, const std::string& cause) {
  if (call.ended_at) return;
  if (call.callback && !call.callback->waiting) {
    call.callback->waiting = true;
    if (call.customer != 0) post(tx, voice::Hangup{call.customer, voice::Cause::normal});
    call.customer = 0;
    call.customer_up = false;
    return await_callback(tx, call);
  }
  call.held_since.reset();
  for (const auto& ring : call.rings) post(tx, voice::Hangup{ring.leg, voice::Cause::cancelled});
  call.rings.clear();
  if (call.recording_state != RecordingState::off) {
    post(tx, voice::StopRecording{call.recording.value});
    call.recording_state = RecordingState::off;
  }
  call.flow_version.clear();
  call.third_takes = false;
  if (call.consult) consult_over(tx, call);
  if (call.outside_leg != 0) post(tx, voice::Hangup{call.outside_leg, voice::Cause::normal});
  call.outside_leg = 0;
  for (const auto& watcher : call.watchers) leave_room(tx, call.tenant, watcher.user, watcher.leg);
  call.watchers.clear();
  const bool by_customer = call.customer == 0;
  if (call.customer != 0) post(tx, voice::Hangup{call.customer, voice::Cause::normal});
  release_agent(tx, call);
  if (call.flow_timer) tx.cancel(call.flow_timer);
  call.flow_timer = {};
  call.flow_version.clear();
  call.ended_at = tx.now();
  if (call.cause.empty()) call.cause = cause;
  settle_hold(tx, call);
  secrets_.erase(call.conversation);
  kept_.forget(call.conversation);
  ended_rooms_[call.room] = {call.tenant, call.conversation};
  tx.journal(system_actor(call.tenant), "conversation", call.conversation.value, "call_ended",
             "{\"cause\":" + json::to_string(call.cause) +
                 ",\"hold_ms\":" + std::to_string(call.hold_ms) + "}");
  const auto row = conversations::find_row(tx, call.tenant, call.conversation);
  if (row && row->state == conversations::State::automated)
    (void)conversations::close_automated(
        tx, system_actor(call.tenant), call.conversation,
        by_customer ? conversations::EndedBy::visitor : conversations::EndedBy::system);
}

void Phone::begin(loop::Tx& tx, TenantId tenant) {
  std::vector<ConversationId> lost;
  for (const auto& [id, call] : calls_.all())
    if (call.tenant == tenant) lost.push_back(id);
  for (const ConversationId id : lost)
    edit(tx, id, [&](Call& call) {
      const bool promised = call.callback && call.callback->waiting;
      const auto row = conversations::find_row(tx, tenant, id);
      call.customer = 0;
      call.customer_up = false;
      call.flow_version.clear();
      if (!promised) call.cause = "restart";
      using conversations::State;
      // A promise is kept by the next process.
      if (promised && row && row->state != State::active) return;
      if (promised) return callback_missed(tx, call, "restart");
      if (row && row->state == State::active) {
        (void)conversations::route(
            tx, system_actor(tenant),
            engine::routing::WorkEnds{row->work, engine::routing::EndedBy::system});
      } else if (row && (row->state == State::waiting || row->state == State::offered)) {
        (void)conversations::route(
            tx, system_actor(tenant),
            engine::routing::WorkLeaves{row->work, engine::routing::Exit::error});
      }
      finish(tx, call, "restart");
    });
  for (const auto& row : queues::floor(tx).of(tenant).cell.agents())
    set_reach(tx, {tenant, row.agent});
}

void Phone::tell_trunk(loop::Tx& tx, TenantId tenant, TrunkId trunk) {
  const TrunkSeen& seen = trunks_[trunk.value];
  tx.publish({0,
              false,
              {conversations::supervisors_topic(tenant)},
              "trunk.changed",
              "\"trunk_id\":\"" + trunk.str() + "\",\"state\":\"" + std::string(word(seen.reach)) +
                  "\",\"detail\":" + json::to_string(seen.detail)});
}

void Phone::on(loop::Tx& tx, const voice::TrunkState& event) {
  const auto row = tx.db().one("SELECT tenant, name FROM trunk WHERE id = $1", {event.trunk});
  if (!row) return;
  trunks_[event.trunk] = {event.reach, event.detail, tx.now()};
  log::info("trunk", {{"name", row->text(1)},
                      {"state", std::string(word(event.reach))},
                      {"detail", event.detail}});
  tell_trunk(tx, row->id<TenantId>(0), TrunkId{event.trunk});
}

void Phone::on(loop::Tx& tx, const voice::Measured& event) {
  const auto ended = ended_rooms_.find(event.room);
  std::optional<std::pair<TenantId, ConversationId>> whose;
  if (ended != ended_rooms_.end()) {
    whose = ended->second;
    ended_rooms_.erase(ended);
  } else {
    for (const auto& [id, call] : calls_.all())
      if (call.room == event.room) whose = {call.tenant, id};
  }
  if (!whose) return;
  const std::string text = json::to_string(measures_of(event.figures));
  tx.db().exec("UPDATE phone_call SET measures = $1 WHERE conversation = $2 AND tenant = $3",
               {text, whose->second, whose->first});
  tx.journal(system_actor(whose->first), "conversation", whose->second.value, "call_measured",
             text);
}

}  // namespace centralino::phone
