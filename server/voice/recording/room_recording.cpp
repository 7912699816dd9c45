#include "voice/recording/room_recording.h"

#include <algorithm>

#include "voice/media/g711.h"

namespace centralino::voice {

RoomRecording::RoomRecording(Recorder& recorder, const Record& record)
    : recorder_(recorder), record_(record), block_(recorder.block()) {
  recorder_.begin(record_.recording, record_.path, failed_);
}

RoomRecording::~RoomRecording() {
  flush();
  recorder_.end(record_.recording, record_.only == 0 || spoken_, cut_off_);
}

void RoomRecording::pause(bool on, const std::string& why) {
  if (on == paused_) return;
  paused_ = on;
  recorder_.marker(record_.recording, {on, length_ms_, why});
}

void RoomRecording::listen(const Frame& frame) {
  if (activity_.hear(frame)) {
    spoken_ = true;
    silent_ms_ = 0;
  } else {
    silent_ms_ += frame_ms;
  }
}

bool RoomRecording::frame(const Frame& left, const Frame& right) {
  if (*failed_) return false;
  const bool mono = record_.only != 0;
  std::uint8_t* out = block_->codes.data() + block_->bytes;
  if (paused_) {
    std::fill_n(out, 2 * frame_samples, silence_of(Law::ulaw));
  } else {
    std::array<std::uint8_t, frame_samples> codes;
    encode(Law::ulaw, left, codes);
    for (std::size_t i = 0; i < frame_samples; ++i) out[2 * i] = codes[i];
    if (!mono) encode(Law::ulaw, right, codes);
    for (std::size_t i = 0; i < frame_samples; ++i) out[2 * i + 1] = codes[i];
    if (mono) listen(left);
  }
  block_->bytes += 2 * frame_samples;
  length_ms_ += frame_ms;
  if (block_->bytes == recording_second_bytes) flush();
  cut_off_ = record_.ms_max > 0 && length_ms_ >= record_.ms_max;
  return !cut_off_ && (record_.silence_ms <= 0 || silent_ms_ < record_.silence_ms);
}

void RoomRecording::flush() {
  if (block_->bytes == 0) return;
  recorder_.audio(record_.recording, std::move(block_));
  block_ = recorder_.block();
}

}  // namespace centralino::voice
