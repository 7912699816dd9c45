// What a number without a flow of its own does: greets nobody, waits for a person of its queue,
// says place and callback while waiting, takes a message when nobody is there.
#pragma once

#include <memory>

#include "channels/phone/numbers.h"
#include "engine/flow/version.h"
#include "platform/store/db.h"

namespace centralino::phone {

// The name that stands for it where a version's hash stands otherwise: "direct:KEY", or
// "direct_in_hours:KEY" when the number has hours of its own.
std::string direct_version_name(const std::string& queue_key, bool own_hours);

// What callers of this number begin with, by name; "": it leads nowhere.
std::string flow_version_of(loop::Tx& tx, const Number& number);

// A version by either name; null when there is none (any more).
std::shared_ptr<const engine::flow::Version> version_named(store::Db& db, TenantId tenant,
                                                           const std::string& name);

}  // namespace centralino::phone
