// One side of a call on its shard: what comes in from it, what goes out to it. Its room decides
// (room.h) whose packets are passed on to it as they arrive and whether it is mixed on the tick.
// A leg whose packets are only passed on and recorded owns no jitter buffer.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "voice/media/activity.h"
#include "voice/media/digits_out.h"
#include "voice/media/dtmf.h"
#include "voice/media/frame_cutter.h"
#include "voice/media/g711.h"
#include "voice/media/jitter.h"
#include "voice/media/mixer.h"
#include "voice/media/opus.h"
#include "voice/media/out_stream.h"
#include "voice/media/path.h"
#include "voice/media/player.h"
#include "voice/media/reports.h"
#include "voice/media/shard_context.h"
#include "voice/recording/tape.h"

namespace centralino::voice {

class Leg {
 public:
  // After so long with nothing to say or to pass on, 20 ms of silence are sent, so that the way
  // through firewalls stays open and the other side knows that we are there. Not every 20 ms: an
  // agent's line that waits for calls would cost as much as one that talks.
  static constexpr std::int64_t fill_us = 200'000;

  // `path` outlives the leg.
  Leg(ShardContext& context, LegId id, Role role, Path& path);

  LegId id() const { return id_; }
  Role role() const { return role_; }

  // ---- commands. Those that change who can hear whom are followed by a new plan of the room.
  void agree(const sdp::Agreed& agreed);
  void connect(bool on);
  void play(std::int64_t play, std::vector<PlayPiece> pieces);
  void stop_play() { player_.stop(); }
  void send_digits(const std::string& digits);
  void digit(char key);
  void patient() { patient_ = true; }
  void close();  // the last report

  // ---- packets, as they arrive
  void receive(const RtpPacket& packet);
  void receive(const Rtcp& rtcp);

  // ---- what the room's plan asks
  bool can_speak() const { return agreed_ && receives(); }
  // Whether others may be heard here, and whether their packets can be passed on as they are.
  bool can_hear() const { return connected_ && agreed_ && sends(); }
  bool only_hears() const { return !player_.playing() && digits_.idle(); }
  // Whether packets of one mean something to the other, at most with one law for another.
  bool alike(const Leg& other) const { return (opus_ == nullptr) == (other.opus_ == nullptr); }
  struct Plan {
    Leg* source = nullptr;                          // whose packets are passed on to us
    std::array<Leg*, Mixer::legs_max> listeners{};  // whom ours are passed on to
    std::size_t listener_count = 0;
    bool mixed = false;            // we hear a mix
    std::array<Tape*, 2> tapes{};  // what we say is written to them; they live until the next plan
    std::size_t tape_count = 0;
    bool framed = false;    // our audio is wanted in frames, for a mix
    bool measured = false;  // whether we speak is wanted
  };
  void follow(const Plan& plan);
  const Plan& plan() const { return plan_; }

  // ---- the tick
  // What it says, from the jitter buffer; silence without one.
  void said(Frame& out);
  // `heard`: the mix, if there is one. True: the plan changes (something ended).
  bool tick(const Frame* heard);
  bool speaks() const;

  // ---- for who owns it
  std::int64_t heard_us() const { return heard_us_; }  // last packet
  void alive() { heard_us_ = context_.now_us; }
  // Told once, when a connected telephone has been silent for too long.
  void watch_silence();

 private:
  bool receives() const;
  bool sends() const;
  bool use(const sdp::Codec& codec);
  std::uint32_t clock_ratio() const { return opus_ ? Opus::clock / sample_rate : 1; }
  RtpPacket at_our_rate(const RtpPacket& packet);
  bool fits(std::span<const std::uint8_t> payload) const;
  Samples decoded(std::span<const std::uint8_t> payload, std::span<Sample> room);
  void receive_event(const RtpPacket& packet);
  void pass_on(const RtpPacket& packet);
  void pass_on_event(const RtpPacket& packet);
  void leave_out(const RtpHeader& header);
  void forward(Leg& from, const RtpPacket& packet, std::uint8_t payload_type, bool translate);
  void look_at(Samples samples);
  void tape(const RtpPacket& packet);
  void tape(const RtpHeader& header, Samples samples);
  void send_frame(const Frame& frame);
  void fill();
  void send_event(const DigitSender::Packet& packet);
  bool send(const RtpHeader& header, std::size_t payload_bytes);

  ShardContext& context_;
  LegId id_;
  Role role_;
  Path& path_;

  bool agreed_ = false;
  bool connected_ = false;
  bool patient_ = false;
  bool lost_told_ = false;
  sdp::Direction direction_ = sdp::Direction::sendrecv;
  Law law_ = Law::alaw;
  std::unique_ptr<Opus> opus_;  // then `law_` says nothing
  std::uint32_t in_timestamp_ = 0;
  std::int64_t in_time_ = 0;  // what `in_timestamp_` stands for, without wraps
  std::uint8_t send_type_ = 8;
  std::uint8_t receive_type_ = 8;
  std::optional<std::uint8_t> send_events_;
  std::optional<std::uint8_t> receive_events_;

  OutStream out_;
  Reports reports_;
  std::int64_t heard_us_ = 0;
  std::int64_t digit_serial_ = 0;
  DigitReceiver digits_in_;
  DigitsOut digits_;
  Player player_;

  Plan plan_;
  std::unique_ptr<JitterBuffer> jitter_;
  std::unique_ptr<DtmfDetector> tones_in_;  // only for legs that know no telephone events
  struct Ear {                              // only while it is measured
    FrameCutter cutter;
    VoiceActivity activity;
    bool speaks = false;
    std::int64_t at_us = 0;
  };
  std::unique_ptr<Ear> ear_;
};

}  // namespace centralino::voice
