// Italian for what refusals say beyond their code's own sentence.
//
// Where something is refused the reason is written once, in English; here stands its translation.
// The contract's test asks every route in both languages and fails when a reason stays English.
#pragma once

#include <string>
#include <string_view>

namespace centralino::api {

// The sentence itself when there is no translation.
std::string in_italian(std::string_view english);

}  // namespace centralino::api
