// What has its turn every 20 ms, by id, in groups that have it one after the other: a thousand
// callers who hear music would otherwise be sent to in one go, and packets that arrive meanwhile,
// and other threads of the same core, would wait for it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>

namespace centralino::voice {

template <class T>
class Turns {
 public:
  static constexpr std::int64_t count = 4;

  T* find(std::int64_t id) const {
    const auto& group = groups_[of(id)];
    const auto found = group.find(id);
    return found == group.end() ? nullptr : found->second.get();
  }
  T& put(std::int64_t id, std::unique_ptr<T> one) {
    auto& place = groups_[of(id)][id];
    place = std::move(one);
    return *place;
  }
  void erase(std::int64_t id) { groups_[of(id)].erase(id); }

  std::size_t size() const {
    std::size_t sum = 0;
    for (const auto& group : groups_) sum += group.size();
    return sum;
  }

  // `each(T&)` neither adds nor erases.
  template <class F>
  void in_turn(std::int64_t turn, F each) {
    for (auto& [id, one] : groups_[static_cast<std::size_t>(turn)]) each(*one);
  }
  template <class F>
  void all(F each) {
    for (std::int64_t turn = 0; turn < count; ++turn) in_turn(turn, each);
  }

 private:
  static std::size_t of(std::int64_t id) {
    return static_cast<std::size_t>(static_cast<std::uint64_t>(id) % count);
  }

  std::array<std::unordered_map<std::int64_t, std::unique_ptr<T>>, count> groups_;
};

}  // namespace centralino::voice
