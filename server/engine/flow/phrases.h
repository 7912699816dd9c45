// What a flow says by itself, in the languages it can be written in.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace centralino::engine::flow {

enum class Phrase : std::uint8_t {
  not_understood,
  nothing_heard,
  help,
  nothing_before,
  already_waiting,
  person,     // label of the button that leads to one
  yes_or_no,  // "For yes press 1 …"
  yes,
  no,
  in_this_language,  // "For English"
  press,             // "press"
  option,            // "For {}, " before a label
  message_instead,   // chat: "Write your message."
  which_number,      // chat: to be called back at
};

std::string_view words(Phrase phrase, std::string_view language);

// Languages with phrases and global words: "it", "en".
std::span<const std::string_view> known_languages();

}  // namespace centralino::engine::flow
