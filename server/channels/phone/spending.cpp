#include "channels/phone/spending.h"

#include <algorithm>

namespace centralino::phone {
namespace {

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

bool within_cap(loop::Tx& tx, TenantId tenant, const Trunk& trunk) {
  const auto row =
      tx.db().one("SELECT calls FROM phone_spending WHERE tenant = $1 AND trunk = $2 AND hour = $3",
                  {tenant, trunk.id, tx.now().ms / 3'600'000});
  return !row || row->integer(0) < trunk.settings.calls_per_hour_max;
}

void note_dialled(loop::Tx& tx, TenantId tenant, std::int64_t trunk) {
  tx.db().exec(
      "INSERT INTO phone_spending (tenant, trunk, hour, calls) VALUES ($1, $2, $3, 1) ON CONFLICT "
      "(tenant, trunk, hour) DO UPDATE SET calls = phone_spending.calls + 1",
      {tenant, trunk, tx.now().ms / 3'600'000});
}

}  // namespace centralino::phone
