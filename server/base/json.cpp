#include "base/json.h"

#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>

#include "base/text.h"

namespace centralino::json {
namespace {
constexpr std::size_t depth_max = 32;
}

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

namespace {

// Builds the value and counts the fields as they were sent: of two with one name the value keeps
// the last only, so that fewer than were sent means that some came twice.
class Builder {
 public:
  using Error = boost::json::error_code;
  using Text = boost::json::string_view;
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  boost::json::value release() { return stack_.release(); }
  std::size_t fields() const { return fields_; }

  bool on_document_begin(Error&) { return stack_.reset(), true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return true; }
  bool on_object_end(std::size_t n, Error&) {
    fields_ += n;
    return stack_.push_object(n), true;
  }
  bool on_array_begin(Error&) { return true; }
  bool on_array_end(std::size_t n, Error&) { return stack_.push_array(n), true; }
  bool on_key_part(Text text, std::size_t, Error&) { return stack_.push_chars(text), true; }
  bool on_key(Text text, std::size_t, Error&) { return stack_.push_key(text), true; }
  bool on_string_part(Text text, std::size_t, Error&) { return stack_.push_chars(text), true; }
  bool on_string(Text text, std::size_t, Error&) { return stack_.push_string(text), true; }
  bool on_number_part(Text, Error&) { return true; }
  bool on_int64(std::int64_t n, Text, Error&) { return stack_.push_int64(n), true; }
  bool on_uint64(std::uint64_t n, Text, Error&) { return stack_.push_uint64(n), true; }
  bool on_double(double n, Text, Error&) { return stack_.push_double(n), true; }
  bool on_bool(bool b, Error&) { return stack_.push_bool(b), true; }
  bool on_null(Error&) { return stack_.push_null(), true; }
  bool on_comment_part(Text, Error&) { return true; }
  bool on_comment(Text, Error&) { return true; }

 private:
  boost::json::value_stack stack_;
  std::size_t fields_ = 0;
};

std::size_t count_fields(const boost::json::value& value) {
  std::size_t count = 0;
  if (const auto* object = value.if_object()) {
    count = object->size();
    for (const auto& field : *object) count += count_fields(field.value());
  } else if (const auto* array = value.if_array()) {
    for (const auto& item : *array) count += count_fields(item);
  }
  return count;
}

}  // namespace

Result<boost::json::value> parse(std::string_view text) {
  boost::json::error_code error;
  boost::json::parse_options options;
  options.max_depth = depth_max;
  boost::json::basic_parser<Builder> parser(options);
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (error || read != text.size()) return refuse(Code::bad_request, "The body is not valid JSON.");
  auto value = parser.handler().release();
  if (count_fields(value) != parser.handler().fields())
    return refuse(Code::bad_request, "The body names a field twice.");
  return value;
}

void Problems::add(const std::string& path, std::string message) {
  if (fields_.size() < 20) fields_.push_back({path, std::move(message)});
}

namespace detail {

std::string_view shown(std::string_view key) { return first_code_points(key, 64); }

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
