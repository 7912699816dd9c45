// What the agent does with a call they have.
#include "channels/phone/audio.h"
#include "channels/phone/phone.h"
#include "channels/phone/recordings.h"

namespace centralino::phone {
namespace {

constexpr std::size_t digits_max = 40;
constexpr std::string_view keys = "0123456789*#ABCD,";

}  // namespace

Result<const Call*> Phone::held_by(loop::Tx& tx, const Actor& agent, ConversationId id) const {
  const auto row = conversations::find_row(tx, agent.tenant, id);
  const Call* call = calls_.find(id);
  if (!row) return refuse(Code::not_found);
  if (call == nullptr || call->tenant != agent.tenant)
    return refuse(row->state == conversations::State::ended ? Code::conversation_ended
                                                            : Code::not_found);
  const bool mine = row->owner_kind == conversations::OwnerKind::agent && row->owner == agent.user;
  if (!mine && !agent.supervises()) return refuse(Code::not_owner);
  return call;
}

Result<Done> Phone::hold(loop::Tx& tx, const Actor& agent, ConversationId id, bool on) {
  TRY(call, held_by(tx, agent, id));
  if (!call->talking) return refuse(Code::invalid_transition);
  if (call->held_since.has_value() == on) return Done{};
  edit(tx, id, [&](Call& changed) {
    changed.held_since = on ? std::optional(tx.now()) : std::nullopt;
    tx.journal(agent, "conversation", id.value, on ? "call_held" : "call_resumed", "{}");
  });
  return Done{};
}

Result<Done> Phone::digits(loop::Tx& tx, const Actor& agent, ConversationId id,
                           const std::string& wanted) {
  TRY(call, held_by(tx, agent, id));
  if (!call->talking) return refuse(Code::invalid_transition);
  if (wanted.empty() || wanted.size() > digits_max ||
      wanted.find_first_not_of(keys) != std::string::npos)
    return refuse_field("digits", "must be up to 40 of 0-9 * # A-D and commas");
  const Leg to = call->consult && call->consult->state != ConsultState::joined ? call->consult->leg
                                                                               : call->customer;
  post(tx, voice::SendDigits{to, wanted});
  return Done{};
}

Result<Done> Phone::pause_recording(loop::Tx& tx, const Actor& agent, ConversationId id,
                                    bool paused) {
  TRY(call, held_by(tx, agent, id));
  if (call->recording_state == RecordingState::off) return refuse(Code::invalid_transition);
  if (!call->agents_pause.value_or(true) && !agent.supervises()) return refuse(Code::forbidden);
  const auto wanted = paused ? RecordingState::paused : RecordingState::on;
  if (call->recording_state == wanted) return Done{};
  edit(tx, id, [&](Call& changed) {
    changed.recording_state = wanted;
    post(tx, voice::PauseRecording{changed.recording.value, paused || changed.recording_silent,
                                   "agent"});
    tx.journal(agent, "conversation", id.value, paused ? "recording_paused" : "recording_resumed",
               "{}");
    conversations::note_event(tx, agent.tenant, id,
                              paused ? "recording_paused" : "recording_resumed");
  });
  return Done{};
}

Result<Done> Phone::transfer_to_number(loop::Tx& tx, const Actor& agent, ConversationId id,
                                       const std::string& to, const std::string& brief) {
  TRY(call, held_by(tx, agent, id));
  if (!call->talking || call->customer == 0) return refuse(Code::invalid_transition);
  const std::string number = normalised_number(to);
  std::string caller_id;
  TRY_DONE(way_out(tx, agent.tenant, number, caller_id));
  TRY_DONE(conversations::agent_note(tx, agent, id, brief));
  tx.journal(agent, "conversation", id.value, "call_transferred",
             "{\"number\":" + json::to_string(number) + "}");
  edit(tx, id, [&](Call& changed) {
    if (changed.consult) consult_over(tx, changed);
    if (!dial_third(tx, changed, number)) return;
    changed.third_takes = true;
    const auto row = conversations::find_row(tx, agent.tenant, id);
    conversations::note_event(tx, agent.tenant, id, "transferred_out");
    // The agent is done; the customer stays until the other side hangs up.
    changed.stays = true;
    (void)conversations::route(
        tx, agent, engine::routing::WorkEnds{row->work, engine::routing::EndedBy::agent});
  });
  return Done{};
}

// S-135: somebody who is left on hold is a failure: it is measured, told, and does not last. On
// hold is who was talking and hears music: held, while a colleague is asked, while the agent's line
// is lost.
void Phone::settle_hold(loop::Tx& tx, Call& call) {
  const bool on_hold = !call.ended_at && call.customer_up && call.talking && !joined(call);
  if (on_hold == call.on_hold_since.has_value()) return;
  if (on_hold) {
    call.on_hold_since = tx.now();
    return watch_hold(tx, call);
  }
  call.hold_ms += (tx.now() - *call.on_hold_since).ms;
  call.on_hold_since.reset();
}

void Phone::watch_hold(loop::Tx& tx, const Call& call) {
  Instant next = tx.now() + hold_alarm;
  const Instant last = *call.on_hold_since + hold_max;
  if (last > tx.now()) next = std::min(next, last);
  tx.wake(call.tenant, next, "hold_alarm", call.conversation.str());
}

// Held or left for somebody else for as long as may be: customer and agent hear each other again.
void Phone::take_off_hold(loop::Tx& tx, ConversationId id) {
  edit(tx, id, [&](Call& call) {
    if (call.consult) consult_over(tx, call);
    call.held_since.reset();
    tx.journal(system_actor(call.tenant), "conversation", id.value, "call_resumed", "{}");
    conversations::note_event(tx, call.tenant, id, "hold_ended");
    if (call.agent_leg != 0)
      post(tx, voice::Play{
                   call.agent_leg, ++call.agent_play, {voice::ToneFor{voice::Tone::beep, 400}}});
  });
}

void Phone::hold_timer(loop::Tx& tx, const loop::Timer& timer) {
  const auto id = ConversationId::parse(timer.data);
  if (!id) return;
  const Call* call = calls_.find(*id);
  if (call == nullptr || !call->on_hold_since) return;
  const Duration held = tx.now() - *call->on_hold_since;
  if (held < hold_alarm) return;
  if (held >= hold_max && (call->held_since || call->consult)) return take_off_hold(tx, *id);
  tx.journal(system_actor(call->tenant), "conversation", id->value, "hold_too_long",
             "{\"hold_ms\":" + std::to_string(held.ms) + "}");
  std::vector<loop::Topic> topics = {conversations::supervisors_topic(call->tenant)};
  if (call->agent) topics.push_back(conversations::user_topic(call->tenant, call->agent));
  tx.publish(
      {0, false, std::move(topics), "call.hold_too_long",
       "\"conversation_id\":\"" + id->str() + "\",\"hold_s\":" + std::to_string(held.ms / 1000)});
  watch_hold(tx, *call);
}

}  // namespace centralino::phone
