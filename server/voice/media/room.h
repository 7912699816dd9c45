// The legs that may hear each other, and how: each listener either gets the packets of its only
// speaker passed on as they arrive, or a mix on the tick. Belongs to one shard.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "voice/media/leg.h"
#include "voice/media/mixer.h"
#include "voice/recording/room_recording.h"

namespace centralino::voice {

class Room {
 public:
  Room(ShardContext& context, RoomId id) : context_(context), id_(id) {}

  RoomId id() const { return id_; }
  bool empty() const;

  // False: `Mixer::legs_max` legs are in it; the leg then neither hears nor is heard.
  bool join(Leg& leg);
  void leave(Leg& leg);
  void bridge(std::vector<Hears> hears);

  // After anything that may change who can hear whom, or how.
  void plan();

  void record(const Record& record);
  void pause(const PauseRecording& pause);
  void stop_recording(std::int64_t recording);

  void tick();

 private:
  using Plans = std::array<Leg::Plan, Mixer::legs_max>;
  void set_gains();
  std::size_t slot_of(LegId leg) const;
  std::size_t slots_used() const;
  bool has(Role role) const;
  bool talk_to_each_other() const;
  bool takes_part(std::size_t slot) const;
  bool recorded(const RoomRecording& recording, std::size_t slot) const;
  void plan_listener(std::size_t listener, Plans& plans) const;
  void plan_recordings(Plans& plans);
  void measure();
  bool tick_recordings(std::span<const Frame> said);
  void write_mix(RoomRecording& recording, std::size_t side, std::span<const Frame> said);
  void tell_measured();

  ShardContext& context_;
  RoomId id_;
  std::array<Leg*, Mixer::legs_max> legs_{};
  std::vector<Hears> hears_;
  Mixer mixer_;
  bool any_framed_ = false;
  bool any_mixed_ = false;
  bool measuring_ = false;
  Conversation conversation_;
  std::vector<std::unique_ptr<RoomRecording>> recordings_;  // at most one of each kind
};

}  // namespace centralino::voice
