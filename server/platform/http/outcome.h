// Outcome<T>: a value, or a short reason in English why there is none. For parsers of outside bytes
// and for starting up; the reason is for logs and developers, never a stable code.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace centralino::http {

struct Failure {
  std::string reason;
};

template <class T>
class [[nodiscard]] Outcome {
 public:
  Outcome(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Outcome(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  // Calling the wrong one throws std::bad_variant_access: our own mistake.
  T& operator*() { return std::get<0>(state_); }
  const T& operator*() const { return std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const std::string& reason() const { return std::get<1>(state_).reason; }

 private:
  std::variant<T, Failure> state_;
};

}  // namespace centralino::http
