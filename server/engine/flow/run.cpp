#include "engine/flow/run.h"

#include <algorithm>

#include "base/text.h"
#include "engine/flow/version.h"

namespace centralino::engine::flow {
namespace {

constexpr std::string_view unreserved =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

// RFC 3986, section 2.1: everything but unreserved characters.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (unreserved.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

const std::string* find_text(const Texts& texts, const std::string& language) {
  const auto found = texts.find(language);
  return found == texts.end() ? nullptr : &found->second;
}

}  // namespace

const Flow& Run::flow() const {
  const Flow* found = find_flow(version_, state.frames.back().flow);
  return found ? *found : version_.flow;
}

VariableType Run::type_of(const std::string& name) const {
  return flow::type_of(flow(), name).value_or(VariableType::text);
}

bool Run::is_secret(const std::string& name) const { return type_of(name) == VariableType::secret; }

void Run::fact(FactKind what, std::string detail) {
  emit(Fact{what, frame().flow, frame().node, std::move(detail)});
}

std::string Run::in_words(const Texts& texts) const {
  const std::string* text = find_text(texts, state.language);
  if (!text && !flow().languages.empty()) text = find_text(texts, flow().languages.front());
  if (!text) return {};
  const std::string out = filled(*text, [&](const std::string& name) {
    return said(value(name), type_of(name), state.language, state.channel);
  });
  return std::string(first_code_points(out, said_length_max));
}

void Run::say_text(std::string text, bool bargeable) {
  if (text.empty()) return;
  if (!bargeable && state.channel == Channel::voice) state.deaf = true;
  emit(Say{std::move(text), state.language, bargeable, {}});
}

void Run::say(Phrase phrase) { say_text(std::string(words(phrase, state.language))); }

void Run::say(const Prompt& prompt) {
  Say effect{in_words(prompt.text), state.language, prompt.bargeable.value_or(true), {}};
  if (prompt.audio && state.channel == Channel::voice)
    if (const std::string* audio = find_text(*prompt.audio, state.language)) effect.audio = *audio;
  if (effect.text.empty() && !effect.audio) return;
  if (!effect.bargeable && state.channel == Channel::voice) state.deaf = true;
  emit(std::move(effect));
}

std::string Run::value(const std::string& name) const {
  if (name == "caller") return state.caller;
  if (name == "channel") return std::string(json::enum_name(state.channel));
  if (name == "language") return state.language;
  const Values& variables = state.frames.back().variables;
  const auto found = variables.find(name);
  return found == variables.end() ? std::string{} : found->second;
}

std::string Run::fill(std::string_view text, bool encoded) const {
  std::string out = filled(text, [&](const std::string& name) {
    return encoded ? percent_encoded(value(name)) : value(name);
  });
  return std::string(first_code_points(out, encoded ? said_length_max : value_length_max));
}

void Run::set(const std::string& name, std::string value) {
  frame().variables[name] = std::string(first_code_points(value, value_length_max));
}

Values Run::known() const {
  Values out;
  for (const auto& [name, value] : state.frames.back().variables)
    if (!value.empty() && !is_secret(name)) out[name] = value;
  return out;
}

void Run::go(const std::string& node) {
  if (node.empty() || !flow().nodes.contains(node)) return person();
  state.attempts = 0;
  next = node;
}

void Run::go(const std::optional<std::string>& node) { go(node.value_or("")); }

void Run::person() {
  if (state.phase == Phase::ended) return;
  // What a module learnt is lost to the agent otherwise.
  while (state.frames.size() > 1) {
    for (auto& [name, value] : known()) state.frames.front().variables.try_emplace(name, value);
    state.frames.pop_back();
  }
  const auto& to = version_.flow.person;
  if (!to || !version_.flow.nodes.contains(*to)) {
    fact(FactKind::failed, "nobody");
    return end(EndReason::stuck);
  }
  if (!state.leaving) state.visits.clear();
  state.leaving = true;
  state.attempts = 0;
  next = *to;
}

void Run::end(EndReason reason, std::string outcome) {
  if (state.recorded) emit(StopRecording{RecordingKind::conversation});
  emit(End{reason, std::move(outcome)});
  state.phase = Phase::ended;
  state.recorded = false;
  state.timer = 0;
  state.question = 0;
  state.typed.clear();
  next.reset();
}

void Run::call(const std::string& module, Values parameters) {
  const Flow* called = find_flow(version_, module);
  if (!called || state.frames.size() >= depth_max) {
    fact(FactKind::failed, "module");
    return person();
  }
  Frame frame{called->id, "", {}, {}};
  for (const auto& [name, variable] : called->variables)
    if (variable.value) frame.variables[name] = *variable.value;
  for (auto& [name, value] : parameters) frame.variables[name] = value;
  state.frames.push_back(std::move(frame));
  go(called->start);
}

void Run::give_back(const std::string& outcome) {
  if (state.frames.size() < 2) return end(EndReason::finished, outcome);
  const Values variables = std::move(frame().variables);
  state.frames.pop_back();
  const auto node = flow().nodes.find(frame().node);
  const auto* call = node == flow().nodes.end() ? nullptr : std::get_if<ModuleNode>(&node->second);
  if (!call) return person();
  returned(*call, variables, outcome, *this);
}

void Run::listen(Collect question) {
  if (question.expect == Expect::choice || state.channel == Channel::chat)
    question.buttons.push_back({"0", std::string(words(Phrase::person, state.language))});
  state.phase = Phase::collecting;
  state.expect = question.expect;
  state.length_max = question.length_max;
  state.typed.clear();
  state.timer = 0;
  emit(std::move(question));
}

void Run::start_timer(std::int64_t after_ms) {
  state.timer = ++state.serial;
  emit(StartTimer{state.timer, std::clamp<std::int64_t>(after_ms, 1, timer_ms_max)});
}

void Run::wait_for_answer(std::int64_t ms) {
  start_timer(state.patient.value_or(false) ? ms * patience : ms);
}

std::int64_t Run::ask(std::int64_t deadline_ms) {
  state.phase = Phase::asking;
  state.question = ++state.serial;
  // The shell has the deadline first; this one is for a shell that has lost the question.
  start_timer(deadline_ms + 1'000);
  return state.question;
}

}  // namespace centralino::engine::flow
