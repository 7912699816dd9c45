#include "voice/sip/registrar.h"

#include <algorithm>

namespace centralino::voice {

std::vector<std::int64_t> Registrar::configure(std::vector<Device> devices) {
  devices_.clear();
  by_username_.clear();
  for (Device& device : devices) {
    by_username_[device.username] = device.id;
    devices_[device.id] = std::move(device);
  }
  std::vector<std::int64_t> gone;
  for (const auto& [id, place] : places_)
    if (!devices_.contains(id)) gone.push_back(id);
  for (const std::int64_t id : gone) places_.erase(id);
  return gone;
}

const Device* Registrar::device(std::int64_t id) const {
  const auto at = devices_.find(id);
  return at == devices_.end() ? nullptr : &at->second;
}

const Device* Registrar::by_username(std::string_view username) const {
  const auto at = by_username_.find(std::string(username));
  return at == by_username_.end() ? nullptr : device(at->second);
}

std::int64_t Registrar::granted(std::int64_t asked_s) {
  return asked_s <= 0 ? 0 : std::clamp(asked_s, expires_s_min, expires_s_max);
}

bool Registrar::put(std::int64_t device, Place place) {
  const bool fresh = !places_.contains(device);
  places_[device] = std::move(place);
  return fresh;
}

bool Registrar::remove(std::int64_t device) { return places_.erase(device) > 0; }

const Registrar::Place* Registrar::place(std::int64_t device, std::int64_t now_ms) const {
  const auto at = places_.find(device);
  return at == places_.end() || at->second.until_ms <= now_ms ? nullptr : &at->second;
}

bool Registrar::outdated(std::int64_t device, std::string_view call_id,
                         std::uint32_t sequence) const {
  const auto at = places_.find(device);
  return at != places_.end() && at->second.call_id == call_id && sequence <= at->second.sequence;
}

std::vector<std::int64_t> Registrar::expire(std::int64_t now_ms) {
  std::vector<std::int64_t> gone;
  for (const auto& [id, place] : places_)
    if (place.until_ms <= now_ms) gone.push_back(id);
  for (const std::int64_t id : gone) places_.erase(id);
  return gone;
}

bool Registrar::at(const Ip& ip) const {
  return std::any_of(places_.begin(), places_.end(),
                     [&](const auto& entry) { return entry.second.ip == ip; });
}

}  // namespace centralino::voice
