// Setting the stage: the lines before the first time.
#include <algorithm>
#include <stdexcept>

#include "platform/clock/zones.h"
#include "runner/player.h"

namespace centralino::scenario {
namespace {

namespace routing = engine::routing;

// "bikes:5,sales" → pairs with level 1 by default.
std::vector<std::pair<std::string, int>> levels(const std::string& text) {
  std::vector<std::pair<std::string, int>> list;
  for (std::size_t at = 0; at < text.size();) {
    const auto comma = std::min(text.find(',', at), text.size());
    const std::string item = text.substr(at, comma - at);
    const auto colon = item.find(':');
    list.emplace_back(item.substr(0, colon),
                      colon == std::string::npos ? 1 : std::stoi(item.substr(colon + 1)));
    at = comma + 1;
  }
  return list;
}

std::int64_t in_seconds(const std::string& word) { return read_duration(word).ms / 1000; }

}  // namespace

Player::Player(const Script& script, const store::Location& location, bool restart_after_each_step)
    : script_(script), restarts_(restart_after_each_step) {
  std::string zone = "Europe/Rome";
  int year = 2026, month = 3, day = 2;
  for (const auto& line : script.setup) {
    if (line.words[0] != "clock") continue;
    if (std::sscanf(line.words.at(1).c_str(), "%d-%d-%d", &year, &month, &day) != 3)
      throw std::runtime_error("clock: a date is YYYY-MM-DD");
    if (line.words.size() > 2) zone = line.words[2];
  }
  const Instant noon{days_from_civil(year, month, day) * 86'400'000 + 43'200'000};
  midnight_ = engine::hours::from_local(queues::zone_data(zone, noon),
                                        days_from_civil(year, month, day) * 86'400'000);
  world_ = std::make_unique<World>(location, midnight_);
  world_->set_up([&](store::Db& db) {
    db.exec(
        "INSERT INTO tenant (id, key, name, zone, language, demo) VALUES ($1, 'test', 'Test', $2, "
        "'it', 0)",
        {world_->tenant, zone});
    const char* outcomes[] = {"solved", "follow_up"};
    for (int i = 0; i < 2; ++i)
      db.exec(
          "INSERT INTO outcome (tenant, key, label_it, label_en, solved, position) VALUES ($1, $2, "
          "$2, $2, $3, $4)",
          {world_->tenant, outcomes[i], i == 0, i});
    db.exec(
        "INSERT INTO tenant (id, key, name, zone, language, demo) VALUES ($1, 'other', 'Other', "
        "$2, 'it', 0)",
        {world_->other_tenant, zone});
    db.exec(
        "INSERT INTO outcome (tenant, key, label_it, label_en, solved, position) VALUES ($1, "
        "'solved', 'solved', 'solved', 1, 0)",
        {world_->other_tenant});
    db.exec(
        "INSERT INTO presence_reason (tenant, key, label_it, label_en, position) VALUES ($1, "
        "'lunch', 'Pranzo', 'Lunch', 1)",
        {world_->tenant});
    for (const auto& line : script_.setup)
      if (line.words[0] != "clock") stage_line(db, line.words);
  });
}

void Player::stage_line(store::Db& db, const Words& words) {
  if (words[0] == "skill") {
    for (std::size_t i = 1; i < words.size(); ++i) {
      const SkillId id{world_->next_id++};
      skills_[words[i]] = id;
      db.exec("INSERT INTO skill (id, tenant, key, name) VALUES ($1, $2, $3, $3)",
              {id, world_->tenant, words[i]});
    }
  } else if (words[0] == "queue") {
    add_queue(db, words);
  } else if (words[0] == "agent") {
    add_agent(db, words);
  } else if (words[0] == "stranger") {
    add_stranger(db, words);
  } else if (words[0] == "flow") {
    add_flow(db, words);
  } else if (words[0] == "number") {
    add_number(db, words);
  } else if (words[0] == "one-process") {
    one_process_ = true;
  } else if (words[0] == "widget") {
    add_widget(db, words);
  } else if (words[0] == "trunk") {
    add_trunk(db, words);
  } else if (words[0] == "telephone") {
    add_telephone(db, words);
  } else if (words[0] == "sound") {
    add_sound(db, words);
  } else if (words[0] == "waiting-in") {
    add_queue_sounds(db, words);
  } else if (words[0] == "page") {
    add_page(db, words);
  } else if (words[0] == "hours") {
    add_hours(db, words);
  } else {
    throw std::runtime_error("\"" + words[0] + "\" sets no stage");
  }
}

// [option value…]… from words[from] on; every option of docs/scenarios.md.
void Player::read_queue_options(const Words& words, std::size_t from,
                                queues::QueueConfig& config) const {
  auto& r = config.routing;
  for (std::size_t i = from; i < words.size(); ++i) {
    const std::string& option = words[i];
    const auto next = [&]() -> const std::string& { return words.at(++i); };
    if (option == "ring")
      r.ring_s = in_seconds(next());
    else if (option == "strategy")
      r.strategy = json::enum_from<routing::StrategyName>(next()).value();
    else if (option == "several")
      r.ring_count = std::stoi(next());
    else if (option == "priority")
      r.priority_s = in_seconds(next());
    else if (option == "requires") {
      for (const auto& [skill, level] : levels(next()))
        r.requirements.push_back({skills_.at(skill), level});
    } else if (option == "language")
      r.match_language = true;
    else if (option == "relax") {
      const auto after = in_seconds(next());
      const auto skill = skills_.at(next());
      r.relaxations.push_back({after, skill, std::stoi(next()), false});
    } else if (option == "relax-language")
      r.relaxations.push_back({in_seconds(next()), SkillId{}, 10, true});
    else if (option == "overflow") {
      const auto after = in_seconds(next());
      r.overflow = routing::Overflow{after, queues_.at(next()), true};
    } else if (option == "overflow-only") {
      const auto after = in_seconds(next());
      r.overflow = routing::Overflow{after, queues_.at(next()), false};
    } else if (option == "max-wait")
      r.max_wait_s = in_seconds(next());
    else if (option == "max")
      r.waiting_max = std::stoi(next());
    else if (option == "full")
      r.when_full = json::enum_from<routing::WhenFull>(next()).value();
    else if (option == "hours")
      r.calendar = next();
    else if (option == "closed")
      r.when_closed = json::enum_from<routing::WhenClosed>(next()).value();
    else if (option == "exclusion")
      r.exclusion_s = in_seconds(next());
    else if (option == "exclusion-max")
      r.exclusion_max_s = in_seconds(next());
    else if (option == "no-answer")
      r.after_no_answer = json::enum_from<routing::AfterMiss>(next()).value();
    else if (option == "decline")
      r.after_decline = json::enum_from<routing::AfterMiss>(next()).value();
    else if (option == "owner-hold")
      r.owner_hold_s = in_seconds(next());
    else if (option == "wrap-up")
      r.wrap_up.seconds = in_seconds(next());
    else if (option == "wrap-up-blocks")
      r.wrap_up.blocks = json::enum_from<routing::WrapUpBlocks>(next()).value();
    else if (option == "extend") {
      r.wrap_up.extend_s = in_seconds(next());
      r.wrap_up.extend_times_max = std::stoi(next());
    } else if (option == "threshold")
      config.service_level.threshold_s = in_seconds(next());
    else if (option == "short-abandon")
      config.service_level.short_abandon_s = in_seconds(next());
    else if (option == "headline")
      config.service_level.headline = json::enum_from<engine::facts::Formula>(next()).value();
    else if (option == "answered-at")
      config.service_level.answer_at = json::enum_from<engine::facts::AnswerAt>(next()).value();
    else if (option == "idle") {
      config.idle = queues::IdleSettings{in_seconds(next()), 0};
      config.idle->end_after_s = in_seconds(next());
    } else if (option == "worth")
      config.revenue = queues::Revenue{std::stoll(next()), "EUR"};
    else
      throw std::runtime_error("queue: no option \"" + option + "\"");
  }
}

// queue NAME [option value…]…
void Player::add_queue(store::Db& db, const Words& words) {
  const QueueId id{world_->next_id++};
  queues_[words.at(1)] = id;
  queues::QueueConfig config;
  config.routing.id = id;
  config.idle = queues::IdleSettings{0, 0};  // most scripts let people be silent for long
  read_queue_options(words, 2, config);
  db.exec("INSERT INTO queue (id, tenant, key, name, settings) VALUES ($1, $2, $3, $3, $4)",
          {id, world_->tenant, words[1], json::to_string(config)});
  db.exec("INSERT INTO widget (key, tenant, queue) VALUES ($1, $2, $3)",
          {words[1], world_->tenant, id});
}

// The same of an agent; a list replaces the one before. Whether they supervise.
bool Player::read_agent_options(const Words& words, std::size_t from,
                                routing::AgentSettings& place) const {
  bool supervisor = false;
  for (std::size_t i = from; i < words.size(); ++i) {
    const std::string& option = words[i];
    const auto next = [&]() -> const std::string& { return words.at(++i); };
    if (option == "queues") {
      place.queues.clear();
      for (const auto& [name, level] : levels(next())) place.queues.push_back(queues_.at(name));
    } else if (option == "skills") {
      place.skills.clear();
      for (const auto& [name, level] : levels(next()))
        place.skills.push_back({skills_.at(name), level});
    } else if (option == "languages") {
      place.languages.clear();
      for (const auto& [name, level] : levels(next())) place.languages.push_back(name);
    } else if (option == "chats")
      place.capacity.chat = std::stoi(next());
    else if (option == "supervisor")
      supervisor = true;
    else
      throw std::runtime_error("agent: no option \"" + option + "\"");
  }
  return supervisor;
}

void Player::add_agent(store::Db& db, const Words& words) {
  const UserId id{world_->next_id++};
  routing::AgentSettings place;
  place.id = id;
  place.capacity.chat = 1;
  const std::string role = read_agent_options(words, 2, place) ? "supervisor" : "agent";
  const std::string& name = words.at(1);
  add_user(db, world_->tenant, id, name, role);
  db.exec("INSERT INTO agent (tenant, user_id, settings) VALUES ($1, $2, $3)",
          {world_->tenant, id, json::to_string(place)});
}

// stranger NAME: a supervisor of another tenant, who must not reach anything here.
void Player::add_stranger(store::Db& db, const Words& words) {
  add_user(db, world_->other_tenant, UserId{world_->next_id++}, words.at(1), "supervisor");
}

void Player::add_user(store::Db& db, TenantId tenant, UserId id, const std::string& name,
                      const std::string& role) {
  db.exec(
      "INSERT INTO user_account (id, email, name, password_hash, language, created_at) VALUES ($1, "
      "$2, $3, '', 'it', 0)",
      {id, name + "@test.example", name});
  db.exec("INSERT INTO membership (tenant, user_id, role) VALUES ($1, $2, $3)", {tenant, id, role});
  Actor actor;
  actor.kind = Actor::Kind::user;
  actor.tenant = tenant;
  actor.user = id;
  actor.role = role == "agent" ? Role::agent : Role::supervisor;
  actor.name = name;
  agents_[name] = actor;
}

// hours KEY FROM-TO: every day of the week, local time; "closed DATE" takes one day out.
void Player::add_hours(store::Db& db, const Words& words) {
  engine::hours::Calendar calendar;
  int h1 = 0, m1 = 0, h2 = 0, m2 = 0;
  if (std::sscanf(words.at(2).c_str(), "%d:%d-%d:%d", &h1, &m1, &h2, &m2) != 4)
    throw std::runtime_error("hours: HH:MM-HH:MM");
  for (int weekday = 1; weekday <= 7; ++weekday)
    calendar.weekly.push_back({weekday, h1 * 60 + m1, h2 * 60 + m2});
  for (std::size_t i = 3; i + 1 < words.size(); i += 2) {
    engine::hours::Exception holiday;
    if (words[i] != "closed" || std::sscanf(words[i + 1].c_str(), "%d-%d-%d", &holiday.year,
                                            &holiday.month, &holiday.day) != 3)
      throw std::runtime_error("hours: closed YYYY-MM-DD");
    calendar.exceptions.push_back(holiday);
  }
  db.exec("INSERT INTO calendar (tenant, key, settings) VALUES ($1, $2, $3)",
          {world_->tenant, words.at(1), json::to_string(calendar)});
}

}  // namespace centralino::scenario
