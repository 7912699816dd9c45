// One recording on the shard: what its sides say comes onto two tapes, from there to the recorder,
// a second at a time. Customers on the left, agents on the right.
#pragma once

#include <string>

#include "voice/media/activity.h"
#include "voice/media/shard_context.h"
#include "voice/recording/recorder.h"
#include "voice/recording/tape.h"

namespace centralino::voice {

class RoomRecording {
 public:
  RoomRecording(Recorder& recorder, const Record& record);
  ~RoomRecording();  // ends it

  std::int64_t id() const { return record_.recording; }
  LegId only() const { return record_.only; }
  // Where a leg of this role goes. Of `only` the left is written on both sides.
  std::size_t side_of(Role role) const {
    return record_.only != 0 || role == Role::customer ? 0 : 1;
  }

  // Who speaks alone on a side writes to its tape; several are mixed on the tick.
  struct Side {
    Tape tape;
    bool mixed = false;
  };
  static constexpr std::size_t sides = 2;
  Side& side(std::size_t number) { return sides_[number]; }

  // Each 20 ms, after what is mixed. False: it is over.
  bool tick();
  void pause(bool on, const std::string& why);

 private:
  void write();
  void listen(const Tape::Codes& codes);
  void flush();

  Recorder& recorder_;
  Record record_;
  Recorder::BlockPointer block_;
  Recorder::Failed failed_ = std::make_shared<std::atomic<bool>>(false);
  std::array<Side, sides> sides_;
  std::int64_t length_ms_ = 0;  // what is written is `Tape::delay_ms` behind
  std::int64_t popped_ms_ = 0;
  bool paused_ = false;
  bool cut_off_ = false;
  VoiceActivity activity_;  // of `only`
  bool spoken_ = false;
  std::int64_t silent_ms_ = 0;
};

}  // namespace centralino::voice
