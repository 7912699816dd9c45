// Targets and addresses from anywhere: no crash, and what is accepted keeps its promises.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/http/cidr.h"
#include "platform/http/static_files.h"
#include "platform/http/url.h"

using namespace centralino::http;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

bool has_dot_segment(std::string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    if (segment == "." || segment == "..") return true;
    path.remove_prefix(end);
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto target = parse_target(text)) {
    require(target->path.starts_with('/') && valid_utf8(target->path));
    require(!has_dot_segment(target->path));
    require(target->path.find('\0') == std::string::npos);
    require(target->path.find("//") == std::string::npos);
    for (const auto& [name, value] : target->query) require(valid_utf8(name) && valid_utf8(value));
  }
  require(*percent_decode(percent_encode(text)) == text);
  if (const auto address = parse_address(text)) {
    require(parse_address(address->to_string()) == address);
  }
  if (const auto block = parse_cidr(text)) require(block->contains(block->network));
  parse_address_and_port(text);
  choose_encoding(text, true, true);
  etag_matches(text, "\"tag\"");
  return 0;
}
