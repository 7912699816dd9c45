// One step under way: what the code of a node may do. Lives for one call of step(); holds the state
// being changed and the effects collected so far.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/flow/effects.h"
#include "engine/flow/events.h"
#include "engine/flow/nodes/input.h"
#include "engine/flow/phrases.h"
#include "engine/flow/state.h"

namespace centralino::engine::flow {

struct Flow;
struct Version;

class Run {
 public:
  Run(const Version& version, State& session, Instant now, std::vector<Effect>& effects)
      : state(session), at(now), version_(version), effects_(effects) {}

  State& state;
  const Instant at;

  const Flow& flow() const;  // the running one
  Frame& frame() { return state.frames.back(); }

  void emit(Effect effect) { effects_.push_back(std::move(effect)); }
  void fact(FactKind what, std::string detail = {});
  void say(const Prompt& prompt);
  void say(Phrase phrase);
  void say_text(std::string text, bool bargeable = true);

  // The text of the session's language, or of the flow's first, with its variables said.
  std::string in_words(const Texts& texts) const;
  // `text` with its variables as they are stored; `encoded`: for an address.
  std::string fill(std::string_view text, bool encoded = false) const;
  std::string value(const std::string& name) const;  // "" when not set
  void set(const std::string& name, std::string value);
  // What the agent may know: all that was learnt, without secrets.
  Values known() const;
  bool is_secret(const std::string& name) const;

  // Goes on at a node of the running flow; without one, to a person.
  void go(const std::optional<std::string>& node);
  void go(const std::string& node);
  void person();
  void end(EndReason reason, std::string outcome = {});
  void call(const std::string& module, Values parameters);
  void give_back(const std::string& outcome);  // an end: of a module, or of everything

  // Listens; `question` adds its buttons, a person's among them.
  void listen(Collect question);
  void start_timer(std::int64_t after_ms);
  void wait_for_answer(std::int64_t ms);  // longer when the caller needs time
  void stop_timer() { state.timer = 0; }
  // Enters a phase that ends with an answer to the question of this number, or with the timer.
  std::int64_t ask(std::int64_t deadline_ms);

  std::optional<std::string> next;  // where go() leads: entered when the node's code returns

 private:
  VariableType type_of(const std::string& name) const;
  const Version& version_;
  std::vector<Effect>& effects_;
};

}  // namespace centralino::engine::flow
