// Refusals: why the system said no, as values with a stable code (contract/errors.json lists them).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace centralino {

enum class Code {
#define CODE(name, status, en, it) name,
#include "base/error_codes.def"
#undef CODE
};

struct CodeInfo {
  Code code;
  std::string_view name;
  int http_status;
  std::string_view english;
  std::string_view italian;
};

const CodeInfo& info(Code code);
const std::vector<CodeInfo>& all_codes();

// One field that was not acceptable; `field` is a path such as "items[2].text".
struct FieldError {
  std::string field;
  std::string message;
};

// A command that was refused changed nothing. `detail` is for people and may be empty: then the
// table's sentence is shown. Never holds a secret.
struct Refusal {
  Code code = Code::internal;
  std::string detail = {};
  std::vector<FieldError> fields = {};
};

// The refusal in one line of English, fields included: for logs and the command line.
std::string in_words(const Refusal& refusal);

inline Refusal refuse(Code code, std::string detail = {}) { return {code, std::move(detail), {}}; }
inline Refusal refuse_field(std::string field, std::string message) {
  return {Code::invalid_field, {}, {{std::move(field), std::move(message)}}};
}

}  // namespace centralino
