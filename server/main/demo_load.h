// A company for measuring the telephone: a queue with 200 telephones as agents, numbers that do one
// thing each. Not for people.
#pragma once

#include "base/time.h"
#include "platform/loop/tx.h"
#include "platform/store/db.h"

namespace centralino::demo {

constexpr int load_agents = 200;    // of the queue behind 401
constexpr int load_devices = 3000;  // a0001… of the bridges behind 20001…

// Does nothing when the database already has a tenant.
void load_for_measuring(store::Db& db, Instant now);

// All agents are available, as if they had come to work.
void everybody_works(loop::Tx& tx, TenantId tenant);

}  // namespace centralino::demo
