#include "engine/routing/future.h"

#include <algorithm>

namespace centralino::engine::routing {
namespace {
constexpr std::int64_t prior_weight = 8;  // the prior counts as much as so many samples
constexpr std::int64_t first_future_id = std::int64_t{1} << 62;
}  // namespace

HandlingSampler::HandlingSampler(const HandlingTimes& times)
    : sorted_ms_(times.samples_ms),
      prior_ms_(std::max<std::int64_t>(1, times.prior_ms)),
      wrapup_ms_(times.wrapup_ms),
      answer_ms_(std::max<std::int64_t>(0, times.answer_ms)) {
  std::sort(sorted_ms_.begin(), sorted_ms_.end());
}

std::int64_t HandlingSampler::sample_ms(Prng& prng) const {
  const auto n = static_cast<std::int64_t>(sorted_ms_.size());
  if (prng.between(1, n + prior_weight) <= n) return sorted_ms_[prng.below(sorted_ms_.size())];
  return static_cast<std::int64_t>(prng.exponential(static_cast<double>(prior_ms_)));
}

std::int64_t HandlingSampler::residual_ms(std::int64_t elapsed_ms, Prng& prng) const {
  const auto longer = std::upper_bound(sorted_ms_.begin(), sorted_ms_.end(), elapsed_ms);
  const auto n = static_cast<std::int64_t>(sorted_ms_.end() - longer);
  if (n > 0 && prng.between(1, n + prior_weight) <= n)
    return longer[static_cast<std::ptrdiff_t>(prng.below(static_cast<std::uint64_t>(n)))] -
           elapsed_ms;
  return static_cast<std::int64_t>(prng.exponential(static_cast<double>(prior_ms_)));
}

const HandlingSampler& Outset::sampler(QueueId queue) const {
  const auto found = samplers.find(queue);
  return found == samplers.end() ? usual : found->second;
}

Outset outset_of(const Cell& cell, const EstimateSettings& settings) {
  Outset out;
  for (WorkRow& row : cell.works()) {
    if (row.phase == WorkPhase::active) {
      out.active.push_back(std::move(row));
    } else {
      out.waiting.push_back(row.work);
    }
  }
  out.offers = cell.offers();
  out.wrapups = cell.wrapups();
  for (const HandlingTimes& times : settings.queues)
    out.samplers.insert_or_assign(times.queue, HandlingSampler(times));
  return out;
}

Future::Future(const Cell& cell, const Outset& outset, std::int64_t patience_ms, std::uint64_t seed)
    : cell_(cell), outset_(outset), prng_(seed), now_(cell.now()) {
  for (const WorkRow& row : outset.active) {
    const std::int64_t elapsed = (now_ - row.answered_at.value_or(now_)).ms;
    plan(now_ + milliseconds(outset.sampler(row.queue).residual_ms(elapsed, prng_)), Kind::end,
         row.work.value);
  }
  for (const OfferRow& row : outset.offers)
    plan(std::max(now_, row.made_at + milliseconds(outset.sampler(row.queue).answer_ms())),
         Kind::accept, row.offer.value, row.agent);
  for (const WrapUpRow& row : outset.wrapups) {
    const std::int64_t usual = outset.sampler(row.queue).wrapup_ms();
    if (usual >= 0)
      plan(std::max(now_, row.started_at + milliseconds(usual)), Kind::wrapup, row.wrapup.value,
           row.agent);
  }
  if (patience_ms <= 0) return;
  for (const WorkId work : outset.waiting)
    plan(now_ + milliseconds(
                    static_cast<std::int64_t>(prng_.exponential(static_cast<double>(patience_ms)))),
         Kind::leave, work.value);
}

void Future::plan(Instant at, Kind kind, std::int64_t id, AgentId agent) {
  plans_.push({at, ++order_, kind, id, agent});
}

void Future::apply(Input input) {
  ++steps_;
  (void)cell_.apply({now_, first_future_id + steps_ * ids_per_step_max, std::move(input)}, events_);
  for (const Event& event : events_) react(event);
}

bool Future::advance(Instant until) {
  events_.clear();
  const auto due = cell_.next_deadline();
  const bool deadline = due && (plans_.empty() || *due <= plans_.top().at);
  if (!deadline && plans_.empty()) return false;
  const Instant at = std::max(now_, deadline ? *due : plans_.top().at);
  if (at > until) return false;
  now_ = at;
  if (deadline) {
    apply(Tick{});
    return true;
  }
  const Plan next = plans_.top();
  plans_.pop();
  switch (next.kind) {  // what has been overtaken meanwhile is refused and changes nothing
    case Kind::accept:
      apply(AcceptOffer{{next.id}, next.agent});
      break;
    case Kind::end:
      apply(WorkEnds{{next.id}, EndedBy::customer});
      break;
    case Kind::wrapup:
      apply(WrapUpComplete{{next.id}, next.agent});
      break;
    case Kind::leave:
      apply(WorkLeaves{{next.id}, Exit::abandoned});
      break;
  }
  return true;
}

void Future::react(const Event& event) {
  if (const auto* made = std::get_if<OfferMade>(&event)) {
    plan(now_ + milliseconds(outset_.sampler(made->queue).answer_ms()), Kind::accept,
         made->offer.value, made->agent);
  } else if (const auto* answered = std::get_if<WorkAnswered>(&event)) {
    plan(now_ + milliseconds(outset_.sampler(answered->queue).sample_ms(prng_)), Kind::end,
         answered->work.value);
  } else if (const auto* started = std::get_if<WrapUpStarted>(&event)) {
    const std::int64_t usual = outset_.sampler(started->queue).wrapup_ms();
    if (usual >= 0)
      plan(now_ + milliseconds(usual), Kind::wrapup, started->wrapup.value, started->agent);
  }
}

}  // namespace centralino::engine::routing
