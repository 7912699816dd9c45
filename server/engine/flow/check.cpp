#include "engine/flow/check.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "engine/flow/checking.h"
#include "engine/flow/phrases.h"

namespace centralino::engine::flow {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// Names stand in states, facts and texts in braces.
bool is_name(const std::string& name) {
  constexpr std::string_view characters = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return !name.empty() && name.size() <= name_length_max &&
         name.find_first_not_of(characters) == std::string::npos;
}

void check_own_names(Checking& checking) {
  const Flow& flow = checking.flow;
  if (!is_name(flow.id)) checking.add(ProblemCode::bad_name, "", "id", flow.id);
  for (const auto& [name, variable] : flow.variables)
    if (!is_name(name)) checking.add(ProblemCode::bad_name, "", "variables", name);
  for (const auto& [name, node] : flow.nodes)
    if (!is_name(name)) checking.add(ProblemCode::bad_name, "", "nodes", name);
}

void check_settings(Checking& checking) {
  const Flow& flow = checking.flow;
  if (!flow.nodes.contains(flow.start))
    checking.add(ProblemCode::missing_start, "", "start", flow.start);
  if (!is_module(flow) && flow.person.value_or("").empty())
    checking.add(ProblemCode::missing_person, "", "person");
  if (flow.person && !flow.person->empty() && !flow.nodes.contains(*flow.person))
    checking.add(ProblemCode::edge_to_nowhere, "", "person", *flow.person);
  if (flow.languages.empty()) checking.add(ProblemCode::bad_language, "", "languages", "");
  for (std::size_t i = 0; i < flow.languages.size(); ++i) {
    const auto known = known_languages();
    const std::string& language = flow.languages[i];
    const bool twice =
        std::find(flow.languages.begin(), flow.languages.begin() + static_cast<std::ptrdiff_t>(i),
                  language) != flow.languages.begin() + static_cast<std::ptrdiff_t>(i);
    if (twice || std::find(known.begin(), known.end(), language) == known.end())
      checking.add(ProblemCode::bad_language, "", "languages[" + std::to_string(i) + "]", language);
  }
}

void check_texts(Checking& checking, const std::string& id, const Parts& node) {
  const auto need = [&](const std::string& field, const Texts& texts) {
    for (const std::string& language : checking.flow.languages) {
      const auto text = texts.find(language);
      if (text == texts.end() || trimmed(text->second).empty())
        checking.add(ProblemCode::prompt_missing, id, field, language);
    }
  };
  for (const PromptPart& prompt : node.prompts) need(prompt.field, prompt.prompt.text);
  for (const TextPart& text : node.texts) need(text.field, text.texts);
}

// A recording stands for a text in its own language.
void check_sounds(Checking& checking, const std::string& id, const Parts& node) {
  for (const PromptPart& part : node.prompts) {
    if (!part.prompt.audio) continue;
    for (const std::string& language : checking.flow.languages) {
      const auto named = part.prompt.audio->find(language);
      if (named == part.prompt.audio->end()) continue;
      const auto sound = checking.known.sounds.find(named->second);
      if (sound == checking.known.sounds.end() || sound->second != language)
        checking.add(ProblemCode::unknown_sound, id, part.field + ".audio." + language,
                     named->second);
    }
  }
}

ProblemCode code_of(Fault fault) {
  switch (fault) {
    case Fault::choice_key:
      return ProblemCode::choice_key;
    case Fault::no_choices:
      return ProblemCode::no_choices;
    case Fault::validator:
      return ProblemCode::bad_validator;
    case Fault::address:
      return ProblemCode::bad_address;
    case Fault::number_range:
      return ProblemCode::out_of_range;
  }
  return ProblemCode::out_of_range;
}

void check_names(Checking& checking, const std::string& id, const Parts& node) {
  for (const Use& use : node.queues)
    if (!contains(checking.known.queues, use.name))
      checking.add(ProblemCode::unknown_queue, id, use.field, use.name);
  for (const Use& use : node.calendars)
    if (!contains(checking.known.calendars, use.name))
      checking.add(ProblemCode::unknown_calendar, id, use.field, use.name);
  for (const FaultPart& fault : node.faults) checking.add(code_of(fault.fault), id, fault.field);
  const auto& flow_node = checking.flow.nodes.at(id);
  const auto* language = std::get_if<LanguageNode>(&flow_node);
  if (language && language->set && !contains(checking.flow.languages, *language->set))
    checking.add(ProblemCode::bad_language, id, "set", *language->set);
}

}  // namespace

std::vector<Problem> check(const Flow& flow, const Known& known) {
  if (flow.nodes.size() > nodes_max)
    return {{ProblemCode::too_many_nodes, "", "nodes", in_words(ProblemCode::too_many_nodes, "")}};
  Checking checking(flow, known);
  check_settings(checking);
  check_own_names(checking);
  for (const auto& [id, node] : checking.nodes) {
    check_texts(checking, id, node);
    check_sounds(checking, id, node);
    check_names(checking, id, node);
  }
  check_paths(checking);
  check_variables(checking);
  check_modules(checking);
  std::stable_sort(checking.problems.begin(), checking.problems.end(),
                   [](const Problem& a, const Problem& b) {
                     return std::tie(a.node, a.field, a.code) < std::tie(b.node, b.field, b.code);
                   });
  return std::move(checking.problems);
}

}  // namespace centralino::engine::flow
