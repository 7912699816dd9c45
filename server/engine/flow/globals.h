// The words and keys that work at every input, whatever its author wrote. Italian and English at
// once: somebody who is lost does not know which language the machine is in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/flow/nodes/input.h"

namespace centralino::engine::flow {

enum class GlobalWord : std::uint8_t { person, repeat, back, help, language };

// Keys: 0 person, * repeat, # back. Words: all of it ("ripeti"), and for a person also within a
// short sentence ("I want to talk to an operator"): the human exit wins over every other meaning.
std::optional<GlobalWord> global_word(const Answer& answer);

// "it" or "en" when the text names one ("english", "in italiano").
std::optional<std::string> language_named(std::string_view text);

// Lower case, without accents, with single spaces for everything that is no letter and no digit.
// Letters outside Latin script stay as they are.
std::string plain(std::string_view text);

// Whether two texts are the same words, but for case, accents, and one typing error in each word of
// six letters or more.
bool alike(std::string_view text, std::string_view phrase);

}  // namespace centralino::engine::flow
