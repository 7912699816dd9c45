#include "base/ids.h"

namespace centralino {
namespace {
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t length = 13;  // 13 × 5 = 65 bits
}  // namespace

std::string encode_id(std::string_view prefix, std::int64_t value) {
  std::string out(prefix);
  out += '_';
  const auto bits = static_cast<std::uint64_t>(value);
  for (std::size_t i = 0; i < length; ++i) out += alphabet[(bits >> (5 * (length - 1 - i))) & 31];
  return out;
}

std::optional<std::int64_t> decode_id(std::string_view prefix, std::string_view text) {
  if (text.size() != prefix.size() + 1 + length) return std::nullopt;
  if (text.substr(0, prefix.size()) != prefix || text[prefix.size()] != '_') return std::nullopt;
  std::uint64_t bits = 0;
  for (const char c : text.substr(prefix.size() + 1)) {
    const auto digit = alphabet.find(c);
    if (digit == std::string_view::npos || bits >> 59 != 0) return std::nullopt;
    bits = bits << 5 | digit;
  }
  const auto value = static_cast<std::int64_t>(bits);
  return value > 0 ? std::optional(value) : std::nullopt;
}

}  // namespace centralino
