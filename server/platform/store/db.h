// The SQL seam: one connection to SQLite or PostgreSQL, used by one thread at a time.
//
// SQL is the portable subset both understand: integers and text, `$1` parameters, RETURNING, ON
// CONFLICT. Statements are prepared once per connection and kept.
//
// `exec` may be deferred: on PostgreSQL it is queued in the pipeline and its failure appears at the
// next `query`, `flush` or `commit`. So anything whose failure is a normal outcome is asked with
// `query` (… RETURNING, ON CONFLICT DO NOTHING), never with `exec`.
//
// Failure: StoreError is thrown when the world failed (disk full, connection lost, constraint
// broken). The transaction is then lost as a whole; the caller rolls back.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/time.h"

namespace centralino::store {

enum class Failure {
  full,        // no space left: try again when there is
  busy,        // locked by somebody else, or too many connections: try again soon
  lost,        // the connection is gone
  constraint,  // a constraint refused the row: our own mistake
  corrupt,     // the file is damaged or not a database
  other,
};

class StoreError : public std::runtime_error {
 public:
  StoreError(Failure kind, const std::string& what) : std::runtime_error(what), failure(kind) {}
  Failure failure;
};

// A parameter borrows its text until the call returns.
class Param {
 public:
  Param(std::nullptr_t) {}
  Param(std::int64_t value) : value_(value) {}
  Param(int value) : value_(std::int64_t{value}) {}
  Param(std::size_t value) : value_(static_cast<std::int64_t>(value)) {}
  Param(bool value) : value_(std::int64_t{value ? 1 : 0}) {}
  Param(double value) : value_(value) {}
  Param(std::string_view value) : value_(value) {}
  Param(const std::string& value) : value_(std::string_view(value)) {}
  Param(const char* value) : value_(std::string_view(value)) {}
  Param(Instant value) : value_(value.ms) {}
  template <class Noun>
  Param(Id<Noun> id) {
    if (id) value_ = id.value;
  }
  template <class T>
  Param(const std::optional<T>& value) {
    if (value) value_ = Param(*value).value_;
  }

  const std::variant<std::monostate, std::int64_t, double, std::string_view>& value() const {
    return value_;
  }

 private:
  std::variant<std::monostate, std::int64_t, double, std::string_view> value_;
};

using Params = std::initializer_list<Param>;

using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;

class Row {
 public:
  explicit Row(std::vector<Cell> cells) : cells_(std::move(cells)) {}

  bool is_null(std::size_t column) const { return cells_[column].index() == 0; }
  std::int64_t integer(std::size_t column) const;  // null → 0
  double real(std::size_t column) const;           // null → 0
  std::string text(std::size_t column) const;      // null → ""
  bool flag(std::size_t column) const { return integer(column) != 0; }
  Instant instant(std::size_t column) const { return {integer(column)}; }
  std::optional<Instant> maybe_instant(std::size_t column) const;
  std::optional<std::string> maybe_text(std::size_t column) const;
  template <class IdType>
  IdType id(std::size_t column) const {
    return IdType{integer(column)};
  }

 private:
  std::vector<Cell> cells_;
};

using Rows = std::vector<Row>;

enum class Backend { sqlite, postgres };

class Db {
 public:
  virtual ~Db() = default;
  virtual Backend backend() const = 0;

  virtual void exec(std::string_view sql, Params params = {}) = 0;
  virtual Rows query(std::string_view sql, Params params = {}) = 0;
  // Several statements without parameters, at once (migrations).
  virtual void script(const std::string& sql) = 0;
  // Waits for everything deferred and throws what failed.
  virtual void flush() = 0;

  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
  virtual void savepoint() = 0;
  virtual void release() = 0;
  virtual void rollback_to_savepoint() = 0;

  // The first row, if any.
  std::optional<Row> one(std::string_view sql, Params params = {});
};

// Where the data lives: "sqlite:FILE" or "postgres://…".
struct Location {
  Backend backend = Backend::sqlite;
  std::string where;  // file name or connection URI
};
std::optional<Location> parse_location(std::string_view text);

enum class Access { read_write, read_only };

// Opens a connection; throws StoreError. A read-only connection sees a consistent state per
// statement, or per transaction between begin() and commit().
std::unique_ptr<Db> open(const Location& location, Access access);

}  // namespace centralino::store
