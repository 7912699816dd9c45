#include "runner/script.h"

#include <fstream>
#include <stdexcept>

namespace centralino::scenario {
namespace {

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  bool any = false;
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
      any = true;
    } else if (!quoted && (c == ' ' || c == '\t')) {
      if (any || !word.empty()) words.push_back(word);
      word.clear();
      any = false;
    } else if (!quoted && c == '#') {
      break;
    } else {
      word += c;
    }
  }
  if (any || !word.empty()) words.push_back(word);
  return words;
}

}  // namespace

bool read_time(const std::string& word, Duration& at) {
  int h = 0, m = 0, s = 0, used = 0;
  const int fields = std::sscanf(word.c_str(), "%3d:%2d%n:%2d%n", &h, &m, &used, &s, &used);
  if (fields < 2 || static_cast<std::size_t>(used) != word.size()) return false;
  at = hours(h) + minutes(m) + seconds(s);
  return true;
}

Duration read_duration(std::string_view word) {
  std::size_t used = 0;
  std::int64_t number = 0;
  while (used < word.size() && word[used] >= '0' && word[used] <= '9')
    number = number * 10 + (word[used++] - '0');
  const std::string_view unit = word.substr(used);
  if (used > 0 && unit == "s") return seconds(number);
  if (used > 0 && unit == "m") return minutes(number);
  if (used > 0 && unit == "h") return hours(number);
  if (used > 0 && unit == "d") return days(number);
  throw std::runtime_error("\"" + std::string(word) +
                           "\" is not a length of time such as 90s, 2m, 1h");
}

Script read_script(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(file + ": cannot be read");
  Script script;
  script.file = file;
  std::string text;
  Duration at{-1};
  for (int number = 1; std::getline(in, text); ++number) {
    Line line{number, split(text), text};
    if (line.words.empty()) continue;
    if (line.words.front() == "scenario:") {
      script.name = text.substr(text.find(':') + 1, text.find('#') - text.find(':') - 1);
      continue;
    }
    if (Duration time; read_time(line.words.front(), time)) {
      if (time < at)
        throw std::runtime_error(file + ":" + std::to_string(number) + ": times must not go back");
      at = time;
      line.words.erase(line.words.begin());
      if (line.words.empty()) continue;
    }
    if (at.ms < 0) {
      script.setup.push_back(std::move(line));
    } else {
      script.steps.push_back({at, std::move(line)});
    }
  }
  if (script.name.empty()) throw std::runtime_error(file + ": has no \"scenario:\" line");
  return script;
}

}  // namespace centralino::scenario
