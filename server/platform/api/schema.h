// JSON Schema (2020-12, as OpenAPI 3.1 uses it) from the same descriptions json.h reads and writes.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>

#include "base/check.h"
#include "base/json.h"
#include "platform/api/schema_name.h"

namespace centralino::api {

// The name a type has in the API: its C++ name without namespaces.
std::string schema_name(const char* mangled);

// Collects the schemas that routes mention; `all` becomes components/schemas.
class Schemas {
 public:
  boost::json::object all;

  // A schema for T: inline for simple types, a reference for described ones.
  template <class T>
  boost::json::object of(const json::Rules& rule = {}) {
    boost::json::object schema = bare<T>();
    if (!rule.text.empty()) schema["description"] = rule.text;
    if (!rule.format.empty()) schema["format"] = rule.format;
    if constexpr (std::is_integral_v<T>) {
      if (rule.min != std::numeric_limits<std::int64_t>::min()) schema["minimum"] = rule.min;
      if (rule.max != std::numeric_limits<std::int64_t>::max()) schema["maximum"] = rule.max;
    }
    if (rule.min_length > 0) schema[is_list<T>() ? "minItems" : "minLength"] = rule.min_length;
    if (rule.max_length != std::numeric_limits<std::size_t>::max())
      schema[is_list<T>() ? "maxItems" : "maxLength"] = rule.max_length;
    return schema;
  }

 private:
  template <class T>
  static constexpr bool is_list() {
    if constexpr (json::is_optional<T>::value) return is_list<typename T::value_type>();
    return json::is_vector<T>::value;
  }

  // One name means one type: two would silently describe each other.
  template <class T>
  std::string name_of() {
    const std::string name = schema_name_override<T>.empty() ? schema_name(typeid(T).name())
                                                             : std::string(schema_name_override<T>);
    const auto [it, fresh] = types_.emplace(name, typeid(T).name());
    CHECK(fresh || it->second == typeid(T).name(), "two types have the same name in the API");
    return name;
  }

  template <class T>
  boost::json::object bare() {
    using boost::json::array;
    using boost::json::object;
    if constexpr (json::is_optional<T>::value) {
      return nullable(of<typename T::value_type>());
    } else if constexpr (json::is_vector<T>::value) {
      return object{{"type", "array"}, {"items", of<typename T::value_type>()}};
    } else if constexpr (json::is_map<T>::value) {
      return object{{"type", "object"}, {"additionalProperties", of<typename T::mapped_type>()}};
    } else if constexpr (std::is_same_v<T, json::Raw>) {
      return object{};
    } else if constexpr (std::is_same_v<T, bool>) {
      return object{{"type", "boolean"}};
    } else if constexpr (json::DescribedEnum<T>) {
      return reference(name_of<T>(), [] { return enumeration<T>(); });
    } else if constexpr (std::is_integral_v<T>) {
      return object{{"type", "integer"}};
    } else if constexpr (std::is_floating_point_v<T>) {
      return object{{"type", "number"}};
    } else if constexpr (std::is_same_v<T, std::string>) {
      return object{{"type", "string"}};
    } else if constexpr (json::is_id<T>::value) {
      return object{
          {"type", "string"},
          {"pattern", "^" + T{1}.str().substr(0, T{1}.str().size() - 13) + "[0-9a-z]{13}$"}};
    } else if constexpr (std::is_same_v<T, Instant>) {
      return object{{"type", "string"}, {"format", "date-time"}};
    } else if constexpr (std::is_same_v<T, Duration>) {
      return object{{"type", "integer"}, {"description", "milliseconds"}};
    } else if constexpr (json::is_variant<T>::value) {
      return object{{"anyOf", alternatives<T>()}};
    } else {
      static_assert(json::Described<T>);
      return reference(name_of<T>(), [this] { return structure<T>(); });
    }
  }

  template <class T>
  boost::json::object structure() {
    boost::json::object properties;
    boost::json::array required;
    boost::mp11::mp_for_each<json::members<T>>([&](auto d) {
      using Field = std::remove_cvref_t<decltype(std::declval<T&>().*d.pointer)>;
      properties[json::json_name(d.name)] = of<Field>(json::rules<d.pointer>);
      if constexpr (!json::is_optional<Field>::value ||
                    std::is_same_v<Field, std::optional<double>>)
        required.emplace_back(json::json_name(d.name));
    });
    return {{"type", "object"},
            {"properties", properties},
            {"required", required},
            {"additionalProperties", false}};
  }

  // In place, not by name: an alternative is its struct with "type", and only there.
  template <class T>
  boost::json::array alternatives() {
    boost::json::array all_of_them;
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<T>>>([&](auto index) {
      using Alternative = std::variant_alternative_t<decltype(index)::value, T>;
      auto schema = structure<Alternative>();
      boost::json::object properties{
          {"type", {{"type", "string"}, {"enum", boost::json::array{Alternative::type_name}}}}};
      for (const auto& item : schema["properties"].as_object())
        properties[item.key()] = item.value();
      auto& required = schema["required"].as_array();
      required.insert(required.begin(), "type");
      schema["properties"] = std::move(properties);
      all_of_them.push_back(std::move(schema));
    });
    return all_of_them;
  }

  template <class E>
  static boost::json::object enumeration() {
    boost::json::array names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
        [&](auto d) { names.emplace_back(json::json_name(d.name)); });
    return {{"type", "string"}, {"enum", names}};
  }

  template <class Make>
  boost::json::object reference(const std::string& name, Make make) {
    if (!all.contains(name)) {
      all[name] = nullptr;  // breaks cycles
      auto schema = make();
      all[name] = std::move(schema);
    }
    return {{"$ref", "#/components/schemas/" + name}};
  }

  static boost::json::object nullable(boost::json::object schema);

  std::map<std::string, std::string> types_;  // name → mangled
};

}  // namespace centralino::api
