// What a flow says: text per language, or a recorded audio instead of it on the telephone. In
// texts, {name} stands for a variable, said as its type asks.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/flow/words.h"

namespace centralino::engine::flow {

struct Prompt {
  Texts text;
  std::optional<Texts> audio;     // language → id of a recording; the text is its transcript
  std::optional<bool> bargeable;  // may be interrupted by keys; default yes
};
BOOST_DESCRIBE_STRUCT(Prompt, (), (text, audio, bargeable))

// One value as it is said (voice) or written (chat). A value that does not look like its type is
// said as it stands.
std::string said(std::string_view value, VariableType type, std::string_view language,
                 Channel channel);

// `text` with each {name} replaced by what `value_of(name)` gives. Braces around anything but a
// name (a–z, 0–9, _) stay as they are.
template <class ValueOf>
std::string filled(std::string_view text, ValueOf value_of);

// The names in braces, in order, with repetitions.
std::vector<std::string> names_in(std::string_view text);

// The length of the name that a "{" at `at` opens, or 0.
std::size_t name_length(std::string_view text, std::size_t at);

template <class ValueOf>
std::string filled(std::string_view text, ValueOf value_of) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t length = name_length(text, i);
    if (length == 0) {
      out += text[i];
    } else {
      out += value_of(std::string(text.substr(i + 1, length)));
      i += length + 1;
    }
  }
  return out;
}

}  // namespace centralino::engine::flow
