#include "base/json.h"

#include <array>
#include <charconv>

#include "base/text.h"

namespace centralino::json {

void write_string(std::string& out, std::string_view text) {
  static constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;  // start of the run that needs no escape
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00";
        out += hex[c >> 4];
        out += hex[c & 15];
    }
  }
  out.append(text, plain, text.size() - plain);
  out += '"';
}

void write_number(std::string& out, std::int64_t value) {
  std::array<char, 24> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  out.append(buffer.data(), end);
}

void write_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  out.append(buffer.data(), end);
}

Result<boost::json::value> parse(std::string_view text) {
  boost::json::error_code error;
  boost::json::parse_options options;
  options.max_depth = 32;
  auto value = boost::json::parse({text.data(), text.size()}, error, {}, options);
  if (error) return refuse(Code::bad_request, "The body is not valid JSON.");
  return value;
}

void Problems::add(const std::string& path, std::string message) {
  if (fields_.size() < 20) fields_.push_back({path, std::move(message)});
}

namespace detail {

bool read_string(const boost::json::value& in, std::string& out, const std::string& path,
                 Problems& problems) {
  if (!in.is_string()) return problems.add(path, "must be a string"), false;
  const auto& text = in.get_string();
  out.assign(text.data(), text.size());
  if (has_control_characters(out)) return problems.add(path, "holds a control character"), false;
  return true;
}

bool read_integer(const boost::json::value& in, std::int64_t& out, const std::string& path,
                  Problems& problems) {
  boost::json::error_code error;
  if (in.is_number()) {
    out = in.to_number<std::int64_t>(error);
    if (!error) return true;
  }
  problems.add(path, "must be a whole number");
  return false;
}

bool read_double(const boost::json::value& in, double& out, const std::string& path,
                 Problems& problems) {
  if (!in.is_number()) return problems.add(path, "must be a number"), false;
  out = in.to_number<double>();
  return true;
}

void check_length(std::string_view text, const Rules& rule, const std::string& path,
                  Problems& problems) {
  const std::size_t length = code_points(text);
  if (length < rule.min_length)
    problems.add(path, rule.min_length == 1 ? "must not be empty"
                                            : "is shorter than " + std::to_string(rule.min_length));
  if (length > rule.max_length)
    problems.add(path, "is longer than " + std::to_string(rule.max_length) + " characters");
  if (rule.format == "email" && !text.empty() && !looks_like_email(trimmed(text)))
    problems.add(path, "is not an e-mail address");
}

void check_range(std::int64_t value, const Rules& rule, const std::string& path,
                 Problems& problems) {
  if (value < rule.min || value > rule.max)
    problems.add(
        path, "must be between " + std::to_string(rule.min) + " and " + std::to_string(rule.max));
}

}  // namespace detail
}  // namespace centralino::json
