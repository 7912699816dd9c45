// What the routing state is made of. Internal: callers see rows.h.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "engine/routing/eligibility.h"
#include "engine/routing/rows.h"

namespace centralino::engine::routing {

// The work avoids this agent. An expired exclusion stays as a memory, so that the next is longer.
struct Exclusion {
  AgentId agent;
  Instant until;
  int times = 0;
  bool in_force = true;
};
BOOST_DESCRIBE_STRUCT(Exclusion, (), (agent, until, times, in_force))

// ---- what is saved
// ---------------------------------------------------------------------------------- The plain part
// of each entity; save.cpp writes it as it stands. Links follow further down.

struct WorkCore {
  // What it is.
  WorkId id;
  Channel channel = Channel::chat;
  CustomerId customer;
  ConversationId conversation;
  std::string language;
  std::vector<SkillLevel> requirements;
  AgentId preferred;
  std::int64_t priority_s = 0;
  Instant arrived_at;
  Instant place_from;
  std::int64_t key = 0;

  // Where it stands.
  WorkPhase phase = WorkPhase::waiting;
  QueueId queue_id;
  Instant enqueued_at;
  int relaxed = 0;  // how many of the queue's relaxations are in force
  bool overflowed = false;
  AgentId held_for;
  Instant hold_until;
  std::vector<Exclusion> exclusions;

  // Once active.
  QueueId answered_queue;  // whose agent answered: its wrap-up settings hold
  Instant answered_at;
};
BOOST_DESCRIBE_STRUCT(WorkCore, (),
                      (id, channel, customer, conversation, language, requirements, preferred,
                       priority_s, arrived_at, place_from, key, phase, queue_id, enqueued_at,
                       relaxed, overflowed, held_for, hold_until, exclusions, answered_queue,
                       answered_at))

struct OfferCore {
  OfferId id;
  QueueId queue;
  Instant made_at;
  Instant expires_at;
  OfferReason why;
};
BOOST_DESCRIBE_STRUCT(OfferCore, (), (id, queue, made_at, expires_at, why))

struct WrapUpCore {
  WrapUpId id;
  WorkId work;
  QueueId queue;
  ConversationId conversation;
  Channel channel = Channel::chat;
  Instant started_at;
  Instant deadline_at;
  int extended = 0;
  int extend_times_max = 0;
  std::int64_t extend_s = 0;
  WrapUpBlocks blocks = WrapUpBlocks::slot;
};
BOOST_DESCRIBE_STRUCT(WrapUpCore, (),
                      (id, work, queue, conversation, channel, started_at, deadline_at, extended,
                       extend_times_max, extend_s, blocks))

struct AgentCore {
  AgentId id;
  bool listed = true;  // in the settings; else kept only while holding something
  Presence presence = Presence::offline;
  std::string reason;
  Instant presence_since;
  bool leaving = false;  // after_current
  Presence leaving_to = Presence::away;
  std::string leaving_reason;
  Instant idle_since;
  std::int64_t turn = 0;
  std::int64_t handled = 0;
  std::optional<std::uint32_t> unreachable;  // channels, one bit each

  // What the world was told last.
  AgentState told_state = AgentState::offline;
  Presence told_presence = Presence::offline;
  std::string told_reason;
  bool told_leaving = false;
  Instant state_since;
};
BOOST_DESCRIBE_STRUCT(AgentCore, (),
                      (id, listed, presence, reason, presence_since, leaving, leaving_to,
                       leaving_reason, idle_since, turn, handled, unreachable, told_state,
                       told_presence, told_reason, told_leaving, state_since))

// ---- entities
// ---------------------------------------------------------------------------------------

struct Work : WorkCore {
  Slot queue = no_slot;  // none: active work whose queue was removed
  Slot also = no_slot;   // waits also in this queue
  Slot class_slot = no_slot;
  Slot also_class = no_slot;
  bool in_line = false;
  bool dirty = false;
  Slot first_offer = no_slot;
  Slot agent = no_slot;  // once active

  InLine entry(Slot slot) const { return {key, id.value, slot}; }
  bool excludes(AgentId agent_id) const {
    for (const Exclusion& item : exclusions)
      if (item.agent == agent_id && item.in_force) return true;
    return false;
  }
};

struct Offer : OfferCore {
  Slot work = no_slot;
  Slot agent = no_slot;
  Slot next_of_work = no_slot;
};

struct WrapUp : WrapUpCore {
  Slot agent = no_slot;
};

struct Agent : AgentCore {
  std::vector<QueueId> queues;
  Capacity capacity;
  Slot signature = no_slot;

  std::array<int, channel_count> load{};
  int blocking = 0;  // wrap-ups that block everything
  std::vector<Slot> offers;
  std::vector<Slot> active;
  std::vector<Slot> wrapups;
  Sorted<InLine> held;  // work held for this agent
  Cause cause = Cause::work;

  // How the agent stands in the ready lists.
  std::uint32_t ready_mask = 0;
  std::vector<std::int64_t> ready_ranks;
  std::int64_t ready_idle = 0;
  bool touched = false;
  bool dirty = false;

  std::int64_t held_items() const {
    std::int64_t sum = 0;
    for (const int items : load) sum += items;
    return sum;
  }
};

inline std::uint32_t mask_of(Channel channel) { return 1u << static_cast<unsigned>(channel); }

}  // namespace centralino::engine::routing
