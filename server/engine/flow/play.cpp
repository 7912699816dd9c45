#include "engine/flow/play.h"

#include <algorithm>

#include "base/text.h"

namespace centralino::engine::flow {
namespace {

std::string_view next_word(std::string_view& text) {
  text = trimmed(text);
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text = trimmed(text.substr(end));
  return word;
}

std::int64_t number(std::string_view text, std::int64_t otherwise) {
  return whole_number(trimmed(text)).value_or(otherwise);
}

// "order.status=shipped eta=2026-03-05": values without spaces, or with _ for them.
Values fields_of(std::string_view text) {
  Values out;
  while (!text.empty()) {
    const std::string_view word = next_word(text);
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) continue;
    std::string value(word.substr(equals + 1));
    std::replace(value.begin(), value.end(), '_', ' ');
    out[std::string(word.substr(0, equals))] = std::move(value);
  }
  return out;
}

bool is_said(const Effect& effect, std::string_view text) {
  const auto* say = std::get_if<Say>(&effect);
  return say && (say->text.find(text) != std::string::npos || say->audio == text);
}

}  // namespace

void Player::tell(const Effect& effect) {
  if (const auto* say = std::get_if<Say>(&effect)) {
    lines_.push_back({Speaker::flow, say->text});
  } else if (const auto* collect = std::get_if<Collect>(&effect)) {
    question_ = *collect;
  } else if (const auto* timer = std::get_if<StartTimer>(&effect)) {
    timer_ms_ = timer->after_ms;
  } else if (!std::holds_alternative<Fact>(effect)) {
    lines_.push_back({Speaker::world, json::to_string(effect)});
  }
}

void Player::happen(Happening what) {
  Event event{now_, std::move(what)};
  Stepped stepped = step(version_, std::move(state_), event);
  state_ = std::move(stepped.state);
  everything_ += json::to_string(event) + json::to_string(state_);
  for (Effect& effect : stepped.effects) {
    everything_ += json::to_string(effect);
    tell(effect);
    effects_.push_back(std::move(effect));
  }
  events_.push_back(std::move(event));
}

// Prompts are heard to their end, unless the script wants to interrupt them.
void Player::settle() {
  if (!slowly_ && state_.phase != Phase::ended) happen(PromptDone{});
}

bool Player::let_time_pass() {
  if (state_.timer == 0) return false;
  now_ = now_ + milliseconds(timer_ms_);
  happen(TimedOut{state_.timer});
  settle();
  return true;
}

std::string Player::act(std::string_view word, std::string_view rest) {
  const std::string said(rest);
  if (word == "silence") return let_time_pass() ? "" : "no timer runs";
  if (word == "start") {
    Started started;
    started.channel = next_word(rest) == "chat" ? Channel::chat : Channel::voice;
    if (const auto language = next_word(rest); !language.empty())
      started.language = std::string(language);
    started.caller = std::string(rest);
    happen(started);
  } else if (word == "press") {
    for (const char key : said) {
      if (key == ' ') continue;
      happen(Digit{std::string(1, key)});
      settle();
    }
    return "";
  } else if (word == "type") {
    happen(Typed{said});
  } else if (word == "click") {
    happen(Clicked{said});
  } else if (word == "secret") {
    if (state_.phase != Phase::collecting || state_.expect != Expect::secret)
      return "no secret is asked for";
    happen(secret_event(question_, rest));
  } else if (word == "heard") {
    happen(PromptDone{});
    return "";
  } else if (word == "look-up") {
    const std::string_view how = next_word(rest);
    if (how == "ok") {
      happen(LookUpAnswered{state_.question, fields_of(rest)});
    } else if (const auto reason = json::enum_from<LookUpFailure>(how)) {
      happen(LookUpFailed{state_.question, *reason});
    } else {
      return "a look-up is ok, not_found, timed_out or failed";
    }
  } else if (word == "hours") {
    HoursAnswered answer{state_.question, next_word(rest) == "open", {}, {}};
    if (const auto date = next_word(rest); !date.empty()) answer.opens_date = std::string(date);
    if (!rest.empty()) answer.opens_time = std::string(rest);
    happen(answer);
  } else if (word == "queue") {
    const std::string_view how = next_word(rest);
    if (how == "entered") {
      happen(QueueEntered{number(rest, 1), {}});
    } else if (how == "position") {
      happen(QueuePosition{number(rest, 1), {}});
    } else if (const auto reason = json::enum_from<QueueExit>(how)) {
      happen(QueueLeft{*reason});
    } else {
      return "a queue is entered, position, closed, nobody or full";
    }
  } else if (word == "agent") {
    if (rest == "leaves") {
      happen(AgentLeft{});
    } else {
      happen(AgentAnswered{});
    }
  } else if (word == "transfer") {
    happen(TransferFailed{});
  } else if (word == "recorded") {
    happen(RecordingDone{"recording-1", number(rest, 0)});
  } else if (word == "consent") {
    happen(ConsentGiven{rest == "yes"});
  } else if (word == "callback") {
    const std::string_view how = next_word(rest);
    if (how == "accepted") {
      happen(CallbackAccepted{});
    } else if (how == "none") {
      happen(CallbackUnavailable{state_.question});
    } else {
      const std::string_view date = next_word(rest);
      happen(CallbackOffered{state_.question, now_ + minutes(60), std::string(date),
                             std::string(rest)});
    }
  } else if (word == "hangs") {
    happen(HungUp{});
  } else if (word == "restart") {
    happen(Resumed{});
  } else {
    return "\"" + std::string(word) + "\" is not a word of scripts";
  }
  settle();
  return "";
}

