#include "voice/recording/room_recording.h"

#include "voice/media/g711.h"

namespace centralino::voice {

RoomRecording::RoomRecording(Recorder& recorder, const Record& record)
    : recorder_(recorder), record_(record), block_(recorder.block()) {
  recorder_.begin(record_.recording, record_.path, failed_);
}

RoomRecording::~RoomRecording() {
  while (popped_ms_ < length_ms_ + Tape::delay_ms) write();  // what is still on the tapes
  flush();
  recorder_.end(record_.recording, record_.only == 0 || spoken_, cut_off_);
}

void RoomRecording::pause(bool on, const std::string& why) {
  if (on == paused_) return;
  paused_ = on;
  for (Side& side : sides_) side.tape.pause(on);
  recorder_.marker(record_.recording, {on, length_ms_, why});
}

void RoomRecording::listen(const Tape::Codes& codes) {
  Frame frame;
  decode(Law::ulaw, codes, frame);
  if (activity_.hear(frame)) {
    spoken_ = true;
    silent_ms_ = 0;
  } else {
    silent_ms_ += frame_ms;
  }
}

void RoomRecording::write() {
  const bool mono = record_.only != 0;
  Tape::Codes left;
  Tape::Codes right;
  sides_[0].tape.pop(left);
  if (!mono) sides_[1].tape.pop(right);
  popped_ms_ += frame_ms;
  if (popped_ms_ <= Tape::delay_ms) return;  // before it began
  const Tape::Codes& other = mono ? left : right;
  std::uint8_t* out = block_->codes.data() + block_->bytes;
  for (std::size_t i = 0; i < frame_samples; ++i) {
    out[2 * i] = left[i];
    out[2 * i + 1] = other[i];
  }
  if (mono) listen(left);
  block_->bytes += 2 * frame_samples;
  if (block_->bytes == recording_second_bytes) flush();
}

bool RoomRecording::tick() {
  if (*failed_) return false;
  write();
  length_ms_ += frame_ms;
  cut_off_ = record_.ms_max > 0 && length_ms_ >= record_.ms_max;
  return !cut_off_ && (record_.silence_ms <= 0 || silent_ms_ < record_.silence_ms);
}

void RoomRecording::flush() {
  if (block_->bytes == 0) return;
  recorder_.audio(record_.recording, std::move(block_));
  block_ = recorder_.block();
}

}  // namespace centralino::voice
