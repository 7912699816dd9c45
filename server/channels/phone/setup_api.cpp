#include "channels/phone/api.h"
#include "channels/phone/spending.h"

namespace centralino::phone {

struct TrunkList {
  std::vector<Trunk> items;
};
BOOST_DESCRIBE_STRUCT(TrunkList, (), (items))
struct TrunkOrder {
  std::vector<TrunkId> ids;
};
BOOST_DESCRIBE_STRUCT(TrunkOrder, (), (ids))
struct NumberView {
  NumberId id;
  std::string number;
  std::string name;
  QueueId queue_id;
  std::optional<FlowId> flow_id;
  std::optional<std::string> calendar;
  NumberSettings settings;
};
BOOST_DESCRIBE_STRUCT(NumberView, (), (id, number, name, queue_id, flow_id, calendar, settings))
struct NumberList {
  std::vector<NumberView> items;
};
BOOST_DESCRIBE_STRUCT(NumberList, (), (items))
struct DeviceList {
  std::vector<Device> items;
};
BOOST_DESCRIBE_STRUCT(DeviceList, (), (items))

namespace {

using api::Auth;
using api::Nothing;

NumberView shown(const Number& number) {
  return {number.id,   number.number,   number.name,    number.queue,
          number.flow, number.calendar, number.settings};
}

}  // namespace

void add_setup_routes(api::Routes& routes, const ApiParts& parts) {
  Phone& phone = parts.phone;
  routes.query<TrunkList>({.method = "GET",
                           .pattern = "/api/v1/trunks",
                           .auth = Auth::admin,
                           .tag = "telephone",
                           .summary = "Trunks, the first choice first"},
                          [](store::Db& db, const api::Ask& ask) -> Result<TrunkList> {
                            return TrunkList{list_trunks(db, ask.actor.tenant)};
                          });
  routes.command<TrunkWish, Trunk>(
      {.method = "POST",
       .pattern = "/api/v1/trunks",
       .auth = Auth::admin,
       .tag = "telephone",
       .summary = "Add a trunk",
       .success = 201},
      [&phone](loop::Tx& tx, const api::Ask& ask, const TrunkWish& wanted) -> Result<Trunk> {
        TRY(trunk, add_trunk(tx, ask.actor, wanted));
        phone.configure_after(tx, ask.actor.tenant);
        return trunk;
      });
  routes.command<TrunkWish, Trunk>(
      {.method = "PUT",
       .pattern = "/api/v1/trunks/{id}",
       .auth = Auth::admin,
       .tag = "telephone",
       .summary = "Change a trunk"},
      [&phone](loop::Tx& tx, const api::Ask& ask, const TrunkWish& wanted) -> Result<Trunk> {
        TRY(id, ask.id<TrunkId>("id"));
        TRY(trunk, change_trunk(tx, ask.actor, id, wanted));
        phone.configure_after(tx, ask.actor.tenant);
        return trunk;
      });
  routes.command<Nothing, Nothing>(
      {.method = "DELETE",
       .pattern = "/api/v1/trunks/{id}",
       .auth = Auth::admin,
       .tag = "telephone",
       .summary = "Remove a trunk"},
      [&phone](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<Nothing> {
        TRY(id, ask.id<TrunkId>("id"));
        TRY_DONE(remove_trunk(tx, ask.actor, id));
        phone.configure_after(tx, ask.actor.tenant);
        return Nothing{};
      });
  routes.command<TrunkOrder, TrunkList>(
      {.method = "PUT",
       .pattern = "/api/v1/trunk-order",
       .auth = Auth::admin,
       .tag = "telephone",
       .summary = "Which trunk is tried first, which next"},
      [](loop::Tx& tx, const api::Ask& ask, const TrunkOrder& wanted) -> Result<TrunkList> {
        order_trunks(tx, ask.actor, wanted.ids);
        return TrunkList{list_trunks(tx.db(), ask.actor.tenant)};
      });
  routes.command<Nothing, Nothing>(
      {.method = "POST",
       .pattern = "/api/v1/trunks/{id}/check",
       .auth = Auth::admin,
       .tag = "telephone",
       .summary = "Register anew, or ask at once whether it is there; see /telephone"},
      [&phone](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<Nothing> {
        TRY(id, ask.id<TrunkId>("id"));
        TRY_DONE(phone.check_trunk(tx, ask.actor, id));
        return Nothing{};
      });
  routes.command<Nothing, Nothing>(
      {.method = "POST",
       .pattern = "/api/v1/trunks/{id}/reset-limit",
       .auth = Auth::admin,
       .tag = "telephone",
       .summary = "Let a trunk call again that has reached a limit"},
      [](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<Nothing> {
        TRY(id, ask.id<TrunkId>("id"));
        TRY_DONE(forget_dialled(tx, ask.actor, id));
        return Nothing{};
      });
  routes.query<NumberList>({.method = "GET",
                            .pattern = "/api/v1/numbers",
                            .auth = Auth::supervisor,
                            .tag = "telephone",
                            .summary = "Our numbers"},
                           [](store::Db& db, const api::Ask& ask) -> Result<NumberList> {
                             NumberList list;
                             for (const auto& number : list_numbers(db, ask.actor.tenant))
                               list.items.push_back(shown(number));
                             return list;
                           });
  routes.command<NumberWish, NumberView>(
      {.method = "POST",
       .pattern = "/api/v1/numbers",
       .auth = Auth::admin,
       .tag = "telephone",
       .summary = "Add a number",
       .success = 201},
      [](loop::Tx& tx, const api::Ask& ask, const NumberWish& wanted) -> Result<NumberView> {
        TRY(number, add_number(tx, ask.actor, wanted));
        return shown(number);
      });
  routes.command<NumberWish, NumberView>(
      {.method = "PUT",
       .pattern = "/api/v1/numbers/{id}",
       .auth = Auth::admin,
       .tag = "telephone",
       .summary = "Change a number: its queue, flow, language, recording"},
      [](loop::Tx& tx, const api::Ask& ask, const NumberWish& wanted) -> Result<NumberView> {
        TRY(id, ask.id<NumberId>("id"));
        TRY(number, change_number(tx, ask.actor, id, wanted));
        return shown(number);
      });
  routes.command<Nothing, Nothing>(
      {.method = "DELETE",
       .pattern = "/api/v1/numbers/{id}",
       .auth = Auth::admin,
       .tag = "telephone",
       .summary = "Remove a number"},
      [](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<Nothing> {
        TRY(id, ask.id<NumberId>("id"));
        TRY_DONE(remove_number(tx, ask.actor, id));
        return Nothing{};
      });
  routes.query<DeviceList>({.method = "GET",
                            .pattern = "/api/v1/devices",
                            .auth = Auth::admin,
                            .tag = "telephone",
                            .summary = "Telephones of agents"},
                           [](store::Db& db, const api::Ask& ask) -> Result<DeviceList> {
                             return DeviceList{list_devices(db, ask.actor.tenant)};
                           });
  routes.command<DeviceWish, Device>(
      {.method = "POST",
       .pattern = "/api/v1/devices",
       .auth = Auth::admin,
       .tag = "telephone",
       .summary = "Add a telephone of an agent",
       .success = 201},
      [&phone](loop::Tx& tx, const api::Ask& ask, const DeviceWish& wanted) -> Result<Device> {
        TRY(device, add_device(tx, ask.actor, wanted));
        phone.configure_after(tx, ask.actor.tenant);
        return device;
      });
  routes.command<Nothing, Nothing>(
      {.method = "DELETE",
       .pattern = "/api/v1/devices/{id}",
       .auth = Auth::admin,
       .tag = "telephone",
       .summary = "Remove a telephone"},
      [&phone](loop::Tx& tx, const api::Ask& ask, const Nothing&) -> Result<Nothing> {
        TRY(id, ask.id<DeviceId>("id"));
        TRY_DONE(remove_device(tx, ask.actor, id));
        phone.configure_after(tx, ask.actor.tenant);
        return Nothing{};
      });
}

}  // namespace centralino::phone
