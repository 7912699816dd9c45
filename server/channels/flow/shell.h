// What every channel does the same way around the flow reducer (engine/flow): answers to what a
// flow asks of this house, ways into a queue, what becomes of ratings and messages, secrets.
//
// Threads: the loop's only.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "engine/flow/effects.h"
#include "engine/flow/events.h"
#include "engine/flow/state.h"
#include "engine/flow/version.h"
#include "engine/routing/estimate.h"
#include "subjects/conversations/conversations.h"

namespace centralino::shell {

namespace flow = engine::flow;

// Asks another system with these fields; `done` on any thread, once.
using LookUp = std::function<void(const flow::LookUp&, flow::Values fields,
                                  std::function<void(flow::Happening)> done)>;

// ---- answers of the house
// -----------------------------------------------------------------------

// `own`: the calendar of who is spoken with, for a question that names none; "": always open.
flow::Happening hours_answer(const queues::FloorNow& floor, const flow::AskHours& ask,
                             const std::string& own, Instant now);
// Of a queue; "" without one.
std::string calendar_of(const queues::FloorNow& floor, QueueId queue);
// `due` none: nobody can call back.
flow::Happening callback_answer(const queues::FloorNow& floor, const flow::FindCallback& ask,
                                std::optional<Instant> due);
// When somebody of this queue can be expected to call back: opening hours, those before, and as
// long as contacts take there. None when it never opens, or there is no such queue.
std::optional<Instant> callback_time(const queues::FloorNow& floor, const std::string& queue_key,
                                     Instant now);

// ---- to people
// ----------------------------------------------------------------------------------

// Where the flow sends the customer; none when there is no such queue or agent, or it is a number.
std::optional<conversations::Entry> entry_for(loop::Tx& tx, TenantId tenant,
                                              const flow::Enqueue& wanted);
std::optional<conversations::Entry> entry_for(loop::Tx& tx, TenantId tenant, QueueId now_in,
                                              const flow::Transfer& wanted);
flow::QueueExit exit_of(Code refused);
flow::QueueExit exit_of(engine::routing::Exit exit);
engine::routing::Exit exit_of(flow::Leaving why);
// Whether there is more to come of a flow whose agent is done.
bool goes_on_after_agent(const flow::Version& version, const flow::State& state);

// ---- what a flow leaves behind
// ------------------------------------------------------------------

// The journal's line; a survey's figure becomes the conversation's rating, brought to 1…5.
void note_fact(loop::Tx& tx, TenantId tenant, ConversationId id, const flow::Version& version,
               const flow::Fact& fact);
// A message for the people of a queue: its case waits for us, first.
void take_message(loop::Tx& tx, TenantId tenant, ConversationId id,
                  const flow::TakeMessage& message);

// Secrets as they were entered, by the names that look-ups give them. They live here only: in no
// row, journal, log or event, and not after a restart.
class Secrets {
 public:
  void keep(ConversationId id, const std::string& name, std::string value) {
    kept_[{id, name}] = std::move(value);
  }
  void forget(ConversationId id) {
    std::erase_if(kept_, [&](const auto& item) { return item.first.first == id; });
  }
  // All that is to be sent. None when a secret is gone: asking without it would be another
  // question.
  std::optional<flow::Values> fields(ConversationId id, const flow::LookUp& wanted) const;

 private:
  std::map<std::pair<ConversationId, std::string>, std::string> kept_;
};

}  // namespace centralino::shell
