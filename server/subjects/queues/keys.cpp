#include "subjects/queues/keys.h"

#include <algorithm>

#include "base/text.h"

namespace centralino::queues {

Result<Done> check_key(const std::string& field, std::string_view key) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const bool fits =
      !key.empty() && key.size() <= key_length_max && plain(key.front()) &&
      std::all_of(key.begin(), key.end(), [&](char c) { return plain(c) || c == '-' || c == '_'; });
  if (fits) return Done{};
  return refuse_field(field, "must be 1 to 40 small letters, digits, - or _");
}

Result<Done> check_name(const std::string& field, std::string_view name) {
  if (trimmed(name).empty()) return refuse_field(field, "must not be empty");
  if (has_control_characters(name)) return refuse_field(field, "must be plain text");
  return Done{};
}

}  // namespace centralino::queues
