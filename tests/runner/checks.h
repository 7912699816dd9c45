// What an expectation of a script throws when it does not hold.
#pragma once

#include <stdexcept>
#include <string>

namespace centralino::scenario {

// An expectation that does not hold; anything else that is thrown is a fault of the script.
struct Unmet : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline void check(bool holds, const std::string& expected, const std::string& was) {
  if (!holds) throw Unmet("expected " + expected + ", was " + was);
}

}  // namespace centralino::scenario
