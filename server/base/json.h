// JSON for described structs: one description (BOOST_DESCRIBE_STRUCT) gives writer, strict reader
// and OpenAPI schema (openapi.h).
//
// Mapping: struct → object, field order kept; a trailing underscore of a C++ name is dropped
// (`case_` → "case"); enum → its name; Id → prefixed string; Instant → RFC 3339 string;
// Duration → milliseconds; vector → array; map<string, T> → object; variant of structs with
// `static constexpr std::string_view type_name` → object with "type" first.
// optional: absent when empty, except optional<double>, which is written as null: a figure without
// data says so. Reading takes both for both.
//
// The reader names the field in its refusal and accepts no unknown field: a typing error must not
// silently do nothing. Costs: no intermediate tree when writing; one Boost.JSON tree when reading.
#pragma once

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"

namespace centralino::json {

// JSON text that is already serialised; embedded as it stands. Never read from outside.
struct Raw {
  std::string text;
};

// What a field must obey beyond its type; used by the reader and by the OpenAPI schema.
// Specialise next to the struct: `template <> inline constexpr Rules rules<&Message::text> = {…};`
struct Rules {
  std::string_view text = {};  // description
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  std::size_t min_length = 0;  // strings: code points; arrays: items
  std::size_t max_length = std::numeric_limits<std::size_t>::max();
  std::string_view format = {};  // "email" is checked, others only described
};
template <auto Member>
inline constexpr Rules rules{};

// ---- what kind of thing a C++ type is
// -------------------------------------------------------------

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
struct is_map : std::false_type {};
template <class T>
struct is_map<std::map<std::string, T>> : std::true_type {};
template <class T>
struct is_variant : std::false_type {};
template <class... T>
struct is_variant<std::variant<T...>> : std::true_type {};
template <class T>
struct is_id : std::false_type {};
template <class N>
struct is_id<Id<N>> : std::true_type {};

template <class T>
concept Described = boost::describe::has_describe_members<T>::value && !std::is_enum_v<T>;
template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

// All members, those of bases first.
template <class T>
using members = boost::describe::describe_members<T, boost::describe::mod_public |
                                                         boost::describe::mod_inherited>;

// "case_" → "case".
constexpr std::string_view json_name(std::string_view cpp_name) {
  return cpp_name.ends_with('_') ? cpp_name.substr(0, cpp_name.size() - 1) : cpp_name;
}

template <DescribedEnum E>
std::string_view enum_name(E value) {
  std::string_view name = "?";
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (d.value == value) name = json_name(d.name);
  });
  return name;
}

template <DescribedEnum E>
std::optional<E> enum_from(std::string_view name) {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (json_name(d.name) == name) found = d.value;
  });
  return found;
}

// ---- writing
// ---------------------------------------------------------------------------------------

void write_string(std::string& out, std::string_view text);
void write_number(std::string& out, double value);  // shortest form; NaN and infinities → null
void write_number(std::string& out, std::int64_t value);

template <class T>
void write(std::string& out, const T& value);

namespace detail {

template <class T>
void write_members(std::string& out, const T& value, bool first) {
  boost::mp11::mp_for_each<members<T>>([&](auto d) {
    const auto& field = value.*d.pointer;
    using Field = std::remove_cvref_t<decltype(field)>;
    if constexpr (is_optional<Field>::value && !std::is_same_v<Field, std::optional<double>>) {
      if (!field) return;
    }
    if (!first) out += ',';
    first = false;
    out += '"';
    out += json_name(d.name);
    out += "\":";
    write(out, field);
  });
}

}  // namespace detail

