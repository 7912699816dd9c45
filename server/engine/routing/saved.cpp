// A saved state is bytes from a disk or a backup: nothing in it is believed before it was checked.
#include "engine/routing/saved.h"

#include <algorithm>
#include <set>

#include "engine/routing/inputs.h"

namespace centralino::engine::routing {
namespace {

constexpr std::int64_t count_max = std::int64_t{1} << 53;  // turns, answered work
constexpr int times_max = 1'000'000;                       // misses of one agent

template <class IdType>
bool once(std::set<IdType>& seen, IdType id) {
  return id.value > 0 && seen.insert(id).second;
}

bool within(std::int64_t value, std::int64_t low, std::int64_t high) {
  return value >= low && value <= high;
}

template <class Items, class IdOf>
auto sorted_by(const Items& items, IdOf id_of) {
  std::vector<const typename Items::value_type*> out;
  for (const auto& item : items) out.push_back(&item);
  std::sort(out.begin(), out.end(),
            [&](const auto* a, const auto* b) { return id_of(*a) < id_of(*b); });
  return out;
}

template <class Sorted, class IdOf, class IdType>
auto find_in(const Sorted& sorted, IdOf id_of, IdType id) -> typename Sorted::value_type {
  const auto found =
      std::lower_bound(sorted.begin(), sorted.end(), id,
                       [&](const auto* item, IdType wanted) { return id_of(*item) < wanted; });
  return found != sorted.end() && id_of(**found) == id ? *found : nullptr;
}

template <class T>
auto id_of(const T& item) {
  return item.id;
}

class SavedChecker {
 public:
  explicit SavedChecker(const Saved& saved)
      : saved_(saved),
        queues_(sorted_by(saved.settings.queues, id_of<QueueSettings>)),
        agents_(sorted_by(saved.agents, id_of<SavedAgent>)),
        works_(sorted_by(saved.works, id_of<SavedWork>)),
        offers_(sorted_by(saved.offers, id_of<SavedOffer>)),
        wrapups_(sorted_by(saved.wrapups, id_of<SavedWrapUp>)) {}

  std::optional<std::string> run() {
    want(saved_.version == 1, "the version is not known");
    want_stored(saved_.now);
    want(within(saved_.turn, 0, count_max), "the turn is out of range");
    check_ids();
    check_seats();
    // What follows looks things up by id, which must be sound first.
    if (!problem_.empty()) return problem_;
    for (const SavedWork& work : saved_.works) check(work);
    for (const SavedAgent& agent : saved_.agents) check(agent);
    for (const SavedWrapUp& wrapup : saved_.wrapups) check(wrapup);
    want(offers_of_works_.size() == saved_.offers.size() &&
             offers_of_agents_.size() == saved_.offers.size(),
         "an offer belongs to no work or no agent");
    want(held_wrapups_.size() == saved_.wrapups.size(), "a wrap-up belongs to no agent");
    for (const SavedWork& work : saved_.works)
      want((work.phase == WorkPhase::active) == (active_.count(work.id) != 0),
           "active work and those who have it disagree: " + work.id.str());
    check_dirty();
    if (problem_.empty()) return std::nullopt;
    return problem_;
  }

 private:
  void want(bool holds, std::string problem) {
    if (!holds && problem_.empty()) problem_ = std::move(problem);
  }
  void want_stored(Instant at) { want(at <= stored_latest, "an instant is too late"); }
  const QueueSettings* queue(QueueId id) const {
    return find_in(queues_, id_of<QueueSettings>, id);
  }
  const SavedAgent* agent(AgentId id) const { return find_in(agents_, id_of<SavedAgent>, id); }
  const SavedWork* work(WorkId id) const { return find_in(works_, id_of<SavedWork>, id); }
  const SavedOffer* offer(OfferId id) const { return find_in(offers_, id_of<SavedOffer>, id); }
  const SavedWrapUp* wrapup(WrapUpId id) const { return find_in(wrapups_, id_of<SavedWrapUp>, id); }

  template <class Items>
  void want_unique(const Items& sorted, const char* what) {
    for (std::size_t i = 0; i < sorted.size(); ++i)
      want(sorted[i]->id.value > 0 && (i == 0 || sorted[i - 1]->id < sorted[i]->id), what);
  }
  void check_ids() {
    want_unique(agents_, "an agent's id is missing or there twice");
    want_unique(works_, "a work's id is missing or there twice");
    want_unique(offers_, "an offer's id is missing or there twice");
    want_unique(wrapups_, "a wrap-up's id is missing or there twice");
    want(std::is_sorted(saved_.agents.begin(), saved_.agents.end(),
                        [](const SavedAgent& a, const SavedAgent& b) { return a.id < b.id; }),
         "the agents are not in order");
  }

