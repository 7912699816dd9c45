#include "platform/api/schema.h"

#include <boost/core/demangle.hpp>

namespace centralino::api {

std::string schema_name(const char* mangled) {
  const std::string name = boost::core::demangle(mangled);
  const auto colon = name.rfind("::");
  return colon == std::string::npos ? name : name.substr(colon + 2);
}

boost::json::object Schemas::nullable(boost::json::object schema) {
  if (schema.contains("$ref"))
    return {{"anyOf", boost::json::array{schema, boost::json::object{{"type", "null"}}}}};
  if (auto* type = schema.if_contains("type"); type && type->is_string())
    schema["type"] = boost::json::array{*type, "null"};
  return schema;
}

}  // namespace centralino::api
