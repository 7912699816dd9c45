#include "engine/routing/settings.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/check.h"
#include "engine/routing/eligibility.h"

namespace centralino::engine::routing {

int& Capacity::of(Channel channel) {
  switch (channel) {
    case Channel::voice:
      return voice;
    case Channel::chat:
      return chat;
    case Channel::email:
      return email;
    case Channel::messaging:
      return messaging;
    case Channel::task:
      return task;
  }
  check_failed("channel", __FILE__, __LINE__, "unknown channel");
}

int Capacity::of(Channel channel) const { return const_cast<Capacity&>(*this).of(channel); }

namespace {

class Checker {
 public:
  explicit Checker(const Settings& settings) : settings_(settings) {
    for (const QueueSettings& queue : settings.queues) queues_.insert(queue.id);
    skills_.insert(settings.skills.begin(), settings.skills.end());
  }

  Result<Done> run() {
    std::set<QueueId> seen;
    for (std::size_t i = 0; i < settings_.queues.size(); ++i) {
      at_ = "queues[" + std::to_string(i) + "].";
      want(settings_.queues[i].id && seen.insert(settings_.queues[i].id).second, "id",
           "must be unique");
      check(settings_.queues[i]);
    }
    std::set<AgentId> agents;
    for (std::size_t i = 0; i < settings_.agents.size(); ++i) {
      at_ = "agents[" + std::to_string(i) + "].";
      want(settings_.agents[i].id && agents.insert(settings_.agents[i].id).second, "id",
           "must be unique");
      check(settings_.agents[i]);
    }
    for (std::size_t i = 0; i < settings_.calendars.size(); ++i) {
      at_ = "calendars[" + std::to_string(i) + "].";
      want(!settings_.calendars[i].key.empty(), "key", "must not be empty");
      want(hours::validate(settings_.calendars[i].calendar).ok(), "calendar", "is not valid");
    }
    if (refusal_.fields.empty()) return Done{};
    return refusal_;
  }

 private:
  void want(bool holds, const std::string& field, const std::string& message) {
    if (!holds && refusal_.fields.size() < 20) refusal_.fields.push_back({at_ + field, message});
  }
  void range(std::int64_t value, std::int64_t low, std::int64_t high, const std::string& field) {
    want(value >= low && value <= high, field,
         "must be between " + std::to_string(low) + " and " + std::to_string(high));
  }
  void check_skills(const std::vector<SkillLevel>& items, const std::string& field) {
    std::set<SkillId> seen;
    for (const SkillLevel& item : items) {
      range(item.level, 1, 10, field + ".level");
      want(item.skill && seen.insert(item.skill).second, field + ".skill", "must be unique");
      want(skills_.empty() || skills_.count(item.skill) != 0, field + ".skill", "is not known");
    }
  }
  void check(const QueueSettings& queue) {
    check_skills(queue.requirements, "requirements");
    range(queue.ring_count, 1, static_cast<std::int64_t>(ring_count_max), "ring_count");
    range(queue.ring_s, 1, seconds_max, "ring_s");
    range(queue.priority_s, -seconds_max, seconds_max, "priority_s");
    range(queue.max_wait_s, 0, seconds_max, "max_wait_s");
    range(queue.exclusion_s, 0, seconds_max, "exclusion_s");
    range(queue.exclusion_max_s, 0, seconds_max, "exclusion_max_s");
    range(queue.owner_hold_s, 0, seconds_max, "owner_hold_s");
    range(queue.transfer_hold_s, 1, seconds_max, "transfer_hold_s");
    range(queue.waiting_max, 0, 1'000'000, "waiting_max");
    range(queue.wrap_up.seconds, 0, seconds_max, "wrap_up.seconds");
    range(queue.wrap_up.extend_s, 1, seconds_max, "wrap_up.extend_s");
    range(queue.wrap_up.extend_times_max, 0, 100, "wrap_up.extend_times_max");
    for (const Relaxation& step : queue.relaxations) {
      range(step.after_s, 0, seconds_max, "relaxations.after_s");
      range(step.to_level, 0, 10, "relaxations.to_level");
    }
    if (queue.overflow) {
      range(queue.overflow->after_s, 1, seconds_max, "overflow.after_s");
      want(queue.overflow->to != queue.id && queues_.count(queue.overflow->to) != 0, "overflow.to",
           "must be another queue");
    }
    const bool known = std::any_of(settings_.calendars.begin(), settings_.calendars.end(),
                                   [&](const auto& item) { return item.key == queue.calendar; });
    want(queue.calendar.empty() || known, "calendar", "is not known");
  }
  void check(const AgentSettings& agent) {
    check_skills(agent.skills, "skills");
    std::set<QueueId> seen;
    for (const QueueId queue : agent.queues)
      want(queues_.count(queue) != 0 && seen.insert(queue).second, "queues",
           "must be known and named once");
    for (std::size_t c = 0; c < channel_count; ++c)
      range(agent.capacity.of(static_cast<Channel>(c)), 0, capacity_max, "capacity");
  }

  const Settings& settings_;
  std::set<QueueId> queues_;
  std::set<SkillId> skills_;
  std::string at_;
  Refusal refusal_{Code::invalid_field, {}, {}};
};

}  // namespace

Result<Done> validate(const Settings& settings) { return Checker(settings).run(); }

}  // namespace centralino::engine::routing
