// multipart/form-data (RFC 7578) over a body that arrived whole. Pure; contents are views into the
// body. Stricter than RFC 2046: no preamble, CRLF line ends only, as every browser sends it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/outcome.h"

namespace centralino::http {

struct MultipartLimits {
  std::size_t parts_max = 20;
  std::size_t part_header_bytes_max = 2 * 1024;
};

struct Part {
  std::string name;  // of the form field, valid UTF-8
  // Present for files; already through sanitise_file_name, so never empty then.
  std::optional<std::string> file_name;
  std::string media_type;  // as claimed: "text/plain" when absent; never to be trusted
  std::string_view content;
};

// `content_type` is the request's header. Anything malformed or beyond the limits fails as a whole.
Outcome<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body,
                                           const MultipartLimits& limits = {});

// What may be shown, stored and offered again as a file's name: the last path component, valid
// UTF-8, without controls, characters that Windows or shells treat specially, bidirectional
// overrides
// ("gpj.exe" shown as "exe.jpg"), leading dots, or trailing dots and spaces; at most 150 bytes, the
// extension kept. "file" when nothing is left.
std::string sanitise_file_name(std::string_view name);

// A Content-Disposition value for a download: ASCII fallback and RFC 5987 form.
std::string content_disposition(std::string_view file_name, bool inline_view = false);

}  // namespace centralino::http
