// What every node has that listens to the caller: patience, and where to go when it ends.
#pragma once

#include <optional>
#include <string>

#include "engine/flow/parts.h"

namespace centralino::engine::flow {

// Global words and keys (globals.h) work at every input and need no field.
struct Input {
  std::optional<int> retries;              // further attempts after the first; default 2
  std::optional<std::int64_t> silence_ms;  // on the telephone; default 8 s
  std::optional<Prompt> again;             // said before asking again; default "I did not get that"
  std::optional<Prompt> help;              // said on "help"; default: the global words
  std::optional<std::string> no_match;     // where to go after the last attempt
  std::optional<std::string> no_input;     // where to go after silence
};
BOOST_DESCRIBE_STRUCT(Input, (), (retries, silence_ms, again, help, no_match, no_input))

inline constexpr int retries_max = 9;
inline constexpr std::int64_t silence_ms_min = 1'000;
inline constexpr std::int64_t silence_ms_max = 600'000;

// An answer of the caller that is no global word: a choice's key, or text.
struct Answer {
  std::string text;
  bool key = false;  // pressed or clicked, not written
};

// The parts that all inputs share. Without `required` there is another way out of silence.
Parts input_parts(const Input& input, bool required = true);

}  // namespace centralino::engine::flow
