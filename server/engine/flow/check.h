// The publish gate: what is wrong with a flow, said so that its author can mend it. A flow without
// problems keeps the promises of step.h and leads everybody to a person who wants one.
#pragma once

#include "engine/flow/flow.h"

namespace centralino::engine::flow {

enum class ProblemCode : std::uint8_t {
  too_many_nodes,
  missing_start,
  missing_person,
  bad_name,
  bad_language,
  reserved_name,
  unreachable,
  edge_to_nowhere,
  missing_branch,
  cycle_without_input,
  prompt_missing,
  unknown_variable,
  read_before_set,
  secret_outside_lookup,
  unknown_queue,
  unknown_calendar,
  unknown_module,
  unknown_sound,
  module_recursion,
  module_parameters,
  no_human_exit,
  choice_key,
  no_choices,
  bad_validator,
  bad_address,
  out_of_range
};
BOOST_DESCRIBE_ENUM(ProblemCode, too_many_nodes, missing_start, missing_person, bad_name,
                    bad_language, reserved_name, unreachable, edge_to_nowhere, missing_branch,
                    cycle_without_input, prompt_missing, unknown_variable, read_before_set,
                    secret_outside_lookup, unknown_queue, unknown_calendar, unknown_module,
                    unknown_sound, module_recursion, module_parameters, no_human_exit, choice_key,
                    no_choices, bad_validator, bad_address, out_of_range)

struct ProblemText {
  std::string it;
  std::string en;
};
BOOST_DESCRIBE_STRUCT(ProblemText, (), (it, en))

struct Problem {
  ProblemCode code = ProblemCode::missing_start;
  std::string node;   // empty: the flow itself
  std::string field;  // "choices[1].next"
  ProblemText text;
};
BOOST_DESCRIBE_STRUCT(Problem, (), (code, node, field, text))

// What exists around the flow.
struct Known {
  std::vector<std::string> queues;
  std::vector<std::string> calendars;
  std::vector<Flow> modules;
  Texts sounds = {};  // prompts: id → the language it is spoken in
};

// Answers of the caller from any input to a person, at most.
inline constexpr int answers_to_a_person_max = 2;

// Empty: may be published. Ordered by node and field. Cost: nodes × edges.
std::vector<Problem> check(const Flow& flow, const Known& known);

// The code in words, with what it is about ("order" in: variable "order" may be read …).
ProblemText in_words(ProblemCode code, std::string_view about);

}  // namespace centralino::engine::flow
