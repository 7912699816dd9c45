// What is generated from the tables: OpenAPI, the list of errors, problem bodies.
#include "base/text.h"
#include "platform/api/italian.h"
#include "platform/api/routes.h"

namespace centralino::api {
namespace {

using boost::json::array;
using boost::json::object;

void indent(std::string& out, const boost::json::value& value, int depth) {
  const std::string pad(static_cast<std::size_t>(depth) * 2, ' ');
  if (const auto* o = value.if_object(); o && !o->empty()) {
    out += "{\n";
    bool first = true;
    for (const auto& item : *o) {
      if (!first) out += ",\n";
      first = false;
      out += pad + "  " + boost::json::serialize(boost::json::string(item.key())) + ": ";
      indent(out, item.value(), depth + 1);
    }
    out += "\n" + pad + "}";
  } else if (const auto* a = value.if_array(); a && !a->empty() && (a->front().is_object())) {
    out += "[\n";
    for (std::size_t i = 0; i < a->size(); ++i) {
      out += (i > 0 ? ",\n" : "") + pad + "  ";
      indent(out, (*a)[i], depth + 1);
    }
    out += "\n" + pad + "]";
  } else {
    out += boost::json::serialize(value);
  }
}

std::string document(const object& root) {
  std::string out;
  indent(out, root, 0);
  out += '\n';
  return out;
}

array parameters(const Route& route) {
  array list;
  for (std::size_t at = 0; (at = route.pattern.find('{', at)) != std::string::npos;) {
    const auto end = route.pattern.find('}', at);
    list.push_back(object{{"name", route.pattern.substr(at + 1, end - at - 1)},
                          {"in", "path"},
                          {"required", true},
                          {"schema", object{{"type", "string"}}}});
    at = end;
  }
  for (const auto& parameter : route.query)
    list.push_back(object{{"name", parameter.name},
                          {"in", "query"},
                          {"required", false},
                          {"description", parameter.description},
                          {"schema", object{{"type", "string"}}}});
  if (honours_key(route))
    list.push_back(object{{"$ref", "#/components/parameters/IdempotencyKey"}});
  return list;
}

// "POST /api/v1/offers/{id}/accept" → "post_offers_id_accept".
std::string operation_id(const Route& route) {
  std::string id;
  for (const char c : route.method) id += static_cast<char>(c - 'A' + 'a');
  for (const char c : route.pattern.substr(std::string_view("/api/v1").size()))
    id += c == '/' || c == '-' || c == '.' ? "_" : c == '{' || c == '}' ? "" : std::string(1, c);
  return id;
}

object operation(const Route& route) {
  object responses;
  object success{{"description", "Done"}};
  if (!route.response_schema.empty())
    success["content"] = object{{"application/json", object{{"schema", route.response_schema}}}};
  responses[std::to_string(route.success)] = success;
  responses["default"] = object{{"$ref", "#/components/responses/Problem"}};
  object op{{"operationId", operation_id(route)},
            {"tags", array{boost::json::string(route.tag)}},
            {"summary", route.summary}};
  if (auto list = parameters(route); !list.empty()) op["parameters"] = list;
  if (!route.request_schema.empty())
    op["requestBody"] =
        object{{"required", !route.request_optional},
               {"content", object{{route.request_media, object{{"schema", route.request_schema}}}}},
               {"x-bytes-max", route.body_bytes}};
  op["responses"] = responses;
  if (route.auth == Auth::visitor) op["security"] = array{object{{"visitor", array{}}}};
  if (route.auth == Auth::none) op["security"] = array{};
  return op;
}

object problem_schema() {
  return {
      {"type", "object"},
      {"properties",
       object{{"type", object{{"type", "string"}}},
              {"title", object{{"type", "string"}}},
              {"status", object{{"type", "integer"}}},
              {"code", object{{"type", "string"}}},
              {"detail", object{{"type", "string"}}},
              {"fields", object{{"type", "array"},
                                {"items", object{{"type", "object"},
                                                 {"properties",
                                                  object{{"field", object{{"type", "string"}}},
                                                         {"message", object{{"type", "string"}}}}},
                                                 {"required", array{"field", "message"}},
                                                 {"additionalProperties", false}}}}},
              {"request_id", object{{"type", "string"}}}}},
      {"required", array{"type", "title", "status", "code", "detail", "request_id"}},
      {"additionalProperties", false}};
}

object components(Routes& routes) {
  auto schemas = routes.schemas().all;
  schemas["Problem"] = problem_schema();
  return {
      {"schemas", schemas},
      {"parameters",
       object{
           {"IdempotencyKey",
            object{{"name", "Idempotency-Key"},
                   {"in", "header"},
                   {"required", false},
                   {"description", "The same key with the same body returns the first answer."},
                   {"schema", object{{"type", "string"}, {"minLength", 1}, {"maxLength", 128}}}}}}},
      {"responses",
       object{{"Problem",
               object{{"description", "Refused; contract/errors.json lists the codes"},
                      {"content",
                       object{{"application/problem+json",
                               object{{"schema",
                                       object{{"$ref", "#/components/schemas/Problem"}}}}}}}}}}},
      {"securitySchemes",
       object{{"session",
               object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "centralino_session"}}},
              {"key", object{{"type", "http"}, {"scheme", "bearer"}}},
              {"visitor", object{{"type", "http"}, {"scheme", "bearer"}}}}}};
}

}  // namespace

std::string openapi_document(Routes& routes, std::string_view version) {
  object paths;
  for (const auto& route : routes.all()) {
    auto& path = paths[route->pattern];
    if (!path.is_object()) path = object{};
    path.as_object()[lower_ascii(route->method)] = operation(*route);
  }
  return document(
      {{"openapi", "3.1.0"},
       {"info", object{{"title", "Centralino"},
                       {"version", version},
                       {"description",
                        "docs/live-protocol.md says how sessions and the live sockets work."},
                       {"license", object{{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
       {"servers", array{object{{"url", "/"}}}},
       {"security", array{object{{"session", array{}}}, object{{"key", array{}}}}},
       {"paths", paths},
       {"components", components(routes)}});
}

std::string errors_document() {
  array list;
  for (const auto& code : all_codes())
    list.push_back(object{{"code", code.name},
                          {"status", code.http_status},
                          {"en", code.english},
                          {"it", code.italian}});
  return document({{"errors", list}});
}

std::string problem_json(const Refusal& refusal, std::string_view language,
                         std::string_view request_id) {
  const CodeInfo& code = info(refusal.code);
  const std::string_view sentence = language == "en" ? code.english : code.italian;
  std::string out = "{\"type\":\"about:blank#" + std::string(code.name) + "\",\"title\":";
  json::write_string(out, sentence);
  out += ",\"status\":" + std::to_string(code.http_status) + ",\"code\":\"" +
         std::string(code.name) + "\",\"detail\":";
  const auto said = [&](const std::string& text) {
    return language == "en" ? text : in_italian(text);
  };
  json::write_string(out, refusal.detail.empty() ? std::string(sentence) : said(refusal.detail));
  if (!refusal.fields.empty()) {
    out += ",\"fields\":[";
    for (std::size_t i = 0; i < refusal.fields.size(); ++i) {
      out += i > 0 ? ",{\"field\":" : "{\"field\":";
      json::write_string(out, refusal.fields[i].field);
      out += ",\"message\":";
      json::write_string(out, said(refusal.fields[i].message));
      out += '}';
    }
    out += ']';
  }
  out += ",\"request_id\":";
  json::write_string(out, request_id);
  out += '}';
  return out;
}

}  // namespace centralino::api
