// A telephone engine with a simple policy, for calls by real programs (tests/sipp/run.mjs). What
// happens is written line by line; lines on the standard input say what to do. Passwords come that
// way too, since command lines can be read by all.
//
// Who calls 101 is answered; 102 hears himself; 103 a spoken sentence, then the end; 104 is busy;
// 105 rings; 106 is sent elsewhere; 107 is connected with device 1; 108 with 555 by trunks 1 and 2;
// 109 hears a tone before anybody answers; 110 may refer us; 112 is hung up on at once.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <mutex>
#include <sstream>
#include <string>

#include "platform/crypto/crypto.h"
#include "platform/log/log.h"
#include "voice/voice.h"

namespace {

using namespace centralino;
using namespace centralino::voice;

template <class... Cases>
struct Overload : Cases... {
  using Cases::operator()...;
};

// "name=value name=value"; a value ends with the space.
using Words = std::map<std::string, std::string>;
Words words_of(std::istringstream& line) {
  Words out;
  for (std::string word; line >> word;) {
    const std::size_t equals = word.find('=');
    out[word.substr(0, equals)] = equals == std::string::npos ? "1" : word.substr(equals + 1);
  }
  return out;
}
// Never empty, which would mean the system's authorities.
std::string authority(const std::string& name) {
  std::ifstream in(name);
  return name + "\n" +
         std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string text(const Words& words, const std::string& name, std::string otherwise = "") {
  const auto at = words.find(name);
  return at == words.end() ? otherwise : at->second;
}
std::int64_t number(const Words& words, const std::string& name, std::int64_t otherwise = 0) {
  return std::stoll(text(words, name, std::to_string(otherwise)));
}

constexpr const char* cause_words[] = {
    "normal",      "cancelled", "busy",     "declined",   "no_answer",          "not_found",
    "unavailable", "forbidden", "no_codec", "media_lost", "answered_elsewhere", "failed"};
std::string word(Cause cause) { return cause_words[static_cast<int>(cause)]; }
Cause cause_named(const std::string& name) {
  for (int i = 0; i < 12; ++i)
    if (name == cause_words[i]) return static_cast<Cause>(i);
  return Cause::normal;
}

class Probe {
 public:
  explicit Probe(const Settings& settings)
      : engine_(settings, [this](Event event) { told(event); }) {
    say("port " + std::to_string(engine_.sip_port()));
  }

  bool command(const std::string& line) {
    std::istringstream in(line);
    std::string verb;
    in >> verb;
    const Words words = words_of(in);
    if (verb == "trunk") {
      add_trunk(words);
    } else if (verb == "device") {
      configure_.devices.push_back({number(words, "id"), text(words, "username"),
                                    text(words, "ha1"), text(words, "contact")});
    } else if (verb == "configure") {
      engine_.post(configure_);
      configure_ = {};
    } else if (verb == "dial") {
      Dial dial;
      dial.leg = engine_.fresh_leg();
      dial.room = engine_.fresh_leg();
      dial.device = number(words, "device");
      for (const char* name : {"trunk", "trunk2"})
        if (words.contains(name)) dial.trunks.push_back(number(words, name));
      dial.to = text(words, "to");
      dial.from = text(words, "from");
      dial.from_name = text(words, "name");
      dial.ring_ms = number(words, "ring", 45'000);
      dial.headers = {{"X-Case", "7"}};
      say("Dialled leg=" + std::to_string(dial.leg));
      engine_.post(dial);
    } else if (verb == "hangup") {
      engine_.post(Hangup{number(words, "leg"), cause_named(text(words, "cause", "normal"))});
    } else if (verb == "digits") {
      engine_.post(SendDigits{number(words, "leg"), text(words, "keys")});
    } else if (verb == "refer") {
      engine_.post(SendRefer{number(words, "leg"), text(words, "to")});
    } else if (verb == "web") {
      // A description in one line, with | between its lines.
      std::string sdp;
      for (const char c : text(words, "sdp"))
        sdp += c == '|' ? "\r\n" : c == '_' ? " " : std::string(1, c);
      engine_.post(WebOffer{number(words, "leg"), number(words, "room", 1), Role::agent, sdp});
    } else if (verb == "quit") {
      return false;
    }
    return true;
  }

 private:
  void add_trunk(const Words& words) {
    Trunk trunk;
    trunk.id = number(words, "id");
    trunk.name = text(words, "name", "trunk");
    trunk.host = text(words, "host", "127.0.0.1");
    trunk.port = static_cast<std::uint16_t>(number(words, "port", 5'060));
    const std::string transport = text(words, "transport", "udp");
    trunk.transport = transport == "tls"   ? Transport::tls
                      : transport == "tcp" ? Transport::tcp
                                           : Transport::udp;
    trunk.registers = words.contains("registers");
    if (words.contains("source")) trunk.sources.push_back(text(words, "source"));
    trunk.username = text(words, "username");
    trunk.password = text(words, "password");
    trunk.realm = text(words, "realm");
    trunk.tls_name = text(words, "tls_name");
    if (words.contains("ca")) trunk.tls_authority = authority(text(words, "ca"));
    trunk.srtp = words.contains("srtp");
    trunk.options_s = number(words, "options", 0);
    configure_.trunks.push_back(trunk);
  }

  void say(const std::string& line) {
    const std::lock_guard lock(mutex_);
    std::printf("%s\n", line.c_str());
    std::fflush(stdout);
  }

  void hears_itself(LegId leg, RoomId room) { engine_.post(Bridge{room, {{leg, leg, 1}}}); }

  void connected(LegId leg, LegId other, RoomId room) {
    partner_[leg] = other;
    partner_[other] = leg;
    engine_.post(Bridge{room, {{leg, other, 1}, {other, leg, 1}}});
  }

  void came(const Incoming& call) {
    number_[call.leg] = call.to;
    room_[call.leg] = call.room;
    if (call.to == "104") {
      engine_.post(Hangup{call.leg, Cause::busy});
    } else if (call.to == "105") {
      engine_.post(Ring{call.leg, false});
    } else if (call.to == "107" || call.to == "108") {
      engine_.post(Ring{call.leg, false});
      Dial dial;
      dial.leg = engine_.fresh_leg();
      dial.room = call.room;
      dial.from = call.from;
      dial.to = "555";
      if (call.to == "107")
        dial.device = 1;
      else
        dial.trunks = {1, 2};
      partner_[dial.leg] = call.leg;
      partner_[call.leg] = dial.leg;
      engine_.post(dial);
    } else if (call.to == "109") {
      engine_.post(Ring{call.leg, true});
      engine_.post(Play{call.leg, 1, {ToneFor{Tone::ringback, 200}}});
    } else {
      engine_.post(Ring{call.leg, false});
      engine_.post(Answer{call.leg});
    }
    if (call.to == "102") hears_itself(call.leg, call.room);
    if (call.to == "103")
      engine_.post(
          Play{call.leg, 1, {Text{"it", "Buongiorno."}, Silence{100}, Text{"en", "Hello."}}});
  }

  void answered(LegId leg) {
    const std::string to = number_[leg];
    if (to == "112") engine_.post(Hangup{leg, Cause::normal});
    if (to == "106") engine_.post(SendRefer{leg, "999"});
    if (to.empty() && partner_.contains(leg)) {  // the one we called for somebody
      const LegId caller = partner_[leg];
      engine_.post(Answer{caller});
      connected(leg, caller, room_[caller]);
    }
  }

  void over(LegId leg, Cause cause) {
    const auto at = partner_.find(leg);
    if (at != partner_.end()) {
      const LegId other = at->second;
      partner_.erase(at);
      partner_.erase(other);
      engine_.post(Hangup{other, cause});
    }
    number_.erase(leg);
    room_.erase(leg);
  }

  void told(const Event& event) {
    std::visit(
        Overload{
            [&](const Incoming& e) {
              say("Incoming leg=" + std::to_string(e.leg) + " to=" + e.to + " from=" + e.from +
                  " trunk=" + std::to_string(e.trunk) + " device=" + std::to_string(e.device) +
                  " relay=" + std::to_string(e.relay) + " replaces=" + std::to_string(e.replaces) +
                  " source=" + e.source + " name=" + e.from_name);
              came(e);
            },
            [&](const Ringing& e) {
              say("Ringing leg=" + std::to_string(e.leg) +
                  " early=" + std::to_string(e.early_media));
            },
            [&](const Answered& e) {
              say("Answered leg=" + std::to_string(e.leg));
              answered(e.leg);
            },
            [&](const Digit& e) { say("Digit leg=" + std::to_string(e.leg) + " key=" + e.key); },
            [&](const PlayDone& e) {
              say("PlayDone leg=" + std::to_string(e.leg));
              if (number_[e.leg] == "103") engine_.post(Hangup{e.leg, Cause::normal});
              if (number_[e.leg] == "109") engine_.post(Answer{e.leg});
            },
            [&](const Held& e) {
              say("Held leg=" + std::to_string(e.leg) + " on=" + std::to_string(e.on));
            },
            [&](const Refer& e) {
              say("Refer leg=" + std::to_string(e.leg) + " to=" + e.to +
                  " replaces=" + std::to_string(e.replaces.value_or(0)));
              engine_.post(ReferResult{e.leg, 202});
              engine_.post(ReferResult{e.leg, 200});
            },
            [&](const ReferDone& e) {
              say("ReferDone leg=" + std::to_string(e.leg) + " status=" + std::to_string(e.status));
              engine_.post(Hangup{e.leg, Cause::normal});
            },
            [&](const Ended& e) {
              say("Ended leg=" + std::to_string(e.leg) + " cause=" + word(e.cause) +
                  " status=" + std::to_string(e.sip_status) + " reason=" + e.reason);
              over(e.leg, e.cause);
            },
            [&](const TrunkState& e) {
              static constexpr const char* reach[] = {"unknown", "up", "down"};
              say("TrunkState trunk=" + std::to_string(e.trunk) +
                  " reach=" + reach[static_cast<int>(e.reach)] + " detail=" + e.detail);
            },
            [&](const DeviceState& e) {
              say("DeviceState device=" + std::to_string(e.device) +
                  " registered=" + std::to_string(e.registered));
            },
            [&](const CallRefused& e) {
              say("CallRefused why=" + e.why + " to=" + e.to + " source=" + e.source +
                  " suppressed=" + std::to_string(e.suppressed));
            },
            [&](const WebAnswer& e) {
              say("WebAnswer leg=" + std::to_string(e.leg) +
                  " bytes=" + std::to_string(e.sdp.size()) + " problem=" + e.problem);
            },
            [&](const Quality& e) {
              say("Quality leg=" + std::to_string(e.leg) + " mos=" + std::to_string(e.mos));
            },
            [](const auto&) {},
        },
        event);
  }

  std::mutex mutex_;
  Configure configure_;
  // Only on the thread that tells.
  std::map<LegId, std::string> number_;
  std::map<LegId, RoomId> room_;
  std::map<LegId, LegId> partner_;
  Engine engine_;
};

}  // namespace

int main(int argc, char** argv) {
  log::init(false, log::Level::warning);
  crypto::init();
  Settings settings;
  settings.sip = "127.0.0.1:0";
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i], value = argv[i + 1];
    if (name == "--sip") settings.sip = value;
    if (name == "--sip-tls") settings.sip_tls = value;
    if (name == "--certificate") settings.tls_certificate = value;
    if (name == "--key") settings.tls_key = value;
    if (name == "--trusted") settings.trusted.push_back(value);
    if (name == "--prompts") settings.prompts_folder = value;
    if (name == "--rtp-first") settings.rtp_first = static_cast<std::uint16_t>(std::stoi(value));
    if (name == "--rtp-last") settings.rtp_last = static_cast<std::uint16_t>(std::stoi(value));
    if (name == "--recordings-key") settings.recordings_key_file = value;
  }
  try {
    Probe probe(settings);
    for (std::string line; std::getline(std::cin, line);)
      if (!probe.command(line)) break;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
