#include "engine/facts/ledger.h"

#include <algorithm>

namespace centralino::engine::facts {

void apply(Ledger& ledger, const routing::Event& event) {
  const auto* change = std::get_if<routing::AgentStateChanged>(&event);
  if (!change || (ledger.agent && change->agent != ledger.agent)) return;
  ledger.agent = change->agent;
  const StateMark mark{change->at, change->state, change->reason};
  const auto at = std::lower_bound(ledger.marks.begin(), ledger.marks.end(), mark);
  if (at == ledger.marks.end() || !(*at == mark)) ledger.marks.insert(at, mark);
}

namespace {

void spend(AgentTime& time, const StateMark& mark, std::int64_t ms) {
  using routing::AgentState;
  switch (mark.state) {
    case AgentState::available:
      time.available_ms += ms;
      break;
    case AgentState::offered:
      time.offered_ms += ms;
      break;
    case AgentState::busy:
      time.busy_ms += ms;
      break;
    case AgentState::wrapup:
      time.wrapup_ms += ms;
      break;
    case AgentState::away:
      time.away_ms += ms;
      time.away_by_reason_ms[mark.reason] += ms;
      break;
    case AgentState::offline:
      time.offline_ms += ms;
      break;
  }
}

}  // namespace

AgentTime time_by_state(const Ledger& ledger, Instant from, Instant to) {
  AgentTime time;
  StateMark current;
  Instant since = from;
  const auto until = [&](Instant at) {
    const Instant end = std::min(std::max(at, from), to);
    if (since < end) spend(time, current, (end - since).ms);
    since = std::max(since, end);
  };
  for (const StateMark& mark : ledger.marks) {
    until(mark.at);
    current = mark;
  }
  until(to);
  return time;
}

AgentTime merge(const AgentTime& a, const AgentTime& b) {
  AgentTime sum = a;
  sum.available_ms += b.available_ms;
  sum.offered_ms += b.offered_ms;
  sum.busy_ms += b.busy_ms;
  sum.wrapup_ms += b.wrapup_ms;
  sum.away_ms += b.away_ms;
  sum.offline_ms += b.offline_ms;
  for (const auto& [reason, ms] : b.away_by_reason_ms) sum.away_by_reason_ms[reason] += ms;
  return sum;
}

void forget_before(Ledger& ledger, Instant from) {
  const auto first =
      std::upper_bound(ledger.marks.begin(), ledger.marks.end(), from,
                       [](Instant at, const StateMark& mark) { return at < mark.at; });
  if (first - ledger.marks.begin() > 1) ledger.marks.erase(ledger.marks.begin(), first - 1);
}

}  // namespace centralino::engine::facts
