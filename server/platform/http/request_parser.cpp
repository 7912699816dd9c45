#include "platform/http/request_parser.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "platform/http/url.h"

namespace centralino::http {
namespace {

constexpr std::array<bool, 256> token_table = [] {
  std::array<bool, 256> table{};
  for (char c : std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}();

// Characters of a URI, RFC 3986 §2, and bytes above 0x7f, which percent_decode will have to judge.
bool is_target(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7f;
  });
}

// "name", "name:port", "[v6]:port", RFC 9110 §7.2.
bool is_host(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~:[]%").find(c) != std::string_view::npos;
  });
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return result;
}

}  // namespace

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return token_table[static_cast<unsigned char>(c)];
  });
}

bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
}

bool list_has_token(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (same_name(trim(list.substr(0, end)), token)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

std::size_t RequestParser::feed(std::string_view bytes) {
  std::size_t taken = 0;
  while (taken < bytes.size()) {
    const std::string_view rest = bytes.substr(taken);
    std::size_t n = 0;
    if (state_ == State::head) n = feed_head(rest);
    if (state_ == State::body && n == 0) n = chunked_ ? feed_chunked(rest) : feed_length(rest);
    if (n == 0) break;
    taken += n;
  }
  return taken;
}

std::size_t RequestParser::feed_head(std::string_view bytes) {
  // A client may send an empty line between requests (RFC 9112 §2.2).
  if (head_.empty() && bytes.front() == '\r') {
    head_.push_back('\r');
    return 1;
  }
  if (head_ == "\r" && bytes.front() == '\n') {
    head_.clear();
    return 1;
  }
  // Look for the end of the block from a little before the new bytes, so that a cut inside CRLFCRLF
  // does not matter and the whole costs O(n).
  const std::size_t before = head_.size();
  const std::size_t room =
      limits_->header_bytes_max + 4 - std::min(before, limits_->header_bytes_max);
  head_.append(bytes.substr(0, room));
  const std::size_t end = head_.find("\r\n\r\n", before < 3 ? 0 : before - 3);
  if (end != std::string::npos) {
    head_.resize(end + crlf.size());  // each line keeps its CRLF
    read_head();
    return end + 2 * crlf.size() - before;
  }
  const std::size_t line_end = head_.find(crlf);
  if (std::min(line_end, head_.size()) > limits_->target_bytes_max + 64) {
    fail(414, "request line too long");
  } else if (head_.size() > limits_->header_bytes_max) {
    fail(431, "header block too large");
  } else if (line_end == std::string::npos && head_.find('\n') != std::string::npos) {
    fail(400, "line feed without carriage return");
  }
  return head_.size() - before;
}

void RequestParser::read_head() {
  if (head_.size() > limits_->header_bytes_max) {
    fail(431, "header block too large");
    return;
  }
  std::string_view rest = head_;
  std::size_t end = rest.find(crlf);
  if (!read_request_line(rest.substr(0, end))) return;
  rest.remove_prefix(end + crlf.size());
  while (!rest.empty()) {
    end = rest.find(crlf);
    if (!read_header_line(rest.substr(0, end))) return;
    rest.remove_prefix(end + crlf.size());
  }
  if (!read_framing() || !read_host() || !read_connection()) return;
  state_ = State::head_done;
}

bool RequestParser::read_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return fail(400, "malformed request line");
  const std::string_view method = line.substr(0, first);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method) || method.size() > 32) return fail(400, "malformed method");
  if (version.size() != 8 || !version.starts_with("HTTP/") || version[6] != '.') {
    return fail(400, "malformed version");
  }
  if (version[5] != '1' || (version[7] != '1' && version[7] != '0')) {
    return fail(505, "unknown version");
  }
  http10_ = version[7] == '0';
  keep_alive_ = !http10_;
  request_.method = method;
  return read_target(line.substr(first + 1, last - first - 1));
}

bool RequestParser::read_target(std::string_view target) {
  if (target.size() > limits_->target_bytes_max) return fail(414, "target too long");
  if (!is_target(target)) return fail(400, "forbidden character in target");
  if (request_.method == "CONNECT") return fail(501, "CONNECT");
  if (target == "*" && request_.method == "OPTIONS") {
    request_.target = request_.path = "*";
    return true;
  }
  const std::size_t scheme_end = target.find("://");
  if (!target.starts_with('/') && scheme_end != std::string_view::npos) {
    const std::string_view scheme = target.substr(0, scheme_end);
    if (!same_name(scheme, "http") && !same_name(scheme, "https")) {
      return fail(400, "unknown scheme in target");
    }
    target.remove_prefix(scheme_end + 3);
    const std::size_t end = std::min(target.find_first_of("/?"), target.size());
    request_.host = lower(target.substr(0, end));
    absolute_target_ = true;
    if (request_.host.empty() || !is_host(request_.host)) return fail(400, "malformed authority");
    target.remove_prefix(end);
    request_.target = target.starts_with('/') ? std::string() : std::string("/");
  }
  request_.target.append(target);
  Outcome<Target> parsed = parse_target(request_.target);
  if (!parsed) return fail(400, "malformed target");
  request_.path = std::move(parsed->path);
  request_.query = std::move(parsed->query);
  return true;
}

bool RequestParser::read_header_line(std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') return fail(400, "folded header line");
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return fail(400, "header line without colon");
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trim(line.substr(colon + 1));
  if (!is_token(name)) return fail(400, "malformed header name");
  if (!is_field_value(value)) return fail(400, "forbidden character in header");
  if (request_.headers.size() == limits_->headers_max) return fail(431, "too many headers");
  request_.headers.push_back({std::string(name), std::string(value)});
  return true;
}

