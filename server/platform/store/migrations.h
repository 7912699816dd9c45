// Numbered migrations: any version to the latest, each in its own transaction, recorded with a
// checksum so that an edited old migration is noticed.
//
// A migration is portable SQL with two words that differ: BIGINT is spelled INTEGER on SQLite, and
// @STRICT at the end of a table becomes STRICT there and nothing on PostgreSQL.
#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "platform/store/db.h"

namespace centralino::store {

struct Migration {
  int version;  // 1, 2, 3… without gaps
  std::string name;
  std::string sql;
};

// The migrations built into this program (server/migrations/NNNN_name.sql).
const std::vector<Migration>& all_migrations();

struct MigrationReport {
  int from = 0;
  int to = 0;
  std::string
      snapshot;  // copy of the SQLite file from before the upgrade; empty if none was needed
};

// Brings the database to the latest version. Before an existing SQLite file is changed it is copied
// beside itself (FILE.before-NNNN). Throws StoreError; a database newer than this program is
// refused.
MigrationReport migrate(const Location& location, Instant now,
                        const std::vector<Migration>& migrations = all_migrations());

// The version the database is at; 0 when empty.
int schema_version(Db& db);

}  // namespace centralino::store
