// What we read out of a SIP message beyond what the library reads. Everything comes from outside
// and is cut to sane lengths; nothing here throws.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "voice/sip/ip.h"
#include "voice/sip/libre.h"
#include "voice/sip/session_timer.h"

namespace centralino::voice {

constexpr std::size_t user_bytes_max = 128;  // of numbers and names; the rest is cut

Ip ip_of(const sa& address);
std::string text_of(const sa& address);                      // "192.0.2.1:5060"
std::string source_of(const sip_msg& message);               // "192.0.2.1:5060/udp"
std::string_view transport_word(enum sip_transp transport);  // "udp"

// The value of the first header of this kind; "" without.
std::string_view header(const sip_msg& message, enum sip_hdrid id);
// Whether a list of tokens ("Supported: timer, 100rel") holds one, without case.
bool lists(std::string_view tokens, std::string_view token);
// A parameter of a header value ("90;refresher=uas"); none when it is not there.
std::optional<std::string> parameter(std::string_view value, std::string_view name);

// The user part of an address: unescaped, without its parameters; of tel: the number.
std::string user_of(const uri& address);
std::string user_of(std::string_view address_or_uri);

struct Caller {
  std::string user;  // "" when hidden (RFC 3323, 3325)
  std::string name;
  bool relay = false;  // 711
};
Caller caller_of(const sip_msg& message);

// The options in Require that we do not know, for Unsupported; "" when there are none.
std::string unsupported(const sip_msg& message);

// What the message says about session timers (RFC 4028).
SessionAsk session_ask(const sip_msg& message);

// A key in the body of an INFO: application/dtmf-relay ("Signal=5") or application/dtmf ("5").
std::optional<char> info_key(const sip_msg& message);

// Where a REFER sends us (RFC 3515), and the dialog that the new call shall replace (RFC 3891).
struct Referral {
  std::string user;
  std::string call_id, to_tag, from_tag;  // "" without Replaces
};
std::optional<Referral> referral(std::string_view refer_to);
// The dialog that an INVITE wants to take the place of; none when its Replaces makes no sense.
std::optional<Referral> replaced(std::string_view replaces);

// The status in a NOTIFY about a REFER ("SIP/2.0 200 OK"); 0 when there is none.
int fragment_status(std::string_view body);

// A phone number or name that may stand in a URI's user part as it is; "" when it may not.
std::string sane_user(std::string_view text);
// Text for a display name or a header: without quotes and control characters.
std::string sane_text(std::string_view text);

}  // namespace centralino::voice
