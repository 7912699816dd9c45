// What a call should sound like, derived from what is known of it. Pure: the same call gives the
// same answer, so that telling the telephone engine the difference is enough.
#pragma once

#include "channels/phone/call.h"
#include "voice/voice.h"

namespace centralino::phone {

// The agent hears the customer and the other way round; nobody is on hold, no line is missing.
bool joined(const Call& call);

// Who hears whom, in a fixed order.
std::vector<voice::Hears> hears(const Call& call);

// Whether the customer hears music while nothing is said to them.
bool music_wanted(const Call& call);

}  // namespace centralino::phone
