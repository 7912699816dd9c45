// Text from outside: always UTF-8, always checked before it is stored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace centralino {

// Well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// Number of code points of well-formed UTF-8.
std::size_t code_points(std::string_view text);

// The first `count` code points.
std::string_view first_code_points(std::string_view text, std::size_t count);

// Without white space at both ends.
std::string_view trimmed(std::string_view text);

// True if the text holds a control character other than tab, line feed and carriage return.
bool has_control_characters(std::string_view text);

// A whole number in decimal digits with nothing around it; nullopt for anything else, also for what
// does not fit.
std::optional<std::int64_t> whole_number(std::string_view text);

std::string lower_ascii(std::string_view text);

// The candidate with the smallest edit distance to `word`, or "" when none is near (more than a
// third of the word's length away). For "did you mean …?".
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

// Three capital letters, as codes of ISO 4217 are; not whether such a currency exists.
bool is_currency_code(std::string_view text);

// One @, something on both sides, a dot in the domain, no spaces or control characters, ≤ 254
// bytes: what a form should accept, not all of RFC 5321.
bool looks_like_email(std::string_view text);

}  // namespace centralino
