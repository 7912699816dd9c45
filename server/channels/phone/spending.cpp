#include "channels/phone/spending.h"

#include <algorithm>

namespace centralino::phone {
namespace {

constexpr std::int64_t ms_per_hour = 3'600'000;

// Premium services by country: what a rule must spell out to allow.
constexpr std::string_view premium[] = {"+39199", "+39892", "+39893", "+39894", "+39895",
                                        "+39899", "+44909", "+44906", "+49900", "+33899",
                                        "+881",   "+882",   "+883",   "+979",   "+1900"};

}  // namespace

bool may_call(const TrunkSettings& trunk, const std::string& number) {
  std::size_t longest = 0;
  bool any = false;
  for (const auto& prefix : trunk.allowed)
    if (!prefix.empty() && number.starts_with(prefix)) {
      any = true;
      longest = std::max(longest, prefix.size());
    }
  if (!any) return false;
  for (const auto costly : premium)
    if (number.starts_with(costly) && longest < costly.size()) return false;
  return true;
}

std::int64_t dialled_this_hour(store::Db& db, TenantId tenant, TrunkId trunk, Instant now) {
  const auto row =
      db.one("SELECT calls FROM phone_spending WHERE tenant = $1 AND trunk = $2 AND hour = $3",
             {tenant, trunk, now.ms / ms_per_hour});
  return row ? row->integer(0) : 0;
}

bool within_cap(loop::Tx& tx, TenantId tenant, const Trunk& trunk) {
  return dialled_this_hour(tx.db(), tenant, trunk.id, tx.now()) < trunk.settings.calls_per_hour_max;
}

Result<Done> forget_dialled(loop::Tx& tx, const Actor& actor, TrunkId trunk) {
  if (!tx.db().one("SELECT id FROM trunk WHERE id = $1 AND tenant = $2", {trunk, actor.tenant}))
    return refuse(Code::not_found);
  const auto calls = dialled_this_hour(tx.db(), actor.tenant, trunk, tx.now());
  tx.db().exec("DELETE FROM phone_spending WHERE tenant = $1 AND trunk = $2 AND hour = $3",
               {actor.tenant, trunk, tx.now().ms / ms_per_hour});
  tx.journal(actor, "trunk", trunk.value, "trunk_limit_reset",
             "{\"calls\":" + std::to_string(calls) + "}");
  return Done{};
}

void note_dialled(loop::Tx& tx, TenantId tenant, std::int64_t trunk) {
  tx.db().exec(
      "INSERT INTO phone_spending (tenant, trunk, hour, calls) VALUES ($1, $2, $3, 1) ON CONFLICT "
      "(tenant, trunk, hour) DO UPDATE SET calls = phone_spending.calls + 1",
      {tenant, trunk, tx.now().ms / ms_per_hour});
}

}  // namespace centralino::phone
