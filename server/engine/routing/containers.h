// The few containers the routing state is made of: flat, so that cloning a cell is copying arrays,
// and ordered (or only looked up, never walked) where order could reach an output.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/check.h"

namespace centralino::engine::routing {

using Slot = std::uint32_t;  // index of an entity in its pool or table
inline constexpr Slot no_slot = 0xFFFFFFFFu;

// Entities with stable slots; freed slots are used again. The slot number itself means nothing.
template <class T>
class Pool {
 public:
  Slot add() {
    if (free_.empty()) {
      items_.emplace_back();
      live_.push_back(1);
      return static_cast<Slot>(items_.size() - 1);
    }
    const Slot slot = free_.back();
    free_.pop_back();
    live_[slot] = 1;
    return slot;
  }
  void remove(Slot slot) {
    items_[slot] = T{};
    live_[slot] = 0;
    free_.push_back(slot);
  }
  T& operator[](Slot slot) { return items_[slot]; }
  const T& operator[](Slot slot) const { return items_[slot]; }
  bool live(Slot slot) const { return slot < live_.size() && live_[slot] != 0; }
  std::size_t size() const { return items_.size() - free_.size(); }
  Slot end() const { return static_cast<Slot>(items_.size()); }  // for walking all slots

 private:
  std::vector<T> items_;
  std::vector<std::uint8_t> live_;
  std::vector<Slot> free_;
};

// Id → slot by open addressing. Looked up only; there is no way to walk it.
class IdIndex {
 public:
  Slot find(std::int64_t id) const {
    if (table_.empty()) return no_slot;
    for (std::size_t i = home(id);; i = (i + 1) & mask()) {
      if (table_[i].id == id) return table_[i].slot;
      if (table_[i].id == 0) return no_slot;
    }
  }
  void insert(std::int64_t id, Slot slot) {
    CHECK(id != 0, "an id is never 0");
    if ((size_ + 1) * 2 > table_.size()) grow();
    place(id, slot);
    ++size_;
  }
  void erase(std::int64_t id) {
    std::size_t hole = home(id);
    while (table_[hole].id != id) {
      CHECK(table_[hole].id != 0, "erase of an id that is not there");
      hole = (hole + 1) & mask();
    }
    for (std::size_t i = (hole + 1) & mask(); table_[i].id != 0; i = (i + 1) & mask()) {
      const std::size_t want = home(table_[i].id);
      if (((i - want) & mask()) < ((i - hole) & mask())) continue;  // already as near as it can be
      table_[hole] = table_[i];
      hole = i;
    }
    table_[hole] = {};
    --size_;
  }
  void clear() {
    table_.clear();
    size_ = 0;
  }

 private:
  struct Entry {
    std::int64_t id = 0;
    Slot slot = no_slot;
  };
  std::size_t mask() const { return table_.size() - 1; }
  std::size_t home(std::int64_t id) const {
    const auto mixed = static_cast<std::uint64_t>(id) * 0x9E3779B97F4A7C15ULL;
    return static_cast<std::size_t>(mixed >> 32) & mask();
  }
  void place(std::int64_t id, Slot slot) {
    std::size_t i = home(id);
    while (table_[i].id != 0) i = (i + 1) & mask();
    table_[i] = {id, slot};
  }
  void grow() {
    std::vector<Entry> old(std::max<std::size_t>(16, table_.size() * 2));
    old.swap(table_);
    for (const Entry& entry : old)
      if (entry.id != 0) place(entry.id, entry.slot);
  }
  std::vector<Entry> table_;
  std::size_t size_ = 0;
};

// A sorted array with a gap in front: the smallest leaves in O(1), new ones mostly join at the end.
// In between it moves the shorter side: at most n/2 items, which for the lines of a contact centre
// is faster than a tree (10,000 in one class: about 2 µs at worst) and copies in one piece.
template <class T>
class Sorted {
 public:
  const T* begin() const { return items_.data() + gap_; }
  const T* end() const { return items_.data() + items_.size(); }
  std::size_t size() const { return items_.size() - gap_; }
  bool empty() const { return size() == 0; }
  const T& front() const { return items_[gap_]; }

  void insert(const T& item) {
    const std::size_t at = position(item);
    if (gap_ > 0 && at - gap_ < items_.size() - at) {
      T* data = items_.data();
      std::copy(data + gap_, data + at, data + gap_ - 1);
      data[at - 1] = item;
      --gap_;
      return;
    }
    if (items_.size() == items_.capacity() && gap_ > items_.size() / 2) {
      close_gap();
      insert(item);
      return;
    }
    items_.insert(items_.begin() + static_cast<std::ptrdiff_t>(at), item);
  }
  void erase(const T& item) {
    const std::size_t at = position(item);
    CHECK(at < items_.size() && !(item < items_[at]), "erase of something that is not in line");
    T* data = items_.data();
    if (at - gap_ < items_.size() - at) {
      std::copy_backward(data + gap_, data + at, data + at + 1);
      ++gap_;
    } else {
      std::copy(data + at + 1, data + items_.size(), data + at);
      items_.pop_back();
    }
    if (gap_ == items_.size()) clear();
  }
  void clear() {
    items_.clear();
    gap_ = 0;
  }

 private:
  std::size_t position(const T& item) const {
    return static_cast<std::size_t>(std::lower_bound(begin(), end(), item) - items_.data());
  }
  void close_gap() {
    items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(gap_));
    gap_ = 0;
  }
  std::vector<T> items_;
  std::size_t gap_ = 0;
};

class Bits {
 public:
  void resize(std::size_t n) { words_.resize((n + 63) / 64); }
  std::size_t words() const { return words_.size(); }
  std::uint64_t word(std::size_t i) const { return words_[i]; }
  bool test(std::size_t i) const { return (words_[i >> 6] >> (i & 63) & 1) != 0; }
  void set(std::size_t i) { words_[i >> 6] |= std::uint64_t{1} << (i & 63); }
  void reset(std::size_t i) { words_[i >> 6] &= ~(std::uint64_t{1} << (i & 63)); }
  void clear() { std::fill(words_.begin(), words_.end(), 0); }
  void keep_common(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i)
      words_[i] &= i < other.words_.size() ? other.words_[i] : 0;
  }
  // Calls `each(index)` for every set bit in ascending order.
  template <class Each>
  void for_each(Each each) const {
    for (std::size_t i = 0; i < words_.size(); ++i) walk_word(words_[i], i, each);
  }
  template <class Each>
  static void walk_word(std::uint64_t word, std::size_t index, Each& each) {
    for (; word != 0; word &= word - 1)
      each(index * 64 + static_cast<std::size_t>(std::countr_zero(word)));
  }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace centralino::engine::routing
