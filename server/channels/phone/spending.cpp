#include "channels/phone/spending.h"

#include <algorithm>

namespace centralino::phone {
namespace {

constexpr std::int64_t ms_per_hour = 3'600'000;
constexpr std::int64_t hours_counted = 24;  // this one and those before it

// Premium services by country: what a rule must spell out to allow.
constexpr std::string_view premium[] = {"+39199", "+39892", "+39893", "+39894", "+39895",
                                        "+39899", "+44909", "+44906", "+49900", "+33899",
                                        "+881",   "+882",   "+883",   "+979",   "+1900"};

std::int64_t minute_costs(const TrunkSettings& trunk, const std::string& number) {
  const MinutePrice* best = nullptr;
  if (trunk.spending)
    for (const auto& price : trunk.spending->prices)
      if (number.starts_with(price.prefix) &&
          (best == nullptr || price.prefix.size() > best->prefix.size()))
        best = &price;
  return best == nullptr ? 0 : best->per_minute_micros;
}

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

Spent spent(store::Db& db, TenantId tenant, TrunkId trunk, Instant now) {
  const std::int64_t hour = now.ms / ms_per_hour;
  Spent out;
  for (const auto& row :
       db.query("SELECT hour, calls, minutes, spent_micros FROM phone_spending WHERE tenant = $1 "
                "AND trunk = $2 AND hour > $3",
                {tenant, trunk, hour - hours_counted})) {
    if (row.integer(0) == hour) out.calls = row.integer(1);
    out.minutes += row.integer(2);
    out.micros += row.integer(3);
  }
  return out;
}

std::optional<TrunkLimit> reached(const TrunkSettings& trunk, const Spent& spent) {
  if (spent.calls >= trunk.calls_per_hour_max) return TrunkLimit::calls;
  return used_up(trunk, spent);
}

std::optional<TrunkLimit> used_up(const TrunkSettings& trunk, const Spent& spent) {
  if (spent.minutes >= trunk.minutes_per_day_max.value_or(minutes_per_day_default))
    return TrunkLimit::minutes;
  if (trunk.spending && spent.micros >= trunk.spending->per_day_max_micros)
    return TrunkLimit::spending;
  return std::nullopt;
}

void note_dialled(loop::Tx& tx, TenantId tenant, std::int64_t trunk) {
  tx.db().exec(
      "INSERT INTO phone_spending (tenant, trunk, hour, calls) VALUES ($1, $2, $3, 1) ON CONFLICT "
      "(tenant, trunk, hour) DO UPDATE SET calls = phone_spending.calls + 1",
      {tenant, trunk, tx.now().ms / ms_per_hour});
}

void note_minute(loop::Tx& tx, TenantId tenant, const Trunk& trunk, const std::string& number) {
  tx.db().exec(
      "INSERT INTO phone_spending (tenant, trunk, hour, calls, minutes, spent_micros) VALUES ($1, "
      "$2, $3, 0, 1, $4) ON CONFLICT (tenant, trunk, hour) DO UPDATE SET minutes = "
      "phone_spending.minutes + 1, spent_micros = phone_spending.spent_micros + "
      "excluded.spent_micros",
      {tenant, trunk.id, tx.now().ms / ms_per_hour, minute_costs(trunk.settings, number)});
}

Result<Done> forget_dialled(loop::Tx& tx, const Actor& actor, TrunkId trunk) {
  if (!find_trunk(tx.db(), actor.tenant, trunk)) return refuse(Code::not_found);
  const Spent before = spent(tx.db(), actor.tenant, trunk, tx.now());
  tx.db().exec("DELETE FROM phone_spending WHERE tenant = $1 AND trunk = $2 AND hour > $3",
               {actor.tenant, trunk, tx.now().ms / ms_per_hour - hours_counted});
  tx.journal(actor, "trunk", trunk.value, "trunk_limit_reset", json::to_string(before));
  return Done{};
}

}  // namespace centralino::phone
