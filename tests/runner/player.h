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
  void read_queue_options(const Words& words, std::size_t from, queues::QueueConfig& config) const;
  bool read_agent_options(const Words& words, std::size_t from,
                          engine::routing::AgentSettings& place) const;
  void add_queue(store::Db& db, const Words& words);
  void add_agent(store::Db& db, const Words& words);
  void add_stranger(store::Db& db, const Words& words);
  void add_user(store::Db& db, TenantId tenant, UserId id, const std::string& name,
                const std::string& role);
  void add_hours(store::Db& db, const Words& words);
  void add_flow(store::Db& db, const Words& words);
  void add_number(store::Db& db, const Words& words);
  void add_widget(store::Db& db, const Words& words);
  void add_trunk(store::Db& db, const Words& words);
  void add_telephone(store::Db& db, const Words& words);
  void add_page(store::Db& db, const Words& words);
  void add_sound(store::Db& db, const Words& words);
  void add_queue_sounds(store::Db& db, const Words& words);

  void step(const Line& line);
  std::string act(const Words& words);
  std::string agent_acts(const Actor& agent, const Words& words);
  std::string administers(const Actor& who, const Words& words);
  std::string leads(const Actor& who, const Words& words);
  std::string seat(const Actor& agent, int sockets);
  std::string visitor_acts(const Words& words);
  std::string start_chat(const Words& words);
  // Whether it was theirs to do; then the refusal's code, or "".
  std::optional<std::string> caller_acts(const Words& words);
  std::optional<std::string> agent_calls(const Actor& agent, const Words& words);
  std::optional<std::string> web_caller_acts(const Words& words);
  std::string caller_calls(const Words& words);
  std::string refers(voice::LegId leg, const Words& words);
  void look_up(const Words& words);
  bool expect_call(const Words& words);
  void expect_page(const Words& words);
  void expect(const Words& words);
  void expect_visitor(const Words& words);
  void expect_agent(const Words& words);
  void expect_case(const Words& words, const conversations::Row& at);
  void expect_offer(const Words& words, const conversations::Row& at);
  void expect_figures(const Words& words);
  void expect_live(const Words& words);
  void expect_contacts(const Words& words);
  void note_offers();

  bool is_agent(const std::string& name) const { return agents_.contains(name); }
  const Actor& agent(const std::string& name) const;
  Actor visitor(const std::string& name);
  conversations::Row row(const std::string& name);
  QueueId queue(const std::string& name) const;
  std::optional<QueueId> queue_or_all(const std::string& name) const;
  OfferId offer_to(const Actor& agent, const std::string& visitor_name);
  WrapUpId wrapup_of(const Actor& agent, const std::string& visitor_name);

  const Script& script_;
  Instant midnight_;
  bool restarts_;
  bool one_process_ = false;  // what is proved lives in a process only
  std::unique_ptr<World> world_;
  std::map<std::string, Actor> agents_;
  std::map<std::string, QueueId> queues_;
  std::map<std::string, SkillId> skills_;
  std::map<std::string, ConversationId> visitors_;
  std::map<std::string, FlowId> flows_;
  std::map<std::string, TrunkId> trunks_;
  std::map<std::string, std::int64_t> sounds_;
  std::map<std::string, voice::LegId> legs_;  // who has a telephone in hand, or a line
  std::map<std::pair<ConversationId, UserId>, OfferId> offers_seen_;  // the newest; may be over
  std::string refused_;  // code of the last action, when it was refused and no line took it up yet
};

}  // namespace centralino::scenario
