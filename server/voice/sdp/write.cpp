#include "base/text.h"
#include "voice/sdp/sdp.h"

namespace centralino::voice::sdp {
namespace {

// A word of a line: what could end word or line is left out.
std::string clean(std::string_view text, bool spaces = false) {
  std::string out;
  for (const char c : text)
    if (static_cast<unsigned char>(c) > ' ' || (spaces && c == ' ')) out += c;
  return out.empty() ? "-" : out;
}

std::string_view family(std::string_view address) {
  return address.find(':') == std::string_view::npos ? "IP4 " : "IP6 ";
}

class Lines {
 public:
  template <class... Parts>
  void line(const Parts&... parts) {
    ((text_ += parts), ...);
    text_ += "\r\n";
  }
  std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

void write_codecs(Lines& out, const Media& media) {
  for (const Codec& codec : media.codecs) {
    const std::string type = std::to_string(codec.payload_type);
    const std::string channels = codec.channels > 1 ? "/" + std::to_string(codec.channels) : "";
    out.line("a=rtpmap:", type, " ", clean(codec.name), "/", std::to_string(codec.clock), channels);
    if (!codec.fmtp.empty()) out.line("a=fmtp:", type, " ", clean(codec.fmtp, true));
  }
  if (media.ptime > 0) out.line("a=ptime:", std::to_string(media.ptime));
}

void write_security(Lines& out, const Media& media) {
  if (media.ice) {
    out.line("a=ice-ufrag:", clean(media.ice->ufrag));
    out.line("a=ice-pwd:", clean(media.ice->password));
  }
  if (media.fingerprint)
    out.line("a=fingerprint:", clean(media.fingerprint->hash), " ",
             clean(media.fingerprint->value));
  if (!media.setup.empty()) out.line("a=setup:", clean(media.setup));
  for (const Crypto& crypto : media.crypto)
    out.line("a=crypto:", std::to_string(crypto.tag), " ", clean(crypto.suite),
             " inline:", clean(crypto.key));
  for (const Candidate& candidate : media.candidates)
    out.line("a=candidate:", clean(candidate.foundation), " ", std::to_string(candidate.component),
             " ", clean(candidate.transport), " ", std::to_string(candidate.priority), " ",
             clean(candidate.address), " ", std::to_string(candidate.port), " typ ",
             clean(candidate.type));
  if (media.end_of_candidates) out.line("a=end-of-candidates");
}

void write_media(Lines& out, const Media& media) {
  std::string formats;
  for (const std::string& format : media.formats) formats += " " + clean(format);
  if (formats.empty()) formats = " 0";
  out.line("m=", clean(media.kind), " ", std::to_string(media.port), " ", clean(media.protocol),
           formats);
  if (!media.address.empty()) out.line("c=IN ", family(media.address), clean(media.address));
  if (!media.mid.empty()) out.line("a=mid:", clean(media.mid));
  write_codecs(out, media);
  out.line("a=", word(media.direction));
  if (media.rtcp_mux) out.line("a=rtcp-mux");
  if (media.rtcp_port > 0) out.line("a=rtcp:", std::to_string(media.rtcp_port));
  write_security(out, media);
}

}  // namespace

std::string write(const Description& description) {
  Lines out;
  out.line("v=0");
  out.line("o=", clean(description.user), " ", std::to_string(description.id), " ",
           std::to_string(description.version), " IN ", family(description.address),
           clean(description.address));
  out.line("s=", clean(description.name, true));
  out.line("t=0 0");
  if (description.ice_lite) out.line("a=ice-lite");
  if (!description.bundle.empty()) {
    std::string mids;
    for (const std::string& mid : description.bundle) mids += " " + clean(mid);
    out.line("a=group:BUNDLE", mids);
  }
  for (const Media& media : description.media) write_media(out, media);
  return std::move(out).text();
}

std::string_view word(Direction direction) {
  switch (direction) {
    case Direction::sendrecv:
      return "sendrecv";
    case Direction::sendonly:
      return "sendonly";
    case Direction::recvonly:
      return "recvonly";
    case Direction::inactive:
      break;
  }
  return "inactive";
}

namespace {
bool sends(Direction d) { return d == Direction::sendrecv || d == Direction::sendonly; }
bool receives(Direction d) { return d == Direction::sendrecv || d == Direction::recvonly; }
Direction direction_that(bool sends, bool receives) {
  if (sends) return receives ? Direction::sendrecv : Direction::sendonly;
  return receives ? Direction::recvonly : Direction::inactive;
}
}  // namespace

Direction reversed(Direction direction) {
  return direction_that(receives(direction), sends(direction));
}

Direction both(Direction a, Direction b) {
  return direction_that(sends(a) && sends(b), receives(a) && receives(b));
}

bool same_codec(const Codec& a, const Codec& b) {
  return a.clock == b.clock && a.channels == b.channels &&
         lower_ascii(a.name) == lower_ascii(b.name);
}

// Key and salt: 16 + 14, 16 + 12, 32 + 12 bytes (RFC 4568 §6.2, RFC 7714 §14.2).
std::size_t key_characters(std::string_view suite) {
  if (suite == "AES_CM_128_HMAC_SHA1_80" || suite == "AES_CM_128_HMAC_SHA1_32") return 40;
  if (suite == "AEAD_AES_128_GCM") return 40;
  if (suite == "AEAD_AES_256_GCM") return 60;
  return 0;
}

std::string_view word(Malformed malformed) {
  switch (malformed) {
    case Malformed::too_long:
      return "too long";
    case Malformed::control_characters:
      return "control characters";
    case Malformed::no_version:
      return "does not begin with v=0";
    case Malformed::no_origin:
      return "no o= line that can be read";
    case Malformed::media_line:
      return "an m= line that cannot be read";
    case Malformed::too_much_media:
      break;
  }
  return "too many m= lines";
}

}  // namespace centralino::voice::sdp
