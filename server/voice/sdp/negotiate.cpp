#include "voice/sdp/negotiate.h"

#include <algorithm>

#include "base/text.h"

namespace centralino::voice::sdp {
namespace {

bool is_event(const Codec& codec) { return lower_ascii(codec.name) == "telephone-event"; }
bool is_audio(const Codec& codec) {
  return !is_event(codec) && lower_ascii(codec.name) != "cn" && lower_ascii(codec.name) != "red";
}

const Codec* find(const std::vector<Codec>& codecs, const Codec& wanted) {
  const auto at = std::find_if(codecs.begin(), codecs.end(),
                               [&](const Codec& codec) { return same_codec(codec, wanted); });
  return at == codecs.end() ? nullptr : &*at;
}

// Telephone events run on the clock of their audio (RFC 4733 §2.1).
const Codec* events_for(const std::vector<Codec>& codecs, const Codec& audio) {
  for (const Codec& codec : codecs)
    if (is_event(codec) && codec.clock == audio.clock) return &codec;
  return nullptr;
}

bool is_dtls(const Media& media) { return media.protocol.starts_with("UDP/TLS/RTP/SAVP"); }
bool is_sdes(const Media& media) { return media.protocol.starts_with("RTP/SAVP"); }
bool is_plain(const Media& media) { return media.protocol.starts_with("RTP/AVP"); }

bool usable(const Crypto& crypto) {
  const std::size_t length = key_characters(crypto.suite);
  const auto in_base64 = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/' || c == '=';
  };
  return length > 0 && crypto.key.size() == length &&
         std::all_of(crypto.key.begin(), crypto.key.end(), in_base64);
}

// Our key and their line for the best suite that both have.
struct Keys {
  const Crypto* ours = nullptr;
  const Crypto* theirs = nullptr;
};
Keys common_suite(const Ours& ours, const Media& theirs) {
  for (const Crypto& mine : ours.crypto)
    for (const Crypto& line : theirs.crypto)
      if (mine.suite == line.suite && usable(line)) return {&mine, &line};
  return {};
}

Fingerprint usable_fingerprint(const Media& media) {
  return media.fingerprint.value_or(Fingerprint{});
}

bool has_address(const Media& media) {
  return !media.address.empty() && (media.port != 0 || !media.candidates.empty());
}

// An old way to hold: the address 0.0.0.0 (RFC 3264 §8.4). They do not want to hear us.
// With ICE it only means that the address is not known yet.
Direction their_direction(const Media& media) {
  if (media.address == "0.0.0.0" && !media.ice) return both(media.direction, Direction::sendonly);
  return media.direction;
}

// What both roles read from the other side's media in the same way.
Agreed from(const Ours& ours, const Media& theirs) {
  Agreed agreed;
  agreed.direction = both(ours.direction, reversed(their_direction(theirs)));
  agreed.address = theirs.address;
  agreed.port = theirs.port;
  agreed.rtcp_mux = ours.rtcp_mux && theirs.rtcp_mux;
  agreed.rtcp_port = theirs.port;
  if (!agreed.rtcp_mux)
    agreed.rtcp_port =
        theirs.rtcp_port > 0 ? theirs.rtcp_port : static_cast<std::uint16_t>(theirs.port + 1);
  // We play any packet time, and send what they ask for if it is whole frames.
  const bool frames = theirs.ptime >= 10 && theirs.ptime <= 60 && theirs.ptime % 10 == 0;
  agreed.ptime = frames ? theirs.ptime : ours.ptime;
  if (ours.ice && theirs.ice) {
    agreed.ice = theirs.ice;
    agreed.candidates = theirs.candidates;
  }
  return agreed;
}

std::optional<Refused> secure_answer(const Ours& ours, const Media& theirs, Agreed& agreed,
                                     Media& reply) {
  if (is_dtls(theirs)) {
    if (!ours.fingerprint || usable_fingerprint(theirs).value.empty())
      return Refused::cannot_encrypt;
    agreed.security = Security::dtls;
    agreed.fingerprint = theirs.fingerprint;
    agreed.dtls_client = theirs.setup == "passive";  // otherwise we wait: the answerer's choice
    reply.fingerprint = ours.fingerprint;
    reply.setup = agreed.dtls_client ? "active" : "passive";
    return std::nullopt;
  }
  if (is_sdes(theirs)) {
    const Keys keys = common_suite(ours, theirs);
    if (keys.ours == nullptr) return Refused::cannot_encrypt;
    agreed.security = Security::sdes;
    agreed.suite = keys.ours->suite;
    agreed.send_key = keys.ours->key;
    agreed.receive_key = keys.theirs->key;
    reply.crypto = {Crypto{keys.theirs->tag, keys.ours->suite, keys.ours->key}};
    return std::nullopt;
  }
  if (!is_plain(theirs)) return Refused::cannot_encrypt;
  if (!ours.plain) return Refused::not_encrypted;
  return std::nullopt;
}

void add_ice(const Ours& ours, Media& media) {
  if (!ours.ice) return;
  media.ice = ours.ice;
  // RFC 8445 §5.1.2.1: type preference of a host, the only local preference, component 1.
  constexpr std::uint32_t host_priority = (126u << 24) + (65'535u << 8) + 255;
  media.candidates = {Candidate{"1", 1, "udp", host_priority, ours.address, ours.port, "host"}};
  media.end_of_candidates = true;
}

void add_codec(Media& media, Codec codec) {
  media.formats.push_back(std::to_string(codec.payload_type));
  media.codecs.push_back(std::move(codec));
}

Description begin(const Ours& ours) {
  Description out;
  out.id = ours.session_id;
  out.version = ours.version;
  out.address = ours.address;
  return out;
}

// The place of a media that we do not want (RFC 3264 §6).
Media refused_media(const Media& theirs) {
  Media out;
  out.kind = theirs.kind;
  out.protocol = theirs.protocol;
  out.formats = theirs.formats;
  out.mid = theirs.mid;
  out.direction = Direction::inactive;
  return out;
}

struct Reply {
  Media media;
  Agreed agreed;
};
std::variant<Reply, Refused> answer_media(const Ours& ours, const Media& theirs) {
  if (!has_address(theirs)) return Refused::no_address;
  const Codec* mine = nullptr;
  const Codec* chosen = nullptr;
  for (const Codec& codec : ours.codecs) {
    if (!is_audio(codec)) continue;
    chosen = find(theirs.codecs, codec);
    mine = &codec;
    if (chosen != nullptr) break;
  }
  if (chosen == nullptr) return Refused::no_codec;
  Reply reply;
  reply.agreed = from(ours, theirs);
  if (const auto refused = secure_answer(ours, theirs, reply.agreed, reply.media)) return *refused;
  Agreed& agreed = reply.agreed;
  Media& media = reply.media;
  media.port = ours.port;
  media.protocol = theirs.protocol;
  media.address = ours.address;
  media.direction = agreed.direction;
  media.ptime = ours.ptime;
  media.rtcp_mux = agreed.rtcp_mux;
  media.mid = theirs.mid;
  agreed.codec = *chosen;  // their number in both directions
  agreed.receive_payload_type = chosen->payload_type;
  Codec own = *chosen;
  own.fmtp = mine->fmtp;
  add_codec(media, own);
  const Codec* event = events_for(theirs.codecs, *chosen);
  if (event != nullptr && events_for(ours.codecs, *chosen) != nullptr) {
    agreed.send_events = agreed.receive_events = event->payload_type;
    Codec own_event = *event;
    own_event.fmtp = "0-15";
    add_codec(media, own_event);
  }
  if (theirs.ice) add_ice(ours, media);
  return reply;
}

}  // namespace

std::variant<Answer, Refused> answer(const Ours& ours, const Description& offer) {
  Answer out;
  out.description = begin(ours);
  bool accepted = false;
  Refused why = Refused::no_audio;
  for (const Media& theirs : offer.media) {
    if (!accepted && theirs.kind == "audio" && (theirs.port != 0 || !theirs.candidates.empty())) {
      auto reply = answer_media(ours, theirs);
      if (auto* good = std::get_if<Reply>(&reply)) {
        accepted = true;
        out.agreed = std::move(good->agreed);
        out.description.ice_lite = good->media.ice.has_value();
        const auto& group = offer.bundle;
        if (!theirs.mid.empty() && std::find(group.begin(), group.end(), theirs.mid) != group.end())
          out.description.bundle = {theirs.mid};
        out.description.media.push_back(std::move(good->media));
        continue;
      }
      if (why == Refused::no_audio) why = std::get<Refused>(reply);
    }
    out.description.media.push_back(refused_media(theirs));
  }
  if (!accepted) return why;
  return out;
}

Description offer(const Ours& ours) {
  Description out = begin(ours);
  Media media;
  media.port = ours.port;
  media.address = ours.address;
  media.direction = ours.direction;
  media.ptime = ours.ptime;
  media.rtcp_mux = ours.rtcp_mux;
  for (const Codec& codec : ours.codecs) add_codec(media, codec);
  if (ours.fingerprint) {
    media.protocol = "UDP/TLS/RTP/SAVPF";
    media.fingerprint = ours.fingerprint;
    media.setup = "actpass";
  } else if (!ours.crypto.empty()) {
    media.protocol = "RTP/SAVP";
    int tag = 0;
    for (Crypto crypto : ours.crypto) {
      crypto.tag = ++tag;
      media.crypto.push_back(std::move(crypto));
    }
  }
  if (ours.ice) {
    out.ice_lite = true;
    media.mid = "0";
    out.bundle = {"0"};
    add_ice(ours, media);
  }
  out.media.push_back(std::move(media));
  return out;
}

std::variant<Agreed, Refused> accept(const Ours& ours, const Description& offered,
                                     const Description& answer) {
  if (offered.media.size() != 1 || answer.media.empty()) return Refused::wrong_answer;
  const Media& mine = offered.media.front();
  const Media& theirs = answer.media.front();
  if (theirs.kind != "audio" || theirs.port == 0) return Refused::no_audio;
  if (!has_address(theirs)) return Refused::no_address;
  Agreed agreed = from(ours, theirs);
  // Their preference among what we offered.
  const Codec* own = nullptr;
  for (const Codec& codec : theirs.codecs) {
    if (!is_audio(codec)) continue;
    own = find(mine.codecs, codec);
    if (own == nullptr) continue;
    agreed.codec = codec;
    agreed.receive_payload_type = own->payload_type;
    break;
  }
  if (own == nullptr) return Refused::no_codec;
  const Codec* event = events_for(theirs.codecs, agreed.codec);
  const Codec* own_event = events_for(mine.codecs, agreed.codec);
  if (event != nullptr && own_event != nullptr) {
    agreed.send_events = event->payload_type;
    agreed.receive_events = own_event->payload_type;
  }
  if (is_dtls(mine) != is_dtls(theirs) || is_sdes(mine) != is_sdes(theirs))
    return Refused::wrong_answer;
  if (is_dtls(mine)) {
    if (usable_fingerprint(theirs).value.empty()) return Refused::cannot_encrypt;
    agreed.security = Security::dtls;
    agreed.fingerprint = theirs.fingerprint;
    agreed.dtls_client = theirs.setup != "active";
  } else if (is_sdes(mine)) {
    const auto fits = [&](const Crypto& own_line) {
      return !theirs.crypto.empty() && own_line.tag == theirs.crypto.front().tag &&
             own_line.suite == theirs.crypto.front().suite && usable(theirs.crypto.front());
    };
    const auto line = std::find_if(mine.crypto.begin(), mine.crypto.end(), fits);
    if (line == mine.crypto.end()) return Refused::cannot_encrypt;
    agreed.security = Security::sdes;
    agreed.suite = line->suite;
    agreed.send_key = line->key;
    agreed.receive_key = theirs.crypto.front().key;
  } else if (!is_plain(theirs) || !ours.plain) {
    return Refused::not_encrypted;
  }
  return agreed;
}

std::string_view word(Refused refused) {
  switch (refused) {
    case Refused::no_audio:
      return "no audio offered";
    case Refused::no_codec:
      return "no codec in common";
    case Refused::no_address:
      return "no address for audio";
    case Refused::not_encrypted:
      return "encryption is required";
    case Refused::cannot_encrypt:
      return "no encryption in common";
    case Refused::wrong_answer:
      break;
  }
  return "the answer does not fit the offer";
}

}  // namespace centralino::voice::sdp
