// Plays a flow against a script: for tests, and for the editor's "try it". Stands in for a shell:
// says that prompts were heard, keeps secrets to itself, lets time pass. Pure.
//
// A script is lines; docs/flows.md lists them. What the caller and the world do becomes events;
// what is expected is compared at once and becomes a failure when it is not so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/flow/step.h"

namespace centralino::engine::flow {

enum class Speaker : std::uint8_t { flow, caller, world };
BOOST_DESCRIBE_ENUM(Speaker, flow, caller, world)

// One line of what was said and done.
struct PlayedLine {
  Speaker who = Speaker::flow;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(PlayedLine, (), (who, text))

struct Played {
  std::vector<PlayedLine> lines;
  std::vector<std::string> failures;  // "line 7: …"; empty: everything as expected
  State state;
};
BOOST_DESCRIBE_STRUCT(Played, (), (lines, failures, state))

class Player {
 public:
  Player(const Version& version, Instant start) : version_(version), now_(start) {}

  // One line of a script. "" when it could be played and held; else what was wrong.
  std::string play(std::string_view line);

  // One event as it stands, at the player's time.
  void happen(Happening what);
  // The timer that runs now is over; false when there is none.
  bool let_time_pass();

  const State& state() const { return state_; }
  const std::vector<PlayedLine>& lines() const { return lines_; }
  const std::vector<Effect>& effects() const { return effects_; }  // since the caller's last act
  const std::vector<Event>& events() const { return events_; }

 private:
  std::string act(std::string_view word, std::string_view rest);
  std::string expect(std::string_view word, std::string_view rest);
  void settle();
  void tell(const Effect& effect);

  const Version version_;
  Instant now_;
  State state_;
  std::vector<PlayedLine> lines_;
  std::vector<Effect> effects_;
  std::vector<Event> events_;
  std::string everything_;  // all states, events and effects as JSON: where no secret may be
  Collect question_;
  std::int64_t timer_ms_ = 0;
  bool slowly_ = false;
};

Played play(const Version& version, std::string_view script, Instant start);

}  // namespace centralino::engine::flow
