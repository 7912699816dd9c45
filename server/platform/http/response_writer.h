// The head of a response as bytes (RFC 9112 §4). Pure: the date arrives as text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace centralino::http {

// How a response leaves, decided by the connection.
struct Framing {
  bool head_only = false;  // the answer to HEAD
  bool keep_alive = true;
  bool http10 = false;
  std::string_view date;  // "Sun, 06 Nov 1994 08:49:37 GMT"
  std::string_view request_id;
};

// Status 204 and 304 carry no payload, whatever the response holds.
bool status_has_payload(int status);

// A status of three digits and headers that cannot break out of their line. A response that is not
// sendable is our own mistake; the connection answers 500 instead.
bool sendable(const Response& response);

// Status line, the response's headers (but not its own Content-Length, Transfer-Encoding,
// Connection or Date), then the server's. Appends to `out`.
void write_head(std::string& out, const Response& response, const Framing& framing);

// IMF-fixdate, RFC 9110 §5.6.7.
std::string http_date(std::int64_t unix_seconds);

}  // namespace centralino::http
