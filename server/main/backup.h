// Backup and restore. On SQLite a backup is one file: the database, copied online, with the
// customers' files inside it; it is read back and checked before the verb says that it succeeded.
// On PostgreSQL pg_dump and pg_restore do the database, and the files lie beside the dump.
#pragma once

#include <string>

#include "platform/store/db.h"

namespace centralino {

int backup(const store::Location& location, const std::string& data, const std::string& file);
int restore(const store::Location& location, const std::string& data, const std::string& file);

}  // namespace centralino
