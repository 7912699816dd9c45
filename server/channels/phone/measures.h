// What was measured of a talk, by voice activity alone: no words were recognised.
#pragma once

#include "base/json.h"
#include "voice/media/activity.h"

namespace centralino::phone {

struct Measures {
  double talk_s = 0;                     // both were there
  std::optional<double> greeting_s;      // until the agent's first word
  std::optional<double> agent_share;     // of all talking, 0–1
  std::int64_t agent_interruptions = 0;  // by the agent
  std::int64_t customer_interruptions = 0;
  double longest_monologue_s = 0;  // the agent's
  double dead_air_s = 0;
  double longest_silence_s = 0;
};
BOOST_DESCRIBE_STRUCT(Measures, (),
                      (talk_s, greeting_s, agent_share, agent_interruptions, customer_interruptions,
                       longest_monologue_s, dead_air_s, longest_silence_s))

// An agent who has not said a word by then greets late.
constexpr double late_greeting_s = 5;
// Also when the agent never said a word.
bool greeted_late(const Measures& of);

Measures measures_of(const voice::Conversation::Figures& figures);

}  // namespace centralino::phone
