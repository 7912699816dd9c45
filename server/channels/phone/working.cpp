// Changing a call, and what follows from the change.
#include <algorithm>
#include <set>

#include "channels/phone/audio.h"
#include "channels/phone/phone.h"
#include "channels/phone/recordings.h"
#include "channels/phone/views.h"

namespace centralino::phone {

void Phone::post(loop::Tx& tx, voice::Command command) {
  tx.after_commit([this, command = std::move(command)] { outside_.post(command); });
}

void Phone::edit(loop::Tx& tx, ConversationId id, const std::function<void(Call&)>& change) {
  const auto found = working_.find(id);
  if (found != working_.end()) return change(found->second->call);
  const Call* known = calls_.find(id);
  if (known == nullptr) return;
  auto& working = *(working_[id] = std::make_unique<Working>());
  working.call = working.before = *known;
  try {
    change(working.call);
    settle(tx, working.call, working.before);
    calls_.save(tx, working.call);
  } catch (...) {
    working_.clear();
    throw;
  }
  const Call before = std::move(working.before);
  const Call after = std::move(working.call);
  working_.erase(id);
  publish(tx, after, before);
  // Who is beside a call is offered none meanwhile.
  std::set<UserId> beside;
  for (const Call* each : {&before, &after}) {
    if (each->consult && each->consult->agent) beside.insert(each->consult->agent);
    for (const auto& watcher : each->watchers) beside.insert(watcher.user);
  }
  for (const UserId user : beside) set_reach(tx, {after.tenant, user});
}

void Phone::settle(loop::Tx& tx, Call& call, const Call& before) {
  if (call.ended_at) {
    if (!hears(before).empty()) post(tx, voice::Bridge{call.room, {}});
    return;
  }
  settle_audio(tx, call, before);
  settle_hold(tx, call);
  settle_recording(tx, call);
}

void Phone::settle_audio(loop::Tx& tx, Call& call, const Call& before) {
  const auto now = hears(call);
  const auto then = hears(before);
  const auto same = [](const voice::Hears& a, const voice::Hears& b) {
    return a.listener == b.listener && a.speaker == b.speaker && a.gain == b.gain;
  };
  if (!std::equal(now.begin(), now.end(), then.begin(), then.end(), same))
    post(tx, voice::Bridge{call.room, now});
  const bool music = music_wanted(call);
  if (music == call.saying.music) return;
  call.saying.music = music;
  if (music) {
    post(tx, voice::Play{call.customer, ++call.saying.play, {waiting_music(tx, call)}});
  } else if (!call.saying.going_on) {
    post(tx, voice::StopPlay{call.customer});
  }
}

// Recorded is what customer and agent say to each other; holding and consulting are not.
void Phone::settle_recording(loop::Tx& tx, Call& call) {
  if (call.record_wanted && !call.recording && call.talking && call.customer_up) {
    call.recording =
        begin_recording(tx, call, RecordingPurpose::conversation, outside_.recordings_folder);
    call.recording_state = RecordingState::on;
    post(tx, voice::Record{call.room, call.recording.value,
                           recording_path(outside_.recordings_folder, call.recording), 0, 0, 0});
  }
  if (!call.recording) return;
  const bool apart = call.held_since || (call.consult && !joined(call));
  const bool silent = apart || call.secret.has_value();
  if (call.recording_state == RecordingState::on && silent != call.recording_silent) {
    call.recording_silent = silent;
    post(tx, voice::PauseRecording{call.recording.value, silent, call.secret ? "secret" : "hold"});
  }
}

void Phone::publish(loop::Tx& tx, const Call& call, const Call& before) {
  const auto& floor = queues::floor(tx).of(call.tenant);
  if (call.web) {
    const std::string shown = json::to_string(visitor_view_of(floor, call));
    if (json::to_string(visitor_view_of(floor, before)) != shown)
      tx.publish({0,
                  true,
                  {conversations::visitor_topic(call.tenant, call.conversation)},
                  "call.changed",
                  "\"call\":" + shown});
  }
  const std::string text = json::to_string(view_of(floor, call));
  if (json::to_string(view_of(floor, before)) == text) return;
  std::vector<loop::Topic> topics = {conversations::supervisors_topic(call.tenant)};
  if (call.agent) topics.push_back(conversations::user_topic(call.tenant, call.agent));
  if (before.agent && before.agent != call.agent)
    topics.push_back(conversations::user_topic(call.tenant, before.agent));
  if (call.consult && call.consult->agent)
    topics.push_back(conversations::user_topic(call.tenant, call.consult->agent));
  tx.publish({0, true, std::move(topics), "call.updated", "\"call\":" + text});
}

std::vector<CallView> Phone::calls_for(const queues::FloorNow& floor, const Actor& actor) const {
  std::vector<CallView> list;
  for (const auto& [id, call] : calls_.all()) {
    if (call.tenant != actor.tenant) continue;
    const bool concerned = actor.supervises() || call.agent == actor.user ||
                           (call.consult && call.consult->agent == actor.user);
    if (concerned) list.push_back(view_of(floor, call));
  }
  return list;
}

}  // namespace centralino::phone
