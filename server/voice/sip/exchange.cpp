#include "voice/sip/exchange.h"

#include <algorithm>
#include <stdexcept>

#include "platform/log/log.h"

namespace centralino::voice {
namespace {

constexpr std::uint64_t sweep_ms = 1'000;

bool sane_header(const std::string& name, const std::string& value) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  const auto in_name = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-';
  };
  return name.starts_with("X-") && std::all_of(name.begin(), name.end(), in_name) &&
         std::none_of(value.begin(), value.end(), control);
}

// Names and headers that are the same for all ways.
Outgoing outgoing(const Dial& dial) {
  Outgoing call;
  call.name = sane_text(dial.from_name);
  for (const auto& [name, value] : dial.headers)
    if (sane_header(name, value)) call.headers += name + ": " + value + "\r\n";
  return call;
}

}  // namespace

Exchange::Exchange(const Settings& settings, MediaPlane& plane, std::function<void(Event)> tell,
                   std::function<std::int64_t()> fresh)
    : realm_(settings.realm), tell_(tell), calls_(plane, *this, tell, std::move(fresh)) {
  for (const std::string& text : settings.trusted) {
    const auto network = parse_network(text);
    if (!network)
      throw std::runtime_error("\"" + text +
                               "\" in `trusted` is no network, such as "
                               "\"192.0.2.0/24\"");
    trusted_.push_back(*network);
  }
  ears_.admits = [this](const sa& from, std::string_view datagram) {
    return admits(from, datagram);
  };
  ears_.garbled = [this](const sa& from) { refuse(text_of(from) + "/udp", {}, "malformed"); };
  ears_.request = [this](const Line& line, const sip_msg& request) { requested(line, request); };
  ears_.answer = [this](const sip_msg& answer) { answered(answer); };
  transports_ = std::make_unique<Transports>(settings, ears_);
  sweep();
}

Exchange::~Exchange() { trunks_.clear(); }

void Exchange::sweep() {
  sweep_.start(
      sweep_ms, [](void* self) { static_cast<Exchange*>(self)->sweep(); }, this);
  for (const std::int64_t device : registrar_.expire(steady_ms()))
    tell_(DeviceState{device, false});
  // Not while one of its own messages is being read: here nothing is.
  std::erase_if(retired_,
                [](const std::shared_ptr<Stack>& stack) { return stack.use_count() == 1; });
}

std::unique_ptr<TrunkLine> Exchange::open(const Trunk& trunk) {
  std::shared_ptr<Stack> stack;
  std::string trouble;
  if (trunk.enabled && trunk.transport == Transport::tls) try {
      stack = transports_->to_tls(trunk);
    } catch (const std::runtime_error& error) {
      trouble = error.what();
    }
  if (sane_user(trunk.username).empty() && trunk.registers) trouble = "it has no username";
  if (!parse_host_port(in_uri(trunk.host)) ||
      trunk.host.find_first_of("<>\"@; \r\n") != std::string::npos)
    trouble = "\"" + trunk.host + "\" is no host";
  Line line = stack ? stack->line : transports_->line();
  line.keep = stack;
  return std::make_unique<TrunkLine>(trunk, line, stack, std::move(trouble), tell_);
}

void Exchange::apply(Configure command) {
  std::map<std::int64_t, std::unique_ptr<TrunkLine>> trunks;
  for (const Trunk& trunk : command.trunks) {
    const auto before = trunks_.find(trunk.id);
    if (before != trunks_.end() && before->second->same(trunk))
      trunks[trunk.id] = std::move(before->second);
  }
  for (auto& [id, trunk] : trunks_)
    if (trunk && trunk->stack()) retired_.push_back(trunk->stack());
  trunks_.clear();  // says goodbye, before the same one registers anew
  trunks_ = std::move(trunks);
  for (const Trunk& trunk : command.trunks)
    if (!trunks_.contains(trunk.id)) trunks_[trunk.id] = open(trunk);
  for (const std::int64_t device : registrar_.configure(std::move(command.devices)))
    tell_(DeviceState{device, false});
}

void Exchange::apply(const CheckTrunk& command) {
  const auto found = trunks_.find(command.trunk);
  if (found == trunks_.end() || !found->second || !found->second->trunk().enabled) return;
  const Trunk trunk = found->second->trunk();
  if (found->second->stack()) retired_.push_back(found->second->stack());
  found->second.reset();  // says goodbye, before it registers anew
  found->second = open(trunk);
}

std::optional<Way> Exchange::to_device(const Dial& dial) {
  const Device* device = registrar_.device(dial.device);
  if (device == nullptr) return std::nullopt;
  Way way{transports_->line(), outgoing(dial), Encryption::none, false};
  if (const Registrar::Place* place = registrar_.place(dial.device, steady_ms())) {
    way.call.to = place->contact;
    way.call.next_hop = place->next_hop;
    way.telephone = true;
  } else if (device->contact.starts_with("sip:")) {
    way.call.to = device->contact;
  } else {
    return std::nullopt;
  }
  const std::string user = sane_user(dial.from.substr(0, dial.from.find('@')));
  way.call.from = "sip:" + (user.empty() ? "anonymous" : user) + "@" + sane_user(realm_);
  return way;
}

std::optional<Way> Exchange::to_trunk(std::int64_t trunk, const Dial& dial) {
  const auto at = trunks_.find(trunk);
  const std::string to = sane_user(dial.to);
  if (at == trunks_.end() || !at->second->usable() || to.empty()) return std::nullopt;
  const TrunkLine& line = *at->second;
  Way way{line.line(), outgoing(dial), Encryption::none, false};
  if (line.trunk().transport == Transport::tls && line.trunk().srtp)
    way.encryption = Encryption::insisted;
  way.call.to = line.uri(to);
  way.call.password = line.password();
  way.call.user = sane_user(line.trunk().username);
  const std::size_t sign = dial.from.find('@');
  const std::string user = sane_user(dial.from.substr(0, sign));
  const std::string domain =
      sign == std::string::npos ? in_uri(line.trunk().host) : sane_user(dial.from.substr(sign + 1));
  if (user.empty() || domain.empty()) {
    way.call.name = "Anonymous";
    way.call.from = "sip:anonymous@anonymous.invalid";
    way.call.headers += "Privacy: id\r\n";
    return way;
  }
  way.call.from = "sip:" + user + "@" + domain;
  way.call.headers += "P-Asserted-Identity: <" + way.call.from + ">\r\n";
  return way;
}

std::vector<std::int64_t> Exchange::in_order(const std::vector<std::int64_t>& trunks) {
  std::vector<std::int64_t> out = trunks;
  std::stable_partition(out.begin(), out.end(), [&](std::int64_t id) {
    const auto at = trunks_.find(id);
    return at != trunks_.end() && at->second->reach() != TrunkReach::down;
  });
  return out;
}

}  // namespace centralino::voice
