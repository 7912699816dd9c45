// Routing made to happen: each event of the engine becomes rows, facts and messages to screens, in
// the same transaction as the decision.
#include <algorithm>
#include <set>

#include "base/check.h"
#include "subjects/agents/agents.h"
#include "subjects/conversations/conversations.h"
#include "subjects/conversations/facts.h"

namespace centralino::conversations {
namespace {

// One reaction to the events of one step. Conversations and agents that changed are shown once, at
// the end, as they are then.
class Reaction {
 public:
  Reaction(loop::Tx& tx, const Actor& actor)
      : tx_(tx), actor_(actor), floor_(queues::floor(tx).of(actor.tenant)) {}

  void run(const std::vector<routing::Event>& events) {
    for (const auto& event : events) {
      fold(tx_, floor_, event);
      std::visit([&](const auto& e) { on(e); }, event);
    }
    for (const auto& [id, also] : shown_) publish_conversation(tx_, actor_.tenant, id, also);
    for (const auto agent : agents_) publish_agent(tx_, actor_.tenant, agent);
    for (auto* carrier : queues::floor(tx_).carriers()) carrier->routed(tx_, actor_.tenant, events);
  }

 private:
  TenantId tenant() const { return actor_.tenant; }

  void show(ConversationId id, std::optional<UserId> also = {}) {
    auto& entry = shown_[id];
    if (also) entry = also;
  }

  Row row_of(WorkId work) {
    const auto contact = floor_.contacts.find(work);
    auto row = contact != floor_.contacts.end() && contact->second.conversation
                   ? find_row(tx_, tenant(), contact->second.conversation)
                   : find_row_by_work(tx_.db(), tenant(), work);
    CHECK(row, "the engine routes work that has no conversation");
    return *row;
  }

  void set_owner(const Row& row, State state, OwnerKind kind, UserId owner, std::int64_t epoch) {
    tx_.db().exec(
        "UPDATE conversation SET state = $1, owner_kind = $2, owner = $3, epoch = $4 WHERE id = $5 "
        "AND tenant = $6",
        {json::enum_name(state), json::enum_name(kind), owner, epoch, row.id, tenant()});
    change(row, [&](Row& kept) {
      kept.state = state;
      kept.owner_kind = kind;
      kept.owner = owner;
      kept.epoch = epoch;
    });
  }

  // What is written to a row is written to the copy in memory too.
  void change(const Row& row, const std::function<void(Row&)>& how) {
    queues::floor(tx_).talks().change(row.id, how);
  }

  void set_queue(const Row& row, QueueId queue) {
    tx_.db().exec("UPDATE conversation SET queue = $1 WHERE id = $2 AND tenant = $3",
                  {queue, row.id, tenant()});
    change(row, [&](Row& kept) { kept.queue = queue; });
  }

  void say(Row& row, const std::string& code, UserId about = {}) {
    NewMessage message;
    message.author = {AuthorKind::system, std::nullopt, about ? floor_.name_of(about) : ""};
    message.kind = MessageKind::event;
    message.text = code;
    add_message(tx_, system_actor(tenant()), row, message);
  }

  void on(const routing::WorkQueued&) {}

  void on(const routing::WorkMoved& event) {
    Row row = row_of(event.work);
    if (event.how == routing::Move::transferred) {
      set_queue(row, event.to_queue);
      set_owner(row, State::waiting, OwnerKind::queue, {}, row.epoch + 1);
      say(row, "transferred", event.from_agent);
      show(row.id, event.from_agent ? std::optional(event.from_agent) : std::nullopt);
    } else if (event.how == routing::Move::overflowed && !event.also) {
      set_queue(row, event.to_queue);
      show(row.id);
    }
  }

  void on(const routing::PriorityChanged& event) {
    const Row row = row_of(event.work);
    tx_.journal(actor_, "conversation", row.id.value, "priority_changed",
                json::to_string(Priority{event.priority_s}));
    show(row.id);
  }

  void on(const routing::OfferMade& event) {
    const Row row = row_of(event.work);
    set_owner(row, State::offered, OwnerKind::queue, {}, row.epoch);
    if (const auto offer = floor_.cell.offer(event.offer))
      if (const auto view = offer_view(tx_.db(), floor_, *offer))
        tx_.publish({0,
                     true,
                     {user_topic(tenant(), event.agent)},
                     "offer.made",
                     "\"offer\":" + json::to_string(*view)});
    show(row.id);
  }

