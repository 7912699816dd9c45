#include "subjects/cases/cases.h"

#include <cstdio>

#include "subjects/queues/floor.h"

namespace centralino::cases {
namespace {

constexpr const char* columns =
    "SELECT k.id, k.number, k.subject, k.type, k.state, k.priority, k.owner, u.name, k.created_at "
    "FROM customer_case k LEFT JOIN user_account u ON u.id = k.owner ";

CaseSummary read_case(const store::Row& row) {
  CaseSummary found;
  found.id = row.id<CaseId>(0);
  found.number = row.text(1);
  found.subject = row.text(2);
  found.type = json::enum_from<CaseType>(row.text(3)).value_or(CaseType::request);
  found.state = json::enum_from<CaseState>(row.text(4)).value_or(CaseState::open);
  found.priority = json::enum_from<CasePriority>(row.text(5)).value_or(CasePriority::normal);
  if (!row.is_null(6)) found.owner = access::Person{row.id<UserId>(6), row.text(7)};
  found.created_at = row.instant(8);
  return found;
}

std::string next_number(loop::Tx& tx, TenantId tenant, int year) {
  const auto row = tx.db().query(
      "INSERT INTO case_counter (tenant, year, last) VALUES ($1, $2, 1) "
      "ON CONFLICT (tenant, year) DO UPDATE SET last = case_counter.last + 1 RETURNING last",
      {tenant, year});
  char number[32];
  std::snprintf(number, sizeof number, "C-%04d-%06lld", year,
                static_cast<long long>(row.front().integer(0)));
  return number;
}

bool allowed(CaseState from, CaseState to) {
  if (from == to) return true;
  if (from == CaseState::closed) return false;
  if (to == CaseState::new_) return false;
  if (to == CaseState::closed) return from == CaseState::solved;
  return true;
}

}  // namespace

std::optional<CaseSummary> find(store::Db& db, TenantId tenant, CaseId id) {
  const auto row = db.one(std::string(columns) + "WHERE k.tenant = $1 AND k.id = $2", {tenant, id});
  return row ? std::optional(read_case(*row)) : std::nullopt;
}

std::vector<CaseSummary> of_customer(store::Db& db, TenantId tenant, CustomerId customer) {
  std::vector<CaseSummary> list;
  for (const auto& row :
       db.query(std::string(columns) +
                    "WHERE k.tenant = $1 AND k.customer = $2 ORDER BY k.id DESC LIMIT 100",
                {tenant, customer}))
    list.push_back(read_case(row));
  return list;
}

CaseId open_case(loop::Tx& tx, const Actor& actor, CustomerId customer, const std::string& subject,
                 int local_year) {
  const auto id = tx.fresh<CaseId>();
  const auto number = next_number(tx, actor.tenant, local_year);
  tx.db().exec(
      "INSERT INTO customer_case (id, tenant, number, customer, type, state, priority, subject, "
      "created_at) "
      "VALUES ($1, $2, $3, $4, 'request', 'new', 'normal', $5, $6)",
      {id, actor.tenant, number, customer, subject, tx.now()});
  CaseSummary opened;
  opened.id = id;
  opened.number = number;
  opened.subject = subject;
  opened.created_at = tx.now();
  tx.journal(actor, "case", id.value, "case_opened", json::to_string(opened));
  return id;
}

Result<Done> change(loop::Tx& tx, const Actor& actor, CaseId id, const CaseChange& wanted) {
  const auto now_is = find(tx.db(), actor.tenant, id);
  if (!now_is) return refuse(Code::not_found);
  const CaseState state = wanted.state.value_or(now_is->state);
  if (!allowed(now_is->state, state)) return refuse(Code::invalid_transition);
  const bool solving = state == CaseState::solved && now_is->state != CaseState::solved;
  tx.db().exec(
      "UPDATE customer_case SET state = $1, priority = $2, type = $3, subject = $4, "
      "solved_at = CASE WHEN $5 = 1 THEN $6 ELSE solved_at END WHERE id = $7 AND tenant = $8",
      {json::enum_name(state), json::enum_name(wanted.priority.value_or(now_is->priority)),
       json::enum_name(wanted.type.value_or(now_is->type)),
       wanted.subject.value_or(now_is->subject), solving, tx.now(), id, actor.tenant});
  queues::floor(tx).talks().forget_views_of(id);
  tx.journal(actor, "case", id.value, "case_changed", json::to_string(wanted));
  if (solving) tx.wake(actor.tenant, tx.now() + closes_after, "case_closes", id.str());
  return Done{};
}

void give_to(loop::Tx& tx, const Actor& actor, CaseId id, UserId owner, const std::string& reason) {
  const auto now_is = find(tx.db(), actor.tenant, id);
  if (!now_is || (now_is->owner && now_is->owner->id == owner)) return;
  tx.db().exec("UPDATE tenure SET to_at = $1 WHERE case_id = $2 AND tenant = $3 AND to_at IS NULL",
               {tx.now(), id, actor.tenant});
  tx.db().exec(
      "INSERT INTO tenure (case_id, tenant, owner, from_at, reason) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (case_id, from_at) DO UPDATE SET owner = excluded.owner, to_at = NULL, reason = "
      "excluded.reason",
      {id, actor.tenant, owner, tx.now(), reason});
  tx.db().exec("UPDATE customer_case SET owner = $1 WHERE id = $2 AND tenant = $3",
               {owner, id, actor.tenant});
  queues::floor(tx).talks().forget_views_of(id);
  tx.journal(actor, "case", id.value, "case_given",
             "{\"owner\":\"" + owner.str() + "\",\"reason\":\"" + reason + "\"}");
}

void close_if_still_solved(loop::Tx& tx, const loop::Timer& timer) {
  const auto id = CaseId::parse(timer.data);
  if (!id) return;
  const auto closed = tx.db().query(
      "UPDATE customer_case SET state = 'closed' WHERE id = $1 AND tenant = $2 AND state = "
      "'solved' "
      "AND solved_at <= $3 RETURNING id",
      {*id, timer.tenant, tx.now() - closes_after});
  if (closed.empty()) return;
  queues::floor(tx).talks().forget_views_of(*id);
  tx.journal(system_actor(timer.tenant), "case", id->value, "case_closed", "{}");
}

}  // namespace centralino::cases
