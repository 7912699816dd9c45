// For maps by text that are asked with a std::string_view.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace centralino::store {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

}  // namespace centralino::store
