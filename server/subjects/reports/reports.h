// Reports: figures from the facts of contacts. The live page and the report of the same hours read
// the same rows through the same functions, so they show the same figure (S-039).
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "engine/facts/figures.h"
#include "subjects/agents/agents.h"
#include "subjects/conversations/conversations.h"
#include "subjects/queues/floor.h"

namespace centralino::reports {

namespace facts = engine::facts;
namespace routing = engine::routing;

// ---- the live floor
// ---------------------------------------------------------------------------------

struct CsatView {
  std::optional<double> score_pct;  // share of 4 and 5
  std::int64_t n = 0;
  std::optional<double> low_pct;  // Wilson 95 %
  std::optional<double> high_pct;
};
BOOST_DESCRIBE_STRUCT(CsatView, (), (score_pct, n, low_pct, high_pct))

struct Today {
  std::int64_t offered = 0, answered = 0, abandoned = 0, other_exits = 0, waiting = 0;
  facts::ServiceLevel service_level;
  std::optional<double> asa_s;
  std::optional<double> aht_s;
  CsatView csat;
};
BOOST_DESCRIBE_STRUCT(Today, (),
                      (offered, answered, abandoned, other_exits, waiting, service_level, asa_s,
                       aht_s, csat))

struct QueueLive {
  QueueId id;
  std::string name;
  bool open = true;
  std::int64_t waiting = 0;
  double longest_wait_s = 0;
  std::int64_t offered = 0, active = 0, agents_available = 0, agents_busy = 0, agents_away = 0;
  conversations::Estimate estimate;  // for somebody who joined now
  Today today;
};
BOOST_DESCRIBE_STRUCT(QueueLive, (),
                      (id, name, open, waiting, longest_wait_s, offered, active, agents_available,
                       agents_busy, agents_away, estimate, today))

struct Waiting {
  WorkId work_id;
  ConversationId conversation_id;
  queues::QueueRef queue;
  conversations::CustomerRef customer;
  routing::Channel channel = routing::Channel::chat;
  std::int64_t position = 0;
  Instant enqueued_at;
  std::int64_t priority = 0;
  routing::Why why;
  conversations::Estimate estimate;
};
BOOST_DESCRIBE_STRUCT(Waiting, (),
                      (work_id, conversation_id, queue, customer, channel, position, enqueued_at,
                       priority, why, estimate))

struct FloorView {
  Instant now;
  std::vector<QueueLive> queues;
  std::vector<agents::AgentLive> agents;
  std::vector<Waiting> waiting;  // at most `max_waiting_shown`, first in line first
};
BOOST_DESCRIBE_STRUCT(FloorView, (), (now, queues, agents, waiting))
constexpr std::size_t max_waiting_shown = 500;

// From a copy of the floor; heavy (estimates by simulation), so on a read thread, never on the
// loop.
FloorView floor_view(const queues::FloorNow& floor, store::Db& db, Instant now, std::uint64_t seed);

// Where each waiting visitor stands, for their screens.
struct Place {
  ConversationId conversation;
  conversations::Estimate estimate;
};
std::vector<Place> places(const queues::FloorNow& floor, std::uint64_t seed);

// ---- intervals
// --------------------------------------------------------------------------------------

// Whether customers waited as they were told they would: honest estimates have about 80 % inside.
struct CalibrationView {
  std::int64_t announced = 0;  // answered customers who had been told how long
  std::optional<double> inside_pct, longer_pct;
};
BOOST_DESCRIBE_STRUCT(CalibrationView, (), (announced, inside_pct, longer_pct))

struct IntervalRow {
  Instant start, end;
  std::int64_t offered = 0, answered = 0, abandoned = 0, short_abandoned = 0, flow_out = 0,
               rejected = 0, errors = 0, waiting = 0, answered_within = 0, handled = 0;
  facts::ServiceLevel service_level;
  std::optional<double> asa_s, wait_p50_s, wait_p90_s, wait_p99_s, aht_s, abandonment_pct,
      occupancy_pct, first_reply_s, average_reply_s, transfer_pct;
  CsatView csat;
  CalibrationView estimates;
};
BOOST_DESCRIBE_STRUCT(IntervalRow, (),
                      (start, end, offered, answered, abandoned, short_abandoned, flow_out,
                       rejected, errors, waiting, answered_within, handled, service_level, asa_s,
                       wait_p50_s, wait_p90_s, wait_p99_s, aht_s, abandonment_pct, occupancy_pct,
                       first_reply_s, average_reply_s, transfer_pct, csat, estimates))

struct IntervalReport {
  Instant from, to;
  std::string step;
  std::optional<QueueId> queue;
  facts::ServiceLevelSettings definition;  // how the service level was counted
  std::vector<IntervalRow> rows;
  IntervalRow total;
};
BOOST_DESCRIBE_STRUCT(IntervalReport, (), (from, to, step, queue, definition, rows, total))

struct IntervalQuestion {
  Instant from, to;
  std::string step;              // "1m", "15m", "30m", "1h", "1d"
  std::optional<QueueId> queue;  // none: all
  // Another definition for the past (S-028); none: the queue's own.
  std::optional<std::int64_t> threshold_s, short_abandon_s;
  std::optional<facts::Formula> formula;
};
constexpr std::size_t max_intervals = 3000;

Result<IntervalReport> intervals(store::Db& db, TenantId tenant, const IntervalQuestion& question,
                                 Instant now);

// ---- the contacts behind a figure
// -------------------------------------------------------------------

struct ContactRow {
  WorkId work_id;
  ConversationId conversation_id;
  queues::QueueRef queue;
  conversations::CustomerRef customer;
  Instant enqueued_at;
  std::optional<Instant> answered_at, ended_at;
  std::optional<facts::Exit> exit;
  double wait_s = 0;
  std::optional<double> handle_s;
  std::optional<access::Person> agent;
};
BOOST_DESCRIBE_STRUCT(ContactRow, (),
                      (work_id, conversation_id, queue, customer, enqueued_at, answered_at,
                       ended_at, exit, wait_s, handle_s, agent))

struct ContactList {
  std::vector<ContactRow> items;
  std::optional<std::string> next;  // pass as `before` for more
};
BOOST_DESCRIBE_STRUCT(ContactList, (), (items, next))

struct ContactQuestion {
  Instant from, to;
  std::optional<QueueId> queue;
  std::optional<std::string>
      exit;  // an Exit's name, or flow_out, rejected, waiting, short_abandoned, transferred
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  std::int64_t limit = 200;
};
ContactList contacts(store::Db& db, TenantId tenant, const ContactQuestion& question);

// The facts of every contact that touches [from, to).
std::vector<facts::Contact> load_contacts(store::Db& db, TenantId tenant, Instant from, Instant to);

}  // namespace centralino::reports
