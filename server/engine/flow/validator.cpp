#include "engine/flow/validator.h"

#include <algorithm>

#include "base/text.h"
#include "base/time.h"

namespace centralino::engine::flow {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// Without what people put between groups.
std::string compact(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '-' && c != '.' && c != '/') out += upper(c);
  return out;
}

std::optional<std::string> date(int year, int month, int day) {
  if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  const CivilDate asked{year, month, day};
  if (civil_from_days(days_from_civil(year, month, day)) != asked) return {};
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(year) + "-" + two(month) + "-" + two(day);
}

// "02032026", "2/3/2026", "2.3.2026" (day first), "2026-03-02" (year first).
std::optional<std::string> read_date(std::string_view text) {
  int part[3] = {0, 0, 0};
  int digits[3] = {0, 0, 0};
  int n = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      if (++digits[n] > 8) return {};
      part[n] = part[n] * 10 + (c - '0');
    } else if ((c == '/' || c == '.' || c == '-' || c == ' ') && digits[n] > 0 && n < 2) {
      ++n;
    } else {
      return {};
    }
  }
  if (n == 0 && digits[0] == 8)
    return date(part[0] % 10'000, part[0] / 10'000 % 100, part[0] / 1'000'000);
  if (n != 2 || digits[2] == 0) return {};
  if (digits[0] == 4) return date(part[0], part[1], part[2]);
  return date(part[2], part[1], part[0]);
}

bool check_digits_hold(std::string_view text) {
  if (text.size() < 5) return false;
  int remainder = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[(i + 4) % text.size()];
    if (is_digit(c)) {
      remainder = (remainder * 10 + (c - '0')) % 97;
    } else if (is_letter(c)) {
      remainder = (remainder * 100 + (c - 'A' + 10)) % 97;
    } else {
      return false;
    }
  }
  return is_digit(text[2]) && is_digit(text[3]) && remainder == 1;
}

bool fits(std::string_view pattern, std::string_view text) {
  if (pattern.size() != text.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char p = pattern[i];
    const char c = text[i];
    if (p == 'A'   ? !is_letter(c)
        : p == '9' ? !is_digit(c)
        : p == '?' ? !is_letter(c) && !is_digit(c)
                   : upper(p) != c)
      return false;
  }
  return true;
}

bool length_fits(const Validator& validator, std::string_view text) {
  const auto length = static_cast<std::int64_t>(code_points(text));
  return length >= validator.length_min.value_or(1) &&
         length <= validator.length_max.value_or(value_length_max);
}

}  // namespace

std::optional<std::string> accepted(const Validator& validator, std::string_view answer) {
  const std::string_view plain = trimmed(answer);
  if (plain.empty()) return {};
  if (validator.kind == ValidatorKind::date) return read_date(plain);
  if (validator.kind == ValidatorKind::any)
    return length_fits(validator, plain) ? std::optional(std::string(plain)) : std::nullopt;
  const std::string text = compact(plain);
  if (text.empty() || !length_fits(validator, text)) return {};
  if (validator.kind == ValidatorKind::digits && !std::all_of(text.begin(), text.end(), is_digit))
    return {};
  if (validator.kind == ValidatorKind::check_digits && !check_digits_hold(text)) return {};
  if (validator.kind == ValidatorKind::pattern &&
      !fits(compact(validator.pattern.value_or("")), text))
    return {};
  return text;
}

bool by_keys(const Validator& validator) {
  if (validator.kind == ValidatorKind::date) return true;
  if (validator.kind == ValidatorKind::digits) return true;
  if (validator.kind != ValidatorKind::pattern) return false;
  const std::string pattern = compact(validator.pattern.value_or(""));
  return !pattern.empty() && std::all_of(pattern.begin(), pattern.end(), is_digit);
}

int keys_max(const Validator& validator) {
  if (validator.kind == ValidatorKind::date) return 8;
  if (validator.kind == ValidatorKind::pattern)
    return static_cast<int>(compact(validator.pattern.value_or("")).size());
  return validator.length_max.value_or(0);
}

}  // namespace centralino::engine::flow
