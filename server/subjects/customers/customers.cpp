#include "subjects/customers/customers.h"

#include "base/text.h"

namespace centralino::customers {
namespace {

struct Identity {
  const char* kind;
  std::string value;  // "" unknown
};

CustomerId known_or_new(loop::Tx& tx, TenantId tenant, const Identity& by, const std::string& name,
                        const std::string& language) {
  if (!by.value.empty()) {
    const auto known =
        tx.db().one("SELECT customer FROM identity WHERE tenant = $1 AND kind = $2 AND value = $3",
                    {tenant, by.kind, by.value});
    if (known) return known->id<CustomerId>(0);
  }
  const auto id = tx.fresh<CustomerId>();
  tx.db().exec(
      "INSERT INTO customer (id, tenant, name, language, created_at) VALUES ($1, $2, $3, $4, $5)",
      {id, tenant, name, language, tx.now()});
  if (!by.value.empty())
    tx.db().exec(
        "INSERT INTO identity (tenant, kind, value, customer, grade, created_at) "
        "VALUES ($1, $2, $3, $4, 'typed', $5)",
        {tenant, by.kind, by.value, id, tx.now()});
  Customer made{id, name, {}, {}, {}, language, tx.now()};
  if (!by.value.empty())
    (by.kind == std::string_view("email") ? made.email : made.phone) = by.value;
  tx.journal(system_actor(tenant), "customer", id.value, "customer_created", json::to_string(made));
  return id;
}

}  // namespace

std::optional<Customer> find(store::Db& db, TenantId tenant, CustomerId id) {
  const auto row = db.one(
      "SELECT c.id, c.name, c.language, c.created_at, i.value, i.grade, "
      "(SELECT p.value FROM identity p WHERE p.tenant = c.tenant AND p.customer = c.id AND p.kind "
      "= "
      "'phone' ORDER BY p.created_at LIMIT 1) FROM customer c "
      "LEFT JOIN identity i ON i.tenant = c.tenant AND i.customer = c.id AND i.kind = 'email' "
      "WHERE c.tenant = $1 AND c.id = $2 ORDER BY i.created_at LIMIT 1",
      {tenant, id});
  if (!row) return std::nullopt;
  return Customer{row->id<CustomerId>(0), row->text(1), row->maybe_text(4), row->maybe_text(5),
                  row->maybe_text(6),     row->text(2), row->instant(3)};
}

CustomerId find_or_create(loop::Tx& tx, TenantId tenant, const std::string& name,
                          const std::string& email, const std::string& language) {
  return known_or_new(tx, tenant, {"email", lower_ascii(trimmed(email))}, name, language);
}

CustomerId find_or_create_caller(loop::Tx& tx, TenantId tenant, const std::string& phone,
                                 const std::string& name, const std::string& language) {
  return known_or_new(tx, tenant, {"phone", phone}, name, language);
}

}  // namespace centralino::customers
