#include "base/errors.h"

namespace centralino {

const std::vector<CodeInfo>& all_codes() {
  static const std::vector<CodeInfo> table = {
#define CODE(name, status, en, it) {Code::name, #name, status, en, it},
#include "base/error_codes.def"
#undef CODE
  };
  return table;
}

const CodeInfo& info(Code code) { return all_codes()[static_cast<std::size_t>(code)]; }

std::string in_words(const Refusal& refusal) {
  std::string text(refusal.detail.empty() ? info(refusal.code).english
                                          : std::string_view(refusal.detail));
  for (const auto& field : refusal.fields) text += " " + field.field + " " + field.message + ".";
  return text;
}

}  // namespace centralino
