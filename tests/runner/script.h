// Scenario scripts: people, times and expectations in plain lines. docs/scenarios.md is the manual.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace centralino::scenario {

struct Line {
  int number = 0;                  // in the file, from 1
  std::vector<std::string> words;  // a "quoted text" is one word, without its quotes
  std::string text;
};

struct Step {
  Duration at;  // since local midnight of the scenario's day
  Line line;
};

struct Script {
  std::string name;
  std::string file;
  std::vector<Line> setup;
  std::vector<Step> steps;
};

// Throws std::runtime_error("file:line: …") for what is not a script.
Script read_script(const std::string& file);

// "09:00" or "09:00:30", hours since local midnight of the scenario's day; they may go beyond 24
// ("168:00" is a week later). False for anything else.
bool read_time(const std::string& word, Duration& at);

// "90s", "2m", "1h", "7d"; throws for anything else.
Duration read_duration(std::string_view word);

}  // namespace centralino::scenario
