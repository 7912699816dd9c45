#include "engine/flow/prompt.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace centralino::engine::flow {
namespace {

bool name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

constexpr std::array italian_months = {"gennaio",   "febbraio", "marzo",    "aprile",
                                       "maggio",    "giugno",   "luglio",   "agosto",
                                       "settembre", "ottobre",  "novembre", "dicembre"};
constexpr std::array english_months = {"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};

std::string one_by_one(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (!out.empty()) out += ' ';
    out += c;
  }
  return out;
}

std::string date(std::string_view value, bool italian) {
  const auto year = whole_number(value.substr(0, std::min<std::size_t>(4, value.size())));
  const auto month =
      value.size() == 10 ? whole_number(value.substr(5, 2)) : std::optional<std::int64_t>{};
  const auto day = value.size() == 10 ? whole_number(value.substr(8, 2)) : month;
  if (!year || !month || !day || *month < 1 || *month > 12) return std::string(value);
  const auto name = static_cast<std::size_t>(*month - 1);
  return std::to_string(*day) + " " + (italian ? italian_months[name] : english_months[name]) +
         " " + std::to_string(*year);
}

// "9 e 30", "9 in punto": what a voice says; a screen shows 09:30.
std::string spoken_time(std::string_view value, bool italian) {
  if (value.size() != 5 || value[2] != ':') return std::string(value);
  const auto hour = whole_number(value.substr(0, 2));
  const auto minute = whole_number(value.substr(3, 2));
  if (!hour || !minute) return std::string(value);
  if (*minute == 0)
    return italian ? std::to_string(*hour) + " in punto" : std::to_string(*hour) + " o'clock";
  return std::to_string(*hour) + (italian ? " e " : " ") + (*minute < 10 ? "0" : "") +
         std::to_string(*minute);
}

std::string money(std::string_view value, bool italian, Channel channel) {
  const std::size_t dot = value.find('.');
  const std::size_t space = value.find(' ');
  if (space == std::string_view::npos) return std::string(value);
  const bool has_cents = dot != std::string_view::npos && dot < space;
  const std::string_view whole = value.substr(0, has_cents ? dot : space);
  const std::string_view cents = has_cents ? value.substr(dot + 1, space - dot - 1) : "00";
  const std::string_view currency = value.substr(space + 1);
  if (!all_digits(whole) || !all_digits(cents) || cents.size() != 2) return std::string(value);
  if (channel == Channel::chat)
    return std::string(whole) + (italian ? "," : ".") + std::string(cents) + " " +
           (currency == "EUR" ? "€" : std::string(currency));
  const bool one = whole == "1";
  std::string out(whole);
  out += ' ';
  out += currency == "EUR" ? (italian || one ? "euro" : "euros") : currency;
  const auto rest = whole_number(cents).value_or(0);
  if (rest == 0) return out;
  if (italian)
    return out + " e " + std::to_string(rest) + (rest == 1 ? " centesimo" : " centesimi");
  return out + " and " + std::to_string(rest) + (rest == 1 ? " cent" : " cents");
}

}  // namespace

std::size_t name_length(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '{') return 0;
  std::size_t end = at + 1;
  while (end < text.size() && name_character(text[end])) ++end;
  return end < text.size() && text[end] == '}' ? end - at - 1 : 0;
}

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> out;
  filled(text, [&](const std::string& name) {
    out.push_back(name);
    return "";
  });
  return out;
}

std::string said(std::string_view value, VariableType type, std::string_view language,
                 Channel channel) {
  const bool italian = language == "it";
  switch (type) {
    case VariableType::digits:
      return channel == Channel::voice ? one_by_one(value) : std::string(value);
    case VariableType::money:
      return money(value, italian, channel);
    case VariableType::date:
      return date(value, italian);
    case VariableType::time:
      return channel == Channel::voice ? spoken_time(value, italian) : std::string(value);
    case VariableType::position:
      return (italian ? "numero " : "number ") + std::string(value);
    case VariableType::text:
    case VariableType::number:
    case VariableType::secret:
      break;
  }
  return std::string(value);
}

}  // namespace centralino::engine::flow