template <class T>
void write(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, Raw>) {
    out += value.text.empty() ? "null" : value.text;
  } else if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_same_v<T, std::monostate>) {
    out += "null";
  } else if constexpr (std::is_same_v<T, Done>) {
    out += "{}";
  } else if constexpr (DescribedEnum<T>) {
    write_string(out, enum_name(value));
  } else if constexpr (std::is_integral_v<T>) {
    write_number(out, static_cast<std::int64_t>(value));
  } else if constexpr (std::is_floating_point_v<T>) {
    write_number(out, static_cast<double>(value));
  } else if constexpr (std::is_convertible_v<T, std::string_view>) {
    write_string(out, value);
  } else if constexpr (is_id<T>::value) {
    if (value) {
      write_string(out, value.str());
    } else {
      out += "null";
    }
  } else if constexpr (std::is_same_v<T, Instant>) {
    write_string(out, to_rfc3339(value));
  } else if constexpr (std::is_same_v<T, Duration>) {
    write_number(out, value.ms);
  } else if constexpr (is_optional<T>::value) {
    if (value) {
      write(out, *value);
    } else {
      out += "null";
    }
  } else if constexpr (is_vector<T>::value) {
    out += '[';
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (i > 0) out += ',';
      write(out, static_cast<const typename T::value_type&>(value[i]));
    }
    out += ']';
  } else if constexpr (is_map<T>::value) {
    out += '{';
    bool first = true;
    for (const auto& [key, item] : value) {
      if (!first) out += ',';
      first = false;
      write_string(out, key);
      out += ':';
      write(out, item);
    }
    out += '}';
  } else if constexpr (is_variant<T>::value) {
    std::visit(
        [&](const auto& alternative) {
          out += "{\"type\":\"";
          out += std::remove_cvref_t<decltype(alternative)>::type_name;
          out += '"';
          detail::write_members(out, alternative, false);
          out += '}';
        },
        value);
  } else {
    static_assert(Described<T>, "describe this struct with BOOST_DESCRIBE_STRUCT");
    out += '{';
    detail::write_members(out, value, true);
    out += '}';
  }
}

template <class T>
std::string to_string(const T& value) {
  std::string out;
  write(out, value);
  return out;
}

// ---- reading
// ---------------------------------------------------------------------------------------

// Parses untrusted text: depth ≤ 32, well-formed UTF-8, no field twice in an object (which of the
// two counts would depend on the reader), nothing after the value. Never throws.
Result<boost::json::value> parse(std::string_view text);

// Collects what is wrong with a document, with the path to it.
class Problems {
 public:
  void add(const std::string& path, std::string message);
  bool empty() const { return fields_.empty(); }
  Refusal refusal() const { return {Code::invalid_field, {}, fields_}; }

 private:
  std::vector<FieldError> fields_;  // at most 20
};

namespace detail {
bool read_string(const boost::json::value& in, std::string& out, const std::string& path,
                 Problems&);
bool read_integer(const boost::json::value& in, std::int64_t& out, const std::string& path,
                  Problems&);
bool read_double(const boost::json::value& in, double& out, const std::string& path, Problems&);
void check_length(std::string_view text, const Rules&, const std::string& path, Problems&);
void check_range(std::int64_t value, const Rules&, const std::string& path, Problems&);
// As much of a key from outside as a refusal repeats.
std::string_view shown(std::string_view key);
inline std::string join(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : path + "." + std::string(name);
}
}  // namespace detail

template <class T>
void read(const boost::json::value& in, T& out, const std::string& path, Problems& problems,
          const Rules& rule = {});

namespace detail {

template <class T>
void read_struct(const boost::json::object& in, T& out, const std::string& path, Problems& problems,
                 bool tagged) {
  std::size_t known = tagged ? 1 : 0;
  boost::mp11::mp_for_each<members<T>>([&](auto d) {
    constexpr std::string_view name = json_name(d.name);
    using Field = std::remove_cvref_t<decltype(out.*d.pointer)>;
    const auto* value = in.if_contains(name);
    if (value) ++known;
    if (!value || (is_optional<Field>::value && value->is_null())) {
      if constexpr (!is_optional<Field>::value) problems.add(join(path, name), "is required");
      return;
    }
    read(*value, out.*d.pointer, join(path, name), problems, rules<d.pointer>);
  });
  if (known == in.size()) return;
  for (const auto& item : in) {
    const std::string_view key(item.key().data(), item.key().size());
    bool found = tagged && key == "type";
    boost::mp11::mp_for_each<members<T>>(
        [&](auto d) { found = found || json_name(d.name) == key; });
    if (!found) problems.add(join(path, shown(key)), "is not a known field");
  }
}

template <class T>
void read_variant(const boost::json::value& in, T& out, const std::string& path,
                  Problems& problems) {
  const auto* object = in.if_object();
  const auto* type = object ? object->if_contains("type") : nullptr;
  if (!type || !type->is_string()) return problems.add(join(path, "type"), "is required");
  const std::string_view name(type->get_string().data(), type->get_string().size());
  bool found = false;
  boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<T>>>([&](auto index) {
    using Alternative = std::variant_alternative_t<decltype(index)::value, T>;
    if (found || Alternative::type_name != name) return;
    found = true;
    Alternative alternative{};
    read_struct(*object, alternative, path, problems, true);
    out = std::move(alternative);
  });
  if (!found) problems.add(join(path, "type"), "is not a known type");
}

}  // namespace detail

