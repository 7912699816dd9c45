#include "voice/sip/message.h"

#include <algorithm>
#include <cctype>
#include <cstring>

#include "base/text.h"

namespace centralino::voice {
namespace {

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return std::tolower(static_cast<unsigned char>(x)) ==
                  std::tolower(static_cast<unsigned char>(y));
         });
}

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && hexadecimal(text[i + 1]) >= 0 &&
                        hexadecimal(text[i + 2]) >= 0;
    if (!escape) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(hexadecimal(text[i + 1]) * 16 + hexadecimal(text[i + 2]));
    i += 2;
  }
  return out;
}

// Cut, valid and without control characters: it is shown to people and stored.
std::string presentable(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, user_bytes_max))
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) out += c;
  while (!out.empty() && !is_utf8(out)) out.pop_back();
  return std::string(trimmed(out));
}

// The library takes a quoted string's quotes away, not what they escape (RFC 3261 §25.1).
std::string unescaped_quoted(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

std::string_view next_token(std::string_view& list) {
  const std::size_t comma = std::min(list.find(','), list.size());
  const std::string_view token = trimmed(list.substr(0, comma));
  list.remove_prefix(std::min(comma + 1, list.size()));
  return token;
}

bool hides(std::string_view privacy) {
  for (const char* word : {"id", "header", "user"})
    for (std::string_view part = privacy; !part.empty();) {
      const std::size_t end = std::min(part.find(';'), part.size());
      if (same(trimmed(part.substr(0, end)), word)) return true;
      part.remove_prefix(std::min(end + 1, part.size()));
    }
  return false;
}

}  // namespace

