#include "subjects/customers/api.h"

#include "subjects/customers/records.h"

namespace centralino::customers {
namespace {

Result<RecordKind> kind_of(const api::Ask& ask) {
  const auto kind = json::enum_from<RecordKind>(ask.params.at("kind"));
  if (!kind) return refuse(Code::not_found, "There are records of kind order, asset, bill, visit.");
  return *kind;
}

}  // namespace

void add_routes(api::Routes& routes) {
  using api::Auth;
  using api::Nothing;
  routes.command<RecordWish, CustomerRecord>(
      {.method = "PUT",
       .pattern = "/api/v1/customer-records/{kind}/{external_id}",
       .auth = Auth::supervisor,
       .tag = "customers",
       .summary = "Tell of a customer's order, asset, bill or visit, or tell it anew"},
      [](loop::Tx& tx, const api::Ask& ask, const RecordWish& wish) -> Result<CustomerRecord> {
        TRY(kind, kind_of(ask));
        return save_record(tx, ask.actor, kind, ask.params.at("external_id"), wish);
      });
  routes.command<Nothing, Nothing>(
      {.method = "DELETE",
       .pattern = "/api/v1/customer-records/{kind}/{external_id}",
       .auth = Auth::supervisor,
       .tag = "customers",
       .summary = "Take back what was told of a customer"},
      [](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<Nothing> {
        TRY(kind, kind_of(ask));
        TRY_DONE(remove_record(tx, ask.actor, kind, ask.params.at("external_id")));
        return Nothing{};
      });
}

}  // namespace centralino::customers
