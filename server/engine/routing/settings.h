// Settings of the routing engine: what a tenant's administrators choose. They arrive whole, in one
// `Configure` input, and are checked whole: a refused configuration changes nothing.
#pragma once

#include <boost/describe.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "engine/hours/calendar.h"

namespace centralino::engine::routing {

enum class Channel : std::uint8_t { voice, chat, email, messaging, task };
BOOST_DESCRIBE_ENUM(Channel, voice, chat, email, messaging, task)
inline constexpr std::size_t channel_count = 5;

// How a queue chooses among the agents that are eligible (routing/strategies/, one file each).
enum class StrategyName : std::uint8_t {
  longest_idle,    // free for the longest time; wholly idle agents first
  least_occupied,  // smallest share of capacity in use
  round_robin,     // whose last offer is the oldest
  best_skill,      // highest sum of levels in the required skills
  fewest_handled,  // least work answered since signing in
  ring_several,    // the first `ring_count` by longest_idle at once; the first to accept wins
  sticky_owner     // the preferred agent, else longest_idle
};
BOOST_DESCRIBE_ENUM(StrategyName, longest_idle, least_occupied, round_robin, best_skill,
                    fewest_handled, ring_several, sticky_owner)

struct SkillLevel {
  SkillId skill;
  int level = 1;  // 1 (basic) … 10 (expert); as a requirement: the least level that will do
};
BOOST_DESCRIBE_STRUCT(SkillLevel, (), (skill, level))

// How many items an agent holds at once, by channel. Used for loads too.
struct Capacity {
  int voice = 1;
  int chat = 4;
  int email = 5;
  int messaging = 4;
  int task = 1;
  int of(Channel channel) const;
  int& of(Channel channel);
  auto operator<=>(const Capacity&) const = default;
};
BOOST_DESCRIBE_STRUCT(Capacity, (), (voice, chat, email, messaging, task))
inline constexpr int capacity_max = 100;  // of one channel

// One row of the interrupt matrix: an agent holding `busy_with` may still receive these channels.
// A channel without a row: voice → nothing else; chat, messaging → all but voice; email, task →
// all. (More of the same channel is limited by the capacity alone.)
struct InterruptRule {
  Channel busy_with = Channel::voice;
  std::vector<Channel> may_receive;
};
BOOST_DESCRIBE_STRUCT(InterruptRule, (), (busy_with, may_receive))

inline constexpr std::size_t ring_count_max = 10;
inline constexpr std::int64_t seconds_max = 366 * 86'400;  // of any length, hold or head start

// After `after_s` in the queue, the requirement for `skill` (none = every requirement) falls to
// `to_level`; 0 drops it. `drop_language` drops the wish for the customer's language.
struct Relaxation {
  std::int64_t after_s = 0;
  SkillId skill;
  int to_level = 0;
  bool drop_language = false;
};
BOOST_DESCRIBE_STRUCT(Relaxation, (), (after_s, skill, to_level, drop_language))

// After `after_s`, the work waits also (or instead) in queue `to`; its place in time is kept.
struct Overflow {
  std::int64_t after_s = 0;
  QueueId to;
  bool also = true;
};
BOOST_DESCRIBE_STRUCT(Overflow, (), (after_s, to, also))

enum class WhenClosed : std::uint8_t { wait, refuse, reject, overflow };
BOOST_DESCRIBE_ENUM(WhenClosed, wait, refuse, reject, overflow)
enum class WhenFull : std::uint8_t { refuse, reject, overflow };
BOOST_DESCRIBE_ENUM(WhenFull, refuse, reject, overflow)
enum class AfterMiss : std::uint8_t { stay, away };
BOOST_DESCRIBE_ENUM(AfterMiss, stay, away)
enum class WrapUpBlocks : std::uint8_t { slot, all };
BOOST_DESCRIBE_ENUM(WrapUpBlocks, slot, all)

// Time to finish after a conversation. seconds = 0: none.
struct WrapUpSettings {
  std::int64_t seconds = 0;
  std::int64_t extend_s = 60;
  int extend_times_max = 2;
  WrapUpBlocks blocks = WrapUpBlocks::slot;
};
BOOST_DESCRIBE_STRUCT(WrapUpSettings, (), (seconds, extend_s, extend_times_max, blocks))

struct QueueSettings {
  QueueId id;
  StrategyName strategy = StrategyName::longest_idle;
  int ring_count = 3;           // ring_several only
  std::int64_t ring_s = 30;     // an offer's lease
  std::int64_t priority_s = 0;  // head start of everybody in this queue
  std::vector<SkillLevel> requirements;
  bool match_language = false;  // the agent must speak the work's language (when it has one)
  std::vector<Relaxation> relaxations;
  std::optional<Overflow> overflow;
  std::int64_t max_wait_s = 0;  // 0 = for ever; then the work leaves with flow_out_timeout
  int waiting_max = 0;          // 0 = no limit
  WhenFull when_full =
      WhenFull::refuse;  // refuse: the command; reject: recorded, work leaves at once
  std::string calendar;  // key of Settings::calendars; "" = always open
  WhenClosed when_closed = WhenClosed::wait;
  AfterMiss after_no_answer = AfterMiss::away;  // away with reason "no_answer"
  AfterMiss after_decline = AfterMiss::stay;    // away with reason "declined"
  std::int64_t exclusion_s = 30;  // after a miss the work avoids that agent: 30, 60, 120 … s
  std::int64_t exclusion_max_s = 300;
  std::int64_t owner_hold_s =
      0;  // sticky_owner: hold for the preferred agent when the work names none
  std::int64_t transfer_hold_s = 60;  // hold for the agent a transfer names; then anybody
  WrapUpSettings wrap_up;
};
BOOST_DESCRIBE_STRUCT(QueueSettings, (),
                      (id, strategy, ring_count, ring_s, priority_s, requirements, match_language,
                       relaxations, overflow, max_wait_s, waiting_max, when_full, calendar,
                       when_closed, after_no_answer, after_decline, exclusion_s, exclusion_max_s,
                       owner_hold_s, transfer_hold_s, wrap_up))

struct AgentSettings {
  AgentId id;
  std::vector<SkillLevel> skills;
  std::vector<std::string> languages;
  std::vector<QueueId> queues;
  Capacity capacity;
};
BOOST_DESCRIBE_STRUCT(AgentSettings, (), (id, skills, languages, queues, capacity))

struct NamedCalendar {
  std::string key;
  hours::Calendar calendar;
};
BOOST_DESCRIBE_STRUCT(NamedCalendar, (), (key, calendar))

struct Settings {
  std::vector<SkillId> skills;  // the skills there are; empty = do not check
  std::vector<std::string>
      presence_reasons;  // keys an agent may give for being away; "" is allowed
  std::vector<InterruptRule> interrupts;
  std::vector<NamedCalendar> calendars;
  std::vector<QueueSettings> queues;
  std::vector<AgentSettings> agents;
};
BOOST_DESCRIBE_STRUCT(Settings, (),
                      (skills, presence_reasons, interrupts, calendars, queues, agents))

// Refuses with invalid_field and the paths of what is wrong (ranges, doubles, unknown ids).
Result<Done> validate(const Settings& settings);

// Reasons the engine itself gives.
inline constexpr const char* reason_no_answer = "no_answer";
inline constexpr const char* reason_declined = "declined";

}  // namespace centralino::engine::routing