template <class T>
void read(const boost::json::value& in, T& out, const std::string& path, Problems& problems,
          const Rules& rule) {
  if constexpr (std::is_same_v<T, bool>) {
    if (!in.is_bool()) return problems.add(path, "must be true or false");
    out = in.get_bool();
  } else if constexpr (std::is_same_v<T, Done>) {
    if (!in.is_object()) problems.add(path, "must be an object");
  } else if constexpr (DescribedEnum<T>) {
    std::string text;
    if (!detail::read_string(in, text, path, problems)) return;
    const auto value = enum_from<T>(text);
    if (!value) {
      std::string names;
      boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
          [&](auto d) { names += (names.empty() ? "" : ", ") + std::string(json_name(d.name)); });
      return problems.add(path, "must be one of: " + names);
    }
    out = *value;
  } else if constexpr (std::is_integral_v<T>) {
    std::int64_t value = 0;
    if (!detail::read_integer(in, value, path, problems)) return;
    if (value < static_cast<std::int64_t>(std::numeric_limits<T>::min()) ||
        (sizeof(T) < 8 && value > static_cast<std::int64_t>(std::numeric_limits<T>::max())))
      return problems.add(path, "is out of range");
    detail::check_range(value, rule, path, problems);
    out = static_cast<T>(value);
  } else if constexpr (std::is_floating_point_v<T>) {
    detail::read_double(in, out, path, problems);
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (detail::read_string(in, out, path, problems))
      detail::check_length(out, rule, path, problems);
  } else if constexpr (std::is_same_v<T, Raw>) {
    out.text = boost::json::serialize(in);
  } else if constexpr (is_id<T>::value) {
    if (in.is_null()) {
      out = {};
      return;
    }
    std::string text;
    if (!detail::read_string(in, text, path, problems)) return;
    const auto id = T::parse(text);
    if (!id) return problems.add(path, "is not a valid id");
    out = *id;
  } else if constexpr (std::is_same_v<T, Instant>) {
    std::string text;
    if (!detail::read_string(in, text, path, problems)) return;
    const auto value = from_rfc3339(text);
    if (!value) return problems.add(path, "must be an RFC 3339 date and time");
    out = *value;
  } else if constexpr (std::is_same_v<T, Duration>) {
    detail::read_integer(in, out.ms, path, problems);
  } else if constexpr (is_optional<T>::value) {
    if (in.is_null()) {
      out.reset();
      return;
    }
    typename T::value_type value{};
    read(in, value, path, problems, rule);
    out = std::move(value);
  } else if constexpr (is_vector<T>::value) {
    const auto* array = in.if_array();
    if (!array) return problems.add(path, "must be an array");
    if (array->size() > rule.max_length) return problems.add(path, "has too many items");
    if (array->size() < rule.min_length) return problems.add(path, "has too few items");
    out.clear();
    out.reserve(array->size());
    for (std::size_t i = 0; i < array->size(); ++i) {
      typename T::value_type item{};
      read((*array)[i], item, path + "[" + std::to_string(i) + "]", problems);
      out.push_back(std::move(item));
    }
  } else if constexpr (is_map<T>::value) {
    const auto* object = in.if_object();
    if (!object) return problems.add(path, "must be an object");
    out.clear();
    for (const auto& item : *object) {
      const std::string key(item.key().data(), item.key().size());
      read(item.value(), out[key], detail::join(path, detail::shown(key)), problems);
    }
  } else if constexpr (is_variant<T>::value) {
    detail::read_variant(in, out, path, problems);
  } else {
    static_assert(Described<T>, "describe this struct with BOOST_DESCRIBE_STRUCT");
    const auto* object = in.if_object();
    if (!object) return problems.add(path, "must be an object");
    detail::read_struct(*object, out, path, problems, false);
  }
}

template <class T>
Result<T> from_value(const boost::json::value& in) {
  T out{};
  Problems problems;
  read(in, out, "", problems);
  if (!problems.empty()) return problems.refusal();
  return out;
}

// Text to struct. Refuses with `bad_request` (not JSON) or `invalid_field` (with paths).
template <class T>
Result<T> from_text(std::string_view text) {
  TRY(value, parse(text));
  return from_value<T>(value);
}

}  // namespace centralino::json