Ip ip_of(const sa& address) {
  Ip ip;
  if (sa_af(&address) == AF_INET6) {
    std::uint8_t bytes[16];
    sa_in6(&address, bytes);
    ip.v6 = true;
    std::memcpy(ip.bytes.data(), bytes, sizeof bytes);
    if (const auto v4 = parse_ip(ip.text())) return *v4;  // when it is mapped
    return ip;
  }
  const std::uint32_t number = sa_in(&address);
  for (int i = 0; i < 4; ++i) ip.bytes[i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
  return ip;
}

std::string text_of(const sa& address) {
  return in_uri(ip_of(address).text()) + ":" + std::to_string(sa_port(&address));
}

std::string_view transport_word(enum sip_transp transport) {
  if (transport == SIP_TRANSP_TCP) return "tcp";
  return transport == SIP_TRANSP_TLS ? "tls" : "udp";
}

std::string source_of(const sip_msg& message) {
  return text_of(message.src) + "/" + std::string(transport_word(message.tp));
}

std::string_view header(const sip_msg& message, enum sip_hdrid id) {
  const sip_hdr* found = sip_msg_hdr(&message, id);
  return found == nullptr ? std::string_view() : view(found->val);
}

bool lists(std::string_view tokens, std::string_view token) {
  while (!tokens.empty())
    if (same(next_token(tokens), token)) return true;
  return false;
}

std::optional<std::string> parameter(std::string_view value, std::string_view name) {
  std::size_t at = value.find(';');
  while (at < value.size()) {
    const std::size_t end = std::min(value.find(';', at + 1), value.size());
    const std::string_view part = value.substr(at + 1, end - at - 1);
    const std::size_t equals = std::min(part.find('='), part.size());
    if (same(trimmed(part.substr(0, equals)), name))
      return std::string(equals < part.size() ? trimmed(part.substr(equals + 1)) : "");
    at = end;
  }
  return std::nullopt;
}

std::string user_of(const uri& address) {
  const bool number = same(view(address.scheme), "tel");
  std::string_view user = number ? view(address.host) : view(address.user);
  user = user.substr(0, std::min(user.find(';'), user.size()));
  return presentable(unescaped(user));
}

std::string user_of(std::string_view address_or_uri) {
  const pl text = as_pl(address_or_uri);
  sip_addr address;
  if (sip_addr_decode(&address, &text) != 0) return {};
  return user_of(address.uri);
}

Caller caller_of(const sip_msg& message) {
  Caller caller;
  const std::string_view asserted = header(message, SIP_HDR_P_ASSERTED_IDENTITY);
  caller.user = asserted.empty() ? user_of(message.from.uri) : user_of(asserted);
  caller.name = presentable(unescaped_quoted(view(message.from.dname)));
  caller.relay = caller.user == "711" || user_of(message.from.uri) == "711";
  const bool anonymous = same(user_of(message.from.uri), "anonymous") ||
                         same(view(message.from.uri.host), "anonymous.invalid");
  const bool hidden = hides(header(message, SIP_HDR_PRIVACY)) ||
                      (anonymous && (asserted.empty() || caller.user.empty()));
  if (hidden) {
    caller.user.clear();
    caller.name.clear();
  }
  return caller;
}

std::string unsupported(const sip_msg& message) {
  std::string out;
  sip_msg_hdr_apply(
      &message, true, SIP_HDR_REQUIRE,
      [](const sip_hdr* found, const sip_msg*, void* argument) {
        auto& list = *static_cast<std::string*>(argument);
        std::string_view tokens = view(found->val);
        while (!tokens.empty()) {
          const std::string_view token = next_token(tokens);
          if (token.empty() || same(token, "timer") || same(token, "replaces")) continue;
          if (!list.empty()) list += ", ";
          list += sane_text(token);
        }
        return false;
      },
      &out);
  return out;
}

SessionAsk session_ask(const sip_msg& message) {
  SessionAsk ask;
  ask.supported = sip_msg_hdr_has_value(&message, SIP_HDR_SUPPORTED, "timer") ||
                  sip_msg_hdr_has_value(&message, SIP_HDR_REQUIRE, "timer");
  const std::string_view value = header(message, SIP_HDR_SESSION_EXPIRES);
  const std::size_t end = std::min(value.find(';'), value.size());
  const auto seconds = whole_number(trimmed(value.substr(0, end)));
  // A day is more than any call; what makes no sense is not asked.
  if (seconds && *seconds > 0) ask.expires_s = std::min<std::int64_t>(*seconds, 86'400);
  if (const auto refresher = parameter(value, "refresher")) ask.refresher = lower_ascii(*refresher);
  return ask;
}

std::optional<char> info_key(const sip_msg& message) {
  std::string_view body = left(message.mb);
  if (msg_ctype_cmp(&message.ctyp, "application", "dtmf-relay")) {
    const std::size_t at = lower_ascii(body).find("signal");
    if (at == std::string::npos) return std::nullopt;
    body.remove_prefix(at + 6);
    const std::size_t equals = body.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    body.remove_prefix(equals + 1);
  } else if (!msg_ctype_cmp(&message.ctyp, "application", "dtmf")) {
    return std::nullopt;
  }
  body = trimmed(body.substr(0, std::min(body.find_first_of("\r\n"), body.size())));
  if (body == "10") return '*';  // some say events' numbers (RFC 4733 §3.2)
  if (body == "11") return '#';
  if (body.size() != 1) return std::nullopt;
  const char key = static_cast<char>(std::toupper(static_cast<unsigned char>(body[0])));
  if (std::string_view("0123456789*#ABCD").find(key) == std::string_view::npos) return std::nullopt;
  return key;
}

std::optional<Referral> replaced(std::string_view replaces) {
  Referral out;
  out.call_id = trimmed(replaces.substr(0, std::min(replaces.find(';'), replaces.size())));
  out.to_tag = parameter(replaces, "to-tag").value_or("");
  out.from_tag = parameter(replaces, "from-tag").value_or("");
  if (out.call_id.empty()) return std::nullopt;
  return out;
}

std::optional<Referral> referral(std::string_view refer_to) {
  const pl text = as_pl(refer_to);
  sip_addr address;
  if (sip_addr_decode(&address, &text) != 0) return std::nullopt;
  Referral out;
  out.user = user_of(address.uri);
  static const pl name = PL("Replaces");
  pl value;
  if (uri_header_get(&address.uri.headers, &name, &value) == 0) {
    if (const auto dialog = replaced(unescaped(view(value)))) {
      out.call_id = dialog->call_id;
      out.to_tag = dialog->to_tag;
      out.from_tag = dialog->from_tag;
    }
  }
  if (out.user.empty() && out.call_id.empty()) return std::nullopt;
  return out;
}

int fragment_status(std::string_view body) {
  constexpr std::string_view begin = "SIP/2.0 ";
  if (!body.starts_with(begin)) return 0;
  const auto status = whole_number(body.substr(begin.size(), 3));
  return status && *status >= 100 && *status <= 699 ? static_cast<int>(*status) : 0;
}

std::string sane_user(std::string_view text) {
  if (text.empty() || text.size() > user_bytes_max) return {};
  const auto fine = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("+*#-_.!~'()&=$,").find(c) != std::string_view::npos;
  };
  if (!std::all_of(text.begin(), text.end(), fine)) return {};
  std::string out;
  for (const char c : text) {
    if (c == '#')
      out += "%23";  // not allowed as itself (RFC 3261 §25.1)
    else
      out += c;
  }
  return out;
}

std::string sane_text(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, user_bytes_max))
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f && c != '"' && c != '\\' && c != '<' &&
        c != '>')
      out += c;
  while (!out.empty() && !is_utf8(out)) out.pop_back();
  return out;
}

}  // namespace centralino::voice
