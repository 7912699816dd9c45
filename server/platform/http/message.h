// What a handler sees of HTTP: a request that arrived whole and a response to be sent. Plain
// values, no sockets; everything may be copied, moved between threads and built in tests by hand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
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

  // What follows that payload, made while it is sent, so that nobody ever holds all of it. `more`
  // is asked on the I/O thread whenever all before `from` has left; it must not block and gives
  // the next bytes, from any thread, as the body of a response. Any status but 200, nothing, or
  // too much: the connection is cut, so that the client knows that bytes are missing.
  struct Rest {
    std::uint64_t bytes = 0;
    std::function<void(std::uint64_t from, std::function<void(Response)> give)> more;
  };
  std::shared_ptr<const Rest> rest;

  std::string_view payload() const;
  std::uint64_t length() const;                          // of payload and rest
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
