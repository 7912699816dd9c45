// Who speaks when, and what that says about a conversation. No speech recognition: only how loud
// each side is against its own background.
#pragma once

#include <cstdint>

#include "voice/media/frame.h"

namespace centralino::voice {

// One side of a call. Loudness against a noise floor that follows the quietest moments; a word's
// end and the pauses between syllables are kept by a hang-over of 200 ms.
class VoiceActivity {
 public:
  // 20 ms; whether somebody speaks. About 0.2 µs.
  bool hear(FrameView frame);

  double floor_db() const { return floor_db_; }  // of full scale

 private:
  double floor_db_ = -60;
  int hang_over_ = 0;  // frames
  int loud_ = 0;       // frames in a row
};

// The figures of one conversation, folded from frames of 20 ms. Rules: somebody interrupts who
// begins while the other has been speaking for half a second, and is still speaking half a second
// later, both together; a monologue ends when the other speaks for more than a second (an "mhm"
// does not end it) or after two seconds without a word; silence of both is dead air from three
// seconds on, all of it.
class Conversation {
 public:
  enum Side : std::size_t { customer, agent };

  void frame(bool customer_speaks, bool agent_speaks);

  struct Figures {
    std::int64_t length_ms = 0;
    std::int64_t greeting_ms = -1;  // until the agent's first word; -1: none yet
    std::array<std::int64_t, 2> talk_ms{};
    std::array<std::int64_t, 2> longest_monologue_ms{};
    std::array<std::int64_t, 2> interruptions{};  // by this side
    std::int64_t both_ms = 0;
    std::int64_t dead_air_ms = 0;
    std::int64_t longest_silence_ms = 0;

    // The agent's share of all talking, 0–1; 0 when nobody spoke.
    double agent_share() const;
  };
  const Figures& figures() const { return figures_; }

 private:
  static constexpr std::int64_t interruption_ms = 500;
  static constexpr std::int64_t interjection_ms = 1'000;
  static constexpr std::int64_t pause_ms = 2'000;
  static constexpr std::int64_t dead_air_ms = 3'000;

  struct Speaker {
    std::int64_t speaking_ms = 0;  // in a row, now
    std::int64_t together_ms = 0;  // since this side cut in
    std::int64_t silent_ms = 0;    // in a row, now
    std::int64_t monologue_ms = 0;
    bool cutting_in = false;
  };
  void speak(Side side, bool speaks, bool other_speaks);
  void follow_monologue(Side side, bool speaks);

  Figures figures_;
  std::array<Speaker, 2> speakers_{};
  std::int64_t silence_ms_ = 0;
};

}  // namespace centralino::voice
