#include "platform/http/multipart.h"

#include <algorithm>

#include "platform/http/message.h"
#include "platform/http/request_parser.h"
#include "platform/http/url.h"

namespace centralino::http {
namespace {

constexpr std::size_t file_name_bytes_max = 150;

struct Parameter {
  std::string name;
  std::string value;
};

// "form-data; name=\"a\"; filename=\"b.txt\"": the value and its parameters.
struct Parametrised {
  std::string value;
  std::vector<Parameter> parameters;

  const std::string* find(std::string_view name) const {
    for (const Parameter& parameter : parameters) {
      if (same_name(parameter.name, name)) return &parameter.value;
    }
    return nullptr;
  }
};

// After the opening quote. Only \" is an escape: some browsers send a bare backslash.
std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string value;
  while (!rest.empty()) {
    const char c = rest.front();
    rest.remove_prefix(1);
    if (c == '"') return value;
    if (c == '\\' && rest.starts_with('"')) {
      value.push_back('"');
      rest.remove_prefix(1);
    } else {
      value.push_back(c);
    }
  }
  return std::nullopt;
}

std::optional<Parametrised> read_parameters(std::string_view text) {
  Parametrised result;
  const std::size_t end = std::min(text.find(';'), text.size());
  result.value = trim(text.substr(0, end));
  text.remove_prefix(end);
  while (!(text = trim(text)).empty()) {
    if (text.front() != ';') return std::nullopt;
    text = trim(text.substr(1));
    if (text.empty()) break;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    Parameter parameter{std::string(trim(text.substr(0, equals))), {}};
    if (!is_token(parameter.name) || result.find(parameter.name)) return std::nullopt;
    text.remove_prefix(equals + 1);
    if (text.starts_with('"')) {
      text.remove_prefix(1);
      std::optional<std::string> value = take_quoted(text);
      if (!value) return std::nullopt;
      parameter.value = std::move(*value);
    } else {
      const std::size_t stop = std::min(text.find(';'), text.size());
      parameter.value = trim(text.substr(0, stop));
      text.remove_prefix(stop);
    }
    result.parameters.push_back(std::move(parameter));
  }
  return result;
}

bool is_boundary(std::string_view text) {
  return !text.empty() && text.size() <= 70 && text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
         });
}

// Browsers write these three as %22, %0D and %0A inside quoted names (HTML, "multipart/form-data
// encoding algorithm") and nothing else, so nothing else is decoded.
std::string unescape_name(std::string_view text) {
  std::string name;
  while (!text.empty()) {
    const std::string_view escape = text.substr(0, 3);
    if (escape == "%22" || same_name(escape, "%0D") || same_name(escape, "%0A")) {
      name.push_back(escape == "%22" ? '"' : ' ');
      text.remove_prefix(3);
    } else {
      name.push_back(text.front());
      text.remove_prefix(1);
    }
  }
  return name;
}

