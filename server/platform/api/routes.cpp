#include "platform/api/routes.h"

#include "base/check.h"

namespace centralino::api {
namespace {

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> parts;
  std::size_t at = path.starts_with('/') ? 1 : 0;
  while (at <= path.size()) {
    const auto slash = std::min(path.find('/', at), path.size());
    parts.push_back(path.substr(at, slash - at));
    at = slash + 1;
  }
  return parts;
}

bool is_parameter(std::string_view part) { return part.starts_with('{') && part.ends_with('}'); }

bool fits(const std::vector<std::string_view>& pattern, const std::vector<std::string_view>& path,
          std::map<std::string, std::string>& params) {
  if (pattern.size() != path.size()) return false;
  params.clear();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_parameter(pattern[i])) {
      if (path[i].empty()) return false;
      params[std::string(pattern[i].substr(1, pattern[i].size() - 2))] = path[i];
    } else if (pattern[i] != path[i]) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::optional<std::string> Ask::query_value(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return std::nullopt;
}

bool honours_key(const Route& route) { return route.method != "GET" && route.takes_key; }

Route& Routes::add(Route route) {
  for (const auto& other : routes_)
    CHECK(other->method != route.method || other->pattern != route.pattern,
          "two routes are the same");
  routes_.push_back(std::make_unique<Route>(std::move(route)));
  return *routes_.back();
}

Routes::Match Routes::match(std::string_view method, std::string_view path) const {
  Match match;
  const auto path_parts = segments(path);
  std::map<std::string, std::string> params;
  for (const auto& route : routes_) {
    if (!fits(segments(route->pattern), path_parts, params)) continue;
    if (route->method == method || (method == "HEAD" && route->method == "GET")) {
      match.route = route.get();
      match.params = std::move(params);
      return match;
    }
    // "/flows/places" and "/flows/{id}" both know GET.
    if (match.allowed.find(route->method) == std::string::npos)
      match.allowed += (match.allowed.empty() ? "" : ", ") + route->method;
  }
  return match;
}

}  // namespace centralino::api
