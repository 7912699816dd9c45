#include "engine/flow/step.h"

#include <algorithm>

#include "base/check.h"
#include "engine/flow/globals.h"
#include "engine/flow/run.h"

namespace centralino::engine::flow {
namespace {

constexpr std::int64_t silence_ms_voice = 8'000;
constexpr std::int64_t silence_ms_chat = 900'000;
// Between two keys: shorter than silence, since somebody who has begun knows what to press.
constexpr std::int64_t between_keys_ms = 4'000;
constexpr int retries_default = 2;

// Kinds without these have nothing to do there.
template <class Kind>
void hear(const Kind&, const Happening&, Run&) {}
template <class Kind>
bool take(const Kind&, const Answer&, Run&) {
  return false;
}
template <class Kind>
std::optional<std::string> otherwise(const Kind&) {
  return std::nullopt;
}

const Node* current(Run& run) {
  const auto found = run.flow().nodes.find(run.frame().node);
  return found == run.flow().nodes.end() ? nullptr : &found->second;
}

const Input* input_of(const Node& node) {
  return std::visit(
      [](const auto& kind) -> const Input* {
        if constexpr (std::is_base_of_v<Input, std::remove_cvref_t<decltype(kind)>>) return &kind;
        return nullptr;
      },
      node);
}

void enter_again(const Node& node, Run& run) {
  std::visit([&](const auto& kind) { enter(kind, run); }, node);
}

// ---- entering nodes
// --------------------------------------------------------------------------------

void remember(Run& run) {
  auto& trail = run.frame().trail;
  if (!trail.empty() && trail.back() == run.frame().node) return;
  trail.push_back(run.frame().node);
  if (trail.size() > trail_max) trail.erase(trail.begin());
}

// In circles: once to a person, then enough is enough.
void looped(Run& run) {
  run.fact(FactKind::looped);
  run.next.reset();
  if (run.state.leaving) return run.end(EndReason::stuck);
  run.person();
}

void follow(Run& run) {
  int entered = 0;
  bool circled = false;
  if (run.next && run.state.gone) return run.end(EndReason::hung_up);
  while (run.next && run.state.phase != Phase::ended) {
    const std::string id = *std::exchange(run.next, std::nullopt);
    run.frame().node = id;
    run.state.phase = Phase::running;
    run.state.timer = 0;
    run.state.question = 0;
    run.state.callback_due.reset();
    const auto visits = ++run.state.visits[run.frame().flow + "/" + id];
    if (visits > visits_without_input_max || ++entered > nodes_per_event_max) {
      if (std::exchange(circled, true)) return run.end(EndReason::stuck);
      entered = 0;
      looped(run);
      continue;
    }
    run.fact(FactKind::entered);
    const Node& node = *current(run);
    if (std::holds_alternative<QueueNode>(node) || std::holds_alternative<TransferNode>(node) ||
        std::holds_alternative<CallbackNode>(node))
      run.state.leaving = false;
    enter_again(node, run);
    if (run.state.phase == Phase::collecting) remember(run);
  }
}

// ---- the caller
// ------------------------------------------------------------------------------------

// Asked for a person on the way to one: the answer that leads there fastest, not the same question
// once more.
void to_a_person(Run& run) {
  run.fact(FactKind::person);
  const Node* node = current(run);
  if (run.state.leaving && node && run.state.frames.size() == 1) {
    const auto known = answers_to_a_person(run.flow());
    const Edge* best = nullptr;
    const Parts all = parts(*node);
    for (const Edge& edge : all.edges) {
      if (edge.kind != EdgeKind::caller || !known.contains(edge.to)) continue;
      if (!best || known.at(edge.to) < known.at(best->to)) best = &edge;
    }
    if (best) return run.go(best->to);
  }
  run.person();
}

void go_back(const Node& node, Run& run) {
  auto& trail = run.frame().trail;
  if (!trail.empty() && trail.back() == run.frame().node) trail.pop_back();
  if (trail.empty()) {
    run.say(Phrase::nothing_before);
    enter_again(node, run);
    remember(run);
    return;
  }
  const std::string to = trail.back();
  trail.pop_back();
  run.go(to);
}

void change_language(const Answer& answer, const Node& node, Run& run) {
  const auto& languages = run.flow().languages;
  const auto named = answer.key ? std::nullopt : language_named(answer.text);
  const auto now = std::find(languages.begin(), languages.end(), run.state.language);
  if (named && std::find(languages.begin(), languages.end(), *named) != languages.end()) {
    run.state.language = *named;
  } else if (!languages.empty()) {
    const bool last = now == languages.end() || std::next(now) == languages.end();
    run.state.language = last ? languages.front() : *std::next(now);
  }
  enter_again(node, run);
}

void obey(GlobalWord word, const Answer& answer, const Node& node, Run& run) {
  run.state.visits.clear();
  switch (word) {
    case GlobalWord::person:
      return to_a_person(run);
    case GlobalWord::repeat:
      return enter_again(node, run);
    case GlobalWord::back:
      return go_back(node, run);
    case GlobalWord::language:
      return change_language(answer, node, run);
    case GlobalWord::help: {
      const Input* input = input_of(node);
      if (input && input->help) {
        run.say(*input->help);
      } else {
        run.say(Phrase::help);
      }
      return enter_again(node, run);
    }
  }
}

// No answer, or none that fits.
void missed(const Node& node, bool silence, Run& run) {
  const Input* input = input_of(node);
  if (!input) return;
  run.fact(silence ? FactKind::no_input : FactKind::no_match);
  if (++run.state.attempts > std::clamp(input->retries.value_or(retries_default), 0, retries_max)) {
    const auto& to = silence ? input->no_input : input->no_match;
    return run.go(to ? to : std::visit([](const auto& kind) { return otherwise(kind); }, node));
  }
  if (input->again) {
    run.say(*input->again);
  } else {
    run.say(silence ? Phrase::nothing_heard : Phrase::not_understood);
  }
  enter_again(node, run);
}

void answer(const Answer& given, const Node& node, Run& run) {
  run.stop_timer();
  run.state.typed.clear();
  const auto word = global_word(given);
  if (word == GlobalWord::person) return obey(*word, given, node, run);
  const auto taken = [&] {
    return std::visit([&](const auto& kind) { return take(kind, given, run); }, node);
  };
  // Among choices, a choice called "Help" or "Italiano" is meant; free text would swallow the word.
  const bool choice = run.state.expect == Expect::choice;
  if (choice && taken()) return run.state.visits.clear();
  if (word) return obey(*word, given, node, run);
  if (!choice && taken()) return run.state.visits.clear();
  missed(node, false, run);
}

void key(const std::string& key, const Node& node, Run& run) {
  State& state = run.state;
  if (key.size() != 1 || std::string_view("0123456789*#").find(key[0]) == std::string_view::npos)
    return;
  // What cannot be interrupted is heard to its end, but never keeps anybody from a person.
  if (state.deaf && key != "0") return;
  const bool collects = state.expect == Expect::digits || state.expect == Expect::text;
  if (key == "*" || !collects || (state.deaf && key == "0")) return answer({key, true}, node, run);
  if (key == "#") {
    const std::string typed = state.typed;
    return answer({typed.empty() ? key : typed, true}, node, run);
  }
  state.typed += key;
  const auto length = static_cast<std::int64_t>(state.typed.size());
  if (length == state.length_max || length >= static_cast<std::int64_t>(value_length_max))
    return answer({std::string(state.typed), true}, node, run);
  run.wait_for_answer(between_keys_ms);
}

void listening(const Happening& what, const Node& node, Run& run) {
  State& state = run.state;
  if (const auto* digit = std::get_if<Digit>(&what)) return key(digit->key, node, run);
  if (const auto* click = std::get_if<Clicked>(&what)) return answer({click->key, true}, node, run);
  if (const auto* typed = std::get_if<Typed>(&what)) {
    // A secret never comes this way; whatever came is not looked at, but for the global words.
    const Answer given{typed->text, false};
    if (state.expect == Expect::secret && !global_word(given)) return;
    return answer(given, node, run);
  }
  if (const auto* secret = std::get_if<SecretEntered>(&what)) {
    const auto* asking = std::get_if<SecretNode>(&node);
    if (!asking) return;
    if (!secret->fits) return missed(node, false, run);
    state.visits.clear();
    return hear_secret(*asking, run);
  }
  if (std::holds_alternative<TimedOut>(what)) {
    if (!state.typed.empty()) return answer({std::string(state.typed), true}, node, run);
    return missed(node, true, run);
  }
  if (std::holds_alternative<Resumed>(what)) return enter_again(node, run);
  std::visit([&](const auto& kind) { hear(kind, what, run); }, node);
}

// ---- the world
// -------------------------------------------------------------------------------------

void start(const Version& version, const Started& started, Run& run) {
  State& state = run.state;
  const Flow& flow = version.flow;
  state.version = version.hash;
  state.phase = Phase::running;
  state.channel = started.channel;
  state.caller = started.caller;
  state.patient = started.patient;
  state.language = flow.languages.empty() ? "en" : flow.languages.front();
  if (started.language && std::find(flow.languages.begin(), flow.languages.end(),
                                    *started.language) != flow.languages.end())
    state.language = *started.language;
  Frame frame{flow.id, "", {}, {}};
  for (const auto& [name, variable] : flow.variables)
    if (variable.value) frame.variables[name] = *variable.value;
  state.frames = {std::move(frame)};
  run.go(flow.start);
}

void prompt_done(Run& run) {
  State& state = run.state;
  state.deaf = false;
  const Node* node = current(run);
  const Input* input = node ? input_of(*node) : nullptr;
  if (state.phase != Phase::collecting || state.timer != 0 || !input) return;
  run.wait_for_answer(state.channel == Channel::chat
                          ? silence_ms_chat
                          : std::max(silence_ms_min, input->silence_ms.value_or(silence_ms_voice)));
}

bool asks_for_a_person(const Happening& what) {
  if (const auto* digit = std::get_if<Digit>(&what)) return digit->key == "0";
  if (const auto* click = std::get_if<Clicked>(&what)) return click->key == "0";
  const auto* typed = std::get_if<Typed>(&what);
  return typed && global_word({typed->text, false}) == GlobalWord::person;
}

void happen(const Happening& what, Run& run) {
  State& state = run.state;
  if (std::holds_alternative<HungUp>(what)) {
    // Most people end a message by hanging up: it counts once it has arrived.
    if (state.phase != Phase::recording || state.channel == Channel::chat || state.gone)
      return run.end(EndReason::hung_up);
    state.gone = true;
    return run.emit(StopRecording{RecordingKind::voicemail});
  }
  if (std::holds_alternative<PromptDone>(what)) return prompt_done(run);
  if (const auto* timer = std::get_if<TimedOut>(&what)) {
    if (timer->timer == 0 || timer->timer != state.timer) return;
    state.timer = 0;
  }
  if (std::holds_alternative<AgentLeft>(what) && state.phase != Phase::talking) return;
  const Node* node = current(run);
  if (!node) return;
  if (state.phase == Phase::collecting) return listening(what, *node, run);
  const bool busy = state.phase == Phase::asking || state.phase == Phase::recording;
  if (busy && asks_for_a_person(what) && !(state.phase == Phase::asking && state.leaving)) {
    if (state.phase == Phase::recording && state.channel == Channel::voice)
      run.emit(StopRecording{RecordingKind::voicemail});
    return to_a_person(run);
  }
  std::visit([&](const auto& kind) { hear(kind, what, run); }, *node);
}

}  // namespace

Stepped step(const Version& version, State state, const Event& event) {
  Stepped out{std::move(state), {}};
  if (out.state.phase == Phase::ended) return out;
  Run run(version, out.state, event.at, out.effects);
  if (out.state.phase == Phase::fresh) {
    const auto* started = std::get_if<Started>(&event.what);
    if (!started) return out;
    start(version, *started, run);
  } else {
    CHECK(out.state.version == version.hash, "a session stays with its version");
    if (std::holds_alternative<Started>(event.what)) return out;
    happen(event.what, run);
  }
  follow(run);
  return out;
}

Happening secret_event(const Collect& question, std::string_view entered) {
  // Only keys are a secret's, and 0 alone is a person even then.
  switch (global_word({std::string(entered), false}).value_or(GlobalWord::help)) {
    case GlobalWord::person:
      return Digit{"0"};
    case GlobalWord::repeat:
      return Digit{"*"};
    case GlobalWord::back:
      return Digit{"#"};
    case GlobalWord::language:
      return Typed{"lingua"};
    case GlobalWord::help:
      break;
  }
  if (global_word({std::string(entered), false})) return Typed{"help"};
  return SecretEntered{question.validator && accepted(*question.validator, entered)};
}

}  // namespace centralino::engine::flow
