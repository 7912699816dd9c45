// The publish gate: one flow without problems, and each problem by one change to it.
#include "engine/flow/check.h"

#include <gtest/gtest.h>

#include <set>

namespace centralino::engine::flow {
namespace {

Prompt prompt(const std::string& text = "x") { return {{{"it", text}, {"en", text}}, {}, {}}; }

Input input() {
  Input out;
  out.no_match = "person";
  out.no_input = "person";
  return out;
}

AskNode ask(std::string variable, std::string next) {
  return {
      input(), prompt(), std::move(variable), {ValidatorKind::digits, 1, 4, {}}, std::move(next)};
}

Flow module_flow() {
  Flow out;
  out.id = "module";
  out.languages = {"it", "en"};
  out.module = true;
  out.parameters = {"wish"};
  out.variables = {{"wish", {}}, {"answer", {VariableType::digits, {}}}};
  out.start = "ask";
  AskNode node = ask("answer", "end");
  node.no_match = "end";
  node.no_input = "end";
  out.nodes.emplace("ask", node);
  out.nodes.emplace("end", EndNode{});
  return out;
}

Flow good() {
  Flow out;
  out.id = "good";
  out.languages = {"it", "en"};
  out.variables = {{"order", {VariableType::digits, {}}},
                   {"state", {VariableType::text, {}}},
                   {"pin", {VariableType::secret, {}}}};
  out.start = "menu";
  out.person = "person";
  out.nodes.emplace("menu", MenuNode{input(), prompt(), {{"1", prompt().text, {}, "order"}}});
  out.nodes.emplace("order", ask("order", "pin"));
  out.nodes.emplace(
      "pin", SecretNode{input(), prompt(), "pin", {ValidatorKind::digits, 4, 4, {}}, "look"});
  out.nodes.emplace("look", LookUpNode{"https://example.org/{order}",
                                       Values{{"code", "{pin}"}},
                                       Values{{"state", "state"}},
                                       {},
                                       {},
                                       "told",
                                       "module",
                                       "person",
                                       "person"});
  out.nodes.emplace(
      "module",
      ModuleNode{"module", Values{{"wish", "{order}"}}, Values{{"state", "answer"}}, {}, "told"});
  out.nodes.emplace("told", SayNode{prompt("{order} {state}"), "hours"});
  out.nodes.emplace("hours", HoursNode{"office", "person", "promise"});
  out.nodes.emplace("person", QueueNode{"support",
                                        prompt("{caller}"),
                                        prompt("{position}"),
                                        {},
                                        {},
                                        {},
                                        "promise",
                                        "promise",
                                        {},
                                        {},
                                        {}});
  out.nodes.emplace("promise", VoicemailNode{"support", prompt(), {}, 86'400'000, "end"});
  out.nodes.emplace("end", EndNode{});
  return out;
}

std::vector<Problem> problems(const Flow& flow) {
  return check(flow, {{"support"}, {"office"}, {module_flow()}, {{"sound_it", "it"}}});
}

template <class Kind>
Kind& at(Flow& flow, const std::string& id) {
  return std::get<Kind>(flow.nodes.at(id));
}

struct Break {
  ProblemCode code;
  std::string node;
  std::string field;
  void (*change)(Flow& flow);
};

const std::vector<Break>& breaks() {
  static const std::vector<Break> out = {
      {ProblemCode::too_many_nodes, "", "nodes",
       [](Flow& flow) {
         for (std::size_t n = 0; n <= nodes_max; ++n)
           flow.nodes.emplace("n" + std::to_string(n), EndNode{});
       }},
      {ProblemCode::missing_start, "", "start", [](Flow& flow) { flow.start = "nowhere"; }},
      {ProblemCode::missing_person, "", "person", [](Flow& flow) { flow.person.reset(); }},
      {ProblemCode::edge_to_nowhere, "", "person", [](Flow& flow) { flow.person = "nobody"; }},
      {ProblemCode::bad_name, "", "nodes",
       [](Flow& flow) { flow.nodes.emplace("Capital", EndNode{}); }},
      {ProblemCode::bad_name, "", "variables", [](Flow& flow) { flow.variables["a b"] = {}; }},
      {ProblemCode::bad_name, "", "id", [](Flow& flow) { flow.id.clear(); }},
      {ProblemCode::bad_language, "", "languages[2]",
       [](Flow& flow) { flow.languages.push_back("tlh"); }},
      {ProblemCode::bad_language, "", "languages[2]",
       [](Flow& flow) { flow.languages.push_back("it"); }},
      {ProblemCode::reserved_name, "", "variables.caller",
       [](Flow& flow) { flow.variables["caller"] = {}; }},
      {ProblemCode::unreachable, "alone", "",
       [](Flow& flow) { flow.nodes.emplace("alone", EndNode{}); }},
      {ProblemCode::edge_to_nowhere, "menu", "choices[0].next",
       [](Flow& flow) { at<MenuNode>(flow, "menu").choices[0].next = "nowhere"; }},
      {ProblemCode::missing_branch, "menu", "no_input",
       [](Flow& flow) { at<MenuNode>(flow, "menu").no_input.reset(); }},
      {ProblemCode::missing_branch, "menu", "no_match",
       [](Flow& flow) { at<MenuNode>(flow, "menu").no_match.reset(); }},
      {ProblemCode::missing_branch, "look", "timed_out",
       [](Flow& flow) { at<LookUpNode>(flow, "look").timed_out.reset(); }},
      {ProblemCode::cycle_without_input, "hours", "",
       [](Flow& flow) { at<HoursNode>(flow, "hours").closed = "told"; }},
      {ProblemCode::prompt_missing, "told", "prompt",
       [](Flow& flow) { at<SayNode>(flow, "told").prompt.text.erase("en"); }},
      {ProblemCode::prompt_missing, "menu", "choices[0].label",
       [](Flow& flow) { at<MenuNode>(flow, "menu").choices[0].label["it"] = " "; }},
      {ProblemCode::unknown_variable, "told", "prompt",
       [](Flow& flow) { at<SayNode>(flow, "told").prompt = prompt("{nothing}"); }},
      {ProblemCode::unknown_variable, "order", "variable",
       [](Flow& flow) { at<AskNode>(flow, "order").variable = "nothing"; }},
      {ProblemCode::reserved_name, "order", "variable",
       [](Flow& flow) { at<AskNode>(flow, "order").variable = "caller"; }},
      {ProblemCode::read_before_set, "menu", "prompt",
       [](Flow& flow) { at<MenuNode>(flow, "menu").prompt = prompt("{order}"); }},
      {ProblemCode::read_before_set, "person", "prompt",
       [](Flow& flow) { at<QueueNode>(flow, "person").prompt = prompt("{order}"); }},
      {ProblemCode::read_before_set, "told", "prompt",
       [](Flow& flow) { at<ModuleNode>(flow, "module").returns.reset(); }},
      {ProblemCode::read_before_set, "told", "prompt",
       [](Flow& flow) { at<SayNode>(flow, "told").prompt = prompt("{position}"); }},
      {ProblemCode::secret_outside_lookup, "told", "prompt",
       [](Flow& flow) { at<SayNode>(flow, "told").prompt = prompt("{pin}"); }},
      {ProblemCode::secret_outside_lookup, "look", "url",
       [](Flow& flow) { at<LookUpNode>(flow, "look").url = "https://example.org/{pin}"; }},
      {ProblemCode::secret_outside_lookup, "look", "send.code",
       [](Flow& flow) {
         at<LookUpNode>(flow, "look").send = Values{{"code", "p{pin}"}};
       }},
      {ProblemCode::secret_outside_lookup, "order", "variable",
       [](Flow& flow) { at<AskNode>(flow, "order").variable = "pin"; }},
      {ProblemCode::secret_outside_lookup, "", "variables.pin",
       [](Flow& flow) { flow.variables["pin"].value = "1234"; }},
      {ProblemCode::unknown_queue, "person", "queue",
       [](Flow& flow) { at<QueueNode>(flow, "person").queue = "nobody"; }},
      {ProblemCode::unknown_calendar, "hours", "calendar",
       [](Flow& flow) { at<HoursNode>(flow, "hours").calendar = "never"; }},
      {ProblemCode::unknown_sound, "told", "prompt.audio.it",
       [](Flow& flow) {
         at<SayNode>(flow, "told").prompt.audio = Texts{{"it", "sound_gone"}};
       }},
      {ProblemCode::unknown_sound, "told", "prompt.audio.en",
       [](Flow& flow) {
         at<SayNode>(flow, "told").prompt.audio = Texts{{"it", "sound_it"}, {"en", "sound_it"}};
       }},
      {ProblemCode::unknown_module, "module", "module",
       [](Flow& flow) { at<ModuleNode>(flow, "module").module = "nothing"; }},
      {ProblemCode::module_recursion, "module", "module", [](Flow& flow) { flow.id = "module"; }},
      {ProblemCode::module_parameters, "module", "parameters",
       [](Flow& flow) { at<ModuleNode>(flow, "module").parameters.reset(); }},
      {ProblemCode::module_parameters, "module", "parameters.more",
       [](Flow& flow) { (*at<ModuleNode>(flow, "module").parameters)["more"] = "x"; }},
      {ProblemCode::no_human_exit, "menu", "",
       [](Flow& flow) { at<VoicemailNode>(flow, "promise").answer_within_ms.reset(); }},
      {ProblemCode::no_human_exit, "menu", "", [](Flow& flow) { flow.person = "end"; }},
      {ProblemCode::choice_key, "menu", "choices[0].key",
       [](Flow& flow) { at<MenuNode>(flow, "menu").choices[0].key = "0"; }},
      {ProblemCode::choice_key, "menu", "choices[1].key",
       [](Flow& flow) {
         auto& choices = at<MenuNode>(flow, "menu").choices;
         choices.push_back(choices[0]);
       }},
      {ProblemCode::no_choices, "menu", "choices",
       [](Flow& flow) { at<MenuNode>(flow, "menu").choices.clear(); }},
      {ProblemCode::bad_validator, "order", "validator",
       [](Flow& flow) { at<AskNode>(flow, "order").validator.length_max = 0; }},
      {ProblemCode::bad_validator, "pin", "validator",
       [](Flow& flow) { at<SecretNode>(flow, "pin").validator.kind = ValidatorKind::any; }},
      {ProblemCode::bad_address, "look", "url",
       [](Flow& flow) { at<LookUpNode>(flow, "look").url = "http://example.org"; }},
      {ProblemCode::bad_address, "look", "url",
       [](Flow& flow) { at<LookUpNode>(flow, "look").url = "https://{order}.example.org/"; }},
      {ProblemCode::out_of_range, "menu", "retries",
       [](Flow& flow) { at<MenuNode>(flow, "menu").retries = 99; }},
  };
  return out;
}

TEST(Gate, AGoodFlowHasNoProblems) {
  for (const Problem& problem : problems(good())) ADD_FAILURE() << json::to_string(problem);
  EXPECT_TRUE(check(module_flow(), {}).empty());
}

TEST(Gate, EachProblemIsFoundWhereItIs) {
  for (const Break& item : breaks()) {
    Flow flow = good();
    item.change(flow);
    std::string all;
    bool found = false;
    for (const Problem& problem : problems(flow)) {
      all += json::to_string(problem) + "\n";
      found = found || (problem.code == item.code && problem.node == item.node &&
                        problem.field == item.field);
    }
    EXPECT_TRUE(found) << json::enum_name(item.code) << " at " << item.node << "." << item.field
                       << " is not among\n"
                       << all;
  }
}

TEST(Gate, EveryCodeIsTestedAndSpeaksBothLanguages) {
  std::set<ProblemCode> tested;
  for (const Break& item : breaks()) tested.insert(item.code);
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<ProblemCode>>([&](auto d) {
    EXPECT_TRUE(tested.contains(d.value)) << d.name;
    const ProblemText text = in_words(d.value, "Zz9");
    EXPECT_NE(text.it, text.en);
    EXPECT_EQ(text.it.find("{}"), std::string::npos);
    EXPECT_EQ(text.it.find("Zz9") == std::string::npos, text.en.find("Zz9") == std::string::npos);
  });
}

TEST(Gate, AWayThatTheMachineDecidesCountsAsItsWorst) {
  Flow flow = good();
  const auto near = answers_to_a_person(flow);
  EXPECT_EQ(near.at("person"), 0);
  EXPECT_EQ(near.at("promise"), 0) << "a message with a date is a promise";
  EXPECT_EQ(near.at("told"), 0);
  EXPECT_EQ(near.at("menu"), 1) << "by asking for one";
  // The closed way out of hours ends without anybody.
  at<HoursNode>(flow, "hours").closed = "end";
  EXPECT_FALSE(answers_to_a_person(flow).contains("told"));
}

TEST(Gate, OneMoreQuestionBeforeThePersonIsAllowedTwoAreNot) {
  Flow flow = good();
  flow.nodes.emplace("topic", MenuNode{input(), prompt(), {{"1", prompt().text, {}, "person"}}});
  flow.person = "topic";
  EXPECT_EQ(answers_to_a_person(flow).at("menu"), 2);
  EXPECT_TRUE(problems(flow).empty());
  flow.nodes.emplace("first", MenuNode{input(), prompt(), {{"1", prompt().text, {}, "topic"}}});
  flow.person = "first";
  EXPECT_EQ(answers_to_a_person(flow).at("menu"), 3);
  EXPECT_FALSE(problems(flow).empty());
}

TEST(Gate, AModuleThatCallsItselfInACircleIsFound) {
  Flow inner = module_flow();
  inner.id = "inner";
  Flow outer = module_flow();
  inner.nodes.emplace("again", ModuleNode{"module", Values{{"wish", "x"}}, {}, {}, "end"});
  outer.nodes.emplace("in", ModuleNode{"inner", Values{{"wish", "x"}}, {}, {}, "end"});
  const auto found = check(good(), {{"support"}, {"office"}, {outer, inner}});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].code, ProblemCode::module_recursion);
  EXPECT_EQ(found[0].node, "module");
}

TEST(Kinds, FollowTheVariant) {
  EXPECT_EQ(all_kinds().size(), std::variant_size_v<Node>);
  boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<Node>>>([](auto index) {
    using Kind = std::variant_alternative_t<decltype(index)::value, Node>;
    EXPECT_EQ(kind_of(Kind{}), Kind::type_name);
    EXPECT_NE(all_kinds()[index].english, "");
    EXPECT_NE(all_kinds()[index].italian, "");
  });
}

}  // namespace
}  // namespace centralino::engine::flow
