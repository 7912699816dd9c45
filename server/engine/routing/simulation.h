// A seeded day of a contact centre on the real engine: customers arrive along the day, lose
// patience, are answered; agents have shifts and breaks, decline or miss offers now and then. The
// same settings and seed give the same day on every machine with the same math library.
#pragma once

#include "engine/routing/replay.h"

namespace centralino::engine::routing {

struct Shift {
  AgentId agent;
  std::int64_t from_minute = 0;  // since the start of the day
  std::int64_t to_minute = 480;
};
BOOST_DESCRIBE_STRUCT(Shift, (), (agent, from_minute, to_minute))

struct QueueDemand {
  QueueId queue;
  Channel channel = Channel::chat;
  std::vector<std::int64_t> arrivals_per_hour;  // mean, hour by hour from the start
  std::int64_t handling_ms = 240'000;           // mean
  std::int64_t patience_ms = 180'000;           // mean
  std::vector<SkillLevel> sometimes_requires;   // each in a quarter of the arrivals
};
BOOST_DESCRIBE_STRUCT(QueueDemand, (),
                      (queue, channel, arrivals_per_hour, handling_ms, patience_ms,
                       sometimes_requires))

struct DaySettings {
  Settings settings;
  Instant start;
  std::vector<Shift> shifts;
  std::vector<QueueDemand> demand;
  std::int64_t answer_ms = 4'000;  // mean, offer → accept
  int decline_permille = 30;
  int no_answer_permille = 20;
  std::int64_t break_every_ms = 7'200'000;  // mean; 0 = no breaks
  std::int64_t break_ms = 600'000;          // mean
  bool check_invariants = false;            // the full check after each step; slow
};
BOOST_DESCRIBE_STRUCT(DaySettings, (),
                      (settings, start, shifts, demand, answer_ms, decline_permille,
                       no_answer_permille, break_every_ms, break_ms, check_invariants))

struct DaySummary {
  std::int64_t steps = 0;
  std::int64_t events = 0;
  std::int64_t arrived = 0;
  std::int64_t answered = 0;
  std::int64_t abandoned = 0;
  std::int64_t other_exits = 0;
  std::int64_t offers = 0;
  std::int64_t declined = 0;
  std::int64_t timed_out = 0;
  std::int64_t answered_within_20_s = 0;
  std::int64_t wait_sum_ms = 0;  // of answered
  std::int64_t waiting_at_end = 0;
  std::string broken;  // the first invariant violated, with the step's number
};
BOOST_DESCRIBE_STRUCT(DaySummary, (),
                      (steps, events, arrived, answered, abandoned, other_exits, offers, declined,
                       timed_out, answered_within_20_s, wait_sum_ms, waiting_at_end, broken))

struct Day {
  std::vector<RecordedStep> steps;
  DaySummary summary;
};
BOOST_DESCRIBE_STRUCT(Day, (), (steps, summary))

Day simulate_day(const DaySettings& settings, std::uint64_t seed);

// A plausible centre for demonstrations: `agents` agents, three queues, ten hours.
DaySettings example_day(int agents, Instant start);

std::string to_text(const DaySummary& summary);  // a few readable lines

}  // namespace centralino::engine::routing
