// Who is listened to. Known sources pass; strangers have little budget, scanners none, and whoever
// guesses passwords waits longer each time. Nothing here answers anybody: what is not let in is
// dropped before the library makes anything of it.
//
// Pure: time comes in, in milliseconds of any steady clock. Tables are bounded.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "voice/sip/ip.h"

namespace centralino::voice {

// Tokens that come back with time.
struct Bucket {
  double tokens = 0;
  std::int64_t at_ms = 0;
  bool take(double per_second, double most, std::int64_t now_ms);
};

// A bounded table by source: the one that was used longest ago goes.
template <class Value>
class BySource {
 public:
  explicit BySource(std::size_t most) : most_(most) {}
  Value* find(const Ip& ip) {
    const auto at = index_.find(ip);
    if (at == index_.end()) return nullptr;
    order_.splice(order_.begin(), order_, at->second);
    return &at->second->second;
  }
  Value& at(const Ip& ip, const Value& fresh) {
    if (Value* found = find(ip)) return *found;
    if (order_.size() >= most_) {
      index_.erase(order_.back().first);
      order_.pop_back();
    }
    order_.emplace_front(ip, fresh);
    index_[ip] = order_.begin();
    return order_.front().second;
  }
  void erase(const Ip& ip) {
    const auto at = index_.find(ip);
    if (at == index_.end()) return;
    order_.erase(at->second);
    index_.erase(at);
  }
  std::size_t size() const { return order_.size(); }

 private:
  const std::size_t most_;
  std::list<std::pair<Ip, Value>> order_;  // used lately first
  std::map<Ip, typename std::list<std::pair<Ip, Value>>::iterator> index_;
};

class Gate {
 public:
  // A stranger's request: false when it is dropped. Takes from what its neighbourhood and all
  // strangers together may have.
  bool admit_request(const Ip& from, std::int64_t now_ms);
  // A stranger's answer: a trunk known by name answers from addresses that we do not know.
  bool admit_answer(std::int64_t now_ms);

  // Somebody's password was wrong, or right.
  void failed(const Ip& from, std::int64_t now_ms);
  void passed(const Ip& from, std::int64_t now_ms);
  bool waits(const Ip& from, std::int64_t now_ms);   // after wrong ones: nothing is heard
  bool proved(const Ip& from, std::int64_t now_ms);  // a right one lately: no stranger

  // Whether this refusal is told, with how many were not told before it.
  std::optional<std::int64_t> refusal(std::int64_t now_ms);

  static constexpr double stranger_per_second = 10, stranger_burst = 20;
  static constexpr double strangers_per_second = 100, strangers_burst = 200;
  static constexpr double answers_per_second = 500, answers_burst = 1'000;
  static constexpr double refusals_per_second = 5, refusals_burst = 5;
  static constexpr int failures_free = 3;  // then one second, two, four … ten minutes
  static constexpr std::int64_t wait_ms_max = 600'000;
  static constexpr std::int64_t failures_forgotten_ms = 3'600'000;
  static constexpr std::int64_t proof_ms = 600'000;
  static constexpr std::size_t sources_max = 4'096;

 private:
  struct Failures {
    int count = 0;
    std::int64_t until_ms = 0;
    std::int64_t last_ms = 0;
  };
  BySource<Bucket> strangers_{sources_max};
  BySource<Failures> failures_{sources_max};
  BySource<std::int64_t> proofs_{sources_max};
  Bucket all_{strangers_burst, 0}, answers_{answers_burst, 0}, refusals_{refusals_burst, 0};
  std::int64_t suppressed_ = 0;
};

// What a datagram looks like before anything reads it.
enum class Look : std::uint8_t { keep_alive, request, answer, nothing };
Look look(std::string_view datagram);

// Whether a program that tries all numbers and passwords of the world says that it is one.
bool scanner(std::string_view user_agent);
// The same of a whole message that was not read yet.
bool from_scanner(std::string_view message);

}  // namespace centralino::voice
