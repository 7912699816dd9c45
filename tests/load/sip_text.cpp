#include "load/sip_text.h"

#include <charconv>

namespace centralino::load {
namespace {

std::string_view until(std::string_view text, std::string_view end) {
  return text.substr(0, text.find(end));
}

std::string_view between(std::string_view text, std::string_view begin, std::string_view end) {
  const auto at = text.find(begin);
  return at == std::string_view::npos ? std::string_view()
                                      : until(text.substr(at + begin.size()), end);
}

template <class T>
T number(std::string_view text) {
  T out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

}  // namespace

std::string_view header(std::string_view message, std::string_view name) {
  const std::string begin = "\r\n" + std::string(name) + ": ";
  return between(until(message, "\r\n\r\n"), begin, "\r\n");
}

std::string header_lines(std::string_view message, std::string_view name) {
  const std::string begin = std::string(name) + ": ";
  std::string out;
  std::string_view rest = until(message, "\r\n\r\n");
  while (!rest.empty()) {
    const std::string_view line = until(rest, "\r\n");
    if (line.starts_with(begin)) out += std::string(line) + "\r\n";
    rest.remove_prefix(std::min(rest.size(), line.size() + 2));
  }
  return out;
}

std::string_view body(std::string_view message) {
  const auto at = message.find("\r\n\r\n");
  return at == std::string_view::npos ? std::string_view() : message.substr(at + 4);
}

int status(std::string_view message) { return number<int>(message.substr(8, 3)); }
std::string_view method(std::string_view message) { return until(message, " "); }
std::string_view method_of_answer(std::string_view message) {
  const auto sequence = header(message, "CSeq");
  const auto at = sequence.find(' ');
  return at == std::string_view::npos ? std::string_view() : sequence.substr(at + 1);
}
std::string_view user_of_request(std::string_view message) {
  return between(message, " sip:", "@");
}
std::string_view uri_of_contact(std::string_view message) {
  return between(header(message, "Contact"), "<", ">");
}
std::uint16_t audio_port(std::string_view message) {
  return number<std::uint16_t>(between(body(message), "m=audio ", " "));
}

std::string description(std::uint16_t port) {
  return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " +
         std::to_string(port) +
         " RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"
         "a=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\n";
}

}  // namespace centralino::load
