// Two believable days before now, lived through the real commands on a virtual clock.
#pragma once

#include "base/time.h"
#include "platform/store/db.h"

namespace centralino::demo {

void play_history(store::Db& db, Instant now);

}  // namespace centralino::demo
