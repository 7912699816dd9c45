// What everything on one shard shares: the time, counters, whom to tell.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "voice/voice.h"

namespace centralino::voice {

class Recorder;

// Written by the shard's thread only, read by any.
class Counter {
 public:
  void add(std::int64_t n = 1) {
    value_.store(value_.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }
  void set(std::int64_t n) { value_.store(n, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

struct Counters {
  Counter packets_in, packets_out, packets_refused, ticks, ticks_late, legs, cpu_us;
};

// One packet, with room for what encryption adds.
using PacketBuffer = std::array<std::uint8_t, 2'048>;

struct ShardContext {
  ShardContext(std::function<void(Event)> tell_to, Recorder& recorder_of_all)
      : tell(std::move(tell_to)), recorder(recorder_of_all) {}

  std::function<void(Event)> tell;
  Recorder& recorder;
  std::string cname;  // of all our streams (RFC 3550 §6.5.1); says nothing about the machine
  std::int64_t media_silence_us = 60'000'000;
  Counters counters;
  std::int64_t now_us = 0;  // CLOCK_MONOTONIC, read before each packet and tick
  PacketBuffer incoming{};
  PacketBuffer outgoing{};
};

}  // namespace centralino::voice
