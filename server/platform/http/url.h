// Request targets: percent-decoding, queries and path normalisation (RFC 3986 §2.1, §5.2.4,
// §6.2.2). Pure functions; a target that cannot be read safely is refused rather than repaired.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/http/outcome.h"

namespace centralino::http {

using Query = std::vector<std::pair<std::string, std::string>>;

struct Target {
  std::string path;
  Query query;
};

// "%41" → "A". Refuses an incomplete or non-hexadecimal escape. With `plus_is_space`, '+' → ' '.
Outcome<std::string> percent_decode(std::string_view text, bool plus_is_space = false);
// Everything but unreserved characters (letters, digits, - . _ ~) becomes %XX.
std::string percent_encode(std::string_view text);

// "a=1&b=&c" → (a,1) (b,"") (c,""). '+' is a space. Refuses bad escapes, NUL, bad UTF-8.
Outcome<Query> parse_query(std::string_view text);

// Decodes once, then joins repeated slashes. Refuses: no leading '/', "." and ".." segments
// (browsers and honest programs resolve them before sending), an encoded slash, NUL and other
// controls, backslash, bad UTF-8.
Outcome<std::string> normalise_path(std::string_view raw);

// "/path?query" in origin-form. A fragment is refused.
Outcome<Target> parse_target(std::string_view target);

// Strict: no overlong forms, surrogates or values above U+10FFFF.
bool valid_utf8(std::string_view text);

}  // namespace centralino::http
