// The text of a configuration file: refused with the names of what is wrong, or valid throughout.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "platform/config/config.h"
#include "platform/http/cidr.h"

using namespace centralino;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = config::parse(text, "centralino.toml", {});
  if (!read.ok()) {
    require(read.refusal().code == Code::invalid_field && !read.refusal().fields.empty());
    return 0;
  }
  const auto where = config::parse_host_port(read->http);
  require(where.ok() && !where->host.empty());
  require(read->read_threads >= 1 && read->read_threads <= 64);
  for (const auto& network : read->trusted_proxies) require(http::parse_cidr(network).has_value());
  return 0;
}
