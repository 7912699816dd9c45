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

}  // namespace centralino::phone
