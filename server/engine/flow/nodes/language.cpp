#include "engine/flow/nodes/language.h"

#include <algorithm>

#include "engine/flow/flow.h"
#include "engine/flow/globals.h"
#include "engine/flow/run.h"

namespace centralino::engine::flow {

void enter(const LanguageNode& node, Run& run) {
  if (node.set) {
    run.state.language = *node.set;
    return run.go(node.next);
  }
  if (node.prompt) run.say(*node.prompt);
  Collect question;
  int key = 0;
  for (const std::string& language : run.flow().languages) {
    if (++key > 9) break;
    const std::string name(words(Phrase::in_this_language, language));
    question.buttons.push_back({std::to_string(key), name});
    if (run.state.channel == Channel::voice)
      run.say_text(std::string(words(Phrase::option, language)) + " " + name + ", " +
                   std::string(words(Phrase::press, language)) + " " + std::to_string(key) + ".");
  }
  run.listen(std::move(question));
}

bool take(const LanguageNode& node, const Answer& answer, Run& run) {
  const auto& languages = run.flow().languages;
  std::optional<std::string> chosen = answer.key ? std::nullopt : language_named(answer.text);
  for (std::size_t i = 0; i < languages.size() && i < 9; ++i)
    if (answer.text == std::to_string(i + 1)) chosen = languages[i];
  if (!chosen || std::find(languages.begin(), languages.end(), *chosen) == languages.end())
    return false;
  run.state.language = *chosen;
  run.fact(FactKind::chose, *chosen);
  run.go(node.next);
  return true;
}

Parts parts(const LanguageNode& node) {
  if (node.set) {
    Parts out;
    out.edges = {{"next", node.next.value_or("")}};
    return out;
  }
  Parts out = input_parts(node);
  if (node.prompt) out.prompts.push_back({"prompt", *node.prompt});
  out.edges.push_back({"next", node.next.value_or(""), EdgeKind::caller});
  return out;
}

}  // namespace centralino::engine::flow
