#include "engine/flow/globals.h"

#include <algorithm>
#include <array>
#include <vector>

namespace centralino::engine::flow {
namespace {

// U+00C0…U+00FF without their accents; a space for signs.
constexpr std::string_view latin =
    "aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy";

static_assert(latin.size() == 64);

constexpr std::size_t long_word = 6;
constexpr std::size_t sentence_words_max = 8;

struct Word {
  GlobalWord meaning;
  std::string_view text;
};

constexpr std::array global_words = {
    Word{GlobalWord::person, "operatore"},
    Word{GlobalWord::person, "operatrice"},
    Word{GlobalWord::person, "persona"},
    Word{GlobalWord::person, "umano"},
    Word{GlobalWord::person, "operator"},
    Word{GlobalWord::person, "person"},
    Word{GlobalWord::person, "human"},
    Word{GlobalWord::person, "representative"},
    Word{GlobalWord::repeat, "ripeti"},
    Word{GlobalWord::repeat, "ripetere"},
    Word{GlobalWord::repeat, "repeat"},
    Word{GlobalWord::back, "indietro"},
    Word{GlobalWord::back, "torna indietro"},
    Word{GlobalWord::back, "back"},
    Word{GlobalWord::back, "go back"},
    Word{GlobalWord::help, "aiuto"},
    Word{GlobalWord::help, "help"},
    Word{GlobalWord::language, "lingua"},
    Word{GlobalWord::language, "cambia lingua"},
    Word{GlobalWord::language, "language"},
    Word{GlobalWord::language, "change language"},
};

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(' ', from), text.size());
    if (end > from) out.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return out;
}

// One letter more, less or other, or two neighbours exchanged.
bool one_error(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() < b.size()) return a.substr(i) == b.substr(i + 1);
  if (a.substr(i + 1 <= a.size() ? i + 1 : i) == b.substr(i + 1 <= b.size() ? i + 1 : i))
    return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] &&
         a.substr(i + 2) == b.substr(i + 2);
}

bool same_word(std::string_view a, std::string_view b) {
  return a == b || (a.size() >= long_word && b.size() >= long_word && one_error(a, b));
}

}  // namespace

std::string plain(std::string_view text) {
  std::string out;
  const auto gap = [&] {
    if (!out.empty() && out.back() != ' ') out += ' ';
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0xC3 && i + 1 < text.size()) {
      const char base = latin[static_cast<unsigned char>(text[++i]) & 0x3F];
      if (base == ' ') {
        gap();
      } else {
        out += base;
      }
    } else if (c == 0xC2 && i + 1 < text.size()) {
      gap();  // « and other signs
      ++i;
    } else if (c == 0xE2 && i + 2 < text.size() &&
               static_cast<unsigned char>(text[i + 1]) == 0x80) {
      gap();  // typographic quotes and dashes
      i += 2;
    } else if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80) {
      out += static_cast<char>(c);
    } else {
      gap();
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool alike(std::string_view text, std::string_view phrase) {
  const std::string a = plain(text);
  const std::string b = plain(phrase);
  const auto left = split(a);
  const auto right = split(b);
  return !left.empty() && left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(), same_word);
}

std::optional<GlobalWord> global_word(const Answer& answer) {
  if (answer.text == "0") return GlobalWord::person;
  if (answer.text == "*") return GlobalWord::repeat;
  if (answer.text == "#") return GlobalWord::back;
  if (answer.key) return std::nullopt;
  const std::string text = plain(answer.text);
  const auto spoken = split(text);
  if (spoken.empty() || spoken.size() > sentence_words_max) return std::nullopt;
  for (const Word& word : global_words)
    if (word.meaning == GlobalWord::person &&
        std::any_of(spoken.begin(), spoken.end(),
                    [&](std::string_view said) { return same_word(said, word.text); }))
      return word.meaning;
  for (const Word& word : global_words)
    if (alike(text, word.text)) return word.meaning;
  if (language_named(text)) return GlobalWord::language;
  return std::nullopt;
}

std::optional<std::string> language_named(std::string_view text) {
  for (const std::string_view name : {"italiano", "in italiano", "italian", "in italian"})
    if (alike(text, name)) return "it";
  for (const std::string_view name : {"english", "in english", "inglese", "in inglese"})
    if (alike(text, name)) return "en";
  return std::nullopt;
}

}  // namespace centralino::engine::flow
