// What an answer must look like. No regular expressions: what a flow may ask costs one walk over
// the answer, whatever the author wrote.
#pragma once

#include <optional>
#include <string_view>

#include "engine/flow/words.h"

namespace centralino::engine::flow {

// any: not empty. digits: only 0–9. date: DDMMYYYY, 2026-03-02 or 2/3/2026, kept as 2026-03-02.
// check_digits: an IBAN or anything else by ISO 7064 MOD 97-10 with its check digits third and
// fourth. pattern: A is a letter, 9 a digit, ? either, everything else is itself.
enum class ValidatorKind : std::uint8_t { any, digits, date, check_digits, pattern };
BOOST_DESCRIBE_ENUM(ValidatorKind, any, digits, date, check_digits, pattern)

struct Validator {
  ValidatorKind kind = ValidatorKind::any;
  std::optional<int> length_min;
  std::optional<int> length_max;
  std::optional<std::string> pattern;
};
BOOST_DESCRIBE_STRUCT(Validator, (), (kind, length_min, length_max, pattern))

// The answer as it is kept (spaces, dots and dashes gone where they mean nothing), or nullopt when
// it is not one.
std::optional<std::string> accepted(const Validator& validator, std::string_view answer);

// Whether telephone keys are enough to give such an answer.
bool by_keys(const Validator& validator);

// After how many keys an answer is complete; 0: only "#" or a pause ends it.
int keys_max(const Validator& validator);

}  // namespace centralino::engine::flow