  void on(const routing::OfferEnded& event) {
    tx_.publish({0,
                 true,
                 {user_topic(tenant(), event.agent)},
                 "offer.ended",
                 "\"offer_id\":\"" + event.offer.str() + "\",\"outcome\":\"" +
                     std::string(json::enum_name(event.outcome)) + "\""});
    const Row row = row_of(event.work);
    const auto work = floor_.cell.work(event.work);
    if (row.state == State::offered && work && work->phase == routing::WorkPhase::waiting)
      set_owner(row, State::waiting, OwnerKind::queue, {}, row.epoch);
    show(row.id);
  }

  void on(const routing::WorkAnswered& event) {
    Row row = row_of(event.work);
    set_owner(row, State::active, OwnerKind::agent, event.agent, row.epoch + 1);
    tx_.db().exec(
        "UPDATE conversation SET queue = $1, answered_at = coalesce(answered_at, $2) "
        "WHERE id = $3 AND tenant = $4",
        {event.queue, event.at, row.id, tenant()});
    change(row, [&](Row& kept) {
      kept.queue = event.queue;
      kept.answered = true;
    });
    // Stored with the message below.
    if (floor_.connected(event.agent)) row.agent_delivered_n = row.last_n;
    floor_.count_handled(event.agent, event.at);
    const Actor system = system_actor(tenant());
    cases::give_to(tx_, system, row.case_id, event.agent, "answered");
    const auto matter = cases::find(tx_.db(), tenant(), row.case_id);
    if (matter && matter->state == cases::CaseState::new_) {
      cases::CaseChange change;
      change.state = cases::CaseState::open;
      (void)cases::change(tx_, system, row.case_id, change);
    }
    say(row, "agent_joined", event.agent);
    // Who speaks is not silent because they do not write.
    if (row.channel != routing::Channel::voice)
      watch_silence(tx_, tenant(), row.id, event.queue, row.epoch + 1);
    show(row.id, event.agent);
  }

  void on(const routing::WorkEnded& event) {
    Row row = row_of(event.work);
    const EndedBy by = event.by == routing::EndedBy::customer ? EndedBy::visitor
                       : event.by == routing::EndedBy::agent  ? EndedBy::agent
                                                              : EndedBy::system;
    if (machine_goes_on(row, event)) {
      show(row.id, event.agent);
    } else {
      end(row, by, event.agent);
    }
    auto& times = floor_.handle_times[event.queue];
    times.insert(times.begin(), (event.at - event.answered_at).ms);
    if (times.size() > 50) times.pop_back();
  }

  void on(const routing::WorkLeft& event) {
    Row row = row_of(event.work);
    const bool abandoned = event.exit == routing::Exit::abandoned;
    if (machine_goes_on(row, event)) return show(row.id);
    end(row, abandoned ? EndedBy::visitor : EndedBy::system, {});
    const auto queue = floor_.queues.find(event.queue);
    if (abandoned && queue != floor_.queues.end() && queue->second.settings.revenue)
      follow_up_lost_sale(row, *queue->second.settings.revenue);
  }

  // S-032: who gave up waiting to buy is called back; the case says what it may be worth.
  void follow_up_lost_sale(const Row& row, const queues::Revenue& revenue) {
    const Actor system = system_actor(tenant());
    cases::CaseChange change;
    change.state = cases::CaseState::waiting_on_us;
    change.priority = cases::CasePriority::high;
    (void)cases::change(tx_, system, row.case_id, change);
    tx_.journal(system, "case", row.case_id.value, "lead_created", json::to_string(revenue));
  }

  bool machine_goes_on(const Row& row, const routing::Event& event) {
    auto* carrier = queues::floor(tx_).carrier(row.channel);
    if (carrier == nullptr || !carrier->goes_on(tx_, row, event)) return false;
    set_owner(row, State::automated, OwnerKind::flow, {}, row.epoch + 1);
    return true;
  }

  void end(Row& row, EndedBy by, UserId agent) {
    say(row, "ended_by_" + std::string(json::enum_name(by)),
        by == EndedBy::agent ? agent : UserId{});
    tx_.db().exec(
        "UPDATE conversation SET ended_at = $1, ended_by = $2 WHERE id = $3 AND tenant = $4",
        {tx_.now(), json::enum_name(by), row.id, tenant()});
    change(row, [&](Row& kept) { kept.ended_by = by; });
    set_owner(row, State::ended, OwnerKind::nobody, {}, row.epoch + 1);
    tx_.journal(actor_, "conversation", row.id.value, "conversation_ended",
                "{\"by\":\"" + std::string(json::enum_name(by)) + "\"}");
    show(row.id, agent ? std::optional(agent) : std::nullopt);
  }

