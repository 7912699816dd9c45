// Rows of the questions one may ask a Cell: copies, safe to keep.
#pragma once

#include "engine/routing/types.h"

namespace centralino::engine::routing {

enum class WorkPhase : std::uint8_t { waiting, offered, active };
BOOST_DESCRIBE_ENUM(WorkPhase, waiting, offered, active)

struct WorkRow {
  WorkId work;
  WorkPhase phase = WorkPhase::waiting;
  QueueId queue;
  Channel channel = Channel::chat;
  CustomerId customer;
  ConversationId conversation;
  std::string language;
  std::int64_t position = 0;  // 1 = next in its queue; 0 once active
  std::int64_t priority_s = 0;
  Instant arrived_at;
  Instant enqueued_at;
  std::optional<Instant> answered_at;
  AgentId agent;     // active: who has it
  AgentId held_for;  // waiting: held for
  QueueId also;      // waits also in this queue (overflow)
};
BOOST_DESCRIBE_STRUCT(WorkRow, (),
                      (work, phase, queue, channel, customer, conversation, language, position,
                       priority_s, arrived_at, enqueued_at, answered_at, agent, held_for, also))

struct AgentRow {
  AgentId agent;
  AgentState state = AgentState::offline;
  Instant state_since;
  Presence presence = Presence::offline;
  std::string reason;
  Instant presence_since;
  bool after_current = false;
  Capacity load;  // offers + active + wrap-ups that keep a slot
  Capacity capacity;
  std::int64_t handled = 0;  // answered since signing in
  std::vector<QueueId> queues;
  std::vector<WorkId> active;  // by id
  std::vector<OfferId> offers;
  std::vector<WrapUpId> wrapups;
  std::uint32_t unreachable = 0;  // channels, one bit each (SetReach)

  bool reachable(Channel channel) const {
    return (unreachable >> static_cast<unsigned>(channel) & 1u) == 0;
  }
};
BOOST_DESCRIBE_STRUCT(AgentRow, (),
                      (agent, state, state_since, presence, reason, presence_since, after_current,
                       load, capacity, handled, queues, active, offers, wrapups, unreachable))

struct OfferRow {
  OfferId offer;
  WorkId work;
  AgentId agent;
  QueueId queue;
  ConversationId conversation;
  Instant made_at;
  Instant expires_at;
  OfferReason why;
};
BOOST_DESCRIBE_STRUCT(OfferRow, (),
                      (offer, work, agent, queue, conversation, made_at, expires_at, why))

struct WrapUpRow {
  WrapUpId wrapup;
  WorkId work;
  AgentId agent;
  QueueId queue;
  ConversationId conversation;
  Instant started_at;
  Instant deadline_at;
  int extended = 0;
  int extend_times_max = 0;
};
BOOST_DESCRIBE_STRUCT(WrapUpRow, (),
                      (wrapup, work, agent, queue, conversation, started_at, deadline_at, extended,
                       extend_times_max))

// Agents are the members of the queue, by their state; `away` counts neither offline nor busy ones.
struct QueueRow {
  QueueId queue;
  bool open = true;
  std::int64_t waiting = 0;
  std::int64_t offered = 0;
  std::int64_t active = 0;
  std::int64_t longest_wait_ms = 0;  // of those waiting or offered
  std::int64_t agents_available = 0;
  std::int64_t agents_offered = 0;
  std::int64_t agents_busy = 0;
  std::int64_t agents_wrapup = 0;
  std::int64_t agents_away = 0;
};
BOOST_DESCRIBE_STRUCT(QueueRow, (),
                      (queue, open, waiting, offered, active, longest_wait_ms, agents_available,
                       agents_offered, agents_busy, agents_wrapup, agents_away))

}  // namespace centralino::engine::routing
