// The name a type has in the API when its C++ name would clash: specialise beside the type.
#pragma once

#include <string_view>

namespace centralino::api {

template <class T>
inline constexpr std::string_view schema_name_override{};

}  // namespace centralino::api
