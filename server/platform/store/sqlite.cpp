#include "platform/store/sqlite.h"

#include <sqlite3.h>

#include <cstdio>
#include <unordered_map>

#include "base/check.h"
#include "platform/store/text_hash.h"

namespace centralino::store {
namespace {

Failure classify(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return Failure::full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Failure::busy;
    case SQLITE_CONSTRAINT:
      return Failure::constraint;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Failure::corrupt;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      return Failure::lost;
    default:
      return Failure::other;
  }
}

[[noreturn]] void fail(sqlite3* db, int code, std::string_view doing) {
  // Only ENOSPC becomes SQLITE_FULL. A quota or a limit on file size is SQLITE_IOERR_WRITE, and by
  // now errno is another's: a write that failed is taken for a lack of space, which it nearly
  // always is; the message in the log says what SQLite said.
  const bool out_of_space = code == SQLITE_IOERR_WRITE;
  const std::string text = db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code);
  throw StoreError(out_of_space ? Failure::full : classify(code),
                   "sqlite: " + text + " (" + std::string(doing) + ")");
}

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

Handle open_handle(const std::string& file, int flags) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Handle handle(raw);
  if (code != SQLITE_OK) fail(raw, code, "opening " + file);
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, 5000);
  return handle;
}

class Sqlite final : public Db {
 public:
  Sqlite(const std::string& file, Access access)
      : db_(open_handle(file, access == Access::read_only
                                  ? SQLITE_OPEN_READONLY
                                  : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) {
    if (access == Access::read_write) {
      script("PRAGMA journal_mode=WAL");
      script("PRAGMA synchronous=FULL");
      script("PRAGMA wal_autocheckpoint=4000");
    }
    script("PRAGMA foreign_keys=ON");
    script("PRAGMA cache_size=-16000");
    script("PRAGMA mmap_size=268435456");
    // What a savepoint remembers would go to a file beyond 64 KiB: a write a page, in each command.
    script("PRAGMA temp_store=MEMORY");
  }

  Backend backend() const override { return Backend::sqlite; }

  void exec(std::string_view sql, Params params) override { query(sql, params); }

  Rows query(std::string_view sql, Params params) override {
    sqlite3_stmt* statement = prepared(sql);
    bind(statement, params, sql);
    Rows rows;
    int code = 0;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) rows.push_back(read_row(statement));
    sqlite3_reset(statement);
    if (code != SQLITE_DONE) fail(db_.get(), code, sql);
    return rows;
  }

  void script(const std::string& sql) override {
    const int code = sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(db_.get(), code, sql.substr(0, 120));
  }

  void flush() override {}
  void begin() override { query("BEGIN", {}); }
  void commit() override { query("COMMIT", {}); }
  void rollback() noexcept override {
    sqlite3_exec(db_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  void savepoint() override { query("SAVEPOINT command", {}); }
  void release() override { query("RELEASE command", {}); }
  void rollback_to_savepoint() override {
    query("ROLLBACK TO command", {});
    query("RELEASE command", {});
  }

 private:
  sqlite3_stmt* prepared(std::string_view sql) {
    if (const auto it = statements_.find(sql); it != statements_.end()) return it->second.get();
    // SQLite numbers parameters as ?1; the portable spelling is $1.
    std::string native(sql);
    for (std::size_t i = 0; i + 1 < native.size(); ++i)
      if (native[i] == '$' && native[i + 1] >= '0' && native[i + 1] <= '9') native[i] = '?';
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(db_.get(), native.c_str(), static_cast<int>(native.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    if (code != SQLITE_OK) fail(db_.get(), code, sql);
    return statements_.emplace(std::string(sql), Statement(raw)).first->second.get();
  }

  void bind(sqlite3_stmt* statement, Params params, std::string_view sql) {
    int index = 0;
    for (const Param& param : params) {
      ++index;
      const auto& value = param.value();
      int code = SQLITE_OK;
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        code = sqlite3_bind_int64(statement, index, *number);
      } else if (const auto* real = std::get_if<double>(&value)) {
        code = sqlite3_bind_double(statement, index, *real);
      } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        // A null pointer would bind NULL instead of the empty string.
        code = sqlite3_bind_text64(statement, index, text->data() ? text->data() : "", text->size(),
                                   SQLITE_STATIC, SQLITE_UTF8);
      } else {
        code = sqlite3_bind_null(statement, index);
      }
      if (code != SQLITE_OK) fail(db_.get(), code, sql);
    }
  }

  static Row read_row(sqlite3_stmt* statement) {
    std::vector<Cell> cells;
    const int columns = sqlite3_column_count(statement);
    cells.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) {
      switch (sqlite3_column_type(statement, i)) {
        case SQLITE_NULL:
          cells.emplace_back();
          break;
        case SQLITE_INTEGER:
          cells.emplace_back(std::int64_t{sqlite3_column_int64(statement, i)});
          break;
        case SQLITE_FLOAT:
          cells.emplace_back(sqlite3_column_double(statement, i));
          break;
        default: {
          const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
          const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
          cells.emplace_back(std::string(text ? text : "", text ? size : 0));
        }
      }
    }
    return Row(std::move(cells));
  }

  Handle db_;
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
};

}  // namespace

std::unique_ptr<Db> open_sqlite(const std::string& file, Access access) {
  return std::make_unique<Sqlite>(file, access);
}

void verify_sqlite(const std::string& file) {
  const auto db = open_sqlite(file, Access::read_only);
  const Rows rows = db->query("PRAGMA integrity_check(1)");
  if (rows.empty() || rows.front().text(0) != "ok")
    throw StoreError(Failure::corrupt, "sqlite: " + file + ": " +
                                           (rows.empty() ? "unreadable" : rows.front().text(0)));
}

void backup_sqlite(const std::string& from, const std::string& to) {
  try {
    const Handle source = open_handle(from, SQLITE_OPEN_READONLY);
    const Handle target = open_handle(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    sqlite3_backup* copy = sqlite3_backup_init(target.get(), "main", source.get(), "main");
    if (copy == nullptr) fail(target.get(), sqlite3_errcode(target.get()), "starting a backup");
    // All pages in one step: a read transaction in WAL mode stops no writer.
    const int code = sqlite3_backup_step(copy, -1);
    sqlite3_backup_finish(copy);
    if (code != SQLITE_DONE) fail(target.get(), code, "copying to " + to);
    const int mode =
        sqlite3_exec(target.get(), "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr);
    if (mode != SQLITE_OK) fail(target.get(), mode, "closing " + to);
  } catch (...) {
    std::remove(to.c_str());
    throw;
  }
  verify_sqlite(to);
}

}  // namespace centralino::store
