// What may be called, and how often: a telephone server on the Internet is tried for toll fraud
// first. A tenant's calls are counted by hour and trunk.
#pragma once

#include "channels/phone/numbers.h"
#include "platform/loop/tx.h"

namespace centralino::phone {

// Whether a trunk's list allows the number. Numbers that always cost more are never allowed by a
// country's prefix alone: the list must name them further.
bool may_call(const TrunkSettings& trunk, const std::string& number);

// Whether another call may go out over the trunk within this hour.
bool within_cap(loop::Tx& tx, TenantId tenant, const Trunk& trunk);
void note_dialled(loop::Tx& tx, TenantId tenant, std::int64_t trunk);
// Calls of this hour over the trunk.
std::int64_t dialled_this_hour(store::Db& db, TenantId tenant, TrunkId trunk, Instant now);
// Lets a trunk that reached its limit call again within this hour; written down.
Result<Done> forget_dialled(loop::Tx& tx, const Actor& actor, TrunkId trunk);

}  // namespace centralino::phone
