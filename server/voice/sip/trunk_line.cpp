#include "voice/sip/trunk_line.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "platform/crypto/crypto.h"
#include "platform/log/log.h"
#include "voice/sip/message.h"

namespace centralino::voice {
namespace {

std::string fresh_word() {
  char text[17];
  std::snprintf(text, sizeof text, "%016" PRIx64, rand_u64());
  return text;
}

Dialog fresh_dialog(const std::string& who, const std::string& target) {
  Dialog dialog;
  dialog.call_id = fresh_word() + fresh_word();
  dialog.local = "<" + who + ">;tag=" + fresh_word();
  dialog.remote = "<" + who + ">";
  dialog.target = target;
  return dialog;
}

std::string answer_words(const sip_msg& answer) {
  return std::to_string(answer.scode) + " " + sane_text(view(answer.reason));
}

// What the registrar grants: of our Contact, or in general.
std::int64_t granted(const sip_msg& answer, std::int64_t asked_s) {
  const auto of_contact = parameter(header(answer, SIP_HDR_CONTACT), "expires");
  const auto seconds =
      whole_number(of_contact ? std::string_view(*of_contact) : header(answer, SIP_HDR_EXPIRES));
  return seconds && *seconds > 0 ? std::min(*seconds, asked_s) : asked_s;
}

}  // namespace

TrunkLine::TrunkLine(Trunk trunk, const Line& line, std::shared_ptr<Stack> stack,
                     std::string trouble, std::function<void(Event)> tell_it)
    : trunk_(std::move(trunk)),
      line_(line),
      stack_(std::move(stack)),
      trouble_(std::move(trouble)),
      tell_(std::move(tell_it)) {
  for (const std::string& source : trunk_.sources) {
    if (const auto network = parse_network(source))
      sources_.push_back(*network);
    else
      log::warning("a trunk's source is no network", {{"trunk", trunk_.name}, {"source", source}});
  }
  if (!trunk_.enabled) return;
  if (!trouble_.empty()) {
    tell(TrunkReach::down, trouble_);
    return;
  }
  const std::string there = uri("");
  ping_dialog_ = fresh_dialog(there, there);
  enroll_dialog_ = fresh_dialog(uri(sane_user(trunk_.username)), there);
  enroll_dialog_.user = sane_user(trunk_.username);
  if (trunk_.registers) enroll(registration_s);
  if (trunk_.options_s > 0) ping();
}

TrunkLine::~TrunkLine() {
  // Goodbye, without waiting for the answer. Not where a name must be looked up first: that would
  // come back to somebody who is gone.
  if (!registered_ || !parse_ip(trunk_.host)) return;
  enroll_.reset();
  std::string headers = "Expires: 0\r\n";
  if (challenge_ && password())
    headers = answer_challenge(*challenge_, *password(), "REGISTER", enroll_dialog_.target,
                               ++answered_challenges_, fresh_word()) +
              headers;
  send_request(nullptr, line_, true, enroll_dialog_, enroll_dialog_.local_sequence++, "REGISTER",
               headers, {}, add_contact, nullptr, this);
}

bool TrunkLine::same(const Trunk& other) const {
  const auto all = [](const Trunk& t) {
    return std::tie(t.id, t.name, t.host, t.port, t.transport, t.enabled, t.registers, t.sources,
                    t.username, t.password, t.realm, t.tls_name, t.tls_authority, t.srtp,
                    t.options_s);
  };
  return all(trunk_) == all(other);
}

bool TrunkLine::owns(const Ip& from) const {
  return trunk_.enabled && (contains(sources_, from) || (registered_ && registered_at_ == from));
}

std::string TrunkLine::uri(const std::string& user) const {
  std::string out = "sip:" + user + (user.empty() ? "" : "@") + in_uri(trunk_.host);
  if (trunk_.port != 0) out += ":" + std::to_string(trunk_.port);
  if (trunk_.transport == Transport::tcp) out += ";transport=tcp";
  if (trunk_.transport == Transport::tls) out += ";transport=tls";
  return out;
}

std::optional<Password> TrunkLine::password() const {
  if (trunk_.password.empty()) return std::nullopt;
  return Password{trunk_.username, trunk_.password};
}

void TrunkLine::tell(TrunkReach reach, std::string detail) {
  if (told_ && reach == reach_ && detail == detail_) return;
  told_ = true;
  reach_ = reach;
  detail_ = std::move(detail);
  tell_(TrunkState{trunk_.id, reach_, detail_});
}

std::string TrunkLine::failure(int error) const {
  if (stack_ && !stack_->trouble().empty()) return stack_->trouble();
  if (error == ETIMEDOUT) return "no answer";
  if (error == ECONNREFUSED) return "the connection is refused";
  return "cannot be reached";
}

int TrunkLine::add_contact(enum sip_transp transport, const sa* here, const sa* there, mbuf* buffer,
                           void* argument) {
  const auto& self = *static_cast<TrunkLine*>(argument);
  const std::string line =
      contact_line(self.line_, self.enroll_dialog_.user, transport, *here, *there);
  return mbuf_write_mem(buffer, reinterpret_cast<const std::uint8_t*>(line.data()), line.size());
}

void TrunkLine::ping() {
  next_ping_.start(
      static_cast<std::uint64_t>(trunk_.options_s) * 1'000,
      [](void* self) { static_cast<TrunkLine*>(self)->ping(); }, this);
  if (ping_) return;  // the last one is still on its way
  const int error = send_request(
      ping_.out(), line_, true, ping_dialog_, ping_dialog_.local_sequence++, "OPTIONS",
      "Accept: application/sdp\r\n", {}, nullptr,
      [](int failed, const sip_msg* answer, void* self) {
        static_cast<TrunkLine*>(self)->pinged(failed, answer);
      },
      this);
  if (error != 0) {
    pinged(error, nullptr);
    return;
  }
  // The library waits half a minute; callers should not.
  ping_deadline_.start(
      ping_answer_ms, [](void* self) { static_cast<TrunkLine*>(self)->pinged(ETIMEDOUT, nullptr); },
      this);
}

void TrunkLine::pinged(int error, const sip_msg* answer) {
  if (error == 0 && answer->scode < 200) return;
  ping_deadline_.stop();
  if (error == 0) answers_from_ = ip_of(answer->src);
  // Any answer shows that somebody is there, but for those that say the opposite.
  const bool there = error == 0 && answer->scode != 503 && answer->scode != 408;
  if (trunk_.registers && there) return;  // then the registration says how it is
  if (error != 0)
    tell(TrunkReach::down, failure(error));
  else
    tell(there ? TrunkReach::up : TrunkReach::down, answer_words(*answer));
}

void TrunkLine::enroll(std::int64_t expires_s) {
  asked_expires_s_ = expires_s;
  ++attempts_;
  std::string headers = "Expires: " + std::to_string(expires_s) + "\r\n";
  if (challenge_ && password())
    headers = answer_challenge(*challenge_, *password(), "REGISTER", enroll_dialog_.target,
                               ++answered_challenges_, fresh_word()) +
              headers;
  const int error = send_request(
      enroll_.out(), line_, true, enroll_dialog_, enroll_dialog_.local_sequence++, "REGISTER",
      headers, {}, add_contact,
      [](int failed, const sip_msg* answer, void* self) {
        static_cast<TrunkLine*>(self)->enrolled(failed, answer);
      },
      this);
  if (error != 0) enrolled(error, nullptr);
}

void TrunkLine::enroll_later(std::int64_t pause_s) {
  attempts_ = 0;
  next_enroll_.start(
      static_cast<std::uint64_t>(pause_s) * 1'000,
      [](void* self) { static_cast<TrunkLine*>(self)->enroll(registration_s); }, this);
}

void TrunkLine::enrolled(int error, const sip_msg* answer) {
  if (error == 0 && answer->scode < 200) return;
  const int status = error == 0 ? answer->scode : 0;
  if (status >= 200 && status < 300) {
    failures_ = 0;
    registered_ = true;
    registered_at_ = answers_from_ = ip_of(answer->src);
    tell(TrunkReach::up, answer_words(*answer));
    // In good time, but not at each moment where a registrar grants nearly nothing.
    enroll_later(std::max<std::int64_t>(granted(*answer, asked_expires_s_) * 8 / 10, pause_s_min));
    return;
  }
  if ((status == 401 || status == 407) && attempts_ == 1 && password()) {
    const auto challenge = challenge_in(*answer);
    // A password is for one realm: not for whoever else asks.
    if (challenge && (trunk_.realm.empty() || trunk_.realm == challenge->realm)) {
      challenge_ = challenge;
      answered_challenges_ = 0;
      enroll(asked_expires_s_);
      return;
    }
  }
  if (status == 423 && attempts_ <= 2) {
    const auto least = whole_number(header(*answer, SIP_HDR_MIN_EXPIRES));
    if (least && *least > asked_expires_s_ && *least <= 86'400) {
      enroll(*least);
      return;
    }
  }
  registered_ = false;
  const bool refused = status == 401 || status == 403 || status == 407;
  std::string detail = status == 0 ? failure(error) : answer_words(*answer);
  if ((status == 401 || status == 407) && challenge_ && attempts_ > 1)
    detail = std::to_string(status) + " after a password was sent";
  challenge_.reset();
  tell(TrunkReach::down, std::move(detail));
  const std::int64_t pause = std::min(pause_s_max, pause_s_min << std::min(failures_++, 10));
  enroll_later(refused ? std::max(pause, refused_pause_s) : pause);
}

}  // namespace centralino::voice
