#include "runner/telephone.h"

#include <algorithm>

namespace centralino::scenario {
namespace {

// People speak about fifteen letters a second.
constexpr std::int64_t ms_per_letter = 65;

}  // namespace

void FakeTelephone::post(const voice::Command& command, Instant now) {
  if (const auto* configure = std::get_if<voice::Configure>(&command)) {
    devices.clear();
    for (const auto& device : configure->devices) devices[device.id] = device;
  } else if (const auto* answer = std::get_if<voice::Answer>(&command)) {
    ears_[answer->leg].up = true;
  } else if (const auto* web = std::get_if<voice::WebOffer>(&command)) {
    ears_[web->leg].room = web->room;
    if (web->role == voice::Role::customer) ears_[web->leg].up = true;
  } else if (const auto* dial = std::get_if<voice::Dial>(&command)) {
    auto& ear = ears_[dial->leg];
    ear.room = dial->room;
    ear.dialled = *dial;
    later_.push_back({now, voice::Ringing{dial->leg, false}});
  } else if (const auto* hangup = std::get_if<voice::Hangup>(&command)) {
    auto& ear = ears_[hangup->leg];
    if (ear.over) return;
    ear.over = true;
    ear.up = false;
    ear.music = false;
    ear.saying.clear();
    ear.cause = hangup->cause;
    later_.push_back({now, voice::Ended{hangup->leg, hangup->cause, 0, ""}});
  } else if (const auto* play = std::get_if<voice::Play>(&command)) {
    say(*play, now);
  } else if (const auto* stop = std::get_if<voice::StopPlay>(&command)) {
    auto& ear = ears_[stop->leg];
    ear.music = false;
    ear.saying.clear();
    ear.tones.clear();
    std::erase_if(later_, [&](const Later& later) {
      const auto* done = std::get_if<voice::PlayDone>(&later.event);
      return done != nullptr && done->leg == stop->leg;
    });
  } else if (const auto* bridge = std::get_if<voice::Bridge>(&command)) {
    rooms_[bridge->room] = bridge->hears;
  } else if (const auto* move = std::get_if<voice::Move>(&command)) {
    ears_[move->leg].room = move->room;
  } else if (const auto* record = std::get_if<voice::Record>(&command)) {
    tapes[record->recording] = {*record, true, false, ""};
  } else if (const auto* pause = std::get_if<voice::PauseRecording>(&command)) {
    tapes[pause->recording].silent = pause->on;
    tapes[pause->recording].why = pause->why;
  } else if (const auto* end = std::get_if<voice::StopRecording>(&command)) {
    auto& tape = tapes[end->recording];
    if (!tape.running) return;
    tape.running = false;
    later_.push_back({now, voice::Recorded{end->recording, tape.record.path, 5'000, false, {}}});
  } else if (const auto* referred = std::get_if<voice::ReferResult>(&command)) {
    ears_[referred->leg].referral = referred->status;
  } else if (const auto* digits = std::get_if<voice::SendDigits>(&command)) {
    ears_[digits->leg].digits += digits->digits;
  }
}

void FakeTelephone::say(const voice::Play& play, Instant now) {
  auto& ear = ears_[play.leg];
  post(voice::StopPlay{play.leg}, now);
  std::int64_t ms = 0;
  bool endless = false;
  for (const auto& piece : play.pieces) {
    if (const auto* text = std::get_if<voice::Text>(&piece)) {
      ear.saying += text->text + " ";
      ear.heard += text->text + " ";
      ms += static_cast<std::int64_t>(text->text.size()) * ms_per_letter;
    } else if (const auto* sound = std::get_if<voice::Sound>(&piece)) {
      ear.heard += sound->path + " ";
      ms += 3'000;
    } else if (const auto* music = std::get_if<voice::Music>(&piece)) {
      ear.music = endless = true;
      ear.heard += music->path + " ";
    } else if (const auto* tone = std::get_if<voice::ToneFor>(&piece)) {
      ear.tones = tone->tone == voice::Tone::ringback ? "ringback" : "beep";
      ms += tone->ms;
      endless = endless || tone->ms == 0;
    } else if (const auto* silence = std::get_if<voice::Silence>(&piece)) {
      ms += silence->ms;
    }
  }
  if (!endless) later_.push_back({now + milliseconds(ms), voice::PlayDone{play.leg, play.play}});
}

std::optional<Instant> FakeTelephone::next() const {
  std::optional<Instant> first;
  for (const auto& later : later_)
    if (!first || later.at < *first) first = later.at;
  return first;
}

std::vector<voice::Event> FakeTelephone::take_due(Instant now) {
  std::vector<voice::Event> due;
  std::stable_sort(later_.begin(), later_.end(),
                   [](const Later& a, const Later& b) { return a.at < b.at; });
  while (!later_.empty() && later_.front().at <= now) {
    due.push_back(later_.front().event);
    later_.pop_front();
    if (const auto* done = std::get_if<voice::PlayDone>(&due.back())) {
      ears_[done->leg].saying.clear();
      ears_[done->leg].tones.clear();
    }
  }
  return due;
}

bool FakeTelephone::hears(voice::LegId listener, voice::LegId speaker) const {
  for (const auto& [room, list] : rooms_)
    for (const auto& each : list)
      if (each.listener == listener && each.speaker == speaker && each.gain > 0) return true;
  return false;
}

std::optional<voice::LegId> FakeTelephone::ringing(const std::string& number,
                                                   std::int64_t device) const {
  for (auto it = ears_.rbegin(); it != ears_.rend(); ++it) {
    const auto& [leg, ear] = *it;
    if (ear.over || ear.up || !ear.dialled) continue;
    if (device != 0 ? ear.dialled->device == device : ear.dialled->to == number) return leg;
  }
  return std::nullopt;
}

}  // namespace centralino::scenario
