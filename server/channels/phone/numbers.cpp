#include "channels/phone/numbers.h"

#include <algorithm>

#include "base/text.h"
#include "platform/crypto/certificates.h"
#include "platform/crypto/digest.h"
#include "platform/http/cidr.h"
#include "subjects/queues/calendars.h"
#include "subjects/queues/queues.h"
#include "subjects/queues/widgets.h"

namespace centralino::phone {
namespace {

constexpr std::size_t number_length_max = 20;
constexpr std::size_t name_length_max = 100;
constexpr std::size_t trunks_max = 50;
constexpr std::size_t prices_max = 500;
constexpr std::size_t authority_bytes_max = 65'536;
constexpr std::int64_t money_micros_max = 1'000'000'000'000;  // a million

Trunk read_trunk(const store::Row& row) {
  Trunk trunk;
  trunk.id = row.id<TrunkId>(0);
  trunk.name = row.text(1);
  if (auto settings = json::from_text<TrunkSettings>(row.text(2)); settings.ok())
    trunk.settings = *settings;
  trunk.has_password = !row.text(3).empty();
  return trunk;
}

Number read_number(const store::Row& row) {
  Number number;
  number.id = row.id<NumberId>(0);
  number.tenant = row.id<TenantId>(1);
  number.number = row.text(2);
  number.name = row.text(3);
  number.queue = row.id<QueueId>(4);
  if (!row.is_null(5)) number.flow = row.id<FlowId>(5);
  if (!row.is_null(6)) number.calendar = row.text(6);
  if (auto settings = json::from_text<NumberSettings>(row.text(7)); settings.ok())
    number.settings = *settings;
  return number;
}

constexpr const char* number_columns =
    "SELECT id, tenant, number, name, queue, flow, calendar, settings FROM phone_number ";

Result<Done> check_name(const std::string& name) {
  if (trimmed(name).empty()) return refuse_field("name", "must not be empty");
  if (name.size() > name_length_max) return refuse_field("name", "is too long");
  return Done{};
}

bool is_prefix(const std::string& text) {
  return text.size() > 1 && text[0] == '+' &&
         text.find_first_not_of("0123456789", 1) == std::string::npos;
}

Result<Done> in_range(std::int64_t value, std::int64_t min, std::int64_t max, const char* field) {
  if (value >= min && value <= max) return Done{};
  return refuse_field(field, "must be " + std::to_string(min) + " to " + std::to_string(max));
}

// What has no price would be called for nothing: everything that may be called needs one.
Result<Done> check_spending(const TrunkSettings& s) {
  if (s.minutes_per_day_max)
    TRY_DONE(in_range(*s.minutes_per_day_max, 0, 10'000'000, "settings.minutes_per_day_max"));
  if (s.call_minutes_max)
    TRY_DONE(in_range(*s.call_minutes_max, 1, 1'440, "settings.call_minutes_max"));
  if (!s.spending) return Done{};
  const auto& limit = *s.spending;
  if (!is_currency_code(limit.currency))
    return refuse_field("settings.spending.currency", "must be three letters such as EUR");
  TRY_DONE(in_range(limit.per_day_max_micros, 0, money_micros_max,
                    "settings.spending.per_day_max_micros"));
  if (limit.prices.size() > prices_max)
    return refuse_field("settings.spending.prices",
                        "must not be more than " + std::to_string(prices_max));
  for (const auto& price : limit.prices) {
    if (!is_prefix(price.prefix))
      return refuse_field("settings.spending.prices", "must be for prefixes such as +39");
    TRY_DONE(in_range(price.per_minute_micros, 0, money_micros_max, "settings.spending.prices"));
  }
  for (const auto& allowed : s.allowed) {
    const bool known =
        std::any_of(limit.prices.begin(), limit.prices.end(),
                    [&](const MinutePrice& price) { return allowed.starts_with(price.prefix); });
    if (!known) return refuse_field("settings.spending.prices", "has no price for " + allowed);
  }
  return Done{};
}

Result<Done> check(const TrunkWish& wanted) {
  TRY_DONE(check_name(wanted.name));
  const auto& s = wanted.settings;
  if (trimmed(s.host).empty()) return refuse_field("settings.host", "must not be empty");
  if (s.host.find_first_of(" \t\r\n;<>\"@") != std::string::npos || s.host.size() > 253)
    return refuse_field("settings.host", "is not a host's name or address");
  if (s.port < 1 || s.port > 65'535) return refuse_field("settings.port", "must be 1 to 65535");
  if (s.registers && s.username.empty())
    return refuse_field("settings.username", "is needed to register");
  if (!s.registers && s.sources.empty())
    return refuse_field("settings.sources", "must name a network when the trunk does not register");
  for (const auto& source : s.sources)
    if (!http::parse_cidr(source))
      return refuse_field("settings.sources", "must be networks such as 192.0.2.0/24");
  if (s.srtp && s.transport != TrunkTransport::tls)
    return refuse_field("settings.srtp", "needs transport tls: keys would be readable otherwise");
  if (s.tls_authority && (s.tls_authority->size() > authority_bytes_max ||
                          !crypto::are_certificates(*s.tls_authority)))
    return refuse_field("settings.tls_authority", "must be certificates in PEM, and no keys");
  for (const auto& prefix : s.allowed)
    if (!is_prefix(prefix)) return refuse_field("settings.allowed", "must be prefixes such as +39");
  TRY_DONE(in_range(s.calls_per_hour_max, 0, 1'000'000, "settings.calls_per_hour_max"));
  return check_spending(s);
}

Result<Number> checked(store::Db& db, TenantId tenant, NumberId id, const NumberWish& wanted) {
  TRY_DONE(check_name(wanted.name));
  Number number{id,
                tenant,
                normalised_number(wanted.number),
                wanted.name,
                wanted.queue_id,
                wanted.flow_id,
                wanted.calendar,
                wanted.settings};
  if (number.number.empty()) return refuse_field("number", "is not a telephone number");
  const auto queue = queues::find_queue(db, tenant, wanted.queue_id);
  if (!queue || queue->retired_at) return refuse_field("queue_id", "is not a queue");
  if (wanted.flow_id && !flows::published(db, tenant, *wanted.flow_id))
    return refuse_field("flow_id", "is not a published flow");
  if (wanted.calendar && !queues::has_calendar(db, tenant, *wanted.calendar))
    return refuse_field("calendar", "is not the key of opening hours");
  if (wanted.settings.language != "it" && wanted.settings.language != "en")
    return refuse_field("settings.language", "must be it or en");
  if (wanted.settings.keep_recordings_days < 1 || wanted.settings.keep_recordings_days > 3'660)
    return refuse_field("settings.keep_recordings_days", "must be 1 to 3660");
  const auto taken = db.one("SELECT id FROM phone_number WHERE number = $1", {number.number});
  if (taken && taken->id<NumberId>(0) != id)
    return refuse_field("number", "belongs to another line already");
  return number;
}

}  // namespace

std::string normalised_number(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text)) {
    if ((c >= '0' && c <= '9') || ((c == '*' || c == '#') && !out.empty())) {
      out += c;
    } else if (c == '+' && out.empty()) {
      out = "+";
    } else if (std::string_view(" -./()").find(c) == std::string_view::npos) {
      return {};
    }
  }
  if (out.starts_with("00")) out = "+" + out.substr(2);
  if (out.empty() || out == "+" || out.size() > number_length_max) return {};
  return out;
}

std::vector<Trunk> list_trunks(store::Db& db, TenantId tenant) {
  std::vector<Trunk> list;
  for (const auto& row : db.query(
           "SELECT id, name, settings, password FROM trunk WHERE tenant = $1 ORDER BY position, id",
           {tenant}))
    list.push_back(read_trunk(row));
  return list;
}

std::optional<Trunk> find_trunk(store::Db& db, TenantId tenant, TrunkId id) {
  const auto row = db.one(
      "SELECT id, name, settings, password FROM trunk WHERE tenant = $1 AND id = $2", {tenant, id});
  if (!row) return std::nullopt;
  return read_trunk(*row);
}

Result<Trunk> add_trunk(loop::Tx& tx, const Actor& actor, const TrunkWish& wanted) {
  TRY_DONE(check(wanted));
  const auto known = list_trunks(tx.db(), actor.tenant);
  if (known.size() >= trunks_max) return refuse_field("name", "there are too many trunks already");
  const auto id = tx.fresh<TrunkId>();
  tx.db().exec(
      "INSERT INTO trunk (id, tenant, name, position, settings, password) VALUES ($1, $2, $3, $4, "
      "$5, $6)",
      {id, actor.tenant, wanted.name, static_cast<std::int64_t>(known.size()),
       json::to_string(wanted.settings), wanted.password.value_or("")});
  tx.journal(actor, "trunk", id.value, "trunk_added", json::to_string(wanted.settings));
  return Trunk{id, wanted.name, wanted.settings, !wanted.password.value_or("").empty()};
}

Result<Trunk> change_trunk(loop::Tx& tx, const Actor& actor, TrunkId id, const TrunkWish& wanted) {
  TRY_DONE(check(wanted));
  const auto row = tx.db().query(
      "UPDATE trunk SET name = $1, settings = $2, password = coalesce($3, password) WHERE id = $4 "
      "AND tenant = $5 RETURNING id, name, settings, password",
      {wanted.name, json::to_string(wanted.settings), wanted.password, id, actor.tenant});
  if (row.empty()) return refuse(Code::not_found);
  tx.journal(actor, "trunk", id.value, "trunk_changed", json::to_string(wanted.settings));
  return read_trunk(row.front());
}

Result<Done> remove_trunk(loop::Tx& tx, const Actor& actor, TrunkId id) {
  const auto gone = tx.db().query("DELETE FROM trunk WHERE id = $1 AND tenant = $2 RETURNING id",
                                  {id, actor.tenant});
  if (gone.empty()) return refuse(Code::not_found);
  tx.journal(actor, "trunk", id.value, "trunk_removed", "{}");
  return Done{};
}

void order_trunks(loop::Tx& tx, const Actor& actor, const std::vector<TrunkId>& wanted) {
  auto trunks = list_trunks(tx.db(), actor.tenant);
  const auto place = [&wanted](const Trunk& trunk) {
    return std::find(wanted.begin(), wanted.end(), trunk.id);
  };
  std::stable_sort(trunks.begin(), trunks.end(), [&place](const Trunk& one, const Trunk& other) {
    return place(one) < place(other);
  });
  for (std::size_t position = 0; position < trunks.size(); ++position)
    tx.db().exec("UPDATE trunk SET position = $1 WHERE id = $2 AND tenant = $3",
                 {static_cast<std::int64_t>(position), trunks[position].id, actor.tenant});
  tx.journal(actor, "tenant", actor.tenant.value, "trunks_ordered", json::to_string(wanted));
}

std::vector<Number> list_numbers(store::Db& db, TenantId tenant) {
  std::vector<Number> list;
  static const std::string sql = std::string(number_columns) + "WHERE tenant = $1 ORDER BY number";
  for (const auto& row : db.query(sql, {tenant})) list.push_back(read_number(row));
  return list;
}

std::optional<Number> find_number(store::Db& db, std::string_view dialled) {
  static const std::string sql = std::string(number_columns) + "WHERE number = $1";
  const std::string number = normalised_number(dialled);
  if (number.empty()) return std::nullopt;
  if (const auto row = db.one(sql, {number})) return read_number(*row);
  // Some providers leave the plus out.
  if (number[0] == '+') return std::nullopt;
  const auto row = db.one(sql, {"+" + number});
  return row ? std::optional(read_number(*row)) : std::nullopt;
}

std::optional<Number> find_number(store::Db& db, TenantId tenant, NumberId id) {
  static const std::string sql = std::string(number_columns) + "WHERE tenant = $1 AND id = $2";
  const auto row = db.one(sql, {tenant, id});
  return row ? std::optional(read_number(*row)) : std::nullopt;
}

Result<Number> add_number(loop::Tx& tx, const Actor& actor, const NumberWish& wanted) {
  TRY(number, checked(tx.db(), actor.tenant, tx.fresh<NumberId>(), wanted));
  tx.db().exec(
      "INSERT INTO phone_number (id, tenant, number, name, queue, flow, calendar, settings) VALUES "
      "($1, $2, $3, $4, $5, $6, $7, $8)",
      {number.id, actor.tenant, number.number, number.name, number.queue, number.flow,
       number.calendar, json::to_string(number.settings)});
  tx.journal(actor, "phone_number", number.id.value, "number_added", json::to_string(number));
  return number;
}

Result<Number> change_number(loop::Tx& tx, const Actor& actor, NumberId id,
                             const NumberWish& wanted) {
  if (!find_number(tx.db(), actor.tenant, id)) return refuse(Code::not_found);
  TRY(number, checked(tx.db(), actor.tenant, id, wanted));
  tx.db().exec(
      "UPDATE phone_number SET number = $1, name = $2, queue = $3, flow = $4, calendar = $5, "
      "settings = $6 WHERE id = $7 AND tenant = $8",
      {number.number, number.name, number.queue, number.flow, number.calendar,
       json::to_string(number.settings), id, actor.tenant});
  tx.journal(actor, "phone_number", id.value, "number_changed", json::to_string(number));
  return number;
}

Result<Done> remove_number(loop::Tx& tx, const Actor& actor, NumberId id) {
  for (const auto& widget : queues::list_widgets(tx.db(), actor.tenant))
    if (widget.look.call_to && widget.look.call_to->number_id == id) return refuse(Code::in_use);
  const auto gone = tx.db().query(
      "DELETE FROM phone_number WHERE id = $1 AND tenant = $2 RETURNING id", {id, actor.tenant});
  if (gone.empty()) return refuse(Code::not_found);
  tx.journal(actor, "phone_number", id.value, "number_removed", "{}");
  return Done{};
}

std::vector<Device> list_devices(store::Db& db, TenantId tenant) {
  std::vector<Device> list;
  for (const auto& row : db.query("SELECT id, user_id, username, contact FROM phone_device WHERE "
                                  "tenant = $1 ORDER BY username",
                                  {tenant}))
    list.push_back({row.id<DeviceId>(0), row.id<UserId>(1), row.text(2), row.text(3)});
  return list;
}

Result<Device> add_device(loop::Tx& tx, const Actor& actor, const DeviceWish& wanted) {
  const std::string contact = wanted.contact.value_or("");
  if (wanted.username.size() < 2 || wanted.username.size() > 40 ||
      wanted.username.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") !=
          std::string::npos)
    return refuse_field("username", "must be 2 to 40 of a-z 0-9 . _ -");
  if (contact.empty() && wanted.password.value_or("").size() < 12)
    return refuse_field("password", "must have at least 12 characters");
  if (!contact.empty() && !contact.starts_with("sip:"))
    return refuse_field("contact", "must be an address such as sip:desk1@192.0.2.7");
  if (!tx.db().one("SELECT user_id FROM agent WHERE tenant = $1 AND user_id = $2",
                   {actor.tenant, wanted.user_id}))
    return refuse_field("user_id", "is not an agent");
  if (tx.db().one("SELECT id FROM phone_device WHERE username = $1", {wanted.username}))
    return refuse_field("username", "is taken");
  const Device device{tx.fresh<DeviceId>(), wanted.user_id, wanted.username, contact};
  const std::string ha1 =
      crypto::digest_ha1(device.username, std::string(device_realm), wanted.password.value_or(""));
  tx.db().exec(
      "INSERT INTO phone_device (id, tenant, user_id, username, ha1, contact) VALUES ($1, $2, $3, "
      "$4, $5, $6)",
      {device.id, actor.tenant, device.user_id, device.username,
       wanted.password ? ha1 : std::string(), contact});
  tx.journal(actor, "phone_device", device.id.value, "device_added", json::to_string(device));
  return device;
}

Result<Done> remove_device(loop::Tx& tx, const Actor& actor, DeviceId id) {
  const auto gone = tx.db().query(
      "DELETE FROM phone_device WHERE id = $1 AND tenant = $2 RETURNING id", {id, actor.tenant});
  if (gone.empty()) return refuse(Code::not_found);
  tx.journal(actor, "phone_device", id.value, "device_removed", "{}");
  return Done{};
}

}  // namespace centralino::phone
