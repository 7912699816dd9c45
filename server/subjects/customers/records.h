// What other systems know of a customer: orders, assets, bills, visits (S-040).
//
// The systems that own these things tell them here, each under its own id, as often as they like;
// the newest word counts. Agents see them beside the conversation; figures ask whether customers
// come back (S-130). The customer is named by e-mail address, and made when not known yet.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/json.h"
#include "platform/loop/tx.h"

namespace centralino::customers {

enum class RecordKind { order, asset, bill, visit };
BOOST_DESCRIBE_ENUM(RecordKind, order, asset, bill, visit)

struct Money {
  std::int64_t minor = 0;  // in minor units: cents
  std::string currency;    // ISO 4217
};
BOOST_DESCRIBE_STRUCT(Money, (), (minor, currency))

struct RecordWish {
  std::string email;
  std::optional<std::string> name;  // for a customer not known yet
  std::string title;
  std::string state;
  Instant at;
  std::optional<Money> amount;
  std::optional<std::string> url;
};
BOOST_DESCRIBE_STRUCT(RecordWish, (), (email, name, title, state, at, amount, url))

struct CustomerRecord {
  RecordKind kind = RecordKind::order;
  std::string external_id;
  CustomerId customer_id;
  std::string title;  // "2 bicycle lamps"
  std::string state;  // in the other system's words: "shipped"
  Instant at;         // ordered, bought, billed, visited
  std::optional<Money> amount;
  std::optional<std::string> url;  // where the other system shows it
};
BOOST_DESCRIBE_STRUCT(CustomerRecord, (),
                      (kind, external_id, customer_id, title, state, at, amount, url))

Result<CustomerRecord> save_record(loop::Tx& tx, const Actor& actor, RecordKind kind,
                                   const std::string& external_id, const RecordWish& wish);
Result<Done> remove_record(loop::Tx& tx, const Actor& actor, RecordKind kind,
                           const std::string& external_id);
// Newest first.
std::vector<CustomerRecord> records_of(store::Db& db, TenantId tenant, CustomerId customer,
                                       std::size_t limit);

}  // namespace centralino::customers

template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::customers::Money::currency> = {
        .text = "ISO 4217", .min_length = 3, .max_length = 3};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::customers::RecordWish::email> = {
        .min_length = 3, .max_length = 254, .format = "email"};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::customers::RecordWish::name> = {.max_length = 200};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::customers::RecordWish::title> = {.min_length = 1,
                                                                          .max_length = 200};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::customers::RecordWish::state> = {.max_length = 50};
template <>
inline constexpr centralino::json::Rules
    centralino::json::rules<&centralino::customers::RecordWish::url> = {
        .text = "https", .max_length = 2000, .format = "uri"};
