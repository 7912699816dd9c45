#include "channels/phone/measures.h"

namespace centralino::phone {

bool greeted_late(const Measures& of) {
  return of.greeting_s.value_or(late_greeting_s) >= late_greeting_s;
}

Measures measures_of(const voice::Conversation::Figures& figures) {
  const auto seconds = [](std::int64_t ms) { return static_cast<double>(ms) / 1000; };
  using Side = voice::Conversation::Side;
  Measures out;
  out.talk_s = seconds(figures.length_ms);
  if (figures.greeting_ms >= 0) out.greeting_s = seconds(figures.greeting_ms);
  if (figures.talk_ms[Side::agent] + figures.talk_ms[Side::customer] > 0)
    out.agent_share = figures.agent_share();
  out.agent_interruptions = figures.interruptions[Side::agent];
  out.customer_interruptions = figures.interruptions[Side::customer];
  out.longest_monologue_s = seconds(figures.longest_monologue_ms[Side::agent]);
  out.dead_air_s = seconds(figures.dead_air_ms);
  out.longest_silence_s = seconds(figures.longest_silence_ms);
  return out;
}

}  // namespace centralino::phone
