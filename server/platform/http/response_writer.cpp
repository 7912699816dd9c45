#include "platform/http/response_writer.h"

#include <ctime>

#include "platform/http/request_parser.h"

namespace centralino::http {
namespace {

bool written_by_server(std::string_view name) {
  return same_name(name, "Content-Length") || same_name(name, "Transfer-Encoding") ||
         same_name(name, "Connection") || same_name(name, "Date");
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool status_has_payload(int status) { return status >= 200 && status != 204 && status != 304; }

bool sendable(const Response& response) {
  if (response.status < 200 || response.status > 599) return false;
  for (const Header& header : response.headers) {
    if (!is_token(header.name) || !is_field_value(header.value)) return false;
  }
  return true;
}

void write_head(std::string& out, const Response& response, const Framing& framing) {
  out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  out.append(reason_phrase(response.status)).append("\r\n");
  for (const Header& header : response.headers) {
    if (!written_by_server(header.name)) append_header(out, header.name, header.value);
  }
  if (status_has_payload(response.status)) {
    append_header(out, "Content-Length", std::to_string(response.length()));
  }
  append_header(out, "Date", framing.date);
  if (!framing.request_id.empty()) append_header(out, "X-Request-Id", framing.request_id);
  if (!framing.keep_alive) {
    append_header(out, "Connection", "close");
  } else if (framing.http10) {
    append_header(out, "Connection", "keep-alive");
  }
  out.append("\r\n");
}

std::string http_date(std::int64_t unix_seconds) {
  static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto seconds = static_cast<std::time_t>(unix_seconds);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  const auto n = std::strftime(text, sizeof text, "xxx, %d xxx %Y %H:%M:%S GMT", &parts);
  std::string date(text, n);
  date.replace(0, 3, days[parts.tm_wday]);
  date.replace(8, 3, months[parts.tm_mon]);
  return date;
}

}  // namespace centralino::http
