// Deadlines of offers, wrap-ups and waiting work: one per entity, in one heap with known positions,
// so that moving or clearing one is O(log n) and the first is always exact. Equal instants fire by
// kind, then id: the order never depends on the heap's history.
#pragma once

#include <array>
#include <tuple>

#include "base/time.h"
#include "engine/routing/containers.h"

namespace centralino::engine::routing {

enum class TimerKind : std::uint8_t { offer, wrapup, work };

struct Timer {
  Instant at;
  TimerKind kind = TimerKind::offer;
  std::int64_t id = 0;
  Slot slot = no_slot;
  bool operator<(const Timer& other) const {
    return std::tie(at, kind, id) < std::tie(other.at, other.kind, other.id);
  }
};

class Timers {
 public:
  const Timer* first() const { return heap_.empty() ? nullptr : heap_.data(); }
  const Timer* find(TimerKind kind, Slot slot) const {
    const auto& positions = positions_[static_cast<std::size_t>(kind)];
    if (slot >= positions.size() || positions[slot] == no_slot) return nullptr;
    return &heap_[positions[slot]];
  }

  void set(const Timer& timer) {
    std::uint32_t& at = position(timer.kind, timer.slot);
    if (at == no_slot) {
      at = static_cast<std::uint32_t>(heap_.size());
      heap_.push_back(timer);
      rise(heap_.size() - 1);
      return;
    }
    const std::size_t i = at;
    if (!(heap_[i] < timer) && !(timer < heap_[i])) return;
    heap_[i] = timer;
    sink(i);
    rise(position(timer.kind, timer.slot));
  }

  void clear(TimerKind kind, Slot slot) {
    std::uint32_t& at = position(kind, slot);
    if (at == no_slot) return;
    const std::size_t i = at;
    at = no_slot;
    const Timer last = heap_.back();
    heap_.pop_back();
    if (i == heap_.size()) return;
    put(i, last);
    sink(i);
    rise(position(last.kind, last.slot));
  }

  void clear_all() { *this = {}; }

 private:
  std::uint32_t& position(TimerKind kind, Slot slot) {
    auto& positions = positions_[static_cast<std::size_t>(kind)];
    if (slot >= positions.size()) positions.resize(slot + 1, no_slot);
    return positions[slot];
  }
  void put(std::size_t i, const Timer& timer) {
    heap_[i] = timer;
    position(timer.kind, timer.slot) = static_cast<std::uint32_t>(i);
  }
  void rise(std::size_t i) {
    const Timer timer = heap_[i];
    for (; i > 0 && timer < heap_[(i - 1) / 2]; i = (i - 1) / 2) put(i, heap_[(i - 1) / 2]);
    put(i, timer);
  }
  void sink(std::size_t i) {
    const Timer timer = heap_[i];
    while (true) {
      std::size_t child = 2 * i + 1;
      if (child >= heap_.size()) break;
      if (child + 1 < heap_.size() && heap_[child + 1] < heap_[child]) ++child;
      if (!(heap_[child] < timer)) break;
      put(i, heap_[child]);
      i = child;
    }
    put(i, timer);
  }

  std::vector<Timer> heap_;
  std::array<std::vector<std::uint32_t>, 3> positions_;
};

}  // namespace centralino::engine::routing
