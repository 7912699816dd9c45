#include "voice/media/room.h"

#include <algorithm>

#include "voice/media/g711.h"

namespace centralino::voice {
namespace {
constexpr std::size_t nowhere = Mixer::legs_max;
}

bool Room::empty() const {
  return std::all_of(legs_.begin(), legs_.end(), [](const Leg* leg) { return leg == nullptr; });
}

std::size_t Room::slot_of(LegId leg) const {
  for (std::size_t i = 0; i < legs_.size(); ++i)
    if (legs_[i] != nullptr && legs_[i]->id() == leg) return i;
  return nowhere;
}

std::size_t Room::slots_used() const {
  std::size_t used = legs_.size();
  while (used > 0 && legs_[used - 1] == nullptr) --used;
  return used;
}

bool Room::has(Role role) const {
  return std::any_of(legs_.begin(), legs_.end(),
                     [&](const Leg* leg) { return leg != nullptr && leg->role() == role; });
}

bool Room::join(Leg& leg) {
  const auto place = std::find(legs_.begin(), legs_.end(), nullptr);
  if (place == legs_.end()) return false;
  *place = &leg;
  set_gains();
  plan();
  return true;
}

void Room::leave(Leg& leg) {
  const std::size_t slot = slot_of(leg.id());
  if (slot == nowhere) return;
  legs_[slot] = nullptr;
  mixer_.remove(slot);
  leg.follow({});
  std::erase_if(recordings_, [&](const auto& recording) { return recording->only() == leg.id(); });
  if (!has(Role::customer) || !has(Role::agent)) tell_measured();
  plan();
}

void Room::bridge(std::vector<Hears> hears) {
  hears_ = std::move(hears);
  set_gains();
  plan();
}

void Room::set_gains() {
  for (std::size_t from = 0; from < legs_.size(); ++from)
    for (std::size_t to = 0; to < legs_.size(); ++to) mixer_.set_gain(from, to, 0);
  for (const Hears& hears : hears_) {
    const std::size_t from = slot_of(hears.speaker);
    const std::size_t to = slot_of(hears.listener);
    if (from != nowhere && to != nowhere) mixer_.set_gain(from, to, hears.gain);
  }
}

// ---- who gets what, how

void Room::plan_listener(std::size_t listener, Plans& plans) const {
  Leg& leg = *legs_[listener];
  if (!leg.can_hear()) return;
  std::array<std::size_t, Mixer::legs_max> speakers{};
  std::size_t count = 0;
  for (std::size_t from = 0; from < legs_.size(); ++from)
    if (legs_[from] != nullptr && legs_[from]->can_speak() && mixer_.gain(from, listener) > 0)
      speakers[count++] = from;
  if (count == 0) return;
  if (count == 1 && mixer_.gain(speakers[0], listener) == 1 && leg.only_hears() &&
      leg.alike(*legs_[speakers[0]])) {
    Leg::Plan& speaker = plans[speakers[0]];
    plans[listener].source = legs_[speakers[0]];
    speaker.listeners[speaker.listener_count++] = &leg;
    return;
  }
  plans[listener].mixed = true;
  for (std::size_t i = 0; i < count; ++i) plans[speakers[i]].framed = true;
}

// Between a customer and us: what a coach whispers to an agent is neither recorded nor measured,
// until the customer hears it, too.
bool Room::takes_part(std::size_t slot) const {
  if (legs_[slot] == nullptr || legs_[slot]->role() == Role::other) return false;
  if (legs_[slot]->role() == Role::customer) return true;
  for (std::size_t to = 0; to < legs_.size(); ++to)
    if (legs_[to] != nullptr && legs_[to]->role() == Role::customer && mixer_.gain(slot, to) > 0)
      return true;
  return false;
}

bool Room::recorded(const RoomRecording& recording, std::size_t slot) const {
  if (recording.only() == 0) return takes_part(slot);
  return legs_[slot] != nullptr && legs_[slot]->id() == recording.only();
}

void Room::plan_recordings(Plans& plans) {
  for (const auto& recording : recordings_) {
    std::array<std::size_t, RoomRecording::sides> speakers{};
    for (std::size_t i = 0; i < legs_.size(); ++i)
      if (recorded(*recording, i)) ++speakers[recording->side_of(legs_[i]->role())];
    for (std::size_t number = 0; number < RoomRecording::sides; ++number)
      recording->side(number).mixed = speakers[number] > 1;
    for (std::size_t i = 0; i < legs_.size(); ++i) {
      if (!recorded(*recording, i)) continue;
      RoomRecording::Side& side = recording->side(recording->side_of(legs_[i]->role()));
      if (side.mixed) {
        plans[i].framed = true;
      } else {
        plans[i].tapes[plans[i].tape_count++] = &side.tape;
      }
    }
  }
}

bool Room::talk_to_each_other() const {
  for (std::size_t a = 0; a < legs_.size(); ++a)
    for (std::size_t b = 0; b < legs_.size(); ++b) {
      if (legs_[a] == nullptr || legs_[b] == nullptr) continue;
      if (legs_[a]->role() != Role::customer || legs_[b]->role() != Role::agent) continue;
      if (legs_[a]->can_hear() && legs_[b]->can_hear() && mixer_.gain(a, b) > 0 &&
          mixer_.gain(b, a) > 0)
        return true;
    }
  return false;
}

void Room::plan() {
  Plans plans{};
  for (std::size_t i = 0; i < legs_.size(); ++i)
    if (legs_[i] != nullptr) plan_listener(i, plans);
  plan_recordings(plans);
  measuring_ = talk_to_each_other();
  any_framed_ = any_mixed_ = false;
  for (std::size_t i = 0; i < legs_.size(); ++i) {
    if (legs_[i] == nullptr) continue;
    plans[i].measured = measuring_ && takes_part(i);
    any_framed_ |= plans[i].framed;
    any_mixed_ |= plans[i].mixed;
    legs_[i]->follow(plans[i]);
  }
}

// ---- the tick

void Room::tick() {
  const std::size_t used = slots_used();
  std::array<Frame, Mixer::legs_max> said;
  std::array<Frame, Mixer::legs_max> heard;
  if (any_framed_ || any_mixed_)
    for (std::size_t i = 0; i < used; ++i) {
      if (legs_[i] != nullptr) {
        legs_[i]->said(said[i]);
      } else {
        said[i].fill(0);
      }
    }
  if (any_mixed_) mixer_.mix(std::span(said).first(used), std::span(heard).first(used));
  bool changed = false;
  for (std::size_t i = 0; i < used; ++i)
    if (legs_[i] != nullptr)
      changed |= legs_[i]->tick(legs_[i]->plan().mixed ? &heard[i] : nullptr);
  if (measuring_) measure();
  if (!recordings_.empty()) changed |= tick_recordings(std::span(said).first(used));
  if (changed) plan();
}

// ---- recordings

void Room::record(const Record& record) {
  const bool one = record.only != 0;
  for (const auto& recording : recordings_)
    if ((recording->only() != 0) == one) {
      context_.tell(RecordingFailed{record.recording, "this room is being recorded already"});
      return;
    }
  if (one && slot_of(record.only) == nowhere) {
    context_.tell(RecordingFailed{record.recording, "who is to be recorded is not in this room"});
    return;
  }
  recordings_.push_back(std::make_unique<RoomRecording>(context_.recorder, record));
  plan();
}

void Room::pause(const PauseRecording& pause) {
  for (const auto& recording : recordings_)
    if (recording->id() == pause.recording) recording->pause(pause.on, pause.why);
}

void Room::stop_recording(std::int64_t id) {
  if (std::erase_if(recordings_, [&](const auto& recording) { return recording->id() == id; }) > 0)
    plan();
}

// True: one is over.
bool Room::tick_recordings(std::span<const Frame> said) {
  const std::size_t before = recordings_.size();
  std::erase_if(recordings_, [&](const auto& recording) {
    for (std::size_t number = 0; number < RoomRecording::sides; ++number)
      if (recording->side(number).mixed) write_mix(*recording, number, said);
    return !recording->tick();
  });
  return recordings_.size() != before;
}

void Room::write_mix(RoomRecording& recording, std::size_t number, std::span<const Frame> said) {
  Frame mix{};
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (!recorded(recording, i) || recording.side_of(legs_[i]->role()) != number) continue;
    for (std::size_t k = 0; k < mix.size(); ++k)
      mix[k] = static_cast<Sample>(std::clamp(mix[k] + said[i][k], -32'768, 32'767));
  }
  Tape::Codes codes;
  encode(Law::ulaw, mix, codes);
  recording.side(number).tape.write(codes);
}

// ---- measures

void Room::measure() {
  bool customer = false;
  bool agent = false;
  for (const Leg* leg : legs_) {
    if (leg == nullptr || !leg->speaks()) continue;
    customer |= leg->role() == Role::customer;
    agent |= leg->role() == Role::agent;
  }
  conversation_.frame(customer, agent);
}

void Room::tell_measured() {
  if (conversation_.figures().length_ms == 0) return;
  context_.tell(Measured{id_, conversation_.figures()});
  conversation_ = {};
}

}  // namespace centralino::voice
