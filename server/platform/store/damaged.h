// Rows that hold what nobody wrote: the file was damaged, or changed by something else. Nothing is
// done on top of them.
#pragma once

#include <string>

#include "base/errors.h"
#include "base/result.h"

namespace centralino::store {

// Throws a StoreError (Failure::corrupt) that says what cannot be read and why.
[[noreturn]] void damaged(const std::string& what, const Refusal& why);

// What a stored text was read to, or damaged().
template <class T>
T intact(Result<T> read, const std::string& what) {
  if (!read.ok()) damaged(what, read.refusal());
  return std::move(read).value();
}

}  // namespace centralino::store
