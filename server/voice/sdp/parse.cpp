#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "voice/sdp/sdp.h"

namespace centralino::voice::sdp {
namespace {

// The part before `separator`; `text` keeps what is behind it.
std::string_view cut(std::string_view& text, char separator) {
  const std::size_t at = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return part;
}

std::string_view next_word(std::string_view& text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  return cut(text, ' ');
}

template <class T>
std::optional<T> number(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Direction> direction_of(std::string_view name) {
  for (const Direction direction :
       {Direction::sendrecv, Direction::sendonly, Direction::recvonly, Direction::inactive})
    if (name == word(direction)) return direction;
  return std::nullopt;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

// The types that need no rtpmap (RFC 3551 §6), of those we may meet.
Codec static_codec(int payload_type) {
  switch (payload_type) {
    case 0:
      return {0, "PCMU", 8'000, 1, ""};
    case 3:
      return {3, "GSM", 8'000, 1, ""};
    case 8:
      return {8, "PCMA", 8'000, 1, ""};
    case 9:
      return {9, "G722", 8'000, 1, ""};
    case 13:
      return {13, "CN", 8'000, 1, ""};
    case 18:
      return {18, "G729", 8'000, 1, ""};
    default:
      return {payload_type, "", 8'000, 1, ""};
  }
}

class Parser {
 public:
  std::variant<Description, Malformed> run(std::string_view text) {
    if (text.size() > text_bytes_max) return Malformed::too_long;
    if (has_control_characters(text)) return Malformed::control_characters;
    bool first = true;
    while (!text.empty()) {
      std::string_view line = cut(text, '\n');
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.find('\r') != std::string_view::npos) return Malformed::control_characters;
      if (first && line != "v=0") return Malformed::no_version;
      first = false;
      if (line.size() < 2 || line[1] != '=') continue;
      if (const auto wrong = read(line[0], line.substr(2))) return *wrong;
    }
    if (first) return Malformed::no_version;
    if (!origin_) return Malformed::no_origin;
    for (Media& media : out_.media)
      std::erase_if(media.codecs, [](const Codec& c) { return c.name.empty(); });
    return std::move(out_);
  }

 private:
  std::optional<Malformed> read(char type, std::string_view value) {
    switch (type) {
      case 'o':
        return read_origin(value);
      case 's':
        if (!trimmed(value).empty()) out_.name = value;
        return std::nullopt;
      case 'c':
        read_connection(value);
        return std::nullopt;
      case 'm':
        return read_media(value);
      case 'a':
        read_attribute(value);
        return std::nullopt;
      default:
        return std::nullopt;
    }
  }

  // <user> <id> <version> IN IP4 <address>; ids that are no numbers are 0.
  std::optional<Malformed> read_origin(std::string_view value) {
    out_.user = next_word(value);
    out_.id = number<std::uint64_t>(next_word(value)).value_or(0);
    out_.version = number<std::uint64_t>(next_word(value)).value_or(0);
    next_word(value);
    next_word(value);
    out_.address = next_word(value);
    if (out_.user.empty() || out_.address.empty()) return Malformed::no_origin;
    origin_ = true;
    return std::nullopt;
  }

  void read_connection(std::string_view value) {
    next_word(value);
    next_word(value);
    std::string_view address = next_word(value);
    at().address = cut(address, '/');  // without the time to live of multicast
  }

  std::optional<Malformed> read_media(std::string_view value) {
    if (out_.media.size() == media_max) return Malformed::too_much_media;
    Media media = session_;
    media.kind = next_word(value);
    std::string_view ports = next_word(value);
    const auto port = number<std::uint16_t>(cut(ports, '/'));
    media.protocol = next_word(value);
    if (media.kind.empty() || !port || media.protocol.empty()) return Malformed::media_line;
    media.port = *port;
    while (!value.empty() && media.formats.size() < formats_max) {
      const std::string_view format = next_word(value);
      if (format.empty()) continue;
      media.formats.emplace_back(format);
      const auto type = number<int>(format);
      if (media.kind == "audio" && type && *type >= 0 && *type <= 127)
        media.codecs.push_back(static_codec(*type));
    }
    if (media.formats.empty()) return Malformed::media_line;
    out_.media.push_back(std::move(media));
    return std::nullopt;
  }

  // Media of this section, or what every media begins with.
  Media& at() { return out_.media.empty() ? session_ : out_.media.back(); }

  template <class F>
  void each_codec(std::string_view payload_type, F change) {
    const auto type = number<int>(payload_type);
    for (Codec& codec : at().codecs)
      if (type && codec.payload_type == *type) change(codec);
  }

  void read_attribute(std::string_view value) {
    const std::string_view name = cut(value, ':');
    Media& media = at();
    if (const auto direction = direction_of(name)) {
      media.direction = *direction;
    } else if (name == "rtpmap") {
      read_rtpmap(value);
    } else if (name == "fmtp") {
      const std::string_view type = next_word(value);
      each_codec(type, [&](Codec& codec) { codec.fmtp = trimmed(value); });
    } else if (name == "ptime") {
      media.ptime = std::clamp(number<int>(trimmed(value)).value_or(0), 0, 1'000);
    } else if (name == "rtcp-mux") {
      media.rtcp_mux = true;
    } else if (name == "rtcp") {
      media.rtcp_port = number<std::uint16_t>(next_word(value)).value_or(0);
    } else if (name == "mid") {
      media.mid = next_word(value);
    } else if (name == "group") {
      if (next_word(value) != "BUNDLE" || !out_.bundle.empty()) return;
      while (!value.empty() && out_.bundle.size() < media_max)
        if (const auto mid = next_word(value); !mid.empty()) out_.bundle.emplace_back(mid);
    } else {
      read_security(name, value);
    }
  }

  void read_rtpmap(std::string_view value) {
    const std::string_view type = next_word(value);
    std::string_view rest = next_word(value);
    const std::string_view name = cut(rest, '/');
    const auto clock = number<std::uint32_t>(cut(rest, '/'));
    if (name.empty() || !clock || *clock == 0) return;
    const int channels = std::clamp(number<int>(rest).value_or(1), 1, 8);
    each_codec(type, [&](Codec& codec) {
      codec.name = name;
      codec.clock = *clock;
      codec.channels = channels;
    });
  }

  void read_security(std::string_view name, std::string_view value) {
    Media& media = at();
    if (name == "ice-lite") {
      out_.ice_lite = true;
    } else if (name == "ice-ufrag" || name == "ice-pwd") {
      if (!media.ice) media.ice.emplace();
      (name == "ice-ufrag" ? media.ice->ufrag : media.ice->password) = next_word(value);
    } else if (name == "fingerprint") {
      const std::string_view hash = next_word(value);
      const std::string_view digest = next_word(value);
      // With several, SHA-256 is the one that everybody can check.
      if (media.fingerprint && media.fingerprint->hash == "sha-256") return;
      if (!hash.empty() && !digest.empty())
        media.fingerprint = Fingerprint{lower_ascii(hash), upper(digest)};
    } else if (name == "setup") {
      media.setup = next_word(value);
    } else if (name == "crypto") {
      read_crypto(value);
    } else if (name == "candidate") {
      read_candidate(value);
    } else if (name == "end-of-candidates") {
      media.end_of_candidates = true;
    }
  }

  // <tag> <suite> inline:<key>[|lifetime][|MKI:length]; keys with an MKI are not for us.
  void read_crypto(std::string_view value) {
    Crypto crypto;
    const auto tag = number<int>(next_word(value));
    crypto.suite = next_word(value);
    std::string_view key = next_word(value);
    if (!tag || *tag < 1 || *tag > 999'999'999 || !key.starts_with("inline:")) return;
    if (key.find(';') != std::string_view::npos || key.find(':', 7) != std::string_view::npos)
      return;
    key.remove_prefix(7);
    crypto.tag = *tag;
    crypto.key = cut(key, '|');
    if (!crypto.key.empty() && at().crypto.size() < crypto_max)
      at().crypto.push_back(std::move(crypto));
  }

  void read_candidate(std::string_view value) {
    Candidate candidate;
    candidate.foundation = next_word(value);
    const auto component = number<int>(next_word(value));
    candidate.transport = lower_ascii(next_word(value));
    const auto priority = number<std::uint32_t>(next_word(value));
    candidate.address = next_word(value);
    const auto port = number<std::uint16_t>(next_word(value));
    const bool typed = next_word(value) == "typ";
    candidate.type = next_word(value);
    if (!component || *component < 1 || *component > 256 || !priority || !port || !typed ||
        candidate.type.empty())
      return;
    candidate.component = *component;
    candidate.priority = *priority;
    candidate.port = *port;
    if (at().candidates.size() < candidates_max) at().candidates.push_back(std::move(candidate));
  }

  Description out_;
  Media session_;
  bool origin_ = false;
};

}  // namespace

std::variant<Description, Malformed> parse(std::string_view text) { return Parser().run(text); }

}  // namespace centralino::voice::sdp
