#include "runner/world.h"

#include <stdexcept>

#include "engine/routing/replay.h"
#include "platform/store/migrations.h"

namespace centralino::scenario {
namespace {

namespace facts = engine::facts;

struct StoredMessage {
  MessageId id;
  std::int64_t n = 0;
  std::string kind, text;
  std::optional<bool> to_machine;
};
BOOST_DESCRIBE_STRUCT(StoredMessage, (), (id, n, kind, text, to_machine))

}  // namespace

World::World(const store::Location& location, Instant start) : location_(location), clock_(start) {
  store::migrate(location_, start);
  phone::Outside outside;
  outside.post = [this](const voice::Command& command) { telephone_.post(command, clock_.now()); };
  outside.fresh_leg = [this] { return telephone_.fresh(); };
  outside.look_up = [this](const engine::flow::LookUp& asked, const engine::flow::Values& fields,
                           std::function<void(engine::flow::Happening)> done) {
    look_ups_.push_back({asked, fields, std::move(done)});
  };
  outside.submit = [this](const std::function<Result<Done>(loop::Tx&)>& act) { run(act); };
  outside.runs = [] { return true; };
  outside.recordings_folder = "recordings";
  outside.sound_file = [](const std::string& sha256) { return "sound:" + sha256; };
  phone_ = std::make_unique<phone::Phone>(std::move(outside));
  open();
}

void World::open() {
  loop_.reset();
  memory_ = std::make_unique<queues::Floor>();
  db_.reset();
  db_ = store::open(location_, store::Access::read_write);
  loop_ = std::make_unique<loop::Loop>(*db_, *memory_, clock_, loop::Outlet{});
  conversations::register_timers(*loop_);
  phone_->attach(*memory_, *loop_);
  open_chat();
  loop_->start();
}

void World::open_chat() {
  chat::Outside outside;
  outside.look_up = [this](const engine::flow::LookUp& asked, const engine::flow::Values& fields,
                           std::function<void(engine::flow::Happening)> done) {
    look_ups_.push_back({asked, fields, std::move(done), true});
  };
  outside.submit = [this](const std::function<Result<Done>(loop::Tx&)>& act) { run(act); };
  outside.calls_out = [this](loop::Tx& tx, TenantId of) { return phone_->calls_out(tx, of); };
  outside.promise_call = [this](loop::Tx& tx, const conversations::Row& from,
                                const engine::flow::BookCallback& wanted,
                                std::optional<Instant> place_from) {
    return phone_->promise(tx, from, wanted, place_from);
  };
  std::erase_if(look_ups_, [](const Asked& asked) { return asked.by_chat; });
  chat_ = std::make_unique<chat::Chat>(std::move(outside));
  chat_->attach(*memory_, *loop_);
}

// What the telephone has to tell by now, and what follows from it.
void World::settle() {
  for (auto due = telephone_.take_due(clock_.now()); !due.empty();
       due = telephone_.take_due(clock_.now()))
    for (const auto& event : due) tell(event);
}

void World::tell(const voice::Event& event) {
  loop_->process({{"telephone",
                   [&](loop::Tx& tx) -> Result<loop::Answer> {
                     TRY_DONE(phone_->happened(tx, event));
                     return loop::Answer{};
                   },
                   {}}});
  settle();
}

void World::restart(bool all_return) {
  open();
  phone_->configure(*db_, *memory_);
  const auto must = [&](const std::function<Result<Done>(loop::Tx&)>& act) {
    if (const auto code = run(act); !code.empty())
      throw std::runtime_error("refused at the restart: " + code);
  };
  must([&](loop::Tx& tx) { return conversations::configure(tx, system_actor(tenant)); });
  must([&](loop::Tx& tx) -> Result<Done> {
    conversations::await_return(tx, tenant);
    chat_->begin(tx, tenant);
    return Done{};
  });
  if (!all_return) {
    desks.clear();
    visitors.clear();
  }
  for (const auto& [user, sockets] : desks) {
    Actor agent;
    agent.kind = Actor::Kind::user;
    agent.tenant = tenant;
    agent.user = user;
    const int open_desks = sockets;
    if (sockets > 0)
      must([&](loop::Tx& tx) { return conversations::agent_connected(tx, agent, open_desks); });
  }
  for (const auto conversation : visitors) {
    Actor visitor;
    visitor.kind = Actor::Kind::visitor;
    visitor.tenant = tenant;
    visitor.conversation = conversation;
    must([&](loop::Tx& tx) { return conversations::visitor_connected(tx, visitor, true); });
  }
}

void World::set_up(const std::function<void(store::Db&)>& rows) {
  db_->begin();
  rows(*db_);
  db_->commit();
  open();
  const auto code =
      run([&](loop::Tx& tx) { return conversations::configure(tx, system_actor(tenant)); });
  if (!code.empty()) throw std::runtime_error("the stage's settings were refused: " + code);
  phone_->configure(*db_, *memory_);
  run([&](loop::Tx& tx) -> Result<Done> {
    phone_->begin(tx, tenant);
    return Done{};
  });
}

std::string World::run(const std::function<Result<Done>(loop::Tx&)>& act) {
  std::string code;
  loop_->process({{"scenario",
                   [&](loop::Tx& tx) -> Result<loop::Answer> {
                     TRY_DONE(act(tx));
                     return loop::Answer{};
                   },
                   [&](const Result<loop::Answer>& answer) {
                     code = answer.ok() ? "" : std::string(info(answer.refusal().code).name);
                   }}});
  settle();
  return code;
}

void World::advance_to(Instant at) {
  for (;;) {
    const auto wake = loop_->next_wake();
    const auto told = telephone_.next();
    if (!wake && !told) break;
    const Instant due = !told ? *wake : !wake ? *told : std::min(*wake, *told);
    if (due > at) break;
    clock_.set(std::max(clock_.now(), due));
    settle();
    loop_->fire_due();
    settle();
  }
  clock_.set(std::max(clock_.now(), at));
}

std::optional<std::string> World::check_live_rows() {
  for (const auto& [id, live] : memory_->talks().all()) {
    const auto row = conversations::find_row(*db_, live.row.tenant, id);
    if (!row || !(*row == live.row)) return "the row in memory is not the stored one: " + id.str();
    if (!live.view) continue;
    const auto view = conversations::find(*db_, live.row.tenant, id);
    if (!view || json::to_string(*view) != json::to_string(*live.view))
      return "the view in memory is not the stored one: " + id.str();
  }
  return std::nullopt;
}

std::optional<std::string> World::check() {
  if (auto broken = floor().cell.check_invariants()) return "invariant: " + *broken;
  if (auto broken = check_live_rows()) return broken;
  engine::routing::Cell cell;
  std::map<WorkId, facts::Contact> folded;
  std::map<ConversationId, WorkId> works;
  std::set<ConversationId> machines;  // conversations that a flow had, or has
  for (const auto& row :
       db_->query("SELECT DISTINCT subject FROM journal WHERE tenant = $1 AND type = 'flow_fact'",
                  {tenant}))
    machines.insert(ConversationId{row.integer(0)});
  for (const auto& row :
       db_->query("SELECT id, work FROM conversation WHERE tenant = $1", {tenant}))
    works[row.id<ConversationId>(0)] = row.id<WorkId>(1);
  for (const auto& row : db_->query("SELECT seq, at, actor, subject_kind, subject, type, data FROM "
                                    "journal WHERE tenant = $1 ORDER BY seq",
                                    {tenant})) {
    if (row.text(3) == "routing") {
      const auto record = engine::routing::read_step(row.text(6), cell);
      if (!record.ok())
        return "journal row " + row.text(0) + " cannot be read: " + in_words(record.refusal());
      if (const auto difference = engine::routing::replay(cell, {*record}))
        return "journal row " + row.text(0) + " replays otherwise: " + difference->actual;
      for (const auto& event : record->events)
        if (const WorkId work = facts::subject(event)) {
          folded[work].work = work;
          facts::apply(folded[work], event);
          const ConversationId of = folded[work].conversation;
          if (machines.contains(of)) works[of] = work;
        }
    } else if (row.text(5) == "message_added") {
      const auto message = json::from_text<StoredMessage>(row.text(6));
      if (!message.ok()) return "journal row " + row.text(0) + " cannot be read";
      if (row.text(2) == "system" || (message->kind != "text" && message->kind != "file")) continue;
      if (message->to_machine) continue;
      const WorkId work = works[ConversationId{row.integer(4)}];
      const auto by =
          row.text(2).starts_with("user_") ? facts::Author::agent : facts::Author::visitor;
      folded[work].work = work;
      facts::apply(folded[work], facts::MessageSent{work, by, row.instant(1)});
    } else if (row.text(5) == "wait_announced") {
      const auto fact = json::from_text<facts::WaitAnnounced>(row.text(6));
      if (!fact.ok()) return "journal row " + row.text(0) + " cannot be read";
      facts::apply(folded[fact->work], *fact);
    } else if (row.text(5) == "survey_answered") {
      const auto answer = json::from_text<conversations::SurveyAnswer>(row.text(6));
      const WorkId work = works[ConversationId{row.integer(4)}];
      if (!folded.contains(work)) continue;  // no person had them
      facts::apply(folded[work],
                   facts::SurveyAnswered{work, static_cast<int>(answer->score), row.instant(1)});
    }
  }
  // Live equals recomputed: closed contacts as stored, open ones as the floor holds them.
  for (const auto& [work, contact] : folded) {
    const auto open = floor().contacts.find(work);
    std::string live;
    if (open != floor().contacts.end()) {
      live = json::to_string(open->second);
    } else if (const auto row = db_->one(
                   "SELECT facts FROM contact WHERE work = $1 AND tenant = $2", {work, tenant})) {
      live = row->text(0);
    }
    if (live != json::to_string(contact))
      return "facts of " + work.str() + " differ\n      live:       " + live +
             "\n      recomputed: " + json::to_string(contact);
  }
  return std::nullopt;
}

}  // namespace centralino::scenario
