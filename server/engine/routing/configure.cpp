// New settings: tables are built afresh, entities keep what they hold.
#include "engine/routing/state.h"

namespace centralino::engine::routing {
namespace {

void sort_skills(std::vector<SkillLevel>& skills) {
  std::sort(skills.begin(), skills.end(),
            [](const SkillLevel& a, const SkillLevel& b) { return a.skill < b.skill; });
}

}  // namespace

// Orders what has an order, so that equal settings are equal whatever their order was.
Settings State::normalised(Settings settings) {
  for (QueueSettings& queue : settings.queues) {
    sort_skills(queue.requirements);
    std::stable_sort(
        queue.relaxations.begin(), queue.relaxations.end(),
        [](const Relaxation& a, const Relaxation& b) { return a.after_s < b.after_s; });
  }
  for (AgentSettings& agent : settings.agents) sort_skills(agent.skills);
  std::sort(settings.agents.begin(), settings.agents.end(),
            [](const AgentSettings& a, const AgentSettings& b) { return a.id < b.id; });
  return settings;
}

Result<Done> State::handle(const Configure& input) {
  TRY_DONE(validate(input.settings));
  Settings next = normalised(input.settings);
  dismiss_agents(next);
  close_queues(next);
  const std::vector<Slot> works = works_by_id();
  for (const Slot slot : works) {
    leave_line(slot);
    drop_classes(works_[slot]);
  }
  for (Agent& agent : agents_) unlist(agent);
  std::vector<QueueId> also;
  for (const Slot slot : works)
    also.push_back(works_[slot].also == no_slot ? QueueId{}
                                                : settings_.queues[works_[slot].also].id);
  adopt(std::move(next));
  renumber_agents();
  for (std::size_t i = 0; i < works.size(); ++i) {
    Work& work = works_[works[i]];
    work.queue = find_queue(work.queue_id);
    work.also = find_queue(also[i]);
    if (work.queue == no_slot) continue;
    const auto steps = static_cast<int>(settings_.queues[work.queue].relaxations.size());
    work.relaxed = std::min(work.relaxed, steps);
    if (work.phase != WorkPhase::active) ++waiting_in_queue_[work.queue];
  }
  build_tables();
  for (Agent& agent : agents_) agent.dirty = false;  // all work that waits is: that is enough
  dirty_agents_.clear();
  for (const Slot slot : works) {
    if (works_[slot].phase == WorkPhase::waiting) {
      wait(slot);
    } else {
      keep_allowed_offers(slot);
      schedule(slot);
    }
  }
  return Done{};
}

// A queue that rang several and no longer does: the oldest offer stays.
void State::keep_allowed_offers(Slot slot) {
  if (several_allowed(works_[slot])) return;
  while (works_[slot].first_offer != no_slot &&
         offers_[works_[slot].first_offer].next_of_work != no_slot)
    end_offer(works_[slot].first_offer, OfferOutcome::withdrawn, {});
}

std::vector<Slot> State::works_by_id() const {
  std::vector<Slot> out;
  for (Slot slot = 0; slot < works_.end(); ++slot)
    if (works_.live(slot)) out.push_back(slot);
  std::sort(out.begin(), out.end(), [&](Slot a, Slot b) { return works_[a].id < works_[b].id; });
  return out;
}

// Agents the new settings do not list go offline; what they hold stays theirs until it ends.
void State::dismiss_agents(const Settings& next) {
  for (Slot slot = 0; slot < agents_.size(); ++slot) {
    Agent& agent = agents_[slot];
    const auto found = std::lower_bound(next.agents.begin(), next.agents.end(), agent.id,
                                        [](const AgentSettings& a, AgentId b) { return a.id < b; });
    agent.listed = found != next.agents.end() && found->id == agent.id;
    if (agent.listed) continue;
    set_presence(slot, Presence::offline, {}, Cause::policy);
    publish(agent);
  }
}

void State::close_queues(const Settings& next) {
  const auto kept = [&](QueueId id) {
    return std::any_of(next.queues.begin(), next.queues.end(),
                       [&](const QueueSettings& queue) { return queue.id == id; });
  };
  for (const Slot slot : works_by_id()) {
    Work& work = works_[slot];
    if (work.phase == WorkPhase::active) continue;
    if (!kept(work.queue_id)) {
      leave_with(slot, Exit::flow_out_admin);
      continue;
    }
    if (work.also == no_slot || kept(settings_.queues[work.also].id)) continue;
    withdraw_offers(slot);
    leave_line(slot);
    drop_classes(work);
    work.also = no_slot;
    work.phase = WorkPhase::waiting;
  }
}

// Takes over the settings and what can be looked up in them; entities are not touched.
void State::adopt(Settings settings) {
  settings_ = std::move(settings);
  queue_index_.clear();
  calendar_of_queue_.clear();
  order_of_queue_.clear();
  ranks_.clear();
  waiting_in_queue_.assign(settings_.queues.size(), 0);
  for (Slot slot = 0; slot < settings_.queues.size(); ++slot) {
    const QueueSettings& queue = settings_.queues[slot];
    queue_index_.insert(queue.id.value, slot);
    Slot calendar = no_slot;
    for (Slot i = 0; i < settings_.calendars.size(); ++i)
      if (settings_.calendars[i].key == queue.calendar) calendar = i;
    calendar_of_queue_.push_back(queue.calendar.empty() ? no_slot : calendar);
    const auto rank = strategy(queue.strategy).rank;
    const auto known = std::find(ranks_.begin(), ranks_.end(), rank);
    order_of_queue_.push_back(static_cast<std::size_t>(known - ranks_.begin()));
    if (known == ranks_.end()) ranks_.push_back(rank);
  }
  set_matrix();
}

void State::set_matrix() {
  constexpr std::uint32_t everything = (1u << channel_count) - 1;
  const std::uint32_t no_voice = everything & ~mask_of(Channel::voice);
  interrupts_ = {0, no_voice, everything, no_voice, everything};
  for (const InterruptRule& rule : settings_.interrupts) {
    std::uint32_t& mask = interrupts_[static_cast<std::size_t>(rule.busy_with)];
    mask = 0;
    for (const Channel channel : rule.may_receive) mask |= mask_of(channel);
  }
}

// Agents in the order of ids; slots change, so everything that points at one is redirected.
void State::renumber_agents() {
  std::vector<Agent> old = std::move(agents_);
  std::map<AgentId, Slot> origin;
  for (Slot slot = 0; slot < old.size(); ++slot)
    if (old[slot].listed || old[slot].held_items() > 0) origin.emplace(old[slot].id, slot);
  for (const AgentSettings& agent : settings_.agents) origin.try_emplace(agent.id, no_slot);
  std::vector<Slot> moved_to(old.size(), no_slot);
  agents_.clear();
  agent_index_.clear();
  dirty_agents_.clear();
  for (const auto& [id, from] : origin) {
    const auto slot = static_cast<Slot>(agents_.size());
    if (from != no_slot) moved_to[from] = slot;
    agents_.push_back(from == no_slot ? Agent{} : std::move(old[from]));
    agents_.back().id = id;
    agents_.back().dirty = false;
    agent_index_.insert(id.value, slot);
  }
  for (Slot slot = 0; slot < works_.end(); ++slot)
    if (works_.live(slot) && works_[slot].agent != no_slot)
      works_[slot].agent = moved_to[works_[slot].agent];
  for (Slot slot = 0; slot < offers_.end(); ++slot)
    if (offers_.live(slot)) offers_[slot].agent = moved_to[offers_[slot].agent];
  for (Slot slot = 0; slot < wrapups_.end(); ++slot)
    if (wrapups_.live(slot)) wrapups_[slot].agent = moved_to[wrapups_[slot].agent];
  for (Slot& slot : touched_) slot = moved_to[slot];
  std::erase(touched_, no_slot);
}

int State::intern(const std::string& language) {
  if (languages_.empty()) languages_.emplace_back();
  const auto known = std::find(languages_.begin(), languages_.end(), language);
  if (known == languages_.end()) languages_.push_back(language);
  return static_cast<int>(std::find(languages_.begin(), languages_.end(), language) -
                          languages_.begin());
}

// Signatures and ready lists; classes follow with the work that joins its line.
void State::build_tables() {
  eligibility_.reset(settings_.queues.size(), ranks_.size());
  std::map<std::vector<std::int64_t>, Slot> known;
  std::size_t next = 0;
  for (Agent& agent : agents_) {
    agent.signature = no_slot;
    agent.ready_mask = 0;
    agent.ready_ranks.assign(ranks_.size(), 0);
    if (!agent.listed) {
      agent.queues.clear();
      agent.capacity = {0, 0, 0, 0, 0};
      continue;
    }
    while (settings_.agents[next].id != agent.id) ++next;
    seat(agent, settings_.agents[next], known);
  }
  eligibility_.seal();
  for (Slot slot = 0; slot < agents_.size(); ++slot) relist(slot);
}

void State::seat(Agent& agent, const AgentSettings& settings,
                 std::map<std::vector<std::int64_t>, Slot>& known) {
  agent.queues = settings.queues;
  agent.capacity = settings.capacity;
  std::vector<Slot> queues;
  std::vector<int> languages;
  for (const QueueId queue : settings.queues) queues.push_back(find_queue(queue));
  for (const std::string& language : settings.languages) languages.push_back(intern(language));
  std::sort(queues.begin(), queues.end());
  std::sort(languages.begin(), languages.end());
  std::vector<std::int64_t> name;
  for (const SkillLevel& item : settings.skills) {
    name.push_back(item.skill.value);
    name.push_back(item.level);
  }
  name.push_back(-1);
  name.insert(name.end(), queues.begin(), queues.end());
  name.push_back(-1);
  name.insert(name.end(), languages.begin(), languages.end());
  const auto [found, fresh] = known.try_emplace(std::move(name), no_slot);
  if (fresh)
    found->second =
        eligibility_.add_signature(settings.skills, std::move(queues), std::move(languages));
  agent.signature = found->second;
}

}  // namespace centralino::engine::routing
