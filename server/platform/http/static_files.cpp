#include "platform/http/static_files.h"

#include <algorithm>

namespace centralino::http {
namespace {

// The next element of a comma-separated list, removed from `list`.
std::string_view take_element(std::string_view& list) {
  const std::size_t end = std::min(list.find(','), list.size());
  const std::string_view element = trim(list.substr(0, end));
  list.remove_prefix(std::min(end + 1, list.size()));
  return element;
}

// "0.8" → 800. Malformed values count as 0, refused.
int read_q(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  int thousandths = (text[0] - '0') * 1000;
  if (text.size() > 1 && text[1] != '.') return 0;
  int weight = 100;
  for (std::size_t i = 2; i < text.size(); ++i, weight /= 10) {
    if (text[i] < '0' || text[i] > '9') return 0;
    thousandths += (text[i] - '0') * weight;
  }
  return std::min(thousandths, 1000);
}

struct Coding {
  std::string_view name;
  int q;
};

Coding read_coding(std::string_view element) {
  const std::size_t semicolon = std::min(element.find(';'), element.size());
  Coding coding{trim(element.substr(0, semicolon)), 1000};
  const std::string_view parameter = trim(element.substr(std::min(semicolon + 1, element.size())));
  if (parameter.starts_with("q=") || parameter.starts_with("Q=")) {
    coding.q = read_q(trim(parameter.substr(2)));
  }
  return coding;
}

std::string replace_nonce(std::string_view page, std::string_view nonce) {
  std::string result;
  result.reserve(page.size());
  while (true) {
    const std::size_t at = page.find(nonce_placeholder);
    result.append(page.substr(0, at));
    if (at == std::string_view::npos) return result;
    result.append(nonce);
    page.remove_prefix(at + nonce_placeholder.size());
  }
}

Response serve_page(const StaticFile& file, std::string_view nonce) {
  Response response;
  response.set("Content-Type", std::string(file.media_type));
  response.set("Cache-Control", "no-cache");
  response.body = replace_nonce(file.bytes, nonce);
  return response;
}

// Each encoding is another representation and needs its own strong tag.
std::string tag_of(const StaticFile& file, Encoding encoding) {
  const char* suffix = encoding == Encoding::br ? "-br" : encoding == Encoding::gzip ? "-gz" : "";
  return "\"" + std::string(file.etag) + suffix + "\"";
}

Response serve_file(const StaticFile& file, const Request& request) {
  const Encoding encoding =
      choose_encoding(request.header("Accept-Encoding"), !file.br.empty(), !file.gz.empty());
  const std::string tag = tag_of(file, encoding);
  Response response;
  response.headers.push_back({"ETag", tag});
  response.headers.push_back(
      {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"});
  if (!file.br.empty() || !file.gz.empty()) response.headers.push_back({"Vary", "Accept-Encoding"});
  if (etag_matches(request.header("If-None-Match"), tag)) {
    response.status = 304;
    return response;
  }
  response.headers.push_back({"Content-Type", std::string(file.media_type)});
  response.static_body = file.bytes;
  if (encoding != Encoding::identity) {
    const bool br = encoding == Encoding::br;
    response.headers.push_back({"Content-Encoding", br ? "br" : "gzip"});
    response.static_body = br ? file.br : file.gz;
  }
  return response;
}

}  // namespace

Encoding choose_encoding(std::string_view accept_encoding, bool has_br, bool has_gz) {
  int br = -1, gzip = -1, identity = -1, other = -1;  // thousandths; -1: not named
  while (!accept_encoding.empty()) {
    const Coding coding = read_coding(take_element(accept_encoding));
    if (same_name(coding.name, "br")) br = coding.q;
    if (same_name(coding.name, "gzip") || same_name(coding.name, "x-gzip")) gzip = coding.q;
    if (same_name(coding.name, "identity")) identity = coding.q;
    if (coding.name == "*") other = coding.q;
  }
  br = has_br ? (br < 0 ? other : br) : 0;
  gzip = has_gz ? (gzip < 0 ? other : gzip) : 0;
  // Unnamed, identity is acceptable but never preferred to a coding the client did name.
  if (identity < 0) identity = 1;
  if (br > 0 && br >= gzip && br >= identity) return Encoding::br;
  if (gzip > 0 && gzip >= identity) return Encoding::gzip;
  return Encoding::identity;
}

bool etag_matches(std::string_view if_none_match, std::string_view quoted_etag) {
  if (trim(if_none_match) == "*") return true;
  while (!if_none_match.empty()) {
    std::string_view tag = take_element(if_none_match);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == quoted_etag) return true;
  }
  return false;
}

StaticFiles::StaticFiles(std::span<const StaticFile> files) : files_(files) {}

const StaticFile* StaticFiles::find(std::string_view path) const {
  const auto place = std::lower_bound(
      files_.begin(), files_.end(), path,
      [](const StaticFile& file, std::string_view wanted) { return file.path < wanted; });
  return place != files_.end() && place->path == path ? &*place : nullptr;
}

std::optional<Response> StaticFiles::serve(const Request& request, std::string_view nonce) const {
  return serve_path(request.path, request, nonce);
}

std::optional<Response> StaticFiles::serve_path(std::string_view path, const Request& request,
                                                std::string_view nonce) const {
  const StaticFile* file = find(path);
  if (!file) return std::nullopt;
  if (request.method != "GET" && request.method != "HEAD") {
    Response refusal = problem_response(405, "method_not_allowed", "Only GET and HEAD");
    refusal.set("Allow", "GET, HEAD");
    return refusal;
  }
  const bool page = file->media_type.starts_with("text/html") &&
                    file->bytes.find(nonce_placeholder) != std::string_view::npos;
  return page ? serve_page(*file, nonce) : serve_file(*file, request);
}

}  // namespace centralino::http
