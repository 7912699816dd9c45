#include "engine/facts/figures.h"

#include <cmath>

namespace centralino::engine::facts {
namespace {

// One contact, or one stay in a queue, as service level sees it.
struct Offered {
  Instant at;  // the clock's start
  std::optional<Exit> exit;
  Instant decided_at;
};

void decide(Figures& figures, const Offered& offered, const ServiceLevelSettings& settings) {
  ++figures.offered;
  if (!offered.exit) {
    ++figures.waiting;
    return;
  }
  const std::int64_t wait_ms = std::max<std::int64_t>(0, (offered.decided_at - offered.at).ms);
  const bool within = wait_ms <= settings.threshold_s * 1000;
  switch (*offered.exit) {
    case Exit::answered:
      ++figures.answered;
      figures.answered_within += within ? 1 : 0;
      figures.wait_sum_ms += wait_ms;
      figures.waits_answered.add(wait_ms);
      break;
    case Exit::abandoned:
      ++figures.abandoned;
      figures.abandoned_within += within ? 1 : 0;
      figures.short_abandoned += wait_ms <= settings.short_abandon_s * 1000 ? 1 : 0;
      figures.waits_abandoned.add(wait_ms);
      break;
    case Exit::rejected_full:
    case Exit::rejected_closed:
      ++figures.rejected;
      break;
    case Exit::error:
      ++figures.errors;
      break;
    default:
      ++figures.flow_out;
      break;
  }
}

// When the wait of the first answer was over: connected, if that is what counts and it happened.
Instant answered_at(const Contact& contact, Instant accept, const ServiceLevelSettings& settings) {
  if (settings.answer_at == AnswerAt::accept || !contact.t_connect) return accept;
  return std::max(accept, *contact.t_connect);
}

// The wait of a later stay (after a transfer) ends at its accept: the customer is connected
// already.
bool first_answer(const Contact& contact, const Segment& segment) {
  const auto accept = t_accept(contact);
  return accept && segment.t_leave && *segment.t_leave == *accept;
}

Offered stay(const Contact& contact, const Segment& segment, const ServiceLevelSettings& settings) {
  const bool first = !contact.segments.empty() && &segment == contact.segments.data();
  Offered out;
  out.at = settings.clock == ClockStart::ring && first && contact.t_arrive ? *contact.t_arrive
                                                                           : segment.t_enqueue;
  out.exit = segment.exit;
  out.decided_at = segment.t_leave.value_or(segment.t_enqueue);
  if (segment.exit == Exit::answered && first_answer(contact, segment))
    out.decided_at = answered_at(contact, out.decided_at, settings);
  return out;
}

Offered whole(const Contact& contact, const ServiceLevelSettings& settings) {
  const Instant enqueued = contact.segments.empty() ? contact.t_arrive.value_or(Instant{})
                                                    : contact.segments.front().t_enqueue;
  Offered out;
  out.at = settings.clock == ClockStart::ring && contact.t_arrive ? *contact.t_arrive : enqueued;
  out.exit = exit_of(contact);
  if (const auto accept = t_accept(contact)) {
    out.decided_at = answered_at(contact, *accept, settings);
  } else {
    out.decided_at = contact.t_left.value_or(out.at);
  }
  return out;
}

// What was told when the first stay began, against the wait for a person that followed.
void add_announced(Figures& figures, const Contact& contact) {
  const auto accept = t_accept(contact);
  if (!contact.announced || !accept) return;
  const std::int64_t wait_ms = (*accept - contact.announced->at).ms;
  ++figures.announced;
  figures.announced_longer += wait_ms > contact.announced->high_ms ? 1 : 0;
  figures.announced_inside +=
      wait_ms >= contact.announced->low_ms && wait_ms <= contact.announced->high_ms ? 1 : 0;
}

void add_offered(Figures& figures, const Contact& contact, Interval interval,
                 const ServiceLevelSettings& settings, QueueId queue) {
  if (contact.outbound) return;
  const bool rejected = contact.segments.empty() && contact.left;
  if (!queue || (rejected && contact.left_queue == queue)) {
    if (contact.segments.empty() && !rejected) return;
    const Instant at =
        rejected ? contact.t_left.value_or(Instant{}) : contact.segments.front().t_enqueue;
    if (!interval.contains(at)) return;
    decide(figures, whole(contact, settings), settings);
    add_announced(figures, contact);
    return;
  }
  for (const Segment& segment : contact.segments) {
    if (segment.queue != queue || !interval.contains(segment.t_enqueue)) continue;
    decide(figures, stay(contact, segment, settings), settings);
    if (&segment == contact.segments.data()) add_announced(figures, contact);
  }
}

void add_ended(Figures& figures, const Contact& contact, Interval interval, QueueId queue) {
  const auto end = t_end(contact);
  if (!end || !interval.contains(*end) || contact.handlings.empty()) return;
  const auto counts = [&](QueueId q) { return !queue || q == queue; };
  bool mine = false;
  for (const Handling& item : contact.handlings) {
    if (!counts(item.queue)) continue;
    mine = true;
    if (item.t_end) figures.talk_ms += (*item.t_end - item.t_accept).ms;
  }
  if (!mine) return;
  ++figures.handled;
  figures.transferred += contact.handlings.size() > 1 ? 1 : 0;
  for (const WrapUpFact& item : contact.wrapups)
    if (counts(item.queue) && item.t_end) figures.wrapup_ms += (*item.t_end - item.t_start).ms;
  if (const auto first = first_reply(contact)) {
    ++figures.first_replies;
    figures.first_reply_sum_ms += first->ms;
  }
  const Replies turns = replies(contact);
  figures.reply_turns += turns.turns;
  figures.reply_sum_ms += turns.sum_ms;
  if (!contact.survey_score) return;
  ++figures.surveys;
  figures.satisfied += *contact.survey_score >= 4 ? 1 : 0;
}

std::optional<double> percent(std::int64_t part, std::int64_t of) {
  if (of <= 0) return std::nullopt;
  return 100.0 * static_cast<double>(part) / static_cast<double>(of);
}

std::optional<double> mean_s(std::int64_t sum_ms, std::int64_t n) {
  if (n <= 0) return std::nullopt;
  return static_cast<double>(sum_ms) / 1000.0 / static_cast<double>(n);
}

}  // namespace

void add(Figures& figures, const Contact& contact, Interval interval,
         const ServiceLevelSettings& settings, QueueId queue) {
  add_offered(figures, contact, interval, settings, queue);
  add_ended(figures, contact, interval, queue);
}

Figures compute(std::span<const Contact> contacts, Interval interval,
                const ServiceLevelSettings& settings, QueueId queue) {
  Figures figures;
  for (const Contact& contact : contacts) add(figures, contact, interval, settings, queue);
  return figures;
}

Figures merge(const Figures& a, const Figures& b) {
  Figures sum;
  boost::mp11::mp_for_each<boost::describe::describe_members<Figures, boost::describe::mod_public>>(
      [&](auto d) {
        using Field = std::remove_cvref_t<decltype(sum.*d.pointer)>;
        if constexpr (std::is_same_v<Field, std::int64_t>) {
          sum.*d.pointer = a.*d.pointer + b.*d.pointer;
        } else if constexpr (std::is_same_v<Field, Histogram>) {
          sum.*d.pointer = a.*d.pointer;
          (sum.*d.pointer).merge(b.*d.pointer);
        } else {
          sum.*d.pointer = merge(a.*d.pointer, b.*d.pointer);
        }
      });
  return sum;
}

Figures with_threshold(const Figures& figures, std::int64_t threshold_s,
                       std::int64_t short_abandon_s) {
  Figures out = figures;
  out.answered_within = figures.waits_answered.at_most(threshold_s * 1000);
  out.abandoned_within = figures.waits_abandoned.at_most(threshold_s * 1000);
  out.short_abandoned = figures.waits_abandoned.at_most(short_abandon_s * 1000);
  return out;
}

ServiceLevel service_level(const Figures& f, const ServiceLevelSettings& settings) {
  ServiceLevel out;
  out.threshold_s = settings.threshold_s;
  out.target_pct = settings.target_pct;
  out.headline = settings.headline;
  const auto add_formula = [&](Formula formula, std::int64_t numerator, std::int64_t denominator) {
    out.formulas.push_back({formula, numerator, denominator, percent(numerator, denominator)});
    if (formula == settings.headline) out.headline_pct = out.formulas.back().pct;
  };
  const std::int64_t abandoned_later = f.abandoned - f.abandoned_within;
  add_formula(Formula::A, f.answered_within, f.offered);
  add_formula(Formula::B, f.answered_within, f.offered - f.short_abandoned);
  add_formula(Formula::C, f.answered_within, f.answered);
  add_formula(Formula::D, f.answered_within, f.answered + abandoned_later);
  add_formula(Formula::E, f.answered_within + f.abandoned_within, f.offered);
  return out;
}

std::optional<double> asa_s(const Figures& f) { return mean_s(f.wait_sum_ms, f.answered); }
std::optional<double> aht_s(const Figures& f) { return mean_s(f.talk_ms + f.wrapup_ms, f.handled); }
std::optional<double> abandonment_pct(const Figures& f) {
  return percent(f.abandoned, f.answered + f.abandoned);
}
std::optional<double> abandonment_without_short_pct(const Figures& f) {
  const std::int64_t long_ones = f.abandoned - f.short_abandoned;
  return percent(long_ones, f.answered + long_ones);
}
std::optional<double> occupancy_pct(const Figures& f) {
  const std::int64_t working = f.agent_time.busy_ms + f.agent_time.wrapup_ms;
  return percent(working, working + f.agent_time.available_ms + f.agent_time.offered_ms);
}
std::optional<double> first_reply_s(const Figures& f) {
  return mean_s(f.first_reply_sum_ms, f.first_replies);
}
std::optional<double> average_reply_s(const Figures& f) {
  return mean_s(f.reply_sum_ms, f.reply_turns);
}
std::optional<double> estimate_inside_pct(const Figures& f) {
  return percent(f.announced_inside, f.announced);
}

std::optional<double> estimate_longer_pct(const Figures& f) {
  return percent(f.announced_longer, f.announced);
}

std::optional<double> transfer_pct(const Figures& f) { return percent(f.transferred, f.handled); }

// E. B. Wilson (1927), score interval without continuity correction; z for 95 %.
Csat csat(const Figures& f) {
  Csat out;
  out.n = f.surveys;
  out.pct = percent(f.satisfied, f.surveys);
  if (!out.pct) return out;
  constexpr double z = 1.959963984540054;
  const double n = static_cast<double>(f.surveys);
  const double p = static_cast<double>(f.satisfied) / n;
  const double scale = 1.0 + z * z / n;
  const double centre = (p + z * z / (2.0 * n)) / scale;
  const double half = z * std::sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n)) / scale;
  out.low_pct = 100.0 * (centre - half);
  out.high_pct = 100.0 * (centre + half);
  return out;
}

}  // namespace centralino::engine::facts
