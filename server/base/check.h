// Preconditions and invariants that hold in release builds too.
//
// A failed CHECK is our own mistake, never bad input: the process prints where and stops; on
// restart it rebuilds its state from rows and journal. Bad input is a Refusal (result.h).
#pragma once

namespace centralino {

[[noreturn]] void check_failed(const char* condition, const char* file, int line, const char* why);

}  // namespace centralino

#define CHECK(condition, why)                                            \
  do {                                                                   \
    if (!(condition)) [[unlikely]]                                       \
      ::centralino::check_failed(#condition, __FILE__, __LINE__, (why)); \
  } while (false)
