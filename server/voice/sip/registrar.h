// Which telephones are there, and where (RFC 3261 §10). One address for each: the newest wins.
// Pure: time comes in. Lost with the process; telephones register again by themselves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "voice/sip/ip.h"
#include "voice/voice.h"

namespace centralino::voice {

class Registrar {
 public:
  static constexpr std::int64_t expires_s_min = 30, expires_s_max = 3'600, expires_s_usual = 300;

  struct Place {
    std::string contact;   // as the telephone wrote it
    std::string next_hop;  // URI of where its registration came from: beyond its NAT
    Ip ip;
    std::int64_t until_ms = 0;
    std::string call_id;  // of the registration, with its number: older ones change nothing
    std::uint32_t sequence = 0;
  };

  // Those that are gone are forgotten; returns which of them were registered.
  std::vector<std::int64_t> configure(std::vector<Device> devices);
  const Device* device(std::int64_t id) const;
  const Device* by_username(std::string_view username) const;

  // What a telephone asks for, made sane; 0 stays 0.
  static std::int64_t granted(std::int64_t asked_s);
  // True when this changes whether it is registered.
  bool put(std::int64_t device, Place place);
  bool remove(std::int64_t device);
  const Place* place(std::int64_t device, std::int64_t now_ms) const;
  // A registration repeated or out of order (§10.3, 7).
  bool outdated(std::int64_t device, std::string_view call_id, std::uint32_t sequence) const;
  std::vector<std::int64_t> expire(std::int64_t now_ms);
  // Somebody who is registered is at this address.
  bool at(const Ip& ip) const;

 private:
  std::unordered_map<std::int64_t, Device> devices_;
  std::unordered_map<std::string, std::int64_t> by_username_;
  std::unordered_map<std::int64_t, Place> places_;
};

}  // namespace centralino::voice
