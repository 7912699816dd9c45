// Trunks, numbers and devices: what an administrator tells the telephone.
//
// A number is ours: whoever dials it comes into its flow, in its language; without a flow, straight
// to its queue. A trunk is a way in and out; a device a telephone that belongs to an agent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "platform/loop/tx.h"
#include "subjects/flows/flows.h"

namespace centralino::phone {

enum class TrunkTransport : std::uint8_t { udp, tcp, tls };
BOOST_DESCRIBE_ENUM(TrunkTransport, udp, tcp, tls)

// What a minute costs to numbers that begin so; the longest prefix counts.
struct MinutePrice {
  std::string prefix;
  std::int64_t per_minute_micros = 0;  // millionths of the currency, for each minute begun
};
BOOST_DESCRIBE_STRUCT(MinutePrice, (), (prefix, per_minute_micros))

struct SpendingLimit {
  std::string currency = "EUR";         // ISO 4217
  std::int64_t per_day_max_micros = 0;  // in 24 hours
  std::vector<MinutePrice> prices;      // all that may be called has one
};
BOOST_DESCRIBE_STRUCT(SpendingLimit, (), (currency, per_day_max_micros, prices))

constexpr std::int64_t minutes_per_day_default = 1'440;  // one line that is never free
constexpr std::int64_t call_minutes_default = 240;

struct TrunkSettings {
  std::string host;
  std::int64_t port = 5060;
  TrunkTransport transport = TrunkTransport::udp;
  bool enabled = true;
  bool registers = false;
  std::vector<std::string> sources;  // networks that its calls come from
  std::string username;
  std::string realm;
  std::string tls_name;
  bool srtp = false;
  std::string caller_id;                 // shown when the number's own is not ours to show
  std::vector<std::string> allowed;      // what may be called: "+39", "+4912"; empty: nothing
  std::int64_t calls_per_hour_max = 60;  // out
  // Answered calls that went out: minutes begun within 24 hours, and how long one may last.
  std::optional<std::int64_t> minutes_per_day_max;  // absent: minutes_per_day_default
  std::optional<std::int64_t> call_minutes_max;     // absent: call_minutes_default
  std::optional<SpendingLimit> spending;            // absent: only minutes are watched
  // Who signed its certificate, as PEM (one or several); absent: whoever this machine trusts.
  std::optional<std::string> tls_authority;
};
BOOST_DESCRIBE_STRUCT(TrunkSettings, (),
                      (host, port, transport, enabled, registers, sources, username, realm,
                       tls_name, srtp, caller_id, allowed, calls_per_hour_max, minutes_per_day_max,
                       call_minutes_max, spending, tls_authority))

struct Trunk {
  TrunkId id;
  std::string name;
  TrunkSettings settings;
  bool has_password = false;
};
BOOST_DESCRIBE_STRUCT(Trunk, (), (id, name, settings, has_password))

struct TrunkWish {
  std::string name;
  TrunkSettings settings;
  std::optional<std::string> password;  // absent: as it was
};
BOOST_DESCRIBE_STRUCT(TrunkWish, (), (name, settings, password))

enum class RecordPolicy : std::uint8_t { never, always, by_flow };
BOOST_DESCRIBE_ENUM(RecordPolicy, never, always, by_flow)

struct NumberSettings {
  std::string language = "it";
  RecordPolicy record = RecordPolicy::never;
  std::int64_t keep_recordings_days = 90;
  bool agent_sees_watchers = true;
  // Absent: they may. Supervisors always may.
  std::optional<bool> agents_listen;  // to recordings of their own conversations
  std::optional<bool> agents_pause;   // a recording, while they talk
  // Relay services and text telephones call here: answers may take their time. Absent: no.
  std::optional<bool> relay;
};
BOOST_DESCRIBE_STRUCT(NumberSettings, (),
                      (language, record, keep_recordings_days, agent_sees_watchers, agents_listen,
                       agents_pause, relay))

struct Number {
  NumberId id;
  TenantId tenant;
  std::string number;  // as it is dialled: "+390212345678", or a short one
  std::string name;
  QueueId queue;
  std::optional<FlowId> flow;
  std::optional<std::string> calendar;  // its hours, by their key; absent: those of its queue
  NumberSettings settings;
};
BOOST_DESCRIBE_STRUCT(Number, (), (id, tenant, number, name, queue, flow, calendar, settings))

struct NumberWish {
  std::string number;
  std::string name;
  QueueId queue_id;
  std::optional<FlowId> flow_id;
  std::optional<std::string> calendar;
  NumberSettings settings;
};
BOOST_DESCRIBE_STRUCT(NumberWish, (), (number, name, queue_id, flow_id, calendar, settings))

struct Device {
  DeviceId id;
  UserId user_id;
  std::string username;
  std::string contact;
};
BOOST_DESCRIBE_STRUCT(Device, (), (id, user_id, username, contact))

struct DeviceWish {
  UserId user_id;
  std::string username;
  std::optional<std::string> password;
  std::optional<std::string> contact;  // where it always is, instead of registering
};
BOOST_DESCRIBE_STRUCT(DeviceWish, (), (user_id, username, password, contact))

constexpr std::string_view device_realm = "centralino";

// "+39 02 1234" → "+39021234"; "0039…" → "+39…"; short and internal ones as they are. "" when it is
// no number.
std::string normalised_number(std::string_view text);

std::vector<Trunk> list_trunks(store::Db& db, TenantId tenant);
std::optional<Trunk> find_trunk(store::Db& db, TenantId tenant, TrunkId id);
Result<Trunk> add_trunk(loop::Tx& tx, const Actor& actor, const TrunkWish& wanted);
Result<Trunk> change_trunk(loop::Tx& tx, const Actor& actor, TrunkId id, const TrunkWish& wanted);
Result<Done> remove_trunk(loop::Tx& tx, const Actor& actor, TrunkId id);
// In which order they are tried. Those not named follow as they were.
void order_trunks(loop::Tx& tx, const Actor& actor, const std::vector<TrunkId>& wanted);

std::vector<Number> list_numbers(store::Db& db, TenantId tenant);
std::optional<Number> find_number(store::Db& db, std::string_view dialled);
std::optional<Number> find_number(store::Db& db, TenantId tenant, NumberId id);
Result<Number> add_number(loop::Tx& tx, const Actor& actor, const NumberWish& wanted);
Result<Number> change_number(loop::Tx& tx, const Actor& actor, NumberId id,
                             const NumberWish& wanted);
Result<Done> remove_number(loop::Tx& tx, const Actor& actor, NumberId id);

std::vector<Device> list_devices(store::Db& db, TenantId tenant);
Result<Device> add_device(loop::Tx& tx, const Actor& actor, const DeviceWish& wanted);
Result<Done> remove_device(loop::Tx& tx, const Actor& actor, DeviceId id);

}  // namespace centralino::phone
