#include "subjects/customers/records.h"

#include "base/text.h"
#include "platform/web/web_client.h"
#include "subjects/customers/customers.h"

namespace centralino::customers {
namespace {

constexpr std::size_t external_id_max = 100;

Result<Done> check(const std::string& external_id, const RecordWish& wish) {
  if (external_id.empty() || external_id.size() > external_id_max)
    return refuse_field("external_id", "must have 1 to 100 characters");
  if (wish.amount && !is_currency_code(wish.amount->currency))
    return refuse_field("amount.currency", "must be a code of ISO 4217, such as EUR");
  // It becomes a link on agents' screens: nothing but the web.
  if (wish.url) TRY_DONE(web::check_url("url", *wish.url));
  return Done{};
}

}  // namespace

Result<CustomerRecord> save_record(loop::Tx& tx, const Actor& actor, RecordKind kind,
                                   const std::string& external_id, const RecordWish& wish) {
  TRY_DONE(check(external_id, wish));
  const auto language = tx.db().one("SELECT language FROM tenant WHERE id = $1", {actor.tenant});
  const CustomerId customer = find_or_create(tx, actor.tenant, wish.name.value_or(wish.email),
                                             wish.email, language ? language->text(0) : "en");
  CustomerRecord record{kind,       external_id, customer,    wish.title,
                        wish.state, wish.at,     wish.amount, wish.url};
  tx.db().exec(
      "INSERT INTO customer_record (tenant, kind, external_id, customer, title, state, at, "
      "amount_minor, currency, url) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
      "ON CONFLICT (tenant, kind, external_id) DO UPDATE SET customer = excluded.customer, title = "
      "excluded.title, state = excluded.state, at = excluded.at, amount_minor = "
      "excluded.amount_minor, currency = excluded.currency, url = excluded.url",
      {actor.tenant, json::enum_name(kind), external_id, customer, record.title, record.state,
       record.at, record.amount ? std::optional(record.amount->minor) : std::nullopt,
       record.amount ? std::optional(record.amount->currency) : std::nullopt, record.url});
  tx.journal(actor, "customer", customer.value, "record_saved", json::to_string(record));
  return record;
}

Result<Done> remove_record(loop::Tx& tx, const Actor& actor, RecordKind kind,
                           const std::string& external_id) {
  const auto gone = tx.db().query(
      "DELETE FROM customer_record WHERE tenant = $1 AND kind = $2 AND external_id = $3 "
      "RETURNING customer",
      {actor.tenant, json::enum_name(kind), external_id});
  if (gone.empty()) return refuse(Code::not_found);
  tx.journal(actor, "customer", gone.front().integer(0), "record_removed",
             json::to_string(std::map<std::string, std::string>{
                 {"kind", std::string(json::enum_name(kind))}, {"external_id", external_id}}));
  return Done{};
}

std::vector<CustomerRecord> records_of(store::Db& db, TenantId tenant, CustomerId customer,
                                       std::size_t limit) {
  std::vector<CustomerRecord> records;
  for (const auto& row :
       db.query("SELECT kind, external_id, customer, title, state, at, amount_minor, currency, url "
                "FROM customer_record WHERE tenant = $1 AND customer = $2 ORDER BY at DESC, kind, "
                "external_id LIMIT $3",
                {tenant, customer, limit})) {
    CustomerRecord record;
    record.kind = json::enum_from<RecordKind>(row.text(0)).value();
    record.external_id = row.text(1);
    record.customer_id = row.id<CustomerId>(2);
    record.title = row.text(3);
    record.state = row.text(4);
    record.at = row.instant(5);
    if (!row.is_null(6)) record.amount = Money{row.integer(6), row.text(7)};
    record.url = row.maybe_text(8);
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace centralino::customers
