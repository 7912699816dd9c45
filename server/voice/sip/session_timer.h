// Session timers (RFC 4028): calls whose other side vanished do not live for ever. Pure.
#pragma once

#include <cstdint>
#include <string>

namespace centralino::voice {

constexpr std::int64_t session_s_min = 90;  // shorter ones are refused with 422 (RFC 4028 §4)

// What a request or an answer says.
struct SessionAsk {
  std::int64_t expires_s = 0;  // 0: nothing is asked
  std::string refresher;       // "uac", "uas", "" unsaid
  bool supported = false;      // knows timers
};

struct SessionTimer {
  std::int64_t interval_s = 0;  // 0: none
  bool ours = false;            // we refresh

  bool on() const { return interval_s > 0; }
  // We refresh after half of it; they had their time when a bit less than all of it is over (§10).
  std::int64_t act_after_s() const;
};

// We answer a request. `too_small`: to be refused with 422.
struct SessionReply {
  SessionTimer timer;
  bool too_small = false;
  std::string headers;  // for the 200
};
SessionReply answer_session(const SessionAsk& ask);

// Our request was answered.
SessionTimer accept_session(const SessionAsk& answer);

// For a refresh that we send.
std::string refresh_headers(const SessionTimer& timer);

}  // namespace centralino::voice
