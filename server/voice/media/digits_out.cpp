#include "voice/media/digits_out.h"

#include "voice/media/dtmf.h"

namespace centralino::voice {
namespace {
constexpr int tone_frames = static_cast<int>(DigitsOut::tone_ms / frame_ms);
constexpr int gap_frames = static_cast<int>(DigitSender::pause_ms / frame_ms);
}  // namespace

void DigitsOut::push(std::string_view digits) {
  for (const char key : digits)
    if (waiting_.size() < waiting_max && (key == ',' || event_of(key))) waiting_ += key;
}

std::optional<DigitSender::Packet> DigitsOut::event(std::uint32_t timestamp) {
  if (pause_ > 0) {
    --pause_;
    return std::nullopt;
  }
  if (sender_.idle() && !waiting_.empty()) {
    const char key = waiting_.front();
    waiting_.erase(0, 1);
    if (key == ',') {
      pause_ = comma_frames;
      return std::nullopt;
    }
    sender_.push(key, tone_ms);
  }
  return sender_.next(timestamp);
}

bool DigitsOut::tone(Frame& out) {
  if (pause_ > 0) {
    --pause_;
    return false;
  }
  if (tone_left_ == 0) {
    if (waiting_.empty()) return false;
    key_ = waiting_.front();
    waiting_.erase(0, 1);
    if (key_ == ',') {
      pause_ = comma_frames;
      return false;
    }
    tone_left_ = tone_frames + gap_frames;
  }
  const int done = tone_frames + gap_frames - tone_left_--;
  if (done >= tone_frames) {
    out.fill(0);
  } else {
    write_dtmf(key_, 0.2F, static_cast<std::uint32_t>(done) * frame_samples, out);
  }
  return true;
}

}  // namespace centralino::voice
