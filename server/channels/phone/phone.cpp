#include "channels/phone/phone.h"

#include "channels/phone/numbers.h"

namespace centralino::phone {
namespace {

voice::Transport to_voice(TrunkTransport transport) {
  switch (transport) {
    case TrunkTransport::udp:
      return voice::Transport::udp;
    case TrunkTransport::tcp:
      return voice::Transport::tcp;
    case TrunkTransport::tls:
      break;
  }
  return voice::Transport::tls;
}

}  // namespace

Phone::Phone(Outside outside) : outside_(std::move(outside)) {}

void Phone::attach(queues::Floor& floor, loop::Loop& loop) {
  floor.keep_beside(calls_);
  floor.carried_by(engine::routing::Channel::voice, *this);
  loop.on_timer("flow_timer", [this](loop::Tx& tx, const loop::Timer& t) { flow_timer(tx, t); });
  loop.on_timer("agent_line",
                [this](loop::Tx& tx, const loop::Timer& t) { agent_line_timer(tx, t); });
  loop.on_timer("web_line", [this](loop::Tx& tx, const loop::Timer& t) { web_line_timer(tx, t); });
  loop.on_timer("callback_due",
                [this](loop::Tx& tx, const loop::Timer& t) { callback_due(tx, t); });
  loop.on_timer("hold_alarm", [this](loop::Tx& tx, const loop::Timer& t) { hold_timer(tx, t); });
  loop.on_timer("outward_minute",
                [this](loop::Tx& tx, const loop::Timer& t) { minute_timer(tx, t); });
  loop.on_timer("queue_place", [this](loop::Tx& tx, const loop::Timer& t) { announce(tx, t); });
}

void Phone::configure_after(loop::Tx& tx, TenantId tenant) {
  configure(tx.db(), queues::floor(tx),
            [this, &tx](voice::Configure all) { post(tx, std::move(all)); });
  for (const auto& row : queues::floor(tx).of(tenant).cell.agents())
    set_reach(tx, {tenant, row.agent});
}

Phone::Standing Phone::standing() const {
  Standing now{trunks_, {}};
  for (const auto& [device, there] : device_there_) {
    const auto place = device_places_.find(device);
    now.devices[device] = {there, place == device_places_.end() ? "" : place->second};
  }
  return now;
}

Result<Done> Phone::check_trunk(loop::Tx& tx, const Actor& actor, TrunkId id) {
  if (!tx.db().one("SELECT id FROM trunk WHERE id = $1 AND tenant = $2", {id, actor.tenant}))
    return refuse(Code::not_found);
  post(tx, voice::CheckTrunk{id.value});
  return Done{};
}

void Phone::configure(store::Db& db, queues::Floor& floor,
                      const std::function<void(voice::Configure)>& tell) {
  voice::Configure all;
  for (const auto& row :
       db.query("SELECT id, name, settings, password FROM trunk ORDER BY tenant, position, id")) {
    const auto settings = json::from_text<TrunkSettings>(row.text(2));
    if (!settings.ok()) continue;
    voice::Trunk trunk;
    trunk.id = row.integer(0);
    trunk.name = row.text(1);
    trunk.host = settings->host;
    trunk.port = static_cast<std::uint16_t>(settings->port);
    trunk.transport = to_voice(settings->transport);
    trunk.enabled = settings->enabled;
    trunk.registers = settings->registers;
    trunk.sources = settings->sources;
    trunk.username = settings->username;
    trunk.password = row.text(3);
    trunk.realm = settings->realm;
    trunk.tls_name = settings->tls_name;
    trunk.tls_authority = settings->tls_authority.value_or("");
    trunk.srtp = settings->srtp;
    all.trunks.push_back(std::move(trunk));
  }
  devices_.clear();
  bridge_devices_.clear();
  device_owners_.clear();
  for (auto& [id, here] : floor.tenants()) here->by_telephone.clear();
  for (const auto& row : db.query(
           "SELECT id, tenant, user_id, username, ha1, contact FROM phone_device ORDER BY id")) {
    voice::Device device;
    device.id = row.integer(0);
    device.username = row.text(3);
    device.ha1 = row.text(4);
    device.contact = row.text(5);
    const Agent owner{row.id<TenantId>(1), row.id<UserId>(2)};
    devices_[owner].push_back(device.id);
    device_owners_.emplace(device.id, owner);
    if (floor.has(owner.first)) floor.of(owner.first).by_telephone.insert(owner.second);
    if (!device.contact.empty()) device_there_[device.id] = true;
    if (outside_.bridges) bridge_devices_[device.username] = device.id;
    all.devices.push_back(std::move(device));
  }
  tell(std::move(all));
}

}  // namespace centralino::phone
