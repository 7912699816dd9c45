// The first line of the input is the Content-Type, the rest the body.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/http/multipart.h"
#include "platform/http/url.h"

using namespace centralino::http;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void require_harmless(const std::string& name) {
  require(!name.empty() && name.size() <= 150 && valid_utf8(name));
  require(name.find_first_of(std::string_view("/\\\r\n\0\"", 6)) == std::string::npos);
  require(name.front() != '.' && sanitise_file_name(name) == name);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view body = text.substr(std::min(end + 1, text.size()));
  if (const auto parts = parse_multipart(text.substr(0, end), body)) {
    require(parts->size() <= MultipartLimits().parts_max);
    for (const Part& part : *parts) {
      require(!part.name.empty() && valid_utf8(part.name));
      require(part.content.size() <= body.size());
      if (part.file_name) require_harmless(*part.file_name);
    }
  }
  require_harmless(sanitise_file_name(text));
  const std::string disposition = content_disposition(text);
  require(disposition.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
  return 0;
}
