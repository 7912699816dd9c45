// A stream of requests, once whole and once cut into pieces: both must be read alike. The first
// byte says how to cut.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/forwarded.h"
#include "platform/http/request_parser.h"
#include "platform/http/url.h"

using namespace centralino::http;

namespace {

constexpr std::size_t body_bytes_max = 256;

void require(bool condition) {
  if (!condition) std::abort();
}

Limits small_limits() {
  Limits limits;
  limits.header_bytes_max = 512;
  limits.target_bytes_max = 128;
  limits.headers_max = 8;
  limits.chunk_line_bytes_max = 32;
  return limits;
}

void check(const Request& request) {
  require(request.path == "*" || request.path.starts_with('/'));
  require(valid_utf8(request.path) && request.path.find('\0') == std::string::npos);
  require(is_token(request.method) && request.body.size() <= body_bytes_max);
  for (const Header& header : request.headers) {
    require(is_token(header.name) && is_field_value(header.value));
  }
  if (const auto cookie = request.cookie("session")) {
    require(cookie->find(';') == std::string_view::npos);
  }
}

struct Story {
  std::vector<std::string> requests;
  bool failed = false;
  bool operator==(const Story&) const = default;
};

Story read(std::string_view bytes, std::size_t piece) {
  const Limits limits = small_limits();
  RequestParser parser(limits);
  Story story;
  while (!bytes.empty()) {
    const std::size_t taken = parser.feed(bytes.substr(0, piece));
    require(taken <= bytes.size());
    bytes.remove_prefix(taken);
    if (parser.state() == RequestParser::State::head_done) parser.accept_body(body_bytes_max);
    if (parser.state() == RequestParser::State::failed) {
      require(parser.status() >= 400 && parser.status() <= 505);
      story.failed = true;
      break;
    }
    if (parser.state() == RequestParser::State::done) {
      const Request& request = parser.request();
      check(request);
      story.requests.push_back(request.method + " " + request.host + request.target + " " +
                               std::to_string(request.headers.size()) + " " + request.body);
      Request copy = request;
      apply_forwarding(copy, *parse_address("10.0.0.1"), false, {*parse_cidr("10.0.0.0/8")}, "id");
      require(parse_address(copy.remote).has_value());
      parser.next();
    }
  }
  return story;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Story whole = read(bytes, bytes.size());
  const Story pieces = read(bytes, 1 + data[0] % 64);
  // Cut to pieces, a line is refused as soon as it is too long, whole only at its end: the pieces
  // may have failed already where the whole still waits, never the other way round.
  require(whole.requests == pieces.requests);
  require(!whole.failed || pieces.failed);
  return 0;
}
