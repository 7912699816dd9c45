#include "engine/flow/nodes/yes_no.h"

#include "engine/flow/globals.h"
#include "engine/flow/run.h"

namespace centralino::engine::flow {

void ask_yes_or_no(const Prompt& prompt, Run& run) {
  run.say(prompt);
  if (run.state.channel == Channel::voice) run.say(Phrase::yes_or_no);
  const std::string& language = run.state.language;
  Collect question;
  question.buttons = {{"1", std::string(words(Phrase::yes, language))},
                      {"2", std::string(words(Phrase::no, language))}};
  run.listen(std::move(question));
}

std::optional<bool> yes_or_no(const Answer& answer) {
  if (answer.text == "1") return true;
  if (answer.text == "2") return false;
  if (answer.key) return std::nullopt;
  for (const std::string_view word : {"si", "va bene", "certo", "yes", "ok", "sure", "yes please"})
    if (alike(answer.text, word)) return true;
  for (const std::string_view word : {"no", "no grazie", "no thanks", "no thank you"})
    if (alike(answer.text, word)) return false;
  return std::nullopt;
}

}  // namespace centralino::engine::flow
