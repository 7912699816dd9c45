// Agents: presence, room for work, wrap-ups.
#include "engine/routing/state.h"

namespace centralino::engine::routing {

Result<Done> State::handle(const SetPresence& input) {
  const Slot slot = find_agent(input.agent);
  if (slot == no_slot || !agents_[slot].listed) return refuse(Code::not_found);
  const auto& reasons = settings_.presence_reasons;
  if (input.intent == Presence::away && !input.reason.empty() &&
      std::find(reasons.begin(), reasons.end(), input.reason) == reasons.end())
    return refuse(Code::unknown_reason);
  Agent& agent = agents_[slot];
  const std::string reason = input.intent == Presence::away ? input.reason : std::string{};
  const bool holds = !agent.offers.empty() || !agent.active.empty() || !agent.wrapups.empty();
  if (input.after_current && holds && input.intent != Presence::available &&
      agent.presence == Presence::available) {
    agent.leaving = true;
    agent.leaving_to = input.intent;
    agent.leaving_reason = reason;
    agent.cause = Cause::intent;
    relist(slot);
    touch(slot);
    return Done{};
  }
  set_presence(slot, input.intent, reason, Cause::intent);
  return Done{};
}

Result<Done> State::handle(const SetReach& input) {
  const Slot slot = find_agent(input.agent);
  if (slot == no_slot || !agents_[slot].listed) return refuse(Code::not_found);
  Agent& agent = agents_[slot];
  const std::uint32_t bit = 1u << static_cast<unsigned>(input.channel);
  const std::uint32_t before = agent.unreachable.value_or(0);
  const std::uint32_t now = input.reachable ? before & ~bit : before | bit;
  if (now == before) return Done{};
  agent.unreachable = now == 0 ? std::nullopt : std::optional(now);
  agent.cause = Cause::policy;
  touch(slot);
  relist(slot);
  if (input.reachable) return Done{};
  const std::vector<Slot> offers = agent.offers;
  for (auto it = offers.rbegin(); it != offers.rend(); ++it) {
    const Slot work = offers_[*it].work;
    if (works_[work].channel != input.channel) continue;
    end_offer(*it, OfferOutcome::withdrawn, {});
    if (works_[work].first_offer == no_slot) wait(work);
  }
  return Done{};
}

bool State::reachable(const Agent& agent, Channel channel) {
  return (agent.unreachable.value_or(0) >> static_cast<unsigned>(channel) & 1u) == 0;
}

void State::set_presence(Slot slot, Presence presence, const std::string& reason, Cause cause) {
  Agent& agent = agents_[slot];
  const Presence before = agent.presence;
  if (before != presence || agent.reason != reason) agent.presence_since = now_;
  agent.presence = presence;
  agent.reason = reason;
  agent.leaving = false;
  agent.leaving_reason.clear();
  agent.cause = cause;
  if (presence == Presence::available && before != Presence::available) agent.idle_since = now_;
  if (presence != Presence::offline && before == Presence::offline) agent.handled = 0;
  touch(slot);
  relist(slot);
  if (presence == Presence::available) return;
  while (!agent.offers.empty()) {
    const Slot offer = agent.offers.back();
    const Slot work = offers_[offer].work;
    end_offer(offer, OfferOutcome::withdrawn, {});
    if (works_[work].first_offer == no_slot) wait(work);
  }
  if (presence != Presence::offline) return;
  while (!agent.held.empty()) {
    const Slot work = agent.held.front().slot;
    release_hold(work);
    wait(work);
  }
}

bool State::has_room(const Agent& agent, Channel channel) const {
  const auto wanted = static_cast<std::size_t>(channel);
  if (!reachable(agent, channel)) return false;
  if (agent.load[wanted] >= agent.capacity.of(channel)) return false;
  for (std::size_t held = 0; held < channel_count; ++held)
    if (held != wanted && agent.load[held] > 0 && (interrupts_[held] & mask_of(channel)) == 0)
      return false;
  return true;
}

std::uint32_t State::free_channels(const Agent& agent) const {
  if (agent.presence != Presence::available || agent.leaving || agent.blocking > 0) return 0;
  std::uint32_t mask = 0;
  for (std::size_t c = 0; c < channel_count; ++c)
    if (has_room(agent, static_cast<Channel>(c))) mask |= 1u << c;
  return mask;
}

void State::unlist(Agent& agent) {
  for (std::uint32_t rest = agent.ready_mask; rest != 0; rest &= rest - 1) {
    const auto channel = static_cast<Channel>(std::countr_zero(rest));
    for (std::size_t order = 0; order < ranks_.size(); ++order)
      eligibility_.clear_ready(
          agent.signature, order, channel,
          {agent.ready_ranks[order], agent.ready_idle, agent.id.value, no_slot});
  }
  agent.ready_mask = 0;
}

// Brings the agent's entries in the ready lists up to date; room gained makes the agent dirty.
void State::relist(Slot slot) {
  Agent& agent = agents_[slot];
  const std::uint32_t mask = agent.signature == no_slot ? 0 : free_channels(agent);
  const std::uint32_t before = agent.ready_mask;
  unlist(agent);
  if (mask == 0) return;
  AgentFacts facts{agent.held_items(), 0, agent.turn, agent.handled};
  for (std::size_t c = 0; c < channel_count; ++c)
    if (const int room = agent.capacity.of(static_cast<Channel>(c)); room > 0)
      facts.occupancy_permille += std::int64_t{agent.load[c]} * 1000 / room;
  agent.ready_idle = agent.idle_since.ms;
  for (std::size_t order = 0; order < ranks_.size(); ++order)
    agent.ready_ranks[order] = ranks_[order](facts);
  agent.ready_mask = mask;
  for (std::uint32_t rest = mask; rest != 0; rest &= rest - 1) {
    const auto channel = static_cast<Channel>(std::countr_zero(rest));
    for (std::size_t order = 0; order < ranks_.size(); ++order)
      eligibility_.set_ready(agent.signature, order, channel,
                             {agent.ready_ranks[order], agent.ready_idle, agent.id.value, slot});
  }
  if ((mask & ~before) != 0 && !agent.dirty) {
    agent.dirty = true;
    dirty_agents_.push_back(slot);
  }
}

void State::touch(Slot slot) {
  if (agents_[slot].touched) return;
  agents_[slot].touched = true;
  touched_.push_back(slot);
}

void State::hold_slot(Slot slot, Channel channel) {
  ++agents_[slot].load[static_cast<std::size_t>(channel)];
  relist(slot);
  touch(slot);
}

// The agent no longer holds something; who was leaving after the last of it leaves now.
void State::free_slot(Slot slot, Channel channel) {
  Agent& agent = agents_[slot];
  int& load = agent.load[static_cast<std::size_t>(channel)];
  CHECK(load > 0, "a slot is freed as often as held");
  --load;
  touch(slot);
  if (agent.leaving && agent.offers.empty() && agent.active.empty() && agent.wrapups.empty())
    return set_presence(slot, agent.leaving_to, std::string(agent.leaving_reason), Cause::intent);
  relist(slot);
}

AgentState State::state_of(const Agent& agent) const {
  if (!agent.active.empty()) return AgentState::busy;
  if (!agent.wrapups.empty()) return AgentState::wrapup;
  if (!agent.offers.empty()) return AgentState::offered;
  switch (agent.presence) {
    case Presence::offline:
      return AgentState::offline;
    case Presence::away:
      return AgentState::away;
    case Presence::available:
      return AgentState::available;
  }
  return AgentState::offline;
}

}  // namespace centralino::engine::routing
