#include "voice/media/activity.h"

#include <algorithm>
#include <cmath>

namespace centralino::voice {
namespace {

constexpr double above_floor_db = 9;
constexpr double audible_db = -52;  // below nobody speaks, however quiet the line is
constexpr double rise_db =
    0.02;                     // a frame: 1 dB a second, so that a long word does not become floor
constexpr double fall = 0.2;  // of the way down with each frame
constexpr double floor_max_db = -25;
constexpr int hang_over_frames = 10;
constexpr int loud_frames_min = 2;  // a click is no word

double level_db(FrameView frame) {
  std::int64_t power = 0;  // whole numbers: the compiler may add several at a time
  for (const Sample sample : frame) power += static_cast<std::int32_t>(sample) * sample;
  const double mean = static_cast<double>(power) / frame_samples;
  return 10 * std::log10(mean / (32'768.0 * 32'768.0) + 1e-10);
}

}  // namespace

bool VoiceActivity::hear(FrameView frame) {
  const double level = level_db(frame);
  if (level < floor_db_) {
    floor_db_ += fall * (level - floor_db_);
  } else {
    floor_db_ = std::min({floor_db_ + rise_db, level, floor_max_db});
  }
  const bool loud = level > floor_db_ + above_floor_db && level > audible_db;
  loud_ = loud ? loud_ + 1 : 0;
  if (loud_ >= loud_frames_min) {
    hang_over_ = hang_over_frames;
    return true;
  }
  if (hang_over_ == 0) return false;
  --hang_over_;
  return true;
}

double Conversation::Figures::agent_share() const {
  const std::int64_t all_ms = talk_ms[customer] + talk_ms[agent];
  return all_ms == 0 ? 0 : static_cast<double>(talk_ms[agent]) / static_cast<double>(all_ms);
}

void Conversation::speak(Side side, bool speaks, bool other_speaks) {
  Speaker& me = speakers_[side];
  const Speaker& other = speakers_[1 - side];
  if (!speaks) {
    me.speaking_ms = 0;
    me.cutting_in = false;
    me.silent_ms += frame_ms;
    return;
  }
  if (me.speaking_ms == 0 && other_speaks && other.speaking_ms >= interruption_ms) {
    me.cutting_in = true;
    me.together_ms = 0;
  }
  me.speaking_ms += frame_ms;
  me.silent_ms = 0;
  figures_.talk_ms[side] += frame_ms;
  if (!me.cutting_in) return;
  me.together_ms += frame_ms;
  if (!other_speaks) {
    me.cutting_in = false;  // the other had just finished
  } else if (me.together_ms >= interruption_ms) {
    ++figures_.interruptions[side];
    me.cutting_in = false;
  }
}

void Conversation::follow_monologue(Side side, bool speaks) {
  Speaker& me = speakers_[side];
  if (speakers_[1 - side].speaking_ms > interjection_ms || me.silent_ms > pause_ms)
    me.monologue_ms = 0;
  if (!speaks && me.monologue_ms == 0) return;
  me.monologue_ms += frame_ms;
  if (speaks)
    figures_.longest_monologue_ms[side] =
        std::max(figures_.longest_monologue_ms[side], me.monologue_ms);
}

void Conversation::frame(bool customer_speaks, bool agent_speaks) {
  // Both sides look at how the other was before this frame.
  const auto before = speakers_;
  speak(customer, customer_speaks, agent_speaks);
  const Speaker now = speakers_[customer];
  speakers_[customer] = before[customer];
  speak(agent, agent_speaks, customer_speaks);
  speakers_[customer] = now;
  follow_monologue(customer, customer_speaks);
  follow_monologue(agent, agent_speaks);
  if (agent_speaks && figures_.greeting_ms < 0) figures_.greeting_ms = figures_.length_ms;
  figures_.length_ms += frame_ms;
  if (customer_speaks && agent_speaks) figures_.both_ms += frame_ms;
  if (customer_speaks || agent_speaks) {
    silence_ms_ = 0;
    return;
  }
  silence_ms_ += frame_ms;
  figures_.longest_silence_ms = std::max(figures_.longest_silence_ms, silence_ms_);
  if (silence_ms_ == dead_air_ms) figures_.dead_air_ms += dead_air_ms;
  if (silence_ms_ > dead_air_ms) figures_.dead_air_ms += frame_ms;
}

}  // namespace centralino::voice