  void on(const routing::AgentStateChanged& event) {
    tx_.db().exec(
        "INSERT INTO agent_state (tenant, agent, at, state, reason) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (tenant, agent, at) DO UPDATE SET state = excluded.state, reason = "
        "excluded.reason",
        {tenant(), event.agent, event.at, json::enum_name(event.state), event.reason});
    agents_.insert(event.agent);
  }

  void on(const routing::WrapUpStarted& event) {
    tx_.db().exec(
        "INSERT INTO wrapup (id, tenant, conversation, agent, started_at, deadline_at) VALUES ($1, "
        "$2, $3, $4, $5, $6)",
        {event.wrapup, tenant(), event.conversation, event.agent, event.at, event.deadline_at});
    publish_wrapup(event.wrapup, event.agent);
  }

  void on(const routing::WrapUpExtended& event) {
    tx_.db().exec("UPDATE wrapup SET deadline_at = $1 WHERE id = $2 AND tenant = $3",
                  {event.deadline_at, event.wrapup, tenant()});
    publish_wrapup(event.wrapup, event.agent);
  }

  void publish_wrapup(WrapUpId id, UserId agent) {
    if (const auto view = wrapup_view(tx_.db(), tenant(), id))
      tx_.publish({0,
                   true,
                   {user_topic(tenant(), agent)},
                   "wrapup.changed",
                   "\"wrapup\":" + json::to_string(*view)});
  }

  void on(const routing::WrapUpEnded& event) {
    const auto row = tx_.db().query(
        "UPDATE wrapup SET ended_at = $1 WHERE id = $2 AND tenant = $3 RETURNING conversation",
        {event.at, event.wrapup, tenant()});
    const std::string conversation = row.empty() ? "" : row.front().id<ConversationId>(0).str();
    tx_.publish({0,
                 true,
                 {user_topic(tenant(), event.agent)},
                 "wrapup.ended",
                 "\"wrapup_id\":\"" + event.wrapup.str() + "\",\"conversation_id\":\"" +
                     conversation + "\""});
  }

  loop::Tx& tx_;
  const Actor& actor_;
  queues::TenantFloor& floor_;
  std::map<ConversationId, std::optional<UserId>> shown_;
  std::set<UserId> agents_;
};

// "queues[3]." of the one that is changed; empty when it is none of them.
std::string path_of(const routing::Settings& settings, const Changing& what) {
  const auto in = [&](const auto& list) -> std::string {
    for (std::size_t i = 0; i < list.size(); ++i)
      if (list[i].id.value == what.id)
        return std::string(what.list) + "[" + std::to_string(i) + "].";
    return {};
  };
  if (what.list == "queues") return in(settings.queues);
  if (what.list == "agents") return in(settings.agents);
  return {};
}

Refusal renamed(Refusal refusal, const std::string& path, const std::string& prefix) {
  for (auto& each : refusal.fields)
    if (!path.empty() && each.field.starts_with(path))
      each.field = prefix + each.field.substr(path.size());
  return refusal;
}

}  // namespace

Result<std::vector<routing::Event>> route(loop::Tx& tx, const Actor& actor, routing::Input input) {
  TRY(events, queues::decide(tx, actor, std::move(input)));
  Reaction(tx, actor).run(events);
  return events;
}

void register_timers(loop::Loop& loop) {
  loop.on_deadline(fire_deadlines);
  loop.on_timer("visitor_gone", visitor_gone);
  loop.on_timer("agent_gone", agent_gone);
  loop.on_timer("conversation_idle", conversation_idle);
  loop.on_timer("case_closes", cases::close_if_still_solved);
}

void fire_deadlines(loop::Tx& tx) {
  for (auto& [tenant, floor] : queues::floor(tx).tenants()) {
    const auto deadline = floor->cell.next_deadline();
    if (!deadline || *deadline > tx.now()) continue;
    const auto fired = route(tx, system_actor(tenant), routing::Tick{});
    CHECK(fired.ok(), "the engine refused to fire its own deadlines");
  }
}

Result<Done> configure(loop::Tx& tx, const Actor& actor, const Changing& what) {
  routing::Configure input{queues::engine_settings(tx.db(), actor.tenant, tx.now())};
  const std::string at = path_of(input.settings, what);
  if (const auto done = route(tx, actor, std::move(input)); !done.ok())
    return renamed(done.refusal(), at, what.prefix);
  queues::floor(tx).refresh(tx.db(), actor.tenant, tx.now());
  return Done{};
}

}  // namespace centralino::conversations
