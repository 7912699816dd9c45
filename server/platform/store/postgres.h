// PostgreSQL behind the seam: libpq in pipeline mode, so that a batch of commands costs a few round
// trips, not one per statement.
#pragma once

#include <memory>
#include <string>

#include "platform/store/db.h"

namespace centralino::store {

std::unique_ptr<Db> open_postgres(const std::string& uri, Access access);

}  // namespace centralino::store
