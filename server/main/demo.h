// The demo company: Officine Aurora, e-bikes and repairs in Turin (invented). Loaded into an empty
// database by `serve --demo`, with a few days of past conversations made by the program itself on a
// virtual clock, so that every figure has contacts behind it. Every page says that it is a demo.
#pragma once

#include "base/time.h"
#include "platform/store/db.h"

namespace centralino::demo {

constexpr const char* password = "centralino-demo";

// Does nothing when the database already has a tenant.
void load(store::Db& db, Instant now);

}  // namespace centralino::demo
