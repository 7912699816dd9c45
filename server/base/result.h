// Result<T>: a value, or the Refusal that says why there is none. (GCC 12 has no std::expected.)
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "base/check.h"
#include "base/errors.h"

namespace centralino {

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Refusal refusal) : state_(std::in_place_index<1>, std::move(refusal)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return check_ok(), *std::get_if<0>(&state_); }
  const T& value() const& { return check_ok(), *std::get_if<0>(&state_); }
  T&& value() && { return check_ok(), std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Refusal& refusal() const {
    CHECK(!ok(), "refusal() of a value");
    return *std::get_if<1>(&state_);
  }

 private:
  void check_ok() const { CHECK(ok(), "value() of a refusal"); }
  std::variant<T, Refusal> state_;
};

// What a command answers when there is nothing to say but "done".
struct Done {};

}  // namespace centralino

// TRY(name, expression): declares `name` from the expression's value, or returns its refusal.
#define CENTRALINO_CONCAT_(a, b) a##b
#define CENTRALINO_CONCAT(a, b) CENTRALINO_CONCAT_(a, b)
#define TRY_IMPL_(result, name, expression)  \
  auto result = (expression);                \
  if (!result.ok()) return result.refusal(); \
  auto name = std::move(result).value()
#define TRY(name, expression) TRY_IMPL_(CENTRALINO_CONCAT(try_result_, __LINE__), name, expression)

// TRY_DONE(expression): returns the refusal, if there is one; the value is not wanted.
#define TRY_DONE(expression)                                        \
  do {                                                              \
    if (auto try_done_result = (expression); !try_done_result.ok()) \
      return try_done_result.refusal();                             \
  } while (false)
