// SQLite behind the seam: WAL, synchronous=FULL, foreign keys on, STRICT tables by the migrations.
#pragma once

#include <memory>
#include <string>

#include "platform/store/db.h"

namespace centralino::store {

std::unique_ptr<Db> open_sqlite(const std::string& file, Access access);

// Copies the live database `from` into the new file `to` with SQLite's online backup, then checks
// the copy (integrity_check). Writers may go on meanwhile. Throws StoreError; removes a bad copy.
void backup_sqlite(const std::string& from, const std::string& to);

// Runs PRAGMA integrity_check; throws StoreError{corrupt} with the first finding.
void verify_sqlite(const std::string& file);

}  // namespace centralino::store
