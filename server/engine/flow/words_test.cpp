// Parsers and arithmetic of the flow language: what is said, what is understood, what is valid.
#include <gtest/gtest.h>

#include "engine/flow/globals.h"
#include "engine/flow/phrases.h"
#include "engine/flow/prompt.h"
#include "engine/flow/validator.h"
#include "engine/flow/version.h"

namespace centralino::engine::flow {
namespace {

TEST(Prompt, NamesInBracesAreReplacedAndOtherBracesStay) {
  const auto upper = [](const std::string& name) { return "<" + name + ">"; };
  EXPECT_EQ(filled("a {b} {c_1}", upper), "a <b> <c_1>");
  EXPECT_EQ(filled("{} {B} { b} {b", upper), "{} {B} { b} {b");
  EXPECT_EQ(filled("{{b}}", upper), "{<b>}");
  EXPECT_EQ(names_in("{b} {b} {c"), (std::vector<std::string>{"b", "b"}));
}

TEST(Prompt, ValuesAreSaidByType) {
  const auto voice = [](std::string_view value, VariableType type, std::string_view language) {
    return said(value, type, language, Channel::voice);
  };
  EXPECT_EQ(voice("1204", VariableType::digits, "it"), "1 2 0 4");
  EXPECT_EQ(said("1204", VariableType::digits, "it", Channel::chat), "1204");
  EXPECT_EQ(voice("2026-03-02", VariableType::date, "it"), "2 marzo 2026");
  EXPECT_EQ(voice("2026-12-31", VariableType::date, "en"), "31 December 2026");
  EXPECT_EQ(voice("2026-13-02", VariableType::date, "en"), "2026-13-02");
  EXPECT_EQ(voice("soon", VariableType::date, "en"), "soon");
  EXPECT_EQ(voice("09:05", VariableType::time, "it"), "9 e 05");
  EXPECT_EQ(voice("09:00", VariableType::time, "en"), "9 o'clock");
  EXPECT_EQ(said("09:00", VariableType::time, "en", Channel::chat), "09:00");
  EXPECT_EQ(voice("1.01 EUR", VariableType::money, "it"), "1 euro e 1 centesimo");
  EXPECT_EQ(voice("20 EUR", VariableType::money, "en"), "20 euros");
  EXPECT_EQ(voice("20.50 CHF", VariableType::money, "en"), "20 CHF and 50 cents");
  EXPECT_EQ(said("12.50 EUR", VariableType::money, "it", Channel::chat), "12,50 €");
  EXPECT_EQ(voice("12.5 EUR", VariableType::money, "it"), "12.5 EUR");
  EXPECT_EQ(voice("3", VariableType::position, "it"), "numero 3");
}

TEST(Words, CaseAccentsSignsAndOneErrorInLongWords) {
  EXPECT_EQ(plain("  È già: «PERCHÉ»!  "), "e gia perche");
  EXPECT_TRUE(alike("Assistènza", "assistenza"));
  EXPECT_TRUE(alike("asistenza", "assistenza"));
  EXPECT_TRUE(alike("assistneza", "assistenza"));
  EXPECT_TRUE(alike("assistenzaa", "assistenza"));
  EXPECT_FALSE(alike("asistensa", "assistenza"));
  EXPECT_FALSE(alike("casa", "cosa")) << "short words are too near each other";
  EXPECT_FALSE(alike("", ""));
}

TEST(Words, GlobalWordsInBothLanguages) {
  const auto typed = [](std::string text) { return global_word({std::move(text), false}); };
  EXPECT_EQ(typed("OPERATORE"), GlobalWord::person);
  EXPECT_EQ(typed("vorrei parlare con una persona, grazie"), GlobalWord::person);
  EXPECT_EQ(typed("Human!"), GlobalWord::person);
  EXPECT_EQ(typed("repeat"), GlobalWord::repeat);
  EXPECT_EQ(typed("Torna indietro"), GlobalWord::back);
  EXPECT_EQ(typed("aiuto"), GlobalWord::help);
  EXPECT_EQ(typed("in English"), GlobalWord::language);
  EXPECT_EQ(typed("help me with my bicycle"), std::nullopt);
  EXPECT_EQ(global_word({"0", true}), GlobalWord::person);
  EXPECT_EQ(global_word({"*", true}), GlobalWord::repeat);
  EXPECT_EQ(global_word({"#", true}), GlobalWord::back);
  EXPECT_EQ(global_word({"3", true}), std::nullopt);
}

TEST(Words, EveryPhraseInEveryLanguage) {
  for (int n = 0; n <= static_cast<int>(Phrase::message_instead); ++n)
    for (const std::string_view language : known_languages())
      EXPECT_FALSE(words(static_cast<Phrase>(n), language).empty());
}

TEST(Validator, AnswersAsTheyAreKept) {
  const Validator date{ValidatorKind::date, {}, {}, {}};
  EXPECT_EQ(accepted(date, "02032026"), "2026-03-02");
  EXPECT_EQ(accepted(date, "2/3/2026"), "2026-03-02");
  EXPECT_EQ(accepted(date, "2026-03-02"), "2026-03-02");
  EXPECT_EQ(accepted(date, "29022024"), "2024-02-29");
  for (const auto* wrong :
       {"29022026", "2/3", "2/3/26/1", "99999999999999999999", "", "x", "31/4/2026"})
    EXPECT_EQ(accepted(date, wrong), std::nullopt) << wrong;
  const Validator digits{ValidatorKind::digits, 3, 4, {}};
  EXPECT_EQ(accepted(digits, " 12-3 "), "123");
  EXPECT_EQ(accepted(digits, "12345"), std::nullopt);
  EXPECT_EQ(accepted(digits, "12a"), std::nullopt);
  const Validator pattern{ValidatorKind::pattern, {}, {}, "AA-99?"};
  EXPECT_EQ(accepted(pattern, "ab12c"), "AB12C");
  EXPECT_EQ(accepted(pattern, "ab123"), "AB123");
  EXPECT_EQ(accepted(pattern, "ab1"), std::nullopt);
  EXPECT_FALSE(by_keys(pattern));
  EXPECT_TRUE(by_keys({ValidatorKind::pattern, {}, {}, "99-99"}));
  EXPECT_EQ(keys_max({ValidatorKind::pattern, {}, {}, "99-99"}), 4);
}

TEST(Validator, CheckDigitsOfInternationalAccountNumbers) {
  const Validator iban{ValidatorKind::check_digits, {}, {}, {}};
  EXPECT_EQ(accepted(iban, "IT60 X054 2811 1010 0000 0123 456"), "IT60X0542811101000000123456");
  EXPECT_TRUE(accepted(iban, "de89370400440532013000"));
  EXPECT_TRUE(accepted(iban, "GB82 WEST 1234 5698 7654 32"));
  EXPECT_FALSE(accepted(iban, "IT60 X054 2811 1010 0000 0123 457"));
  EXPECT_FALSE(accepted(iban, "IT06 X054 2811 1010 0000 0123 456"));
  EXPECT_FALSE(accepted(iban, "è60"));
}

Flow two_lines(std::string text) {
  Flow out;
  out.id = "two";
  out.languages = {"it"};
  out.start = "hello";
  out.person = "end";
  out.nodes.emplace("hello", SayNode{{{{"it", std::move(text)}}, {}, {}}, "end"});
  out.nodes.emplace("end", EndNode{});
  return out;
}

TEST(Version, TheHashFollowsTheContentAndTheModules) {
  const Version first = published(two_lines("a"), {});
  EXPECT_EQ(first.hash.size(), 32u);
  EXPECT_EQ(first.hash, published(two_lines("a"), {}).hash);
  EXPECT_NE(first.hash, published(two_lines("b"), {}).hash);
  Flow calls = two_lines("a");
  calls.nodes.emplace("call", ModuleNode{"other", {}, {}, {}, "end"});
  Flow other = two_lines("x");
  other.id = "other";
  Flow unused = two_lines("x");
  unused.id = "unused";
  const Version with = published(calls, {other, unused});
  ASSERT_EQ(with.modules.size(), 1u);
  EXPECT_EQ(with.modules[0].id, "other");
  EXPECT_NE(with.hash, published(calls, {}).hash);
}

TEST(Version, DifferencesNameNodesAndFields) {
  const Flow before = two_lines("a");
  Flow after = two_lines("b");
  after.person.reset();
  after.nodes.at("end") = SayNode{{}, "hello"};
  after.nodes.emplace("new", EndNode{});
  const FlowDifference found = difference(before, after);
  EXPECT_EQ(json::to_string(found),
            R"({"added":["new"],"removed":[],"changed":[{"node":"end","fields":["type"]},)"
            R"({"node":"hello","fields":["prompt.text.it"]}],"settings":["person"]})");
  EXPECT_EQ(difference(after, before).removed, std::vector<std::string>{"new"});
  EXPECT_TRUE(difference(before, before).changed.empty());
}

}  // namespace
}  // namespace centralino::engine::flow
