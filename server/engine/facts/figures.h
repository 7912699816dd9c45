// Figures: counts, sums and histograms over contacts and agents' time for an interval, and the
// numbers people read off them. Only sums are kept, so figures of any intervals, queues or nodes
// merge exactly (S-030: an hour is the sum of its minutes), and a report for another threshold
// needs no new pass.
//
// A contact belongs to the interval in which it was offered (entered the queue) for service level,
// waits and abandonment, and to the one in which it ended for handling time, replies and
// satisfaction. With a queue given, each stay in that queue is one offered contact; without, the
// whole contact is one.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "engine/facts/contact.h"
#include "engine/facts/histogram.h"
#include "engine/facts/ledger.h"

namespace centralino::engine::facts {

enum class Formula : std::uint8_t { A, B, C, D, E };
BOOST_DESCRIBE_ENUM(Formula, A, B, C, D, E)
enum class ClockStart : std::uint8_t { ring, enqueue };  // first ring (before menus) or queue entry
BOOST_DESCRIBE_ENUM(ClockStart, ring, enqueue)
enum class AnswerAt : std::uint8_t {
  accept,
  connect
};  // connect: first agent message, else accept
BOOST_DESCRIBE_ENUM(AnswerAt, accept, connect)

// Per queue (S-028, S-029). Shown beside every percentage.
struct ServiceLevelSettings {
  std::int64_t threshold_s = 20;
  std::int64_t target_pct = 80;
  std::int64_t short_abandon_s = 5;
  ClockStart clock = ClockStart::enqueue;
  AnswerAt answer_at = AnswerAt::connect;
  Formula headline = Formula::A;
};
BOOST_DESCRIBE_STRUCT(ServiceLevelSettings, (),
                      (threshold_s, target_pct, short_abandon_s, clock, answer_at, headline))

// Half-open: from ≤ t < to.
struct Interval {
  Instant from;
  Instant to;
  bool contains(Instant t) const { return from <= t && t < to; }
};

// Everything here is a sum: merge() adds field by field.
// offered = answered + abandoned + flow_out + rejected + errors + waiting.
struct Figures {
  std::int64_t offered = 0;
  std::int64_t answered = 0;
  std::int64_t abandoned = 0;
  std::int64_t short_abandoned = 0;   // part of abandoned
  std::int64_t answered_within = 0;   // ≤ threshold
  std::int64_t abandoned_within = 0;  // ≤ threshold, short ones included
  std::int64_t flow_out = 0;
  std::int64_t rejected = 0;
  std::int64_t errors = 0;
  std::int64_t waiting = 0;      // offered in the interval and not decided yet
  std::int64_t wait_sum_ms = 0;  // of answered
  Histogram waits_answered;
  Histogram waits_abandoned;
  // of answered, those who were told beforehand how long (calibration of the estimates):
  std::int64_t announced = 0;
  std::int64_t announced_inside = 0;  // waited between low and high
  std::int64_t announced_longer = 0;  // waited longer than high
  // ended in the interval:
  std::int64_t handled = 0;
  std::int64_t talk_ms = 0;
  std::int64_t wrapup_ms = 0;
  std::int64_t transferred = 0;  // of handled: more than one agent
  std::int64_t first_replies = 0;
  std::int64_t first_reply_sum_ms = 0;
  std::int64_t reply_turns = 0;
  std::int64_t reply_sum_ms = 0;
  std::int64_t surveys = 0;
  std::int64_t satisfied = 0;  // 4 or 5 of 5
  AgentTime agent_time;
  bool operator==(const Figures&) const = default;
};
BOOST_DESCRIBE_STRUCT(Figures, (),
                      (offered, answered, abandoned, short_abandoned, answered_within,
                       abandoned_within, flow_out, rejected, errors, waiting, wait_sum_ms,
                       waits_answered, waits_abandoned, announced, announced_inside,
                       announced_longer, handled, talk_ms, wrapup_ms, transferred, first_replies,
                       first_reply_sum_ms, reply_turns, reply_sum_ms, surveys, satisfied,
                       agent_time))

// Adds one contact's share in the interval. queue none = the whole contact.
void add(Figures& figures, const Contact& contact, Interval interval,
         const ServiceLevelSettings& settings, QueueId queue = {});

Figures compute(std::span<const Contact> contacts, Interval interval,
                const ServiceLevelSettings& settings, QueueId queue = {});

// Associative and commutative; Figures{} is its zero.
Figures merge(const Figures& a, const Figures& b);

// The same contacts under another definition, from the histograms alone: exact for whole seconds up
// to 300 s. The clock and answer_at of the recording stay.
Figures with_threshold(const Figures& figures, std::int64_t threshold_s,
                       std::int64_t short_abandon_s);

// ---- numbers people read; nullopt = no data, never 0 % or 100 %
// -------------------------------------

struct Ratio {
  Formula formula = Formula::A;
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  std::optional<double> pct;
};
BOOST_DESCRIBE_STRUCT(Ratio, (), (formula, numerator, denominator, pct))

// A answered≤T / offered; B answered≤T / (offered − short abandons); C answered≤T / answered;
// D answered≤T / (answered + abandoned>T); E (answered≤T + abandoned≤T) / offered.
struct ServiceLevel {
  std::int64_t threshold_s = 20;
  std::int64_t target_pct = 80;
  Formula headline = Formula::A;
  std::optional<double> headline_pct;
  std::vector<Ratio> formulas;  // A…E
};
BOOST_DESCRIBE_STRUCT(ServiceLevel, (), (threshold_s, target_pct, headline, headline_pct, formulas))
ServiceLevel service_level(const Figures& figures, const ServiceLevelSettings& settings);

std::optional<double> asa_s(const Figures& figures);
std::optional<double> aht_s(const Figures& figures);            // (talk + wrap-up) / handled
std::optional<double> abandonment_pct(const Figures& figures);  // B / (A + B)
std::optional<double> abandonment_without_short_pct(const Figures& figures);
std::optional<double> occupancy_pct(
    const Figures& figures);  // (busy + wrap-up) / (that + available)
std::optional<double> first_reply_s(const Figures& figures);
std::optional<double> average_reply_s(const Figures& figures);
// Share of those told how long who waited within the interval: about 80 when estimates are honest.
std::optional<double> estimate_inside_pct(const Figures& figures);
std::optional<double> estimate_longer_pct(const Figures& figures);
std::optional<double> transfer_pct(const Figures& figures);

// Share of satisfied answers with the Wilson 95 % interval. Hide under n = 30.
struct Csat {
  std::int64_t n = 0;
  std::optional<double> pct;
  std::optional<double> low_pct;
  std::optional<double> high_pct;
};
BOOST_DESCRIBE_STRUCT(Csat, (), (n, pct, low_pct, high_pct))
Csat csat(const Figures& figures);

}  // namespace centralino::engine::facts
