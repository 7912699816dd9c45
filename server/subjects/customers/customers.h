// Customers: the people who turn to the tenant, and the identities they are known by.
//
// An identity (an e-mail address, a telephone number, later a handle) belongs to one customer and
// has a grade of evidence: typed < confirmed < verified. What a visitor types in a form is only
// typed: it finds the record, so that nobody tells it twice, but shows the visitor nothing of it.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "platform/loop/tx.h"

namespace centralino::customers {

struct Customer {
  CustomerId id;
  std::string name;
  std::optional<std::string> email;
  std::optional<std::string> email_grade;  // typed | confirmed | verified
  std::optional<std::string> phone;        // as it is dialled, "+39021234567"
  std::string language;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Customer, (), (id, name, email, email_grade, phone, language, created_at))

std::optional<Customer> find(store::Db& db, TenantId tenant, CustomerId id);

// The customer with that e-mail address, or a new one. `email` may be empty: then always a new one.
CustomerId find_or_create(loop::Tx& tx, TenantId tenant, const std::string& name,
                          const std::string& email, const std::string& language);

// The customer who calls from that number, or a new one called `name`. Numbers can be forged: what
// they say is only typed. `phone` may be empty (a hidden number): then always a new one.
CustomerId find_or_create_caller(loop::Tx& tx, TenantId tenant, const std::string& phone,
                                 const std::string& name, const std::string& language);

}  // namespace centralino::customers