bool RequestParser::read_framing() {
  bool has_length = false;
  bool has_coding = false;
  for (const Header& header : request_.headers) {
    if (same_name(header.name, "Content-Length")) {
      if (has_length) return fail(400, "second Content-Length");
      has_length = true;
      const std::string& text = header.value;
      const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), length_);
      const bool digits =
          std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (error == std::errc::result_out_of_range && digits) {
        length_ = static_cast<std::size_t>(-1);
      } else if (error != std::errc() || stop != text.data() + text.size() || !digits) {
        return fail(400, "malformed Content-Length");
      }
    } else if (same_name(header.name, "Transfer-Encoding")) {
      if (has_coding || http10_) return fail(400, "Transfer-Encoding not allowed here");
      has_coding = true;
      if (!same_name(header.value, "chunked")) return fail(501, "unknown transfer coding");
      chunked_ = true;
    }
  }
  if (has_length && has_coding) return fail(400, "Content-Length with Transfer-Encoding");
  return true;
}

bool RequestParser::read_host() {
  int hosts = 0;
  for (const Header& header : request_.headers) {
    if (!same_name(header.name, "Host")) continue;
    if (++hosts > 1) return fail(400, "second Host");
    if (!is_host(header.value)) return fail(400, "malformed Host");
    if (!absolute_target_) request_.host = lower(header.value);
  }
  if (hosts == 0 && !http10_) return fail(400, "no Host");
  return true;
}

bool RequestParser::read_connection() {
  bool upgrade = false;
  bool websocket = false;
  for (const Header& header : request_.headers) {
    if (same_name(header.name, "Connection")) {
      if (list_has_token(header.value, "close")) keep_alive_ = false;
      if (http10_ && list_has_token(header.value, "keep-alive")) keep_alive_ = true;
      upgrade = upgrade || list_has_token(header.value, "upgrade");
    } else if (same_name(header.name, "Upgrade")) {
      websocket = websocket || list_has_token(header.value, "websocket");
    } else if (same_name(header.name, "Expect") && !http10_) {
      if (!same_name(header.value, "100-continue")) return fail(417, "unknown expectation");
      expects_continue_ = true;
    }
  }
  wants_websocket_ = upgrade && websocket && !http10_ && request_.method == "GET";
  return true;
}

void RequestParser::accept_body(std::size_t body_bytes_max) {
  body_bytes_max_ = body_bytes_max;
  if (!chunked_ && length_ > body_bytes_max) {
    fail(413, "body too large");
  } else {
    state_ = has_body() ? State::body : State::done;
  }
}

std::size_t RequestParser::feed_length(std::string_view bytes) {
  const std::size_t n = std::min(bytes.size(), length_);
  request_.body.append(bytes.substr(0, n));
  length_ -= n;
  if (length_ == 0) state_ = State::done;
  return n;
}

bool RequestParser::take_line(std::string_view& bytes, std::size_t bytes_max, int status) {
  const std::size_t end = bytes.find('\n');
  const std::size_t n = end == std::string_view::npos ? bytes.size() : end + 1;
  line_.append(bytes.substr(0, std::min(n, bytes_max + crlf.size() + 1)));
  bytes.remove_prefix(n);
  if (line_.size() > bytes_max + crlf.size()) return fail(status, "chunk line too long");
  if (end == std::string_view::npos) return false;
  if (!line_.ends_with(crlf)) return fail(400, "line feed without carriage return");
  line_.resize(line_.size() - crlf.size());
  return true;
}

void RequestParser::read_chunk_size() {
  const char* begin = line_.data();
  const char* end = begin + line_.size();
  const auto [stop, error] = std::from_chars(begin, end, length_, 16);
  if (error != std::errc() || stop - begin > 15) {
    fail(400, "malformed chunk size");
  } else if (stop != end && (*stop != ';' || !is_field_value(line_))) {
    fail(400, "malformed chunk extension");
  } else if (length_ > body_bytes_max_ - request_.body.size()) {
    fail(413, "body too large");
  } else {
    chunk_ = length_ == 0 ? Chunk::trailer : Chunk::data;
  }
}

std::size_t RequestParser::feed_chunked(std::string_view bytes) {
  std::string_view rest = bytes;
  if (chunk_ == Chunk::data) {
    const std::size_t n = std::min(rest.size(), length_);
    request_.body.append(rest.substr(0, n));
    length_ -= n;
    if (length_ == 0) chunk_ = Chunk::data_end;
    return n;
  }
  const bool trailer = chunk_ == Chunk::trailer;
  const std::size_t line_max = trailer ? limits_->header_bytes_max : limits_->chunk_line_bytes_max;
  if (!take_line(rest, line_max, trailer ? 431 : 400)) return bytes.size() - rest.size();
  if (chunk_ == Chunk::size) {
    read_chunk_size();
  } else if (chunk_ == Chunk::data_end) {
    if (line_.empty())
      chunk_ = Chunk::size;
    else
      fail(400, "chunk longer than its size");
  } else if (line_.empty()) {
    state_ = State::done;
  } else {  // trailers are checked and forgotten
    trailer_bytes_ += line_.size();
    const std::size_t colon = line_.find(':');
    if (trailer_bytes_ > limits_->header_bytes_max)
      fail(431, "trailers too large");
    else if (colon == std::string::npos || !is_token(std::string_view(line_).substr(0, colon)) ||
             !is_field_value(line_))
      fail(400, "malformed trailer");
  }
  line_.clear();
  return bytes.size() - rest.size();
}

void RequestParser::next() { *this = RequestParser(*limits_); }

bool RequestParser::fail(int status, const char* problem) {
  state_ = State::failed;
  status_ = status;
  problem_ = problem;
  return false;
}

}  // namespace centralino::http
