#include "engine/flow/testing.h"

namespace centralino::engine::flow::testing {
namespace {

Prompt prompt(std::string text) { return {{{"it", text}, {"en", std::move(text)}}, {}, {}}; }

std::string node_name(std::int64_t n) { return "n" + std::to_string(n); }

// Makes nodes whose automatic edges lead onwards only, so that no circle is without input.
class Maker {
 public:
  Maker(Prng& prng, std::int64_t count) : prng_(prng), count_(count) {}

  Node make(std::int64_t self) {
    self_ = self;
    switch (prng_.below(14)) {
      case 0:
        return SayNode{prompt("{word} {digits}"), onwards()};
      case 1:
        return AskNode{input(), prompt("?"), "digits", validator(), anywhere()};
      case 2:
        return HoursNode{"office", onwards(), onwards()};
      case 3:
        return LanguageNode{input(), {}, {}, anywhere()};
      case 4:
        return SetNode{
            Values{{"word", "{word}{word}x"}}, Values{{"field", "{digits}"}}, {}, onwards()};
      case 5:
        return IfNode{{{"word", Comparison::less, "m", onwards()},
                       {"digits", Comparison::given, {}, onwards()}},
                      onwards()};
      case 6:
        return ConsentNode{input(), prompt("?"), anywhere(), anywhere()};
      case 7:
        return LookUpNode{"https://example.org/{digits}",
                          Values{{"code", "{pin}"}},
                          Values{{"word", "a"}},
                          {},
                          {},
                          onwards(),
                          onwards(),
                          onwards(),
                          onwards()};
      case 8:
        return SecretNode{input(), prompt("?"), "pin", validator(), anywhere()};
      case 9:
        return SurveyNode{input(), prompt("?"), "digits", 1, 5, anywhere()};
      case 10:
        return TransferNode{Destination::queue, "sales", {}, {}, onwards(), anywhere()};
      default:
        return menu();
    }
  }

 private:
  std::string anywhere() { return node_name(prng_.between(0, count_ - 1)); }
  std::string onwards() {
    if (self_ + 1 >= count_ || prng_.below(6) == 0) return "person";
    return node_name(prng_.between(self_ + 1, count_ - 1));
  }

  Input input() {
    Input out;
    out.retries = static_cast<int>(prng_.below(3));
    out.no_match = anywhere();
    out.no_input = anywhere();
    return out;
  }

  Validator validator() {
    if (prng_.below(3) == 0) return {ValidatorKind::date, {}, {}, {}};
    return {ValidatorKind::digits, 1, static_cast<int>(1 + prng_.below(5)), {}};
  }

  Node menu() {
    MenuNode out{input(), prompt("?"), {}};
    const auto choices = prng_.between(1, 4);
    for (std::int64_t n = 1; n <= choices; ++n)
      out.choices.push_back({std::to_string(n), prompt("choice").text, {}, anywhere()});
    return out;
  }

  Prng& prng_;
  const std::int64_t count_;
  std::int64_t self_ = 0;
};

}  // namespace

Known around() { return {{"support", "sales"}, {"office"}, {}}; }

Flow random_flow(Prng& prng) {
  Flow out;
  out.id = "random";
  out.languages = {"it", "en"};
  out.variables = {{"word", {VariableType::text, "w"}},
                   {"digits", {VariableType::digits, "1"}},
                   {"pin", {VariableType::secret, {}}}};
  out.start = "first";
  out.person = "person";
  const std::int64_t count = prng.between(1, 12);
  Maker maker(prng, count);
  for (std::int64_t n = 0; n < count; ++n) out.nodes.emplace(node_name(n), maker.make(n));
  // A secret that a look-up reads was asked for on every way.
  out.nodes.emplace("first", SecretNode{{0, {}, {}, {}, "person", "person"},
                                        prompt("?"),
                                        "pin",
                                        {ValidatorKind::digits, 1, 4, {}},
                                        node_name(0)});
  out.nodes.emplace("person", QueueNode{"support",
                                        prompt("!"),
                                        prompt("{position}"),
                                        {},
                                        {},
                                        60'000,
                                        "promise",
                                        "callback",
                                        "callback",
                                        node_name(0),
                                        prompt("{wait_minutes}")});
  out.nodes.emplace(
      "callback",
      CallbackNode{{}, "support", prompt("{callback_date}"), {}, "end", "end", "promise"});
  out.nodes.emplace("promise", VoicemailNode{"support", prompt("!"), {}, 86'400'000, "end"});
  out.nodes.emplace("end", EndNode{});
  for (;;) {
    bool pruned = false;
    for (const Problem& problem : check(out, around())) {
      if (problem.code == ProblemCode::unreachable) {
        pruned = out.nodes.erase(problem.node) > 0 || pruned;
      } else if (problem.code == ProblemCode::read_before_set) {
        // The person's way leads to look-ups before the secret: without it, then.
        std::get<LookUpNode>(out.nodes.at(problem.node)).send.reset();
        pruned = true;
      }
    }
    if (!pruned) return out;
  }
}

bool under_way(const State& state) {
  return state.phase == Phase::collecting || state.phase == Phase::asking ||
         state.phase == Phase::recording;
}

Happening random_happening(const State& state, Prng& prng) {
  constexpr std::string_view keys = "0123456789*#";
  static constexpr std::string_view words[] = {
      "operator", "ripeti", "indietro",         "help", "english", "choice",    "12",
      "sì",       "no",     "\xF0\x9F\x9A\xB2", "",     "1",       "2026-03-02"};
  switch (prng.below(24)) {
    case 0:
      return Typed{std::string(words[prng.below(std::size(words))])};
    case 1:
      return Clicked{std::string(1, keys[prng.below(keys.size())])};
    case 2:
      return PromptDone{};
    case 3:
    case 4:
      return TimedOut{prng.below(4) == 0 ? state.timer - 1 : state.timer};
    case 5:
    case 6:
      return LookUpAnswered{state.question, {{"a", "b {word}"}}};
    case 7:
      return LookUpFailed{state.question, static_cast<LookUpFailure>(prng.below(3))};
    case 8:
    case 9:
      return HoursAnswered{state.question, prng.below(2) == 0, {}, {}};
    case 10:
      return QueueEntered{prng.between(1, 9), {}};
    case 11:
      return QueuePosition{prng.between(1, 9), prng.between(1, 9)};
    case 12:
      return QueueLeft{static_cast<QueueExit>(prng.below(3))};
    case 13:
      return AgentAnswered{};
    case 14:
      return AgentLeft{};
    case 15:
      return TransferFailed{};
    case 16:
      return RecordingDone{"r", prng.between(0, 1) * 1'000};
    case 17:
      return ConsentGiven{prng.below(2) == 0};
    case 18:
      return CallbackOffered{state.question, Instant{0}, "2026-03-02", "09:30"};
    case 19:
      if (prng.below(2) == 0) return CallbackAccepted{};
      return CallbackUnavailable{state.question};
    case 20:
      return SecretEntered{prng.below(3) > 0};
    case 21:
      if (prng.below(10) == 0) return HungUp{};
      return Resumed{};
    default:
      return Digit{std::string(1, keys[prng.below(keys.size())])};
  }
}

}  // namespace centralino::engine::flow::testing
