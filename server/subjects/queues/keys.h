// Keys that people give to queues, skills, reasons and the like: what programs and settings name
// them by. They never change.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace centralino::queues {

constexpr std::size_t key_length_max = 40;

// Small letters, digits, - and _, beginning with a letter or digit; else `invalid_field`.
Result<Done> check_key(const std::string& field, std::string_view key);

// Something to read: not blank, no control characters.
Result<Done> check_name(const std::string& field, std::string_view name);

}  // namespace centralino::queues
