// What a handler sees of HTTP: a request that arrived whole and a response to be sent. Plain
// values, no sockets; everything may be copied, moved between threads and built in tests by hand.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace centralino::http {

// Without the blanks (SP, HTAB) at both ends: the OWS of RFC 9110 §5.6.3.
std::string_view trim(std::string_view text);

struct Header {
  std::string name;
  std::string value;
  bool operator==(const Header&) const = default;
};

// ASCII case is ignored; the order and spelling of the wire are kept.
bool same_name(std::string_view left, std::string_view right);
std::optional<std::string_view> find_header(const std::vector<Header>& headers,
                                            std::string_view name);

struct Request {
  std::string method;  // any token, as sent: "GET", "PATCH", …
  std::string target;  // as sent, e.g. "/a%20b?x=1"; absolute-form is reduced to its path and query
  // `target` without its query, percent-decoded once and normalised (url.h). Always starts with
  // '/', holds valid UTF-8, no NUL and no "." or ".." segment. "*" for "OPTIONS *".
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order, duplicates kept
  std::vector<Header> headers;
  std::string body;  // chunked bodies arrive joined

  std::string remote;      // the client's address; behind a trusted proxy, the one it reports
  bool secure = false;     // the client used https, here or at a trusted proxy
  std::string host;        // Host (or the absolute target's authority), port included, lower case
  std::string request_id;  // for logs and problem reports; unique, or taken from a trusted proxy

  // First header of that name; empty when absent.
  std::string_view header(std::string_view name) const;
  bool has_header(std::string_view name) const;
  // First value of that name.
  std::optional<std::string_view> query_value(std::string_view name) const;
  // Value of one cookie, as sent (not decoded, quotes kept).
  std::optional<std::string_view> cookie(std::string_view name) const;
};

// Exactly one of the three payloads is sent: `shared_body` when set, else `static_body` when not
// empty, else `body`. The server adds Content-Length, Date, Connection and X-Request-Id itself; for
// HEAD give the response of GET, its payload is counted and left out.
struct Response {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
  std::shared_ptr<const std::string> shared_body;  // one buffer for many responses
  std::string_view static_body;                    // bytes that outlive the server (embedded files)

  std::string_view payload() const;
  std::string_view header(std::string_view name) const;  // empty when absent
  Response& set(std::string name, std::string value);    // replaces every header of that name
};

Response text_response(int status, std::string body);
Response json_response(int status, std::string json);
// application/problem+json (RFC 9457) with a stable `code`; for failures the server itself answers.
Response problem_response(int status, std::string_view code, std::string_view title,
                          std::string_view request_id = {});
std::string_view reason_phrase(int status);

}  // namespace centralino::http
