// The media plane: all sockets that carry audio, and the threads that move it. Knows no signalling:
// whoever negotiates (voice/sip, voice/web) says where audio goes.
//
// A shard is a thread with its sockets, a 20 ms tick and everything its legs own; a room lives on
// one shard: the remainder of its id by their number says which. Legs move between rooms of one
// shard only. Telephones get a port each (behind NAT an address says too little); browsers share
// one port per shard and are told apart by ICE, then by address.
//
// Threads: every function may be called from any thread and returns at once; what it asks happens
// on the shard, in the order of the calls for one room. `tell` is called on the shards' and the
// recorder's threads.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "voice/sdp/negotiate.h"
#include "voice/voice.h"

namespace centralino::voice {

// Sound that is played: 8 kHz linear samples, shared by all who play it.
using SharedSamples = std::shared_ptr<const std::vector<Sample>>;

struct PlayPiece {
  SharedSamples samples;  // none: silence or tone
  std::optional<Tone> tone;
  std::int64_t ms = 0;  // of silence or tone; 0 with a tone: endless
  bool again = false;   // from its beginning, for ever (music)
};

class MediaPlane {
 public:
  struct Settings {
    std::string address = "127.0.0.1";  // bound
    std::string media_address;          // said; "" the bound one
    std::uint16_t first_port = 20'000, last_port = 29'999;
    int shards = 1;
    std::int64_t media_silence_ms = 60'000;
    std::string recordings_key_file;
  };
  // Events told: MediaUp, MediaDown, Digit, PlayDone, Quality, Measured, Recorded, RecordingFailed,
  // and Ended{media_lost}, which asks the signalling to hang up (the leg stays until `close`).
  MediaPlane(const Settings& settings, std::function<void(Event)> tell);
  ~MediaPlane();

  // ---- a telephone's leg. `open` binds its ports now (RTP even, RTCP the next), on the caller's
  // thread. None when no port is free.
  struct Opened {
    std::string address;  // to be said
    std::uint16_t port = 0;
  };
  std::optional<Opened> open(LegId leg, RoomId room, Role role);

  // ---- a browser's leg: what goes into our description. `certificate` is the shard's own,
  // made at start. For a leg that exists: fresh ICE credentials, so that the browser may come back
  // on another network; its keys are negotiated anew, the leg goes on.
  struct WebPlace {
    std::string address;
    std::uint16_t port = 0;
    sdp::Ice ice;
    sdp::Fingerprint fingerprint;
  };
  std::optional<WebPlace> open_web(LegId leg, RoomId room, Role role);

  // What was agreed, the first time and again (re-INVITE, early media before the answer).
  void agree(LegId leg, const sdp::Agreed& agreed);
  // Nothing is sent to, nor heard from, a leg that is not connected, but early media.
  void connect(LegId leg, bool on);
  void close(LegId leg);

  void play(LegId leg, std::int64_t play, std::vector<PlayPiece> pieces);
  void stop_play(LegId leg);
  void bridge(const Bridge& bridge);
  void move(LegId leg, RoomId room);
  void record(const Record& record);
  void pause(const PauseRecording& pause);
  void stop_recording(std::int64_t recording);
  void send_digits(LegId leg, std::string digits);
  // A key that came by signalling (SIP INFO): told in turn with those in the audio.
  void digit_by_signalling(LegId leg, char key);
  void patient(LegId leg);

  struct Figures {  // since the start; any thread
    std::int64_t packets_in = 0, packets_out = 0, packets_refused = 0;
    std::int64_t ticks = 0, ticks_late = 0;  // more than 10 ms
    std::int64_t legs = 0;
    std::int64_t cpu_us = 0;  // of the shards' threads
  };
  Figures figures() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace centralino::voice
