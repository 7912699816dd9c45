#include "platform/log/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "base/json.h"

namespace centralino::log {
namespace {

bool as_json = false;

spdlog::level::level_enum native(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

}  // namespace

void init(bool json, Level level) {
  as_json = json;
  auto logger = spdlog::stderr_color_mt("centralino");
  logger->set_pattern(
      json ? "{\"at\":\"%Y-%m-%dT%H:%M:%S.%eZ\",\"level\":\"%l\",%v}" : "%H:%M:%S %^%-7l%$ %v",
      spdlog::pattern_time_type::utc);
  logger->set_level(native(level));
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

void write(Level level, std::string_view message, Fields fields) {
  if (!spdlog::default_logger_raw()->should_log(native(level))) return;
  std::string line;
  if (as_json) {
    line = "\"message\":";
    json::write_string(line, message);
    for (const auto& [name, value] : fields) {
      line += ",\"" + std::string(name) + "\":";
      json::write_string(line, value);
    }
  } else {
    line = message;
    for (const auto& [name, value] : fields) line += "  " + std::string(name) + "=" + value;
  }
  spdlog::default_logger_raw()->log(native(level), "{}", line);
}

}  // namespace centralino::log