std::string Player::expect(std::string_view word, std::string_view rest) {
  const auto verdict = [](bool holds, const std::string& otherwise) {
    return holds ? std::string{} : otherwise;
  };
  const std::string at = state_.frames.empty() ? "" : state_.frames.back().node;
  if (word == "hears" || word == "silent-on") {
    std::string heard;
    bool found = false;
    for (const Effect& effect : effects_) {
      found = found || is_said(effect, rest);
      if (const auto* say = std::get_if<Say>(&effect)) heard += " " + say->text;
    }
    return verdict(found == (word == "hears"), "heard:" + heard);
  }
  if (word == "does" || word == "does-not") {
    std::string done;
    for (const Effect& effect : effects_) done += json::to_string(effect) + " ";
    return verdict((done.find(rest) != std::string::npos) == (word == "does"), "did: " + done);
  }
  if (word == "at") return verdict(at == rest, "at " + at);
  if (word == "in") return verdict(state_.queue == rest, "in queue \"" + state_.queue + "\"");
  if (word == "speaks") return verdict(state_.language == rest, "speaks " + state_.language);
  if (word == "phase")
    return verdict(json::enum_name(state_.phase) == rest,
                   "phase " + std::string(json::enum_name(state_.phase)));
  if (word == "ends") return verdict(state_.phase == Phase::ended, "still at " + at);
  if (word == "never")
    return verdict(everything_.find(rest) == std::string::npos, "it was in a state or an effect");
  if (word != "knows" || state_.frames.empty()) return "nothing has started";
  const std::string name(next_word(rest));
  const auto found = state_.frames.back().variables.find(name);
  const std::string value = found == state_.frames.back().variables.end() ? "" : found->second;
  return verdict(value == rest, name + " is \"" + value + "\"");
}

std::string Player::play(std::string_view line) {
  std::string_view rest = line;
  const std::string_view word = next_word(rest);
  if (word.empty() || word.front() == '#') return "";
  if (word == "slowly") return slowly_ = true, "";
  constexpr std::string_view expectations[] = {"hears", "silent-on", "does",   "does-not",
                                               "at",    "in",        "speaks", "phase",
                                               "ends",  "never",     "knows"};
  if (std::find(std::begin(expectations), std::end(expectations), word) != std::end(expectations))
    return expect(word, rest);
  effects_.clear();
  now_ = now_ + seconds(1);
  // What was entered as a secret is nobody's business here either.
  const std::string shown = word == "secret" ? "secret" : std::string(trimmed(line));
  lines_.push_back({Speaker::caller, shown});
  return act(word, rest);
}

Played play(const Version& version, std::string_view script, Instant start) {
  Player player(version, start);
  Played out;
  for (int line = 1; !script.empty(); ++line) {
    const std::size_t end = std::min(script.find('\n'), script.size());
    const std::string wrong = player.play(script.substr(0, end));
    if (!wrong.empty())
      out.failures.push_back("line " + std::to_string(line) + ": " +
                             std::string(trimmed(script.substr(0, end))) + ": " + wrong);
    script.remove_prefix(std::min(end + 1, script.size()));
  }
  out.lines = player.lines();
  out.state = player.state();
  return out;
}

}  // namespace centralino::engine::flow
