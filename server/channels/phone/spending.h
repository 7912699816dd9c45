// What may be called, how often, and for how much: a telephone server on the Internet is tried for
// toll fraud first.
//
// A tenant's calls are counted by hour and trunk. Calls of this hour have a limit, and so have the
// minutes of the last 24 hours, begun while calls are answered, and their price where the trunk
// knows prices. Over a limit nothing more goes out until time has passed or an administrator lets
// it; calls under way go on, each as long as one may last (charging.cpp).
#pragma once

#include "channels/phone/numbers.h"
#include "platform/loop/tx.h"

namespace centralino::phone {

// Whether a trunk's list allows the number. Numbers that always cost more are never allowed by a
// country's prefix alone: the list must name them further.
bool may_call(const TrunkSettings& trunk, const std::string& number);

struct Spent {
  std::int64_t calls = 0;    // begun this hour
  std::int64_t minutes = 0;  // of the last 24 hours
  std::int64_t micros = 0;   // the same, in millionths of the trunk's currency
};
BOOST_DESCRIBE_STRUCT(Spent, (), (calls, minutes, micros))
Spent spent(store::Db& db, TenantId tenant, TrunkId trunk, Instant now);

// Which limit a trunk has reached.
enum class TrunkLimit : std::uint8_t { calls, minutes, spending };
BOOST_DESCRIBE_ENUM(TrunkLimit, calls, minutes, spending)
std::optional<TrunkLimit> reached(const TrunkSettings& trunk, const Spent& spent);
// The same, of minutes and prices alone.
std::optional<TrunkLimit> used_up(const TrunkSettings& trunk, const Spent& spent);

void note_dialled(loop::Tx& tx, TenantId tenant, std::int64_t trunk);
// A minute of a call to `number` has begun.
void note_minute(loop::Tx& tx, TenantId tenant, const Trunk& trunk, const std::string& number);
// Lets a trunk that reached a limit call again; written down.
Result<Done> forget_dialled(loop::Tx& tx, const Actor& actor, TrunkId trunk);

}  // namespace centralino::phone
