// The flow's side of a call: what happens goes into the reducer, what it wants is done.
#include <algorithm>

#include "base/text.h"
#include "channels/phone/direct_flow.h"
#include "channels/phone/phone.h"
#include "channels/phone/recordings.h"
#include "engine/flow/nodes/secret.h"

namespace centralino::phone {
namespace {

// Between two keys of a secret; after that it is complete.
constexpr Duration secret_pause = seconds(4);
constexpr std::size_t secret_keys_max = 64;

struct FlowTimer {
  ConversationId conversation;
  std::int64_t timer = 0;  // 0: a secret's pause
  std::int64_t seen = 0;   // then: after this many keys
};
BOOST_DESCRIBE_STRUCT(FlowTimer, (), (conversation, timer, seen))

}  // namespace

std::string flow_version_of(loop::Tx& tx, const Number& number) {
  if (number.flow)
    if (const auto hash = flows::published(tx.db(), number.tenant, *number.flow)) return *hash;
  const auto& queues = queues::floor(tx).of(number.tenant).queues;
  const auto queue = queues.find(number.queue);
  return queue == queues.end()
             ? std::string()
             : direct_version_name(queue->second.key, number.calendar.has_value());
}

std::string Phone::calendar_of(loop::Tx& tx, const Call& call) const {
  const auto& floor = queues::floor(tx).of(call.tenant);
  if (const auto number = find_number(tx.db(), call.tenant, call.number_id))
    return number->calendar.value_or(shell::calendar_of(floor, number->queue));
  const auto row = conversations::find_row(tx, call.tenant, call.conversation);
  return row ? shell::calendar_of(floor, row->queue) : std::string();
}

void Phone::start_flow(loop::Tx& tx, Call& call, const Number& number) {
  call.flow_version = flow_version_of(tx, number);
  if (call.flow_version.empty()) return finish(tx, call, "no_queue");
  flow::Started started{flow::Channel::voice, call.number, number.settings.language, call.relay};
  flow_happens(tx, call.conversation, started);
}

void Phone::flow_happens(loop::Tx& tx, ConversationId id, flow::Happening what) {
  edit(tx, id, [&](Call& call) {
    if (call.flow_version.empty() || call.ended_at) return;
    auto& working = *working_.at(id);
    working.todo.push_back(std::move(what));
    if (working.stepping) return;
    working.stepping = true;
    while (!working.todo.empty() && !call.flow_version.empty() && !call.ended_at) {
      const flow::Happening next = std::move(working.todo.front());
      working.todo.pop_front();
      const auto version = version_named(tx.db(), call.tenant, call.flow_version);
      if (!version) {
        finish(tx, call, "flow_missing");
        break;
      }
      auto stepped =
          flow::step(*version, call.flow_state.value_or(flow::State{}), {tx.now(), next});
      call.flow_state = std::move(stepped.state);
      bool spoke = false;
      for (const auto& effect : stepped.effects) {
        if (call.ended_at) break;
        spoke = spoke || std::holds_alternative<flow::Say>(effect) ||
                std::holds_alternative<flow::Collect>(effect);
        carry_out(tx, working, effect);
      }
      if (call.ended_at) break;
      if (call.flow_timer && call.flow_state->timer == 0) {
        tx.cancel(call.flow_timer);
        call.flow_timer = {};
      }
      play_next(tx, call);
      // Nothing to hear: it has been heard.
      if (spoke && !call.saying.going_on) working.todo.push_back(flow::PromptDone{});
    }
    working.stepping = false;
    if (!call.ending.empty() && !call.saying.going_on && !call.ended_at)
      finish(tx, call, call.ending);
  });
}

void Phone::carry_out(loop::Tx& tx, Working& working, const flow::Effect& effect) {
  Call& call = working.call;
  const Actor system = system_actor(call.tenant);
  const auto& floor = queues::floor(tx).of(call.tenant);
  if (const auto* said = std::get_if<flow::Say>(&effect)) return say(tx, call, *said);
  if (const auto* collect = std::get_if<flow::Collect>(&effect)) {
    pick_up(tx, call);
    const bool secret = collect->expect == flow::Expect::secret && collect->secret;
    call.secret = secret ? std::optional(*collect) : std::nullopt;
    secrets_.erase(call.conversation);
    return;
  }
  if (const auto* timer = std::get_if<flow::StartTimer>(&effect)) {
    if (call.flow_timer) tx.cancel(call.flow_timer);
    call.flow_timer = tx.wake(call.tenant, tx.now() + milliseconds(timer->after_ms), "flow_timer",
                              json::to_string(FlowTimer{call.conversation, timer->timer, 0}));
    return;
  }
  if (const auto* look_up = std::get_if<flow::LookUp>(&effect)) {
    auto fields = kept_.fields(call.conversation, *look_up);
    if (!fields)
      return working.todo.push_back(
          flow::LookUpFailed{look_up->question, flow::LookUpFailure::failed});
    tx.after_commit([this, id = call.conversation, asked = *look_up, fields = *fields] {
      outside_.look_up(asked, fields, [this, id](flow::Happening answer) {
        outside_.submit([this, id, answer](loop::Tx& later) -> Result<Done> {
          flow_happens(later, id, answer);
          return Done{};
        });
      });
    });
    return;
  }
  if (const auto* hours = std::get_if<flow::AskHours>(&effect)) {
    working.todo.push_back(shell::hours_answer(floor, *hours, calendar_of(tx, call), tx.now()));
    return;
  }
  if (const auto* wanted = std::get_if<flow::Enqueue>(&effect))
    return enqueue(tx, working, *wanted);
  if (const auto* leaves = std::get_if<flow::LeaveQueue>(&effect)) {
    const auto row = conversations::find_row(tx, call.tenant, call.conversation);
    if (!row || (row->state != conversations::State::waiting &&
                 row->state != conversations::State::offered))
      return;
    working.leaving = true;
    (void)conversations::route(tx, system,
                               engine::routing::WorkLeaves{row->work, shell::exit_of(leaves->why)});
    working.leaving = false;
    return;
  }
  if (const auto* find = std::get_if<flow::FindCallback>(&effect)) {
    working.todo.push_back(
        shell::callback_answer(floor, *find, find_callback(tx, call, find->queue)));
    return;
  }
  if (const auto* book = std::get_if<flow::BookCallback>(&effect))
    return book_callback(tx, call, *book);
  if (const auto* record = std::get_if<flow::StartRecording>(&effect)) {
    if (record->kind == flow::RecordingKind::conversation) {
      call.record_wanted = true;
    } else {
      call.voicemail_ms = record->length_ms_max;  // begins when the prompt was heard
    }
    return;
  }
  if (const auto* stop = std::get_if<flow::StopRecording>(&effect)) {
    if (stop->kind == flow::RecordingKind::conversation) {
      call.record_wanted = false;
      if (call.recording) post(tx, voice::StopRecording{call.recording.value});
    } else if (call.voicemail) {
      post(tx, voice::StopRecording{call.voicemail.value});
    } else {
      call.voicemail_ms = 0;
      working.todo.push_back(flow::RecordingDone{"", 0});
    }
    return;
  }
  if (const auto* message = std::get_if<flow::TakeMessage>(&effect))
    return take_message(tx, call, *message);
  if (const auto* field = std::get_if<flow::SetField>(&effect)) {
    call.known[field->field] = field->value;
    conversations::note_known(tx, call.tenant, call.conversation, {{field->field, field->value}});
    return;
  }
  if (std::holds_alternative<flow::BePatient>(effect)) {
    call.relay = true;
    return post(tx, voice::Patient{call.customer});
  }
  if (const auto* transfer = std::get_if<flow::Transfer>(&effect))
    return hand_over(tx, working, *transfer);
  if (const auto* end = std::get_if<flow::End>(&effect)) {
    call.flow_version.clear();
    if (call.flow_timer) tx.cancel(call.flow_timer);
    call.flow_timer = {};
    call.ending = end->outcome.empty() ? std::string(json::enum_name(end->reason)) : end->outcome;
    play_next(tx, call);
    return;
  }
  if (const auto* fact = std::get_if<flow::Fact>(&effect))
    if (const auto version = version_named(tx.db(), call.tenant, call.flow_version))
      shell::note_fact(tx, call.tenant, call.conversation, *version, *fact);
}

// ---- saying
// -----------------------------------------------------------------------------------

void Phone::pick_up(loop::Tx& tx, Call& call) {
  if (call.customer_up || call.customer == 0 || call.direction == Direction::out) return;
  call.customer_up = true;
  call.answered_at = tx.now();
  post(tx, voice::Answer{call.customer});
}

void Phone::say(loop::Tx& tx, Call& call, const flow::Say& said) {
  pick_up(tx, call);
  call.saying.next.push_back(said);
}

void Phone::play_next(loop::Tx& tx, Call& call) {
  auto& saying = call.saying;
  if (saying.going_on || saying.next.empty()) return;
  if (call.customer == 0) return saying.next.clear();
  const bool bargeable = saying.next.front().bargeable;
  const auto end = std::find_if(saying.next.begin(), saying.next.end(),
                                [&](const flow::Say& next) { return next.bargeable != bargeable; });
  std::vector<voice::Piece> pieces;
  for (auto it = saying.next.begin(); it != end; ++it) pieces.push_back(piece_of(tx, call, *it));
  saying.next.erase(saying.next.begin(), end);
  saying.going_on = true;
  saying.music = false;
  saying.bargeable = bargeable;
  post(tx, voice::Play{call.customer, ++saying.play, std::move(pieces)});
}

// Enough said: keys interrupt, and an agent who answered does not wait for our sentences.
void Phone::hush(loop::Tx& tx, Call& call) {
  call.saying.next.clear();
  if (!call.saying.going_on) return;
  call.saying.going_on = false;
  ++call.saying.play;  // what is told of the old one is late
  post(tx, voice::StopPlay{call.customer});
}

void Phone::on(loop::Tx& tx, const voice::PlayDone& event) {
  if (service_played(tx, event.leg, event.play)) return;
  const Call* known = calls_.of_leg(event.leg);
  if (known == nullptr || known->customer != event.leg || known->saying.play != event.play) return;
  const ConversationId id = known->conversation;
  edit(tx, id, [&](Call& call) {
    call.saying.going_on = false;
    play_next(tx, call);
    if (call.saying.going_on) return;
    if (!call.ending.empty()) return finish(tx, call, call.ending);
    if (call.voicemail_ms > 0) return begin_voicemail(tx, call);
    flow_happens(tx, id, flow::PromptDone{});
  });
}

// ---- keys
// -------------------------------------------------------------------------------------

void Phone::on(loop::Tx& tx, const voice::Digit& event) {
  const Call* known = calls_.of_leg(event.leg);
  if (known == nullptr || known->customer != event.leg || event.serial <= known->digits_seen)
    return;
  const ConversationId id = known->conversation;
  edit(tx, id, [&](Call& call) {
    call.digits_seen = event.serial;
    if (call.talking || call.flow_version.empty()) return;
    if (call.saying.going_on && call.saying.bargeable) hush(tx, call);
    if (call.secret) return key_of_secret(tx, call, event);
    flow_happens(tx, id, flow::Digit{std::string(1, event.key)});
  });
}

// Keys of a secret stay here: not in the call, the journal, a log or an event.
void Phone::key_of_secret(loop::Tx& tx, Call& call, const voice::Digit& event) {
  auto& typed = secrets_[call.conversation];
  if (event.serial <= typed.seen) return;  // a command that runs a second time
  typed.seen = event.serial;
  if (event.key != '#' && typed.keys.size() < secret_keys_max) typed.keys += event.key;
  const auto length = static_cast<std::int64_t>(typed.keys.size());
  const bool person = typed.keys == "0" && call.secret->length_max != 1;
  const bool complete = event.key == '#' || event.key == '*' || length == call.secret->length_max;
  if (complete) return secret_complete(tx, call.conversation);
  const Duration pause = (person ? seconds(2) : secret_pause) * (call.relay ? flow::patience : 1);
  tx.wake(call.tenant, tx.now() + pause, "flow_timer",
          json::to_string(FlowTimer{call.conversation, 0, event.serial}));
}

void Phone::secret_complete(loop::Tx& tx, ConversationId id) {
  edit(tx, id, [&](Call& call) {
    if (!call.secret) return;
    const flow::Collect question = *call.secret;
    std::string keys = secrets_[id].keys;
    secrets_.erase(id);
    if (keys.empty()) keys = "#";
    const auto what = flow::secret_event(question, keys);
    const auto* entered = std::get_if<flow::SecretEntered>(&what);
    if (entered && entered->fits) kept_.keep(id, *question.secret, keys);
    call.secret.reset();
    flow_happens(tx, id, what);
  });
}

void Phone::flow_timer(loop::Tx& tx, const loop::Timer& timer) {
  const auto due = json::from_text<FlowTimer>(timer.data);
  if (!due.ok()) return;
  const Call* call = calls_.find(due->conversation);
  if (call == nullptr) return;
  if (due->timer == 0) {
    const auto typed = secrets_.find(due->conversation);
    if (typed != secrets_.end() && typed->second.seen == due->seen)
      secret_complete(tx, due->conversation);
    return;
  }
  // While a secret is being typed, its own pause decides.
  if (call->secret && secrets_.contains(due->conversation)) return;
  edit(tx, due->conversation, [&](Call& changed) { changed.flow_timer = {}; });
  flow_happens(tx, due->conversation, flow::TimedOut{due->timer});
}

// ---- to people
// --------------------------------------------------------------------------------

void Phone::enqueue(loop::Tx& tx, Working& working, const flow::Enqueue& wanted) {
  Call& call = working.call;
  const auto& floor = queues::floor(tx).of(call.tenant);
  pick_up(tx, call);
  for (const auto& [name, value] : wanted.known) call.known[name] = value;
  conversations::note_known(tx, call.tenant, call.conversation, wanted.known);
  auto way = shell::entry_for(tx, call.tenant, wanted);
  if (!way) return working.todo.push_back(flow::QueueLeft{flow::QueueExit::nobody});
  conversations::Entry& entry = *way;
  entry.arrived_at = call.began_at;
  // Who leaves the line for a question and comes back has not lost the place.
  call.queued_at = call.place_from ? call.place_from : call.queued_at;
  entry.place_from = call.queued_at;
  if (!call.queued_at) call.queued_at = tx.now();
  conversations::set_language(tx, call.tenant, call.conversation, wanted.language);
  const auto done =
      conversations::enter_queue(tx, system_actor(call.tenant), call.conversation, entry);
  if (!done.ok())
    return working.todo.push_back(flow::QueueLeft{shell::exit_of(done.refusal().code)});
  const auto row = conversations::find_row(tx, call.tenant, call.conversation);
  const auto work = floor.cell.work(row->work);
  if (!work) return;  // turned away at once: QueueLeft was told
  working.todo.push_back(
      flow::QueueEntered{shell::told_place(work->position), waits_.minutes(floor, *work)});
  announce_later(tx, call, shell::told_place(work->position));
}

void Phone::hand_over(loop::Tx& tx, Working& working, const flow::Transfer& wanted) {
  Call& call = working.call;
  for (const auto& [name, value] : wanted.known) call.known[name] = value;
  conversations::note_known(tx, call.tenant, call.conversation, wanted.known);
  if (wanted.to == flow::Destination::number) {
    if (!dial_third(tx, call, wanted.target)) working.todo.push_back(flow::TransferFailed{});
    return;
  }
  const QueueId now_in = conversations::find_row(tx, call.tenant, call.conversation)->queue;
  auto entry = shell::entry_for(tx, call.tenant, now_in, wanted);
  if (!entry) return working.todo.push_back(flow::TransferFailed{});
  entry->arrived_at = call.began_at;
  call.queued_at = tx.now();
  if (!conversations::enter_queue(tx, system_actor(call.tenant), call.conversation, *entry).ok()) {
    call.queued_at.reset();
    working.todo.push_back(flow::TransferFailed{});
  }
}

}  // namespace centralino::phone
