// The flow's side of a chat: what happens goes into the reducer, what it wants is done.
#include "channels/chat/chat.h"
#include "engine/flow/nodes/secret.h"
#include "platform/log/log.h"
#include "subjects/flows/flows.h"

namespace centralino::chat {
namespace {

namespace routing = engine::routing;
using conversations::State;

struct FlowTimer {
  ConversationId conversation;
  std::int64_t timer = 0;
};
BOOST_DESCRIBE_STRUCT(FlowTimer, (), (conversation, timer))

// Choices as text, for pages that draw none: "1. Track a parcel".
std::string written_out(const std::string& text, const std::vector<flow::Button>& buttons) {
  std::string out = text;
  for (const auto& button : buttons) {
    const bool says_itself = button.key == button.label;  // of a survey: 1, 2, 3…
    out += says_itself ? " " + button.key : "\n" + button.key + ". " + button.label;
  }
  return out;
}

}  // namespace

void Chat::happens(loop::Tx& tx, ConversationId id, flow::Happening what) {
  if (const auto running = working_.find(id); running != working_.end()) {
    running->second->todo.push_back(std::move(what));
    return;
  }
  const Talk* known = talks_.find(id);
  if (known == nullptr) return;
  auto& working = *(working_[id] = std::make_unique<Working>());
  working.talk = *known;
  working.todo.push_back(std::move(what));
  try {
    run(tx, working);
    talks_.save(tx, working.talk);
  } catch (...) {
    working_.clear();
    throw;
  }
  if (working.talk.flow_version.empty()) secrets_.forget(id);
  working_.erase(id);
}

void Chat::run(loop::Tx& tx, Working& working) {
  while (!working.todo.empty() && !working.talk.flow_version.empty()) {
    const flow::Happening next = std::move(working.todo.front());
    working.todo.pop_front();
    step(tx, working, next);
  }
}

void Chat::step(loop::Tx& tx, Working& working, const flow::Happening& what) {
  Talk& talk = working.talk;
  const auto version = flows::version(tx.db(), talk.tenant, talk.flow_version);
  if (!version) {
    log::error("a chat's flow is gone", {{"conversation", talk.conversation.str()}});
    return over(tx, working, flow::EndReason::stuck);
  }
  auto stepped = flow::step(*version, talk.flow_state.value_or(flow::State{}), {tx.now(), what});
  talk.flow_state = std::move(stepped.state);
  conversations::set_language(tx, talk.tenant, talk.conversation, talk.flow_state->language);
  std::optional<flow::EndReason> ended;
  for (const auto& effect : stepped.effects) {
    // The last sentences are written before the conversation is closed behind them.
    if (const auto* end = std::get_if<flow::End>(&effect)) {
      ended = end->reason;
      continue;
    }
    // What the queue and the desk show must stand after what was said before it.
    if (std::holds_alternative<flow::Enqueue>(effect)) write(tx, working);
    std::visit([&](const auto& each) { carry_out(tx, working, each); }, effect);
  }
  const bool collecting = talk.flow_state->phase == flow::Phase::collecting;
  if (!collecting || talk.flow_state->expect != flow::Expect::secret) talk.secret.reset();
  if (talk.timer && talk.flow_state->timer == 0) {
    tx.cancel(talk.timer);
    talk.timer = {};
  }
  write(tx, working);
  if (ended) return over(tx, working, *ended);
  // What is delivered counts as read: from now on the visitor's silence counts.
  if (collecting && talk.flow_state->timer == 0 && !std::holds_alternative<flow::PromptDone>(what))
    working.todo.push_back(flow::PromptDone{});
}

// The sentences of this step become messages; what is asked stands with the last of them.
void Chat::write(loop::Tx& tx, Working& working) {
  const Talk& talk = working.talk;
  const auto question = std::exchange(working.question, std::nullopt);
  auto said = std::exchange(working.said, {});
  if (question && said.empty()) said.emplace_back();
  const std::string& company = queues::floor(tx).of(talk.tenant).tenant.name;
  for (std::size_t i = 0; i < said.size(); ++i) {
    auto row = conversations::find_row(tx, talk.tenant, talk.conversation);
    if (!row) return;
    conversations::NewMessage message;
    message.author = {conversations::AuthorKind::system, std::nullopt, company};
    message.text = said[i].text;
    if (question && i + 1 == said.size()) {
      conversations::Question asked;
      asked.secret = question->secret.has_value();
      for (const auto& button : question->buttons)
        asked.choices.push_back({button.key, button.label});
      message.question = std::move(asked);
      if (!talk.buttons) message.text = written_out(message.text, question->buttons);
    }
    conversations::add_message(tx, system_actor(talk.tenant), *row, message);
  }
}

// A flow that goes in circles ends with a person; any other end closes the conversation.
void Chat::over(loop::Tx& tx, Working& working, flow::EndReason reason) {
  Talk& talk = working.talk;
  talk.flow_version.clear();
  talk.secret.reset();
  if (talk.timer) tx.cancel(talk.timer);
  talk.timer = {};
  const auto row = conversations::find_row(tx, talk.tenant, talk.conversation);
  if (!row || row->state != State::automated) return;
  const Actor system = system_actor(talk.tenant);
  if (reason == flow::EndReason::stuck) {
    conversations::Entry entry;
    entry.queue = row->queue;
    entry.arrived_at = tx.now();
    if (conversations::enter_queue(tx, system, row->id, entry).ok()) return;
  }
  (void)conversations::close_automated(tx, system, row->id,
                                       reason == flow::EndReason::hung_up
                                           ? conversations::EndedBy::visitor
                                           : conversations::EndedBy::system);
}

void Chat::flow_timer(loop::Tx& tx, const loop::Timer& timer) {
  const auto due = json::from_text<FlowTimer>(timer.data);
  if (due.ok()) happens(tx, due->conversation, flow::TimedOut{due->timer});
}

// ---- effects
// --------------------------------------------------------------------------------

void Chat::carry_out(loop::Tx&, Working& working, const flow::Say& effect) {
  working.said.push_back(effect);
}

void Chat::carry_out(loop::Tx&, Working& working, const flow::Collect& effect) {
  working.question = effect;
  if (effect.secret) working.talk.secret = effect;
}

void Chat::carry_out(loop::Tx& tx, Working& working, const flow::StartTimer& effect) {
  Talk& talk = working.talk;
  if (talk.timer) tx.cancel(talk.timer);
  talk.timer = tx.wake(talk.tenant, tx.now() + milliseconds(effect.after_ms), "chat_flow",
                       json::to_string(FlowTimer{talk.conversation, effect.timer}));
}

void Chat::carry_out(loop::Tx& tx, Working& working, const flow::LookUp& effect) {
  const ConversationId id = working.talk.conversation;
  auto fields = secrets_.fields(id, effect);
  // Typed before this process began: nobody has it any more.
  if (!fields)
    return working.todo.push_back(flow::LookUpFailed{effect.question, flow::LookUpFailure::failed});
  tx.after_commit([this, id, asked = effect, fields = std::move(*fields)] {
    outside_.look_up(asked, fields, [this, id](flow::Happening answer) {
      outside_.submit([this, id, answer](loop::Tx& later) -> Result<Done> {
        happens(later, id, answer);
        return Done{};
      });
    });
  });
}

void Chat::carry_out(loop::Tx& tx, Working& working, const flow::AskHours& effect) {
  const auto& floor = queues::floor(tx).of(working.talk.tenant);
  const auto row = conversations::find_row(tx, working.talk.tenant, working.talk.conversation);
  const std::string own = row ? shell::calendar_of(floor, row->queue) : std::string();
  working.todo.push_back(shell::hours_answer(floor, effect, own, tx.now()));
}

void Chat::carry_out(loop::Tx& tx, Working& working, const flow::Enqueue& effect) {
  Talk& talk = working.talk;
  const auto& floor = queues::floor(tx).of(talk.tenant);
  conversations::note_known(tx, talk.tenant, talk.conversation, effect.known);
  auto entry = shell::entry_for(tx, talk.tenant, effect);
  const auto row = conversations::find_row(tx, talk.tenant, talk.conversation);
  if (!entry || !row) return working.todo.push_back(flow::QueueLeft{flow::QueueExit::nobody});
  entry->arrived_at = tx.now();
  entry->agent = conversations::preferred_agent(tx, talk.tenant, row->customer);
  // Who leaves the line for a question and comes back has not lost the place.
  entry->place_from = talk.queued_at;
  if (!talk.queued_at) talk.queued_at = tx.now();
  const auto done = conversations::enter_queue(tx, system_actor(talk.tenant), row->id, *entry);
  if (!done.ok())
    return working.todo.push_back(flow::QueueLeft{shell::exit_of(done.refusal().code)});
  const auto now = conversations::find_row(tx, talk.tenant, talk.conversation);
  const auto work = now ? floor.cell.work(now->work) : std::nullopt;
  if (!work) return;  // turned away at once: QueueLeft was told
  conversations::publish_conversation(tx, talk.tenant, talk.conversation);
  working.todo.push_back(
      flow::QueueEntered{shell::told_place(work->position), waits_.minutes(floor, *work)});
}

void Chat::carry_out(loop::Tx& tx, Working& working, const flow::LeaveQueue& effect) {
  const Talk& talk = working.talk;
  const auto row = conversations::find_row(tx, talk.tenant, talk.conversation);
  if (!row || (row->state != State::waiting && row->state != State::offered)) return;
  working.leaving = true;
  (void)conversations::route(tx, system_actor(talk.tenant),
                             routing::WorkLeaves{row->work, shell::exit_of(effect.why)});
  working.leaving = false;
}

void Chat::carry_out(loop::Tx& tx, Working& working, const flow::FindCallback& effect) {
  const auto& floor = queues::floor(tx).of(working.talk.tenant);
  std::optional<Instant> due;
  if (outside_.calls_out(tx, working.talk.tenant))
    due = shell::callback_time(floor, effect.queue, tx.now());
  working.todo.push_back(shell::callback_answer(floor, effect, due));
}

void Chat::carry_out(loop::Tx& tx, Working& working, const flow::BookCallback& effect) {
  const Talk& talk = working.talk;
  const auto row = conversations::find_row(tx, talk.tenant, talk.conversation);
  if (!row) return;
  conversations::note_known(tx, talk.tenant, row->id, effect.known);
  if (outside_.promise_call(tx, *row, effect, talk.queued_at).ok())
    return conversations::note_event(tx, talk.tenant, row->id, "callback_booked");
  // A number we may not call by ourselves: the people of the queue find it on their desk.
  shell::take_message(tx, talk.tenant, row->id, {effect.queue, {}, effect.to, effect.due});
}

void Chat::carry_out(loop::Tx&, Working&, const flow::StartRecording&) {}
void Chat::carry_out(loop::Tx&, Working&, const flow::StopRecording&) {}

void Chat::carry_out(loop::Tx& tx, Working& working, const flow::TakeMessage& effect) {
  const Talk& talk = working.talk;
  shell::take_message(tx, talk.tenant, talk.conversation, effect);
  conversations::note_event(tx, talk.tenant, talk.conversation, "voicemail");
}

// Who writes has all the time there is.
void Chat::carry_out(loop::Tx&, Working&, const flow::BePatient&) {}

void Chat::carry_out(loop::Tx& tx, Working& working, const flow::SetField& effect) {
  conversations::note_known(tx, working.talk.tenant, working.talk.conversation,
                            {{effect.field, effect.value}});
}

void Chat::carry_out(loop::Tx& tx, Working& working, const flow::Transfer& effect) {
  Talk& talk = working.talk;
  conversations::note_known(tx, talk.tenant, talk.conversation, effect.known);
  const auto row = conversations::find_row(tx, talk.tenant, talk.conversation);
  auto entry =
      row ? shell::entry_for(tx, talk.tenant, row->queue, effect) : std::nullopt;  // no telephone
  if (!entry) return working.todo.push_back(flow::TransferFailed{});
  entry->arrived_at = tx.now();
  if (!talk.queued_at) talk.queued_at = tx.now();
  if (!conversations::enter_queue(tx, system_actor(talk.tenant), row->id, *entry).ok())
    return working.todo.push_back(flow::TransferFailed{});
  conversations::publish_conversation(tx, talk.tenant, talk.conversation);
}

void Chat::carry_out(loop::Tx&, Working&, const flow::End&) {}  // step() does, when all is said

void Chat::carry_out(loop::Tx& tx, Working& working, const flow::Fact& effect) {
  const Talk& talk = working.talk;
  if (const auto version = flows::version(tx.db(), talk.tenant, talk.flow_version))
    shell::note_fact(tx, talk.tenant, talk.conversation, *version, effect);
}

}  // namespace centralino::chat
