// What arrives for signalling: the look at it before it is read, the library's reading, and all
// that we read out of it.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "voice/sip/dialog.h"
#include "voice/sip/digest.h"
#include "voice/sip/gate.h"
#include "voice/sip/message.h"

namespace {

using namespace centralino;
using namespace centralino::voice;

void require(bool holds) {
  if (!holds) std::abort();
}

// What may be shown, stored, or written into another message.
void check_shown(const std::string& text) {
  require(text.size() <= user_bytes_max && is_utf8(text));
  require(text.find_first_of("\r\n") == std::string::npos);
}

void read_request(const sip_msg& message) {
  const Caller caller = caller_of(message);
  check_shown(caller.user);
  check_shown(caller.name);
  check_shown(user_of(message.uri));
  require(unsupported(message).find_first_of("\r\n") == std::string::npos);
  const SessionReply session = answer_session(session_ask(message));
  require(!session.timer.on() || session.timer.act_after_s() > 0);
  info_key(message);
  if (const auto wanted = referral(header(message, SIP_HDR_REFER_TO))) check_shown(wanted->user);
  if (const auto claim = claim_in(message)) {
    static Nonces nonces;
    right(*claim, view(message.met), "939e7578ed9e3c518a452acee763bce9");
    require(nonces.take(*claim, "place", 0) == Nonces::Worth::forged);
  }
  Dialog dialog;
  // The library's tag is another in each run; nothing else of it is random.
  if (dialog.accept(message)) require(dialog.call_id == view(message.callid));
}

void read_answer(const sip_msg& message) {
  if (const auto challenge = challenge_in(message)) {
    const std::string line = answer_challenge(*challenge, {"a", "b"}, "INVITE", "sip:h", 1, "c");
    require(line.ends_with("\r\n"));
  }
  accept_session(session_ask(message));
  Dialog dialog;
  dialog.complete(message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (look(text) == Look::nothing) return 0;
  from_scanner(text);
  fragment_status(text);
  const Ref<mbuf> buffer(mbuf_alloc(size + 1));
  mbuf_write_mem(buffer.get(), data, size);
  buffer->pos = 0;
  Ref<sip_msg> message;
  if (sip_msg_decode(message.out(), buffer.get()) != 0) return 0;
  if (message->req)
    read_request(*message.get());
  else
    read_answer(*message.get());
  return 0;
}
