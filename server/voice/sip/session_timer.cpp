#include "voice/sip/session_timer.h"

#include <algorithm>

namespace centralino::voice {

std::int64_t SessionTimer::act_after_s() const {
  if (ours) return interval_s / 2;
  return interval_s - std::min<std::int64_t>(32, interval_s / 3);
}

SessionReply answer_session(const SessionAsk& ask) {
  if (ask.expires_s == 0) return {};
  SessionReply reply;
  reply.too_small = ask.expires_s < session_s_min;
  if (reply.too_small) return reply;
  // Whoever knows timers refreshes for himself, unless he asks us to; for all others we do (table
  // 2 of §9).
  const bool theirs = ask.supported && ask.refresher != "uas";
  reply.timer = {ask.expires_s, !theirs};
  reply.headers = "Session-Expires: " + std::to_string(ask.expires_s) +
                  (theirs ? ";refresher=uac\r\nRequire: timer\r\n" : ";refresher=uas\r\n");
  return reply;
}

SessionTimer accept_session(const SessionAsk& answer) {
  if (answer.expires_s == 0) return {};
  return {std::max(answer.expires_s, session_s_min), answer.refresher != "uas"};
}

std::string refresh_headers(const SessionTimer& timer) {
  if (!timer.on()) return {};
  return "Session-Expires: " + std::to_string(timer.interval_s) +
         (timer.ours ? ";refresher=uac\r\n" : ";refresher=uas\r\n");
}

}  // namespace centralino::voice
