// Test support: short ids, small settings, a driver that checks after every step, and random
// worlds.
#pragma once

#include <gtest/gtest.h>

#include "base/json.h"
#include "base/prng.h"
#include "engine/routing/cell.h"
#include "engine/routing/counters.h"

namespace centralino::engine::routing::testing {

inline constexpr Instant start{1'772'438'400'000};  // 2026-03-02T08:00:00Z, a Monday

inline AgentId agent_id(int n) { return {100 + n}; }
inline QueueId queue_id(int n) { return {200 + n}; }
inline SkillId skill_id(int n) { return {300 + n}; }
inline WorkId work_id(int n) { return {10'000 + n}; }

QueueSettings queue(int n);
AgentSettings agent(int n, std::vector<int> queues, std::vector<SkillLevel> skills = {});
WorkArrives arrival(int work, int queue_number = 1);
Settings one_queue(QueueSettings settings, int agents);  // queue 1, agents 1…n

// Applies inputs, checks all invariants after each, keeps everything that happened.
class Driver {
 public:
  Driver() = default;
  explicit Driver(const Settings& settings) { must(Configure{settings}); }

  Result<std::vector<Event>> apply(Input input);
  std::vector<Event> must(Input input);  // fails the test when refused
  Code refused(Input input);             // fails the test when not refused; state must not change
  void available(int agent_number);
  void pass(Duration d);  // to now + d, firing each deadline on time

  template <class E>
  static std::vector<E> only(const std::vector<Event>& events) {
    std::vector<E> out;
    for (const Event& event : events)
      if (const E* found = std::get_if<E>(&event)) out.push_back(*found);
    return out;
  }
  OfferMade last_offer() const;              // fails the test when there is none
  OfferId offer_to(int agent_number) const;  // live; none = 0

  Cell cell;
  Instant now = start;
  std::vector<Step> steps;
  std::vector<Event> log;
  Counters counters;
  std::int64_t next_id = 1'000'000;
  std::string broken;  // first invariant violated
  bool check = true;

 private:
  void check_counters();
};

// A world from a seed: some queues with random settings, some agents. Small, so that it collides.
Settings random_settings(std::uint64_t seed);
// A random input that often makes sense in the present state.
Input random_input(const Cell& cell, Prng& prng, int& next_work);

}  // namespace centralino::engine::routing::testing