// RFC 5987: UTF-8'language'percent-encoded.
std::optional<std::string> read_extended(std::string_view text) {
  const std::size_t first = text.find('\'');
  if (first == std::string_view::npos || !same_name(text.substr(0, first), "UTF-8")) {
    return std::nullopt;
  }
  const std::size_t second = text.find('\'', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  Outcome<std::string> decoded = percent_decode(text.substr(second + 1));
  if (!decoded || !valid_utf8(*decoded)) return std::nullopt;
  return std::move(*decoded);
}

bool read_disposition(Part& part, std::string_view value) {
  const std::optional<Parametrised> disposition = read_parameters(value);
  if (!disposition || !same_name(disposition->value, "form-data")) return false;
  const std::string* name = disposition->find("name");
  if (!name || name->empty() || !valid_utf8(*name)) return false;
  part.name = unescape_name(*name);
  const std::string* plain = disposition->find("filename");
  const std::string* extended = disposition->find("filename*");
  std::optional<std::string> file_name;
  if (plain) file_name = unescape_name(*plain);
  if (extended) {
    file_name = read_extended(*extended);
    if (!file_name) return false;
  }
  if (file_name) part.file_name = sanitise_file_name(*file_name);
  return true;
}

// Lines of a part's head, without the empty one that ends it.
bool read_part_head(Part& part, std::string_view head) {
  bool disposed = false;
  bool typed = false;
  part.media_type = "text/plain";
  while (!head.empty()) {
    const std::size_t end = std::min(head.find(crlf), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + crlf.size(), head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
    const std::string_view value = trim(line.substr(colon + 1));
    if (!is_field_value(value)) return false;
    if (same_name(line.substr(0, colon), "Content-Disposition")) {
      if (disposed || !read_disposition(part, value)) return false;
      disposed = true;
    } else if (same_name(line.substr(0, colon), "Content-Type")) {
      if (typed) return false;
      typed = true;
      part.media_type = value;
    }
  }
  return disposed;
}

// Appends the character starting at text[i] to `out` unless it must not stand in a file name;
// returns its length. `text` is valid UTF-8.
std::size_t keep_character(std::string_view text, std::size_t i, std::string& out) {
  const auto byte = static_cast<unsigned char>(text[i]);
  const std::size_t length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  const std::string_view character = text.substr(i, length);
  if (length == 1) {
    if (byte < 0x20 || byte == 0x7f) return 1;
    const bool special = std::string_view("<>:\"|?*`$;").find(text[i]) != std::string_view::npos;
    out.push_back(special ? '_' : text[i]);
    return 1;
  }
  const bool c1_control = byte == 0xc2 && static_cast<unsigned char>(text[i + 1]) < 0xa0;
  // U+200B–U+200F, U+2028–U+202E, U+2060–U+206F, U+FEFF: invisible, or turning the direction.
  const bool invisible = (character >= "\u200b" && character <= "\u200f") ||
                         (character >= "\u2028" && character <= "\u202e") ||
                         (character >= "\u2060" && character <= "\u206f") || character == "\ufeff";
  if (!c1_control && !invisible) out.append(character);
  return length;
}

void shorten(std::string& name) {
  if (name.size() <= file_name_bytes_max) return;
  const std::size_t dot = name.rfind('.');
  std::string extension;
  if (dot != std::string::npos && name.size() - dot <= 16) extension = name.substr(dot);
  name.resize(file_name_bytes_max - extension.size());
  while (!name.empty() && !valid_utf8(name)) name.pop_back();
  name += extension;
}

}  // namespace

Outcome<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body,
                                           const MultipartLimits& limits) {
  const std::optional<Parametrised> type = read_parameters(content_type);
  if (!type || !same_name(type->value, "multipart/form-data")) return Failure{"not form-data"};
  const std::string* boundary = type->find("boundary");
  if (!boundary || !is_boundary(*boundary)) return Failure{"no usable boundary"};
  const std::string delimiter = "\r\n--" + *boundary;
  if (!body.starts_with(std::string_view(delimiter).substr(crlf.size()))) {
    return Failure{"body does not start with its boundary"};
  }
  body.remove_prefix(delimiter.size() - crlf.size());
  std::vector<Part> parts;
  while (!body.starts_with("--")) {
    if (!body.starts_with(crlf)) return Failure{"boundary line goes on"};
    body.remove_prefix(crlf.size());
    if (parts.size() == limits.parts_max) return Failure{"too many parts"};
    const std::size_t head_end = body.substr(0, limits.part_header_bytes_max + 4).find("\r\n\r\n");
    if (head_end == std::string_view::npos) return Failure{"part headers too large or unfinished"};
    Part part;
    if (!read_part_head(part, body.substr(0, head_end))) return Failure{"malformed part headers"};
    // From the CRLF of the empty line, because a part may be empty.
    body.remove_prefix(head_end + crlf.size());
    const std::size_t end = body.find(delimiter);
    if (end == std::string_view::npos) return Failure{"last boundary missing"};
    part.content = end == 0 ? std::string_view() : body.substr(crlf.size(), end - crlf.size());
    body.remove_prefix(end + delimiter.size());
    parts.push_back(std::move(part));
  }
  return parts;
}

std::string sanitise_file_name(std::string_view name) {
  const std::size_t slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  std::string result;
  if (valid_utf8(name)) {
    for (std::size_t i = 0; i < name.size();) i += keep_character(name, i, result);
  } else {
    for (char c : name) {
      if (c >= 0x20 && c < 0x7f) keep_character(std::string_view(&c, 1), 0, result);
    }
  }
  const std::size_t first = result.find_first_not_of(". ");
  result.erase(0, std::min(first, result.size()));
  shorten(result);
  while (!result.empty() && (result.back() == '.' || result.back() == ' ')) result.pop_back();
  return result.empty() ? "file" : result;
}

std::string content_disposition(std::string_view file_name, bool inline_view) {
  const std::string name = sanitise_file_name(file_name);
  std::string ascii = name;
  for (char& c : ascii) {
    if (static_cast<unsigned char>(c) > 0x7e || c == '%' || c == '"' || c == '\\') c = '_';
  }
  std::string value = inline_view ? "inline" : "attachment";
  value.append("; filename=\"").append(ascii).append("\"");
  if (ascii != name) value.append("; filename*=UTF-8''").append(percent_encode(name));
  return value;
}

}  // namespace centralino::http
