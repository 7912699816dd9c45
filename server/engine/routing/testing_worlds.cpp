// Small settings, and random settings and inputs, for property tests and fuzz targets.
#include "engine/routing/testing.h"

namespace centralino::engine::routing::testing {

QueueSettings queue(int n) {
  QueueSettings out;
  out.id = queue_id(n);
  return out;
}

AgentSettings agent(int n, std::vector<int> queues, std::vector<SkillLevel> skills) {
  AgentSettings out;
  out.id = agent_id(n);
  out.skills = std::move(skills);
  for (const int q : queues) out.queues.push_back(queue_id(q));
  out.capacity = {1, 1, 1, 1, 1};
  return out;
}

WorkArrives arrival(int work, int queue_number) {
  WorkArrives out;
  out.work = work_id(work);
  out.queue = queue_id(queue_number);
  out.arrived_at = start;
  return out;
}

Settings one_queue(QueueSettings settings, int agents) {
  Settings out;
  out.presence_reasons = {"lunch"};
  out.queues = {std::move(settings)};
  for (int n = 1; n <= agents; ++n) out.agents.push_back(agent(n, {1}));
  return out;
}

namespace {

std::vector<SkillLevel> random_skills(Prng& prng, std::uint64_t most) {
  std::vector<SkillLevel> out;
  for (int skill = 1; skill <= 4 && out.size() < most; ++skill)
    if (prng.below(2) == 0) out.push_back({skill_id(skill), static_cast<int>(prng.between(1, 10))});
  return out;
}

QueueSettings random_queue(Prng& prng, int n, int queues) {
  QueueSettings out = queue(n);
  out.strategy = static_cast<StrategyName>(prng.below(7));
  out.ring_count = static_cast<int>(prng.between(1, 3));
  out.ring_s = prng.between(1, 20);
  out.priority_s = prng.between(-30, 60);
  out.requirements = random_skills(prng, prng.below(3));
  out.match_language = prng.below(2) == 0;
  for (std::uint64_t i = prng.below(3); i > 0; --i)
    out.relaxations.push_back({prng.between(0, 40), prng.below(2) == 0 ? SkillId{} : skill_id(1),
                               static_cast<int>(prng.below(5)), prng.below(2) == 0});
  if (queues > 1 && prng.below(2) == 0)
    out.overflow = Overflow{prng.between(1, 40), queue_id(n % queues + 1), prng.below(2) == 0};
  out.max_wait_s = prng.below(2) == 0 ? 0 : prng.between(1, 90);
  out.waiting_max = prng.below(3) == 0 ? static_cast<int>(prng.between(1, 5)) : 0;
  out.when_full = static_cast<WhenFull>(prng.below(3));
  out.after_no_answer = static_cast<AfterMiss>(prng.below(2));
  out.after_decline = static_cast<AfterMiss>(prng.below(2));
  out.exclusion_s = prng.between(0, 20);
  out.exclusion_max_s = prng.between(0, 60);
  out.owner_hold_s = prng.between(0, 20);
  out.transfer_hold_s = prng.between(1, 20);
  out.wrap_up.seconds = prng.below(2) == 0 ? 0 : prng.between(1, 30);
  out.wrap_up.blocks = static_cast<WrapUpBlocks>(prng.below(2));
  return out;
}

template <class Rows>
const auto& any(const Rows& rows, Prng& prng) {
  return rows[prng.below(rows.size())];
}

WorkArrives random_arrival(const Cell& cell, Prng& prng, int& next_work) {
  WorkArrives out = arrival(next_work++, static_cast<int>(prng.between(1, 3)));
  out.channel =
      prng.below(2) == 0 ? Channel::chat : static_cast<Channel>(prng.below(channel_count));
  out.priority_s = prng.below(3) == 0 ? prng.between(-60, 120) : 0;
  if (prng.below(3) == 0) out.requirements = random_skills(prng, 2);
  if (prng.below(2) == 0) out.language = prng.below(2) == 0 ? "it" : "en";
  if (prng.below(3) == 0) {
    out.preferred_agent = agent_id(static_cast<int>(prng.between(1, 6)));
    out.hold_s = prng.between(0, 20);
  }
  out.arrived_at = cell.now();
  if (prng.below(6) == 0) out.place_from = cell.now() - seconds(prng.between(0, 100));
  return out;
}

MoveWork random_move(const Cell& cell, Prng& prng, WorkId work) {
  MoveWork out;
  out.work = work;
  if (prng.below(2) == 0) out.queue = queue_id(static_cast<int>(prng.between(1, 3)));
  if (prng.below(2) == 0 && !cell.agents().empty()) out.agent = any(cell.agents(), prng).agent;
  out.hold_s = prng.between(0, 10);
  out.keep_place = prng.below(2) == 0;
  return out;
}

}  // namespace

Settings random_settings(std::uint64_t seed) {
  Prng prng(seed);
  Settings out;
  out.presence_reasons = {"lunch"};
  const int queues = static_cast<int>(prng.between(1, 3));
  for (int n = 1; n <= queues; ++n) out.queues.push_back(random_queue(prng, n, queues));
  for (int n = static_cast<int>(prng.between(1, 6)); n > 0; --n) {
    AgentSettings item = agent(n, {}, random_skills(prng, 4));
    for (int q = 1; q <= queues; ++q)
      if (prng.below(3) > 0) item.queues.push_back(queue_id(q));
    for (const char* language : {"it", "en"})
      if (prng.below(3) > 0) item.languages.emplace_back(language);
    item.capacity.voice = static_cast<int>(prng.between(0, 1));
    item.capacity.chat = static_cast<int>(prng.between(0, 3));
    item.capacity.email = static_cast<int>(prng.between(0, 2));
    out.agents.push_back(item);
  }
  if (prng.below(2) == 0) out.interrupts.push_back({Channel::chat, {Channel::voice}});
  return out;
}

Input random_input(const Cell& cell, Prng& prng, int& next_work) {
  const auto offers = cell.offers();
  const auto works = cell.works();
  const auto wrapups = cell.wrapups();
  const auto kind = prng.below(100);
  if (kind < 25) return random_arrival(cell, prng, next_work);
  if (kind < 40) {
    const auto intent = prng.below(3) == 0 ? Presence::away : Presence::available;
    return SetPresence{agent_id(static_cast<int>(prng.between(1, 6))),
                       prng.below(8) == 0 ? Presence::offline : intent,
                       prng.below(2) == 0 ? "lunch" : "", prng.below(3) == 0};
  }
  if (kind < 43)
    return SetReach{agent_id(static_cast<int>(prng.between(1, 6))), Channel::chat,
                    prng.below(3) != 0};
  if (kind < 60 && !offers.empty()) {
    const OfferRow& offer = any(offers, prng);
    if (prng.below(3) == 0) return DeclineOffer{offer.offer, offer.agent, "no"};
    return AcceptOffer{offer.offer, offer.agent};
  }
  if (kind < 72 && !works.empty()) return WorkEnds{any(works, prng).work, EndedBy::customer};
  if (kind < 78 && !works.empty()) return WorkLeaves{any(works, prng).work, Exit::abandoned};
  if (kind < 84 && !works.empty()) return random_move(cell, prng, any(works, prng).work);
  if (kind < 88 && !wrapups.empty()) {
    const WrapUpRow& wrapup = any(wrapups, prng);
    if (prng.below(2) == 0) return WrapUpExtend{wrapup.wrapup, wrapup.agent};
    return WrapUpComplete{wrapup.wrapup, wrapup.agent};
  }
  if (kind < 89) return Configure{random_settings(prng.next())};
  if (kind < 92 && !works.empty())
    return ChangePriority{any(works, prng).work, prng.between(-120, 120)};
  return Tick{};
}

}  // namespace centralino::engine::routing::testing
