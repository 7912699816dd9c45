#include "engine/flow/nodes/menu.h"

#include <set>

#include "engine/flow/globals.h"
#include "engine/flow/run.h"

namespace centralino::engine::flow {

void enter(const MenuNode& node, Run& run) {
  run.say(node.prompt);
  Collect question;
  std::string keys;
  for (const Choice& choice : node.choices) {
    const std::string label = run.in_words(choice.label);
    question.buttons.push_back({choice.key, label});
    if (!keys.empty()) keys += ' ';
    keys += words(Phrase::option, run.state.language);
    keys += ' ' + label + ", ";
    keys += words(Phrase::press, run.state.language);
    keys += ' ' + choice.key + '.';
  }
  if (run.state.channel == Channel::voice) run.say_text(keys, node.prompt.bargeable.value_or(true));
  run.listen(std::move(question));
}

namespace {

bool means(const Choice& choice, const Answer& answer) {
  if (answer.text == choice.key) return true;
  if (answer.key) return false;
  for (const auto& [language, label] : choice.label)
    if (alike(answer.text, label)) return true;
  if (!choice.words) return false;
  for (const auto& [language, list] : *choice.words)
    for (const std::string& word : list)
      if (alike(answer.text, word)) return true;
  return false;
}

}  // namespace

bool take(const MenuNode& node, const Answer& answer, Run& run) {
  for (const Choice& choice : node.choices) {
    if (!means(choice, answer)) continue;
    run.fact(FactKind::chose, choice.key);
    run.go(choice.next);
    return true;
  }
  return false;
}

Parts parts(const MenuNode& node) {
  Parts out = input_parts(node);
  out.prompts.push_back({"prompt", node.prompt});
  if (node.choices.empty()) out.faults.push_back({Fault::no_choices, "choices"});
  std::set<std::string> keys;
  for (std::size_t i = 0; i < node.choices.size(); ++i) {
    const Choice& choice = node.choices[i];
    const std::string field = "choices[" + std::to_string(i) + "]";
    const bool key_ok = choice.key.size() == 1 && choice.key[0] >= '1' && choice.key[0] <= '9';
    if (!key_ok || !keys.insert(choice.key).second)
      out.faults.push_back({Fault::choice_key, field + ".key"});
    out.texts.push_back({field + ".label", choice.label});
    out.edges.push_back({field + ".next", choice.next.value_or(""), EdgeKind::caller});
  }
  return out;
}

}  // namespace centralino::engine::flow
