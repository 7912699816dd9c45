// Files embedded in the binary, served with content negotiation and caching. Pure: a table in, a
// response out. embed.cmake makes the table from a folder at build time.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace centralino::http {

// All views point into the binary.
struct StaticFile {
  std::string_view path;        // "/assets/index-4f2a9c1b.js"
  std::string_view media_type;  // with charset where it has one
  std::string_view bytes;
  std::string_view br;  // empty: not offered
  std::string_view gz;
  std::string_view etag;   // of the content, without quotes
  bool immutable = false;  // its name changes with its content
};

// A page holding this word gets the response's nonce in its place. Such a page is always sent
// whole, uncompressed and without ETag: a cached copy would carry yesterday's nonce under today's
// policy.
inline constexpr std::string_view nonce_placeholder = "__CSP_NONCE__";

class StaticFiles {
 public:
  // The table must be sorted by path (embed.cmake does) and outlive this and every response.
  explicit StaticFiles(std::span<const StaticFile> files);

  const StaticFile* find(std::string_view path) const;

  // Answers GET and HEAD for request.path; nothing when there is no such file. Other methods: 405.
  std::optional<Response> serve(const Request& request, std::string_view nonce) const;
  // The same for a given path: serve_path("/index.html", …) for the routes of a web application.
  std::optional<Response> serve_path(std::string_view path, const Request& request,
                                     std::string_view nonce) const;

 private:
  std::span<const StaticFile> files_;
};

enum class Encoding { identity, gzip, br };

// The best encoding of those present that Accept-Encoding allows (RFC 9110 §12.5.3): highest
// q-value, then br, gzip, identity. An absent header allows identity only.
Encoding choose_encoding(std::string_view accept_encoding, bool has_br, bool has_gz);

// Does If-None-Match (a list, or "*") name this entity tag? Weak comparison, as RFC 9110 §13.1.2
// asks.
bool etag_matches(std::string_view if_none_match, std::string_view quoted_etag);

}  // namespace centralino::http
