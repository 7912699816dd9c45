#include "subjects/customers/customers.h"

#include "base/text.h"

namespace centralino::customers {

std::optional<Customer> find(store::Db& db, TenantId tenant, CustomerId id) {
  const auto row = db.one(
      "SELECT c.id, c.name, c.language, c.created_at, i.value, i.grade FROM customer c "
      "LEFT JOIN identity i ON i.tenant = c.tenant AND i.customer = c.id AND i.kind = 'email' "
      "WHERE c.tenant = $1 AND c.id = $2 ORDER BY i.created_at LIMIT 1",
      {tenant, id});
  if (!row) return std::nullopt;
  return Customer{row->id<CustomerId>(0), row->text(1), row->maybe_text(4),
                  row->maybe_text(5),     row->text(2), row->instant(3)};
}

CustomerId find_or_create(loop::Tx& tx, TenantId tenant, const std::string& name,
                          const std::string& email, const std::string& language) {
  const std::string address = lower_ascii(trimmed(email));
  if (!address.empty()) {
    const auto known = tx.db().one(
        "SELECT customer FROM identity WHERE tenant = $1 AND kind = 'email' AND value = $2",
        {tenant, address});
    if (known) return known->id<CustomerId>(0);
  }
  const auto id = tx.fresh<CustomerId>();
  tx.db().exec(
      "INSERT INTO customer (id, tenant, name, language, created_at) VALUES ($1, $2, $3, $4, $5)",
      {id, tenant, name, language, tx.now()});
  if (!address.empty())
    tx.db().exec(
        "INSERT INTO identity (tenant, kind, value, customer, grade, created_at) "
        "VALUES ($1, 'email', $2, $3, 'typed', $4)",
        {tenant, address, id, tx.now()});
  tx.journal(
      system_actor(tenant), "customer", id.value, "customer_created",
      json::to_string(Customer{id, name, address.empty() ? std::nullopt : std::optional(address),
                               std::nullopt, language, tx.now()}));
  return id;
}

}  // namespace centralino::customers
