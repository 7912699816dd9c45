#include "platform/store/migrations.h"

#include <cstdio>

#include "platform/store/sqlite.h"

namespace centralino::store {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

std::string dialect(std::string sql, Backend backend) {
  if (backend == Backend::sqlite) {
    replace_all(sql, "BIGINT", "INTEGER");
    replace_all(sql, "@STRICT", "STRICT");
  } else {
    replace_all(sql, "@STRICT", "");
  }
  return sql;
}

// FNV-1a: tells that a file changed; not a defence against anybody.
std::string checksum(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  char out[17];
  std::snprintf(out, sizeof out, "%016llx", static_cast<unsigned long long>(hash));
  return out;
}

bool table_exists(Db& db, const std::string& name) {
  const auto sql =
      db.backend() == Backend::sqlite
          ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1"
          : "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1";
  return db.one(sql, {name}).has_value();
}

void verify_checksums(Db& db, const std::vector<Migration>& migrations) {
  for (const Row& row : db.query("SELECT version, checksum FROM migration ORDER BY version")) {
    const auto version = static_cast<std::size_t>(row.integer(0));
    if (version <= migrations.size() && checksum(migrations[version - 1].sql) != row.text(1))
      throw StoreError(Failure::other, "migration " + std::to_string(version) +
                                           " was applied with another text; this program does not "
                                           "fit the database");
  }
}

}  // namespace

int schema_version(Db& db) {
  if (!table_exists(db, "migration")) return 0;
  return static_cast<int>(db.one("SELECT coalesce(max(version), 0) FROM migration")->integer(0));
}

MigrationReport migrate(const Location& location, Instant now,
                        const std::vector<Migration>& migrations) {
  const auto db = open(location, Access::read_write);
  MigrationReport report;
  report.from = report.to = schema_version(*db);
  const int latest = static_cast<int>(migrations.size());
  if (report.from > latest)
    throw StoreError(Failure::other, "the database is at version " + std::to_string(report.from) +
                                         ", newer than this program (" + std::to_string(latest) +
                                         "): use a newer centralino, or restore a backup");
  if (report.from > 0) verify_checksums(*db, migrations);
  if (report.from == latest) return report;
  if (report.from > 0 && location.backend == Backend::sqlite) {
    char suffix[32];
    std::snprintf(suffix, sizeof suffix, ".before-%04d", report.from + 1);
    report.snapshot = location.where + suffix;
    backup_sqlite(location.where, report.snapshot);
  }
  if (report.from == 0)
    db->script(
        dialect("CREATE TABLE IF NOT EXISTS migration (version BIGINT PRIMARY KEY, "
                "name TEXT NOT NULL, applied_at BIGINT NOT NULL, checksum TEXT NOT NULL) "
                "@STRICT",
                db->backend()));
  for (int version = report.from + 1; version <= latest; ++version) {
    const Migration& next = migrations[static_cast<std::size_t>(version - 1)];
    db->script("BEGIN");
    try {
      db->script(dialect(next.sql, db->backend()));
      db->query(
          "INSERT INTO migration (version, name, applied_at, checksum) VALUES ($1, $2, $3, $4)",
          {version, next.name, now, checksum(next.sql)});
      db->script("COMMIT");
    } catch (...) {
      db->rollback();
      throw;
    }
    report.to = version;
  }
  return report;
}

}  // namespace centralino::store