  // Every agent of the settings is there and listed, nobody else is listed.
  void check_seats() {
    std::size_t listed = 0;
    for (const SavedAgent& item : saved_.agents) listed += item.listed ? 1 : 0;
    want(listed == saved_.settings.agents.size(), "agents and settings disagree");
    for (const AgentSettings& item : saved_.settings.agents) {
      const SavedAgent* found = agent(item.id);
      want(found && found->listed, "agents and settings disagree: " + item.id.str());
    }
  }

  void check(const SavedWork& item) {
    const std::string name = item.id.str();
    const QueueSettings* in = queue(item.queue_id);
    const bool active = item.phase == WorkPhase::active;
    want(in || active, "work waits in no queue: " + name);
    want(within(item.priority_s, -seconds_max, seconds_max), "a priority is out of range: " + name);
    want(within(item.key, -count_max, count_max), "a place is out of range: " + name);
    want(item.relaxed >= 0 &&
             (active || !in || static_cast<std::size_t>(item.relaxed) <= in->relaxations.size()),
         "more was relaxed than there is: " + name);
    for (const Instant at : {item.enqueued_at, item.hold_until, item.place_from}) want_stored(at);
    for (const SkillLevel& skill : item.requirements)
      want(within(skill.level, 1, 10), "a level is out of range: " + name);
    for (const Exclusion& exclusion : item.exclusions) {
      want_stored(exclusion.until);
      want(within(exclusion.times, 0, times_max), "misses are out of range: " + name);
    }
    want(!item.also || (!active && queue(item.also) && item.also != item.queue_id),
         "work waits also where it cannot: " + name);
    want((item.phase == WorkPhase::offered) == !item.offers.empty(),
         "phase and offers disagree: " + name);
    check_hold(item);
    for (const OfferId id : item.offers) {
      const SavedOffer* found = offer(id);
      want(found && found->work == item.id && once(offers_of_works_, id),
           "an offer is not this work's: " + name);
      want(!found || !item.held_for || found->agent == item.held_for,
           "work held for one is offered to another: " + name);
      if (found) want_stored(found->expires_at);
      want(!found || queue(found->queue), "an offer's queue is not known: " + name);
    }
  }

  void check_hold(const SavedWork& item) {
    if (!item.held_for) return;
    const SavedAgent* holder = agent(item.held_for);
    want(item.phase != WorkPhase::active && holder && holder->listed &&
             holder->presence != Presence::offline,
         "work is held for nobody: " + item.id.str());
  }

  void check(const SavedAgent& item) {
    const std::string name = item.id.str();
    want(within(item.turn, 0, saved_.turn) && within(item.handled, 0, count_max),
         "an agent's counts are out of range: " + name);
    want(item.listed || item.presence == Presence::offline,
         "an agent nobody knows is present: " + name);
    want(item.offers.empty() || item.presence == Presence::available,
         "an offer to somebody who is not available: " + name);
    for (const OfferId id : item.offers) {
      const SavedOffer* found = offer(id);
      want(found && found->agent == item.id && once(offers_of_agents_, id),
           "an offer is not this agent's: " + name);
    }
    for (const WorkId id : item.active)
      want(work(id) && once(active_, id), "active work is not this agent's: " + name);
    for (const WrapUpId id : item.wrapups) {
      const SavedWrapUp* found = wrapup(id);
      want(found && found->agent == item.id && once(held_wrapups_, id),
           "a wrap-up is not this agent's: " + name);
    }
  }

  void check(const SavedWrapUp& item) {
    want_stored(item.deadline_at);
    want(within(item.extend_s, 0, seconds_max) && within(item.extended, 0, 100) &&
             within(item.extend_times_max, 0, 100),
         "a wrap-up's numbers are out of range: " + item.id.str());
  }

  void check_dirty() {
    std::set<AgentId> agents;
    for (const AgentId id : saved_.dirty_agents)
      want(agent(id) && once(agents, id), "an unsettled agent is not there: " + id.str());
    std::set<WorkId> works;
    for (const WorkId id : saved_.dirty_works)
      want(work(id) && once(works, id), "unsettled work is not there: " + id.str());
  }

  const Saved& saved_;
  const std::vector<const QueueSettings*> queues_;
  const std::vector<const SavedAgent*> agents_;
  const std::vector<const SavedWork*> works_;
  const std::vector<const SavedOffer*> offers_;
  const std::vector<const SavedWrapUp*> wrapups_;
  std::set<OfferId> offers_of_works_, offers_of_agents_;
  std::set<WorkId> active_;
  std::set<WrapUpId> held_wrapups_;
  std::string problem_;
};

}  // namespace

std::optional<std::string> check_saved(const Saved& saved) { return SavedChecker(saved).run(); }

}  // namespace centralino::engine::routing
