// The chat as a channel of flows: a visitor's conversation begins with the widget's flow, which
// writes, asks and listens, until a person takes over or all is said.
//
// A flow's sentences are messages by nobody (the company's name stands over them); what is asked
// comes with them as choices, drawn as buttons or written out with their keys. What visitors write
// goes to the flow for as long as no person has the conversation. A secret is masked before it is
// stored anywhere; what was typed stays in this process and goes into a look-up only.
//
// Threads: the loop's only.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "channels/chat/talk.h"
#include "channels/flow/shell.h"
#include "channels/flow/waits.h"
#include "engine/flow/step.h"

namespace centralino::chat {

// What the chat asks of others; fakes in scenarios.
struct Outside {
  shell::LookUp look_up;
  // Runs a command on the loop.
  std::function<void(std::function<Result<Done>(loop::Tx&)>)> submit;
  // Whether the telephone calls out at all, and its promise to call. A refused promise has changed
  // nothing.
  std::function<bool(loop::Tx&, TenantId)> calls_out;
  std::function<Result<Done>(loop::Tx&, const conversations::Row&, const flow::BookCallback&,
                             std::optional<Instant> place_from)>
      promise_call;
};

class Chat final : public conversations::Carrier {
 public:
  explicit Chat(Outside outside);

  // Before loop.start().
  void attach(queues::Floor& floor, loop::Loop& loop);
  // A process begins: questions to other systems that the one before had under way are asked again.
  void begin(loop::Tx& tx, TenantId tenant);

  const Talks& talks() const { return talks_; }

  // ---- conversations::Carrier
  void begins(loop::Tx& tx, const conversations::Row& row,
              const conversations::Beginning& beginning) override;
  std::string kept(const conversations::Row& row, const std::string& text) const override;
  void heard(loop::Tx& tx, const conversations::Row& row,
             const conversations::NewText& text) override;
  void left(loop::Tx& tx, const conversations::Row& row) override;
  bool goes_on(loop::Tx& tx, const conversations::Row& row,
               const engine::routing::Event& event) override;
  void routed(loop::Tx& tx, TenantId tenant,
              const std::vector<engine::routing::Event>& events) override;

 private:
  // A talk whose flow is deciding; what happens meanwhile waits its turn.
  struct Working {
    Talk talk;
    std::deque<flow::Happening> todo;
    std::vector<flow::Say> said;            // of this step
    std::optional<flow::Collect> question;  // of this step
    bool leaving = false;                   // the flow leaves the queue of its own accord
  };

  void happens(loop::Tx& tx, ConversationId id, flow::Happening what);
  void run(loop::Tx& tx, Working& working);
  void step(loop::Tx& tx, Working& working, const flow::Happening& what);
  void write(loop::Tx& tx, Working& working);
  void over(loop::Tx& tx, Working& working, flow::EndReason reason);
  void forget(loop::Tx& tx, ConversationId id);
  void flow_timer(loop::Tx& tx, const loop::Timer& timer);
  const Talk* known(ConversationId id) const;  // as it is in the middle of a step, too

  // One for each effect a flow has; what a chat has no use for is nothing.
  void carry_out(loop::Tx& tx, Working& working, const flow::Say& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::Collect& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::StartTimer& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::LookUp& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::AskHours& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::Enqueue& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::LeaveQueue& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::FindCallback& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::BookCallback& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::StartRecording& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::StopRecording& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::TakeMessage& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::SetField& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::BePatient& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::Transfer& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::End& effect);
  void carry_out(loop::Tx& tx, Working& working, const flow::Fact& effect);

  Outside outside_;
  Talks talks_;
  std::map<ConversationId, std::unique_ptr<Working>> working_;
  shell::Secrets secrets_;
  shell::Waits waits_;
};

}  // namespace centralino::chat
