// A telephone engine for scenarios: does at once what it is asked, on the virtual clock. Sentences
// take as long as they are written; everything else happens when the script says so.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "voice/voice.h"

namespace centralino::scenario {

class FakeTelephone {
 public:
  void post(const voice::Command& command, Instant now);
  voice::LegId fresh() { return next_++; }

  // What the engine tells by itself, and when.
  std::optional<Instant> next() const;
  std::vector<voice::Event> take_due(Instant now);

  struct Ear {
    bool up = false;  // answered, by us or by them
    bool over = false;
    bool music = false;
    std::string saying;  // what is being said now
    std::string heard;   // everything that was begun to be said, in order
    std::string tones;
    std::string digits;     // sent to it
    std::int64_t keys = 0;  // pressed so far
    int referral = 0;       // how its REFER went
    voice::Cause cause = voice::Cause::normal;
    voice::RoomId room = 0;
    std::optional<voice::Dial> dialled;
  };
  Ear& ear(voice::LegId leg) { return ears_[leg]; }
  bool hears(voice::LegId listener, voice::LegId speaker) const;
  // The newest leg that was dialled to this number or telephone and is not over.
  std::optional<voice::LegId> ringing(const std::string& number, std::int64_t device = 0) const;

  struct Tape {
    voice::Record record;
    bool running = true;
    bool silent = false;
    std::string why;
  };
  std::map<std::int64_t, Tape> tapes;
  std::map<std::int64_t, voice::Device> devices;

 private:
  struct Later {
    Instant at;
    voice::Event event;
  };
  void say(const voice::Play& play, Instant now);

  voice::LegId next_ = 1;
  std::map<voice::LegId, Ear> ears_;
  std::map<voice::RoomId, std::vector<voice::Hears>> rooms_;
  std::deque<Later> later_;
};

}  // namespace centralino::scenario
