// A flow is data: what an automatic conversation says, asks and does. The same flow runs on the
// telephone and in a chat. docs/flows.md explains the language to its authors.
#pragma once

#include "base/json.h"
#include "engine/flow/node.h"

namespace centralino::engine::flow {

struct Variable {
  VariableType type = VariableType::text;
  std::optional<std::string> value;  // at the start; without one it has none
};
BOOST_DESCRIBE_STRUCT(Variable, (), (type, value))

// `person`: where "operator" and 0 lead from every input; every flow has one, a module has not:
// there they lead to the person of the flow that called it.
struct Flow {
  std::string id;
  std::string name;
  std::vector<std::string> languages;  // the first is spoken unless another is known
  std::map<std::string, Variable> variables;
  std::optional<bool> module;
  std::optional<std::vector<std::string>>
      parameters;  // variables that a caller of the module gives
  std::string start;
  std::optional<std::string> person;
  std::map<std::string, Node> nodes;
};
BOOST_DESCRIBE_STRUCT(Flow, (),
                      (id, name, languages, variables, module, parameters, start, person, nodes))

inline bool is_module(const Flow& flow) { return flow.module.value_or(false); }

// Values that every flow has without declaring them; from the start: caller, channel, language.
inline constexpr std::string_view built_in_at_start[] = {"caller", "channel", "language"};
struct BuiltIn {
  std::string_view name;
  VariableType type;
};
inline constexpr BuiltIn built_in[] = {
    {"caller", VariableType::digits},       {"channel", VariableType::text},
    {"language", VariableType::text},       {"position", VariableType::position},
    {"callback_date", VariableType::date},  {"callback_time", VariableType::time},
    {"opens_date", VariableType::date},     {"opens_time", VariableType::time},
    {"wait_minutes", VariableType::number},
};

// The type of a variable, declared or built in; nullopt when it is neither.
std::optional<VariableType> type_of(const Flow& flow, std::string_view name);

// How many answers of the caller it takes from each node to a person or to a dated promise of one,
// whatever the machine decides on the way (opening hours, look-ups, conditions); nodes from where
// it cannot be guaranteed are absent. 0: the node itself. "operator" counts as one answer.
std::map<std::string, int> answers_to_a_person(const Flow& flow);

}  // namespace centralino::engine::flow
