// One recording on the shard: takes a frame with each tick, hands a second at a time to the
// recorder. Customers on the left, agents on the right.
#pragma once

#include <string>

#include "voice/media/activity.h"
#include "voice/media/shard_context.h"
#include "voice/recording/recorder.h"

namespace centralino::voice {

class RoomRecording {
 public:
  RoomRecording(Recorder& recorder, const Record& record);
  ~RoomRecording();  // ends it

  std::int64_t id() const { return record_.recording; }
  LegId only() const { return record_.only; }
  bool on_the_left(Role role) const { return record_.only != 0 || role == Role::customer; }

  // 20 ms. Of `only` the left is written on both sides. False: it is over.
  bool frame(const Frame& left, const Frame& right);
  void pause(bool on, const std::string& why);

 private:
  void listen(const Frame& frame);
  void flush();

  Recorder& recorder_;
  Record record_;
  Recorder::BlockPointer block_;
  Recorder::Failed failed_ = std::make_shared<std::atomic<bool>>(false);
  std::int64_t length_ms_ = 0;
  bool paused_ = false;
  bool cut_off_ = false;
  VoiceActivity activity_;  // of `only`
  bool spoken_ = false;
  std::int64_t silent_ms_ = 0;
};

}  // namespace centralino::voice
