// Cases: the customer's matter, above the conversations that serve it.
//
// A case has a reference number the customer sees ("C-2026-000123"), a type, a state over fixed
// state types, a priority and an owner. Who owned it from when to when is kept (tenure). States:
// new → open ⇄ waiting_on_customer ⇄ waiting_on_us → solved → closed. Solved may be reopened;
// closed is final (a new matter is a new case). A solved case closes by itself after seven days.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "platform/loop/tx.h"
#include "subjects/access/access.h"

namespace centralino::cases {

enum class CaseType { request, complaint, problem };
BOOST_DESCRIBE_ENUM(CaseType, request, complaint, problem)
enum class CaseState { new_, open, waiting_on_customer, waiting_on_us, solved, closed };
BOOST_DESCRIBE_ENUM(CaseState, new_, open, waiting_on_customer, waiting_on_us, solved, closed)
enum class CasePriority { low, normal, high, urgent };
BOOST_DESCRIBE_ENUM(CasePriority, low, normal, high, urgent)

constexpr Duration closes_after = days(7);

struct CaseSummary {
  CaseId id;
  std::string number;
  std::string subject;
  CaseType type = CaseType::request;
  CaseState state = CaseState::new_;
  CasePriority priority = CasePriority::normal;
  std::optional<access::Person> owner;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(CaseSummary, (),
                      (id, number, subject, type, state, priority, owner, created_at))

struct CaseChange {
  std::optional<CaseState> state;
  std::optional<CasePriority> priority;
  std::optional<CaseType> type;
  std::optional<std::string> subject;
};
BOOST_DESCRIBE_STRUCT(CaseChange, (), (state, priority, type, subject))

std::optional<CaseSummary> find(store::Db& db, TenantId tenant, CaseId id);
std::vector<CaseSummary> of_customer(store::Db& db, TenantId tenant, CustomerId customer);

// A new case in state new; `local_year` numbers it.
CaseId open_case(loop::Tx& tx, const Actor& actor, CustomerId customer, const std::string& subject,
                 int local_year);

Result<Done> change(loop::Tx& tx, const Actor& actor, CaseId id, const CaseChange& wanted);

// The agent who serves the customer owns the case until somebody else does; ends the tenure before.
void give_to(loop::Tx& tx, const Actor& actor, CaseId id, UserId owner, const std::string& reason);

// The timer that closes solved cases.
void close_if_still_solved(loop::Tx& tx, const loop::Timer& timer);

}  // namespace centralino::cases

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::cases::CaseChange::subject> = {.min_length = 1,
                                                                        .max_length = 200};
