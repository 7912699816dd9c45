// Writes one sealed recording, chunk by chunk: a crash loses at most the last second. Belongs to
// the recorder's thread.
#pragma once

#include <string>

#include "voice/recording/recording_format.h"
#include "voice/voice.h"

namespace centralino::voice {

class RecordingWriter {
 public:
  // Makes the file and the folders above it; never over a file that is there. `problem()` says what
  // went wrong, here and later; then nothing more is written.
  RecordingWriter(const RecordingKey& key, const std::string& path);
  ~RecordingWriter();
  RecordingWriter(const RecordingWriter&) = delete;
  RecordingWriter& operator=(const RecordingWriter&) = delete;

  // µ-law, left and right alternately; a second each time but for the last.
  void audio(std::span<const std::uint8_t> codes);
  void marker(const RecordingMarker& marker);
  // On disk when it returns.
  void end(std::int64_t length_ms, bool cut_off);
  // There is no file any more.
  void discard();

  const std::string& problem() const { return problem_; }

 private:
  void chunk(RecordingChunk kind, std::span<const std::uint8_t> text);
  void write_all(std::span<const std::uint8_t> left);

  std::string path_;
  int fd_ = -1;
  RecordingHeader header_{};
  RecordingSeal seal_;
  std::uint64_t index_ = 0;
  std::string problem_;
};

}  // namespace centralino::voice
