// Plays a script in a world: sets the stage, does each line, checks each expectation.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "runner/script.h"
#include "runner/world.h"

namespace centralino::scenario {

class Player {
 public:
  Player(const Script& script, const store::Location& location, bool restart_after_each_step);

  // Nothing when the scenario holds; else "file:line: what was expected and what was".
  std::optional<std::string> play();
  // The decisions taken, for comparing worlds.
  std::string decisions();

 private:
  using Words = std::vector<std::string>;

  void set_stage();
  void stage_line(store::Db& db, const Words& words);
  void add_queue(store::Db& db, const Words& words);
  void add_agent(store::Db& db, const Words& words);
  void add_hours(store::Db& db, const Words& words);

  void step(const Line& line);
  std::string act(const Words& words);
  std::string agent_acts(const Actor& agent, const Words& words);
  std::string visitor_acts(const Words& words);
  std::string start_chat(const Words& words);
  void expect(const Words& words);
  void expect_visitor(const Words& words);
  void expect_agent(const Words& words);
  void expect_figures(const Words& words);

  bool is_agent(const std::string& name) const { return agents_.contains(name); }
  const Actor& agent(const std::string& name) const;
  Actor visitor(const std::string& name);
  conversations::Row row(const std::string& name);
  QueueId queue(const std::string& name) const;
  OfferId offer_to(const Actor& agent, const Words& words, std::size_t at);
  WrapUpId wrapup_of(const Actor& agent, const Words& words, std::size_t at);

  const Script& script_;
  Instant midnight_;
  bool restarts_;
  std::unique_ptr<World> world_;
  std::map<std::string, Actor> agents_;
  std::map<std::string, QueueId> queues_;
  std::map<std::string, SkillId> skills_;
  std::map<std::string, ConversationId> visitors_;
  std::string refused_;  // code of the last action, when it was refused and no line took it up yet
};

}  // namespace centralino::scenario
