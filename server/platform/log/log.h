// The log: lines for people on a terminal, JSON otherwise. Never a secret: callers pass ids and
// codes, not bodies, tokens or passwords.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace centralino::log {

enum class Level { debug, info, warning, error };

// `json`: one JSON object per line; otherwise coloured text. Written to stderr.
void init(bool json, Level level);

using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;
void write(Level level, std::string_view message, Fields fields = {});

inline void info(std::string_view message, Fields fields = {}) {
  write(Level::info, message, fields);
}
inline void warning(std::string_view message, Fields fields = {}) {
  write(Level::warning, message, fields);
}
inline void error(std::string_view message, Fields fields = {}) {
  write(Level::error, message, fields);
}
inline void debug(std::string_view message, Fields fields = {}) {
  write(Level::debug, message, fields);
}

}  // namespace centralino::log
