// What stands behind calls as it is now: trunks, telephones, colleagues. What only the loop knows
// is copied there, the rest is read beside it.
#include "channels/phone/api.h"
#include "channels/phone/spending.h"
#include "platform/api/dispatcher.h"
#include "subjects/agents/places.h"

namespace centralino::phone {

enum class TrunkReach : std::uint8_t { unknown, up, down };
BOOST_DESCRIBE_ENUM(TrunkReach, unknown, up, down)

struct TrunkLive {
  TrunkId id;
  std::string name;
  bool enabled = true;
  TrunkReach state = TrunkReach::unknown;
  std::string detail;  // as the other side said it: "401 after a password was sent"
  std::optional<Instant> since;
  std::int64_t calls_this_hour = 0;  // out
  std::int64_t calls_per_hour_max = 0;
  std::int64_t minutes_last_24h = 0;
  std::int64_t minutes_per_day_max = 0;
  std::int64_t spent_last_24h_micros = 0;
  std::optional<std::int64_t> spending_per_day_max_micros;
  std::optional<std::string> currency;
  std::optional<TrunkLimit> limit;  // reached: nothing more goes out
};
BOOST_DESCRIBE_STRUCT(TrunkLive, (),
                      (id, name, enabled, state, detail, since, calls_this_hour, calls_per_hour_max,
                       minutes_last_24h, minutes_per_day_max, spent_last_24h_micros,
                       spending_per_day_max_micros, currency, limit))
struct DeviceLive {
  DeviceId id;
  bool registered = false;
  std::string where;
};
BOOST_DESCRIBE_STRUCT(DeviceLive, (), (id, registered, where))
struct TelephoneLive {
  std::vector<TrunkLive> trunks;
  std::vector<DeviceLive> devices;
};
BOOST_DESCRIBE_STRUCT(TelephoneLive, (), (trunks, devices))

struct Colleague {
  UserId id;
  std::string name;
  engine::routing::AgentState state = engine::routing::AgentState::offline;
  bool on_call = false;
  std::vector<std::string> languages;
};
BOOST_DESCRIBE_STRUCT(Colleague, (), (id, name, state, on_call, languages))
struct ColleagueList {
  std::vector<Colleague> items;
};
BOOST_DESCRIBE_STRUCT(ColleagueList, (), (items))

namespace {

using api::Auth;
using api::Nothing;

TrunkReach shown(voice::TrunkReach reach) {
  switch (reach) {
    case voice::TrunkReach::up:
      return TrunkReach::up;
    case voice::TrunkReach::down:
      return TrunkReach::down;
    case voice::TrunkReach::unknown:
      break;
  }
  return TrunkReach::unknown;
}

// `look` runs on the loop; `answer` makes of what it saw, and of the database, what is asked for.
template <class Look, class Answer>
void give(const ApiParts& parts, http::Request request, http::Respond respond, Look look,
          Answer answer) {
  const auto shared = std::make_shared<http::Request>(std::move(request));
  const auto fail = [shared, respond] {
    respond(api::to_response(refuse(Code::unavailable), *shared));
  };
  const bool queued =
      parts.loop.inspect([parts, shared, respond, fail, look, answer](loop::Loop& loop) {
        const bool reading = parts.readers.submit([seen = look(loop), shared, respond, fail,
                                                   answer](jobs::Reader& reader) {
          try {
            respond(api::to_response(api::Routes::answer(200, answer(reader.db(), seen)), *shared));
          } catch (const store::StoreError&) {
            reader.lost();
            fail();
          }
        });
        if (!reading) fail();
      });
  if (!queued) fail();
}

struct Seen {
  Instant now;
  Phone::Standing standing;
};

void show_spending(TrunkLive& one, const TrunkSettings& settings, const Spent& spent) {
  one.calls_this_hour = spent.calls;
  one.calls_per_hour_max = settings.calls_per_hour_max;
  one.minutes_last_24h = spent.minutes;
  one.minutes_per_day_max = settings.minutes_per_day_max.value_or(minutes_per_day_default);
  one.limit = reached(settings, spent);
  if (!settings.spending) return;
  one.spent_last_24h_micros = spent.micros;
  one.spending_per_day_max_micros = settings.spending->per_day_max_micros;
  one.currency = settings.spending->currency;
}

TelephoneLive telephone_live(store::Db& db, TenantId tenant, const Seen& seen) {
  TelephoneLive live;
  for (const auto& trunk : list_trunks(db, tenant)) {
    TrunkLive one;
    one.id = trunk.id;
    one.name = trunk.name;
    one.enabled = trunk.settings.enabled;
    const auto known = seen.standing.trunks.find(trunk.id.value);
    if (known != seen.standing.trunks.end() && trunk.settings.enabled) {
      one.state = shown(known->second.reach);
      one.detail = known->second.detail;
      one.since = known->second.since;
    }
    show_spending(one, trunk.settings, spent(db, tenant, trunk.id, seen.now));
    live.trunks.push_back(std::move(one));
  }
  for (const auto& device : list_devices(db, tenant)) {
    const auto known = seen.standing.devices.find(device.id.value);
    const bool there = known != seen.standing.devices.end() && known->second.there;
    live.devices.push_back({device.id, there, there ? known->second.where : ""});
  }
  return live;
}

ColleagueList colleagues_now(const queues::FloorNow& floor, const Phone& phone,
                             const Actor& actor) {
  ColleagueList list;
  for (const auto& row : floor.cell.agents()) {
    if (row.agent == actor.user) continue;
    list.items.push_back({row.agent,
                          floor.name_of(row.agent),
                          row.state,
                          phone.calls().of_agent(actor.tenant, row.agent) != nullptr,
                          {}});
  }
  return list;
}

ColleagueList with_languages(store::Db& db, TenantId tenant, ColleagueList list) {
  for (auto& place : agents::list_places(db, tenant))
    for (auto& colleague : list.items)
      if (colleague.id == place.user_id) colleague.languages = place.languages;
  return list;
}

}  // namespace

void add_live_routes(api::Routes& routes, const ApiParts& parts) {
  routes.special<Nothing, TelephoneLive>(
      {.method = "GET",
       .pattern = "/api/v1/telephone",
       .auth = Auth::supervisor,
       .tag = "telephone",
       .summary = "Trunks and telephones, as they are now"},
      [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
        give(
            parts, std::move(request), std::move(respond),
            [&phone = parts.phone](loop::Loop& loop) {
              return Seen{loop.now(), phone.standing()};
            },
            [tenant = ask.actor.tenant](store::Db& db, const Seen& seen) {
              return telephone_live(db, tenant, seen);
            });
      });
  routes.special<Nothing, ColleagueList>(
      {.method = "GET",
       .pattern = "/api/v1/colleagues",
       .auth = Auth::user,
       .tag = "agents",
       .summary = "The other agents and what they are doing: to whom one may hand over"},
      [parts](const api::Ask& ask, http::Request request, http::Respond respond) {
        give(
            parts, std::move(request), std::move(respond),
            [&phone = parts.phone, actor = ask.actor](loop::Loop& loop) {
              return colleagues_now(static_cast<queues::Floor&>(loop.memory()).of(actor.tenant),
                                    phone, actor);
            },
            [tenant = ask.actor.tenant](store::Db& db, const ColleagueList& list) {
              return with_languages(db, tenant, list);
            });
      });
}

}  // namespace centralino::phone
