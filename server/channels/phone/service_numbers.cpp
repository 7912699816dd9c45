// Numbers that are no business with anybody: an echo to try one's line with, a prompt, and, for
// measuring only, bridges to given telephones. They leave no conversation behind.
#include "channels/phone/phone.h"

namespace centralino::phone {
namespace {

const char* const greeting =
    "Benvenuti in Centralino. Questa è una prova di ascolto. Se sentite questa voce, la linea "
    "funziona.";

}  // namespace

bool Phone::service_number(loop::Tx& tx, const voice::Incoming& event) {
  const auto kind = outside_.services.find(event.to);
  std::optional<Service> service;
  if (kind != outside_.services.end()) service = kind->second;
  std::int64_t device = 0;
  // "20001"…: the first telephone, and so on.
  if (!service && outside_.bridges && event.to.size() == 5 &&
      (event.to[0] == '2' || event.to[0] == '3') &&
      event.to.find_first_not_of("0123456789") == std::string::npos) {
    service = event.to[0] == '2' ? Service::bridge : Service::recorded_bridge;
    const auto found = bridge_devices_.find("a" + event.to.substr(1));
    if (found == bridge_devices_.end()) service.reset();
    if (service) device = found->second;
  }
  if (!service) return false;
  service_[event.leg] = {*service, event.room, 0, 0};
  switch (*service) {
    case Service::wait:
      post(tx, voice::Answer{event.leg});
      break;
    case Service::echo:
      post(tx, voice::Answer{event.leg});
      post(tx, voice::Bridge{event.room, {{event.leg, event.leg, 1}}});
      break;
    case Service::prompt_once:
    case Service::prompt_again:
      post(tx, voice::Answer{event.leg});
      post(tx, voice::Play{event.leg, 1, {voice::Text{"it", greeting}}});
      break;
    case Service::bridge:
    case Service::recorded_bridge: {
      const Leg other = outside_.fresh_leg();
      service_[event.leg].other = other;
      service_[other] = {*service, event.room, event.leg, 0};
      post(tx, voice::Ring{event.leg, false});
      voice::Dial dial;
      dial.leg = other;
      dial.room = event.room;
      dial.device = device;
      dial.from = event.from;
      post(tx, std::move(dial));
      break;
    }
  }
  return true;
}

bool Phone::service_answered(loop::Tx& tx, Leg leg) {
  const auto it = service_.find(leg);
  if (it == service_.end()) return false;
  auto& [kind, room, other, play] = it->second;
  // The telephone that was rung: now the caller is answered too.
  if (other == 0 || leg < other) return true;
  post(tx, voice::Answer{other});
  post(tx, voice::Bridge{room, {{leg, other, 1}, {other, leg, 1}}});
  if (kind == Service::recorded_bridge) {
    const std::int64_t recording = outside_.fresh_leg();
    voice::Record record;
    record.room = room;
    record.recording = recording;
    record.path = outside_.recordings_folder + "/bench-" + std::to_string(recording) + ".rec";
    post(tx, std::move(record));
  }
  return true;
}

bool Phone::service_played(loop::Tx& tx, Leg leg, std::int64_t play) {
  const auto it = service_.find(leg);
  if (it == service_.end()) return false;
  if (it->second.kind == Service::prompt_again) {
    post(tx, voice::Play{leg, play + 1, {voice::Text{"it", greeting}}});
  } else {
    post(tx, voice::Hangup{leg, voice::Cause::normal});
  }
  return true;
}

void Phone::service_ended(loop::Tx& tx, Leg leg) {
  const auto it = service_.find(leg);
  if (it == service_.end()) return;
  const Leg other = it->second.other;
  service_.erase(it);
  if (other == 0) return;
  if (const auto rest = service_.find(other); rest != service_.end()) rest->second.other = 0;
  post(tx, voice::Hangup{other, voice::Cause::normal});
}

}  // namespace centralino::phone
