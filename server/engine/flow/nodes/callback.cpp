#include "engine/flow/nodes/callback.h"

#include "engine/flow/nodes/yes_no.h"
#include "engine/flow/run.h"

namespace centralino::engine::flow {
namespace {

constexpr std::int64_t deadline_ms = 5'000;

constexpr std::size_t digits_min = 3;   // E.164 and short internal numbers
constexpr std::size_t digits_max = 15;  // E.164

std::string number_of(const CallbackNode& node, const Run& run) {
  const std::string given = node.number ? run.value(*node.number) : std::string();
  const bool asked = !node.number || run.state.channel == Channel::chat;
  return given.empty() && asked ? run.state.caller : given;
}

// Whoever writes has no number to be called at: it is asked for once they said yes.
void ask_number(Run& run) {
  run.say(Phrase::which_number);
  Collect question;
  question.expect = Expect::text;
  run.listen(std::move(question));
}

// "+39 02 123-456" → "+3902123456"; empty when it is no number.
std::string as_number(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      out += c;
    } else if (c == '+' && out.empty()) {
      out = "+";
    } else if (std::string_view(" .-/()").find(c) == std::string_view::npos) {
      return {};
    }
  }
  const std::size_t digits = out.size() - (out.starts_with('+') ? 1 : 0);
  return digits < digits_min || digits > digits_max ? std::string() : out;
}

void accept(const CallbackNode& node, Run& run) {
  const std::string to = number_of(node, run);
  if (to.empty() && run.state.channel == Channel::chat) return ask_number(run);
  run.fact(FactKind::chose, "yes");
  run.emit(BookCallback{node.queue, to, *run.state.callback_due, run.state.language, run.known()});
  run.go(node.accepted);
}

}  // namespace

void enter(const CallbackNode& node, Run& run) {
  if (run.state.callback_due) return ask_yes_or_no(node.prompt, run);
  run.emit(FindCallback{run.ask(deadline_ms), node.queue});
}

void hear(const CallbackNode& node, const Happening& what, Run& run) {
  if (std::holds_alternative<CallbackAccepted>(what)) {
    if (run.state.callback_due) accept(node, run);
    return;
  }
  if (run.state.phase != Phase::asking) return;
  if (std::holds_alternative<Resumed>(what)) return enter(node, run);
  if (const auto* offered = std::get_if<CallbackOffered>(&what)) {
    if (offered->question != run.state.question) return;
    run.stop_timer();
    run.state.callback_due = offered->due;
    run.set("callback_date", offered->date);
    run.set("callback_time", offered->time);
    return enter(node, run);
  }
  const auto* none = std::get_if<CallbackUnavailable>(&what);
  if (!(none && none->question == run.state.question) && !std::holds_alternative<TimedOut>(what))
    return;
  run.fact(FactKind::failed, "no_callback");
  run.go(node.unavailable);
}

bool take(const CallbackNode& node, const Answer& answer, Run& run) {
  // Only the number is asked for as text.
  if (run.state.expect == Expect::text) {
    std::string number = as_number(answer.text);
    if (number.empty()) return false;
    run.state.caller = std::move(number);
    return accept(node, run), true;
  }
  const auto yes = yes_or_no(answer);
  if (!yes) return false;
  if (*yes) return accept(node, run), true;
  run.fact(FactKind::chose, "no");
  run.go(node.declined);
  return true;
}

std::optional<std::string> otherwise(const CallbackNode& node) { return node.declined; }

Parts parts(const CallbackNode& node) {
  Parts out = input_parts(node, false);
  out.human = true;
  out.queues = {{"queue", node.queue}};
  out.provides = {"callback_date", "callback_time"};
  out.prompts.push_back({"prompt", node.prompt});
  if (node.number) out.reads = {{"number", *node.number}};
  const std::vector<std::string> known = {"callback_date", "callback_time"};
  out.edges.push_back({"accepted", node.accepted.value_or(""), EdgeKind::caller, known});
  out.edges.push_back({"declined", node.declined.value_or(""), EdgeKind::caller, known});
  out.edges.push_back({"unavailable", node.unavailable.value_or("")});
  return out;
}

}  // namespace centralino::engine::flow
