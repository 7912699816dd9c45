#include "platform/http/url.h"

#include <algorithm>
#include <cstdint>

namespace centralino::http {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

bool control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// How many continuation bytes follow `lead`, and the smallest value that needs them.
struct Utf8Lead {
  int continuation;
  std::uint32_t minimum;
  std::uint32_t bits;
};

Utf8Lead read_lead(unsigned char lead) {
  if (lead < 0x80) return {0, 0, lead};
  if (lead >= 0xc2 && lead <= 0xdf) return {1, 0x80, lead & 0x1fu};
  if (lead >= 0xe0 && lead <= 0xef) return {2, 0x800, lead & 0x0fu};
  if (lead >= 0xf0 && lead <= 0xf4) return {3, 0x10000, lead & 0x07u};
  return {-1, 0, 0};
}

Outcome<std::string> decode_query_part(std::string_view part) {
  Outcome<std::string> decoded = percent_decode(part, true);
  if (!decoded) return decoded;
  if (decoded->find('\0') != std::string::npos) return Failure{"NUL in query"};
  if (!valid_utf8(*decoded)) return Failure{"query is not UTF-8"};
  return decoded;
}

}  // namespace

Outcome<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded.push_back(' ');
    } else if (text[i] != '%') {
      decoded.push_back(text[i]);
    } else {
      if (text.size() - i < 3) return Failure{"incomplete percent escape"};
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return Failure{"percent escape is not hexadecimal"};
      decoded.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    }
  }
  return decoded;
}

std::string percent_encode(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (char c : text) {
    if (unreserved(c)) {
      encoded.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
  }
  return encoded;
}

Outcome<Query> parse_query(std::string_view text) {
  Query query;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    Outcome<std::string> name = decode_query_part(pair.substr(0, equals));
    if (!name) return Failure{name.reason()};
    Outcome<std::string> value = decode_query_part(pair.substr(std::min(equals + 1, pair.size())));
    if (!value) return Failure{value.reason()};
    query.emplace_back(std::move(*name), std::move(*value));
  }
  return query;
}

Outcome<std::string> normalise_path(std::string_view raw) {
  if (raw.empty() || raw.front() != '/') return Failure{"path does not start with '/'"};
  std::string path;
  while (!raw.empty()) {
    raw.remove_prefix(1);
    const std::size_t end = std::min(raw.find('/'), raw.size());
    Outcome<std::string> segment = percent_decode(raw.substr(0, end));
    if (!segment) return segment;
    raw.remove_prefix(end);
    if (*segment == "." || *segment == "..") return Failure{"dot segment in path"};
    if (std::any_of(segment->begin(), segment->end(), control)) return Failure{"control in path"};
    if (segment->find_first_of("/\\") != std::string::npos)
      return Failure{"slash inside a segment"};
    if (!valid_utf8(*segment)) return Failure{"path is not UTF-8"};
    if (segment->empty() && !raw.empty()) continue;  // "//"
    path.push_back('/');
    path.append(*segment);
  }
  return path;
}

Outcome<Target> parse_target(std::string_view target) {
  if (target.find('#') != std::string_view::npos) return Failure{"fragment in target"};
  const std::size_t question = std::min(target.find('?'), target.size());
  Outcome<std::string> path = normalise_path(target.substr(0, question));
  if (!path) return Failure{path.reason()};
  Outcome<Query> query = parse_query(target.substr(std::min(question + 1, target.size())));
  if (!query) return Failure{query.reason()};
  return Target{std::move(*path), std::move(*query)};
}

bool valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Utf8Lead lead = read_lead(static_cast<unsigned char>(text[i++]));
    if (lead.continuation < 0) return false;
    std::uint32_t value = lead.bits;
    for (int n = 0; n < lead.continuation; ++n) {
      if (i == text.size()) return false;
      const auto byte = static_cast<unsigned char>(text[i++]);
      if ((byte & 0xc0) != 0x80) return false;
      value = value << 6 | (byte & 0x3fu);
    }
    if (value < lead.minimum || value > 0x10ffff) return false;
    if (value >= 0xd800 && value <= 0xdfff) return false;
  }
  return true;
}

}  // namespace centralino::http
