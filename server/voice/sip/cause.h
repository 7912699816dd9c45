// Causes of the contract and SIP's status codes (RFC 3261 §21), both ways.
#pragma once

#include <string_view>

#include "voice/voice.h"

namespace centralino::voice {

// The final answer that says so; also for the Reason of a BYE.
int status_of(Cause cause);
Cause cause_of(int status);
// "Busy Here"; "" for numbers without a name.
std::string_view phrase(int status);

}  // namespace centralino::voice
