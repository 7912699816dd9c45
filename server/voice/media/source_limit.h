// How much a stranger may cost us: so many packets a second from one source, a few more at once.
// Fixed in size; sources that share a place share its allowance. A value without a clock.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "voice/media/stun.h"

namespace centralino::voice {

class SourceLimit {
 public:
  // `seed`: random, so that nobody can choose whom to share a place with.
  SourceLimit(std::uint64_t seed, bool with_port, double a_second, double at_once)
      : seed_(seed), with_port_(with_port), a_second_(a_second), at_once_(at_once) {}

  bool allow(const TransportAddress& source, std::int64_t now_us) {
    Place& place = places_[place_of(source)];
    const double since_s = static_cast<double>(now_us - place.at_us) / 1e6;
    place.used = std::max(0.0, place.used - since_s * a_second_);
    place.at_us = now_us;
    if (place.used + 1 > at_once_) return false;
    place.used += 1;
    return true;
  }

 private:
  static constexpr std::size_t places = 1'024;
  struct Place {
    double used = 0;
    std::int64_t at_us = 0;
  };

  std::size_t place_of(const TransportAddress& source) const {
    std::uint64_t hash = seed_;
    // Of IPv6 the network: one stranger has all addresses of a /64.
    for (std::size_t i = 0; i < (source.v6 ? 8u : 4u); ++i) hash = mixed(hash ^ source.bytes[i]);
    if (with_port_) hash = mixed(hash ^ source.port);
    return hash % places;
  }
  static std::uint64_t mixed(std::uint64_t value) {  // the last steps of MurmurHash3
    value ^= value >> 33;
    value *= 0xff51afd7ed558ccdULL;
    value ^= value >> 33;
    value *= 0xc4ceb9fe1a85ec53ULL;
    return value ^ value >> 33;
  }

  std::uint64_t seed_;
  bool with_port_;
  double a_second_;
  double at_once_;
  std::array<Place, places> places_{};
};

}  // namespace centralino::voice
